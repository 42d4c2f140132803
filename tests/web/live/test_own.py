"""A participant's own scores: on their device alone, from the reveal until the session ends."""

import re
from typing import Any

import pytest

from puntari.live import queries
from tests.web.live.conftest import Guest, Trainer
from tests.web.practice.conftest import text_of

POINTS = ["5", "4", "3", "2", "1", "2"]


def rate_all(trainer: Trainer, guests: list[Guest], points: list[str]) -> None:
    """Everybody rates both halves; the session stands at the guessing of the result."""
    for phase, numbers in (("block-1", (1, 2, 3)), ("block-2", (4, 5, 6))):
        trainer.go_to(phase)
        for one in guests:
            for number in numbers:
                assert one.rate(number, points[number - 1]).status_code == 303
    trainer.go_to("predict")


@pytest.fixture
def anna(tuula: Trainer, guest: Any) -> Guest:
    anna: Guest = guest()
    rate_all(tuula, [anna], POINTS)
    return anna


def rows_of(page: str) -> list[list[str]]:
    rows = re.findall(r"<tr>\s*<td>(.*?)</tr>", page, re.DOTALL)
    return [text_of(f"<main>{row}</main>").replace(">", "", 1).split() for row in rows]


def test_from_the_reveal_on_the_place_shows_what_one_gave(tuula: Trainer, anna: Guest) -> None:
    assert "Your own scores" not in anna.get("/place").text
    tuula.post("/reveal")
    page = anna.get("/place").text

    assert "Only you see this, and only until the session ends" in text_of(page)
    ranks = [(row[0], row[2], row[3]) for row in rows_of(page)]
    assert ranks == [
        ("1", "1", "5.0"),
        ("2", "2", "4.0"),
        ("3", "3", "3.0"),
        *[("4", "4", "2.0"), ("4", "6", "2.0"), ("6", "5", "1.0")],
    ]
    for language in ("fi", "sv"):
        anna.language = language
        assert anna.get("/place").status_code == 200
        assert anna.get("/own/1").status_code == 200


def test_each_application_is_shown_beside_the_versions_that_others_read(tuula: Trainer, anna: Guest) -> None:
    tuula.post("/reveal")
    cards = queries.cards_of(anna.me)
    for card in cards:
        page = anna.get(f"/own/{card.number}").text
        assert page.count('<article class="pt-sheet">') == 3
        first = text_of(page).split("You read: ")[1]
        assert first.startswith("identifiers hidden") is not card.face.is_identified
    assert anna.get("/own/7").status_code == 404
    assert anna.get("/own/1").text.count('rel="prev"') == 0
    assert "Previous application" not in anna.get("/own/1").text
    assert "Next application" not in anna.get("/own/6").text


def test_before_the_reveal_there_is_nothing_to_open(tuula: Trainer, anna: Guest) -> None:
    response = anna.get("/own/1")

    assert (response.status_code, response.location) == (303, anna.address("/place"))


def test_it_goes_when_the_session_ends(tuula: Trainer, anna: Guest) -> None:
    tuula.post("/reveal")
    assert anna.get("/own/1").status_code == 200
    tuula.post("/end")

    assert anna.get("/own/1").status_code == 303
    assert "Your own scores" not in anna.get("/place", follow_redirects=True).text


def test_only_what_was_finished_is_in_it_and_who_watched_sees_none(tuula: Trainer, guest: Any) -> None:
    bo, late = guest(), guest()
    tuula.go_to("block-1")
    bo.rate(2, "4")
    tuula.go_to("predict")
    tuula.post("/reveal")

    assert [row[2] for row in rows_of(bo.get("/place").text)] == ["2"]
    assert bo.get("/own/1").status_code == 404
    assert "Your own scores" not in late.get("/place").text
    assert late.get("/own/2").status_code == 303


def test_nobody_elses_device_and_no_trainer_opens_it(tuula: Trainer, guest: Any, client: Any) -> None:
    anna, bo = guest(), guest()
    rate_all(tuula, [anna, bo], ["5"] * 6)
    tuula.post("/reveal")
    stranger = Guest(client(), tuula.code)

    assert anna.get("/own/1").status_code == bo.get("/own/1").status_code == 200
    assert stranger.get("/own/1").status_code == 303
    assert tuula.client.get(anna.address("/own/1")).status_code == 303
    assert "Your own scores" not in tuula.client.get(anna.address("/place"), follow_redirects=True).text
