"""A participant's own scores after two rounds: both readings of each application that they finished twice."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from puntari.live import queries
from puntari.practice.queries import Seen
from tests.web.live.conftest import Guest, Trainer
from tests.web.practice.conftest import text_of
from tests.web.practice.test_results import rows_of

BOTH = (range(1, 9), range(9, 17))


@pytest.fixture
def tuula(tuula: Trainer) -> Trainer:
    """The trainer with a session of two rounds."""
    assert tuula.make(token="cd" * 12, size="16").status_code == 303
    return tuula


def reveal(trainer: Trainer, given: dict[Guest, Callable[[Seen], bool]]) -> None:
    """Everybody scores the cards that their rule lets through: round 1 by position, round 2 one point less."""
    for phase, numbers in zip(("block-1", "block-2"), BOTH, strict=True):
        trainer.go_to(phase)
        for one, does in given.items():
            for card in queries.cards_of(one.me):
                if card.number in numbers and does(card):
                    points = points_of(card)
                    assert one.rate(card.number, str(points), "yes" if points > 2 else "no").status_code == 303
    trainer.go_to("predict")
    assert trainer.post("/reveal").status_code == 303


def points_of(card: Seen) -> int:
    return 1 + (card.position + card.round) % 5


def always(card: Seen) -> bool:
    return True


def cells(page: str) -> dict[str, list[str]]:
    """The cells of the two tables, by application."""
    return {row[0]: row[1:] for row in rows_of(page) if len(row) == 8 and row[0].startswith("Application ")}


def pairs_of(guest: Guest) -> dict[int, tuple[Seen, Seen]]:
    """What was dealt, by the position in round 1."""
    cards = queries.cards_of(guest.me)
    second = {card.application: card for card in cards if card.round == 2}
    return {card.position: (card, second[card.application]) for card in cards if card.round == 1}


def test_both_readings_stand_side_by_side_in_figure_and_tables(tuula: Trainer, guest: Any) -> None:
    anna = guest()
    reveal(tuula, {anna: always})
    page = anna.get("/place").text
    rows = cells(page)

    assert page.count("<figure") == 1
    assert list(rows) != []
    assert sorted(rows) == [f"Application {number}" for number in BOTH[0]]
    for label, (one, two) in pairs_of(anna).items():
        row = rows[f"Application {label}"]
        points = {card.face.is_identified: f"{points_of(card)}.0" for card in (one, two)}
        if one.face is two.face:
            assert [row[0], row[3]] == [f"{points_of(card)}.0" for card in (one, two)]
            assert row[6] == ("identifiers shown" if one.face.is_identified else "identifiers hidden")
        else:
            assert (row[0], row[4]) == (points[False], points[True])
    kept = [pair for pair in pairs_of(anna).values() if pair[0].face is pair[1].face]
    noise = sum(abs(points_of(one) - points_of(two)) for one, two in kept) / 2
    assert f"Where nothing changed, your points moved by {noise:.1f} on average." in text_of(page)
    assert "Only those that you finished in both rounds are here." not in text_of(page)


def test_each_application_shows_what_was_read_in_both_rounds(tuula: Trainer, guest: Any) -> None:
    anna = guest()
    reveal(tuula, {anna: always})
    for label, (one, two) in pairs_of(anna).items():
        page = anna.get(f"/own/{label}").text
        assert page.count('<article class="pt-sheet">') == 2
        states = ["shown" if card.face.is_identified else "hidden" for card in (one, two)]
        assert re.findall(r"Round ([12]), identifiers (\w+)", page) == [("1", states[0]), ("2", states[1])]
        assert ("Both times you read exactly the same" in page) is (one.face is two.face)
        assert f'>{points_of(one)}</td><td class="num">{points_of(two)}</td>' in page
    assert anna.get("/own/9").status_code == 404
    assert "Previous application" not in anna.get("/own/1").text
    assert "Next application" not in anna.get("/own/8").text
    for language in ("fi", "sv"):
        anna.language = language
        assert {anna.get(path).status_code for path in ("/place", "/own/1")} == {200}


def test_who_didnt_finish_sees_only_what_was_finished_twice(tuula: Trainer, guest: Any) -> None:
    """Three of round 2 are missing, the two that stayed the same among them: then nothing is said about noise."""
    anna = guest()
    pairs = pairs_of(anna)
    kept = [two.number for one, two in pairs.values() if one.face is two.face]
    missing = {*kept, next(two.number for one, two in pairs.values() if one.face is not two.face)}
    reveal(tuula, {anna: lambda card: card.number not in missing})
    here = [label for label, (_one, two) in pairs.items() if two.number not in missing]
    page = anna.get("/place").text
    rows = cells(page)

    assert list(rows) == [f"Application {label}" for label in here]
    assert {int(rank) for row in rows.values() for rank in (row[1], row[5])} <= set(range(1, 6))
    said = text_of(page)
    assert "Only those that you finished in both rounds are here." in said
    assert ("Applications that stayed the same" in said, "your own noise" in said) == (False, False)
    assert "Where the identifiers changed, your points moved by" in said
    absent = next(label for label in pairs if label not in here)
    assert [anna.get(f"/own/{label}").status_code for label in (here[0], absent)] == [200, 404]
    assert "Rank 1 of 5." in " ".join(text_of(anna.get(f"/own/{label}").text) for label in here)


def test_only_what_stayed_the_same_was_finished(tuula: Trainer, guest: Any) -> None:
    anna = guest()
    kept = {card.number for pair in pairs_of(anna).values() if pair[0].face is pair[1].face for card in pair}
    reveal(tuula, {anna: lambda card: card.number in kept})
    said = text_of(anna.get("/place").text)

    assert len(cells(anna.get("/place").text)) == 2
    assert "Nothing changed in what is here, and your points moved by" in said
    assert "Applications whose identifiers changed" not in said


def test_who_finished_nothing_twice_is_told_so_and_who_gave_nothing_sees_nothing(tuula: Trainer, guest: Any) -> None:
    anna, bo = guest(), guest()
    reveal(tuula, {anna: lambda card: card.round == 1, bo: lambda card: False})
    page = anna.get("/place").text

    assert "You finished no application in both rounds" in text_of(page)
    assert ("<figure" in page, "<table" in page) == (False, False)
    assert anna.get("/own/1").status_code == 404
    assert "Your own scores" not in bo.get("/place").text
    assert bo.get("/own/1").status_code == 303


def test_nobody_else_sees_it_and_it_goes_when_the_session_ends(tuula: Trainer, guest: Any, client: Any) -> None:
    anna, bo = guest(), guest()
    reveal(tuula, {anna: always})

    assert "Your own scores" in anna.get("/place").text
    assert "Your own scores" not in bo.get("/place").text
    for other in (Guest(client(), tuula.code), Guest(tuula.client, tuula.code), bo):
        assert other.get("/own/1").status_code == 303
    tuula.post("/end")
    assert anna.get("/own/1").status_code == 303
    assert "Your own scores" not in anna.get("/place", follow_redirects=True).text
