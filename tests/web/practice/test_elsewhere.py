"""What practice shows on others' pages, and its command."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from puntari.extensions import db
from puntari.practice.commands import replay
from puntari.practice.models import Card
from puntari.web import embeds


def embed(app, tess, **options: str):
    with app.test_request_context("/en/home"):
        return embeds.find("exercise", tess.person.id, "cook", options)


def states(app, tess) -> dict[str, tuple[str, bool]]:
    found = {
        name: embed(app, tess, **options)
        for name, options in (("all", {}), ("1", {"round": "1"}), ("2", {"round": "2"}))
    }
    return {name: (one.state, one.is_done) for name, one in found.items()}


def test_an_exercise_in_a_course_page_says_how_far_one_is(app, tess):
    assert states(app, tess) == {
        "all": ("Not started", False),
        "1": ("Not started", False),
        "2": ("Do round 1 first", False),
    }
    tess.start()
    tess.rate(1)
    scored = ("1 of 8 applications scored", False)
    assert states(app, tess) == {"all": scored, "1": scored, "2": ("Do round 1 first", False)}
    tess.round(range(2, 9))
    waiting = ("Round 1 is done, round 2 is waiting", False)
    assert states(app, tess) == {"all": waiting, "1": ("Round 1 is done", True), "2": waiting}
    tess.rate(9)
    assert states(app, tess)["2"] == ("1 of 8 applications scored", False)
    tess.round(range(10, 17))
    assert states(app, tess) == dict.fromkeys(("all", "1", "2"), ("You have done this exercise.", True))


def test_it_leads_to_where_one_goes_on(app, tess):
    assert embed(app, tess).url == "/en/practice/cook"
    tess.start()
    assert embed(app, tess, round="1").url == f"/en/practice/{tess.at}"
    tess.round(range(1, 9))
    assert embed(app, tess, round="1").url == f"/en/practice/{tess.at}/pause"
    assert embed(app, tess, round="2").url == f"/en/practice/{tess.at}"


def test_an_exercise_that_is_not_there_is_nothing(app, tess):
    with app.test_request_context("/en/home"):
        assert embeds.find("exercise", tess.person.id, "baker", {}) is None


def test_ones_own_page_has_a_card_for_each_exercise(app, tess):
    tess.start()
    tess.rate(1)
    with app.test_request_context("/en/home"):
        (card,) = [card for card in embeds.cards_of(tess.person.id) if card.kind == "exercise"]

    assert (card.title, card.text, card.done, card.of, card.is_done) == (
        "Cook",
        "1 of 8 applications scored",
        1,
        8,
        False,
    )


@pytest.mark.parametrize("way", ["two-rounds", "one-round", "short"])
def test_replay_deals_the_same_table_again(app, tess, way):
    tess.start(way)
    result = CliRunner().invoke(replay, [str(tess.attempt.id)])

    assert (result.exit_code, result.output.endswith("The stored table is the same.\n")) == (0, True)


def test_replay_tells_when_the_stored_table_differs(app, tess):
    tess.start()
    card = db.session.scalars(select(Card).where(Card.name.is_not(None))).first()
    card.name = (card.name + 1) % 6
    db.session.commit()
    result = CliRunner().invoke(replay, [str(tess.attempt.id)])

    assert result.exit_code == 1
    assert "the stored table differs from the one dealt again" in result.output


def test_replay_of_nothing(app):
    result = CliRunner().invoke(replay, ["99"])

    assert (result.exit_code, "there is no attempt 99" in result.output) == (1, True)


@pytest.mark.parametrize("number", ["0", "2147483648", "one"])
def test_replay_of_what_cant_be_an_attempt(app, number):
    result = CliRunner().invoke(replay, [number])

    assert (result.exit_code, f"'{number}' is not" in result.output or f"{number} is not" in result.output) == (2, True)


def test_replay_shows_no_rating(app, tess):
    tess.finish()
    before = CliRunner().invoke(replay, [str(tess.attempt.id)]).output
    for rating in db.session.scalars(select(Card.attempt_id)).all():
        assert rating == tess.attempt.id

    assert "points" not in before.lower()
