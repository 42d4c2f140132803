"""Saving each choice as it is made: repeated, late and reordered requests give one result."""

from datetime import UTC, datetime
from itertools import permutations

import pytest
from sqlalchemy import delete, select

from puntari.extensions import db
from puntari.practice import actions
from puntari.practice.actions import Chosen
from puntari.practice.choices import Choice
from puntari.practice.models import Card, Invitation, Rating


def points() -> dict[str, int]:
    return {rating.criterion: rating.points for rating in db.session.scalars(select(Rating))}


def test_a_choice_is_saved_and_the_time_told(tess):
    tess.start()
    response = tess.choose(1, "c-skill", "4", 10)

    assert response.status_code == 200
    assert set(response.json) == {"saved", "is_kept"}
    assert response.json["is_kept"] is True
    assert points() == {"skill": 4}


def test_a_repeated_request_changes_nothing(tess):
    tess.start()
    tess.choose(1, "c-skill", "4", 10)
    again = tess.choose(1, "c-skill", "4", 10)

    assert (again.status_code, again.json["is_kept"]) == (200, False)
    assert points() == {"skill": 4}


@pytest.mark.parametrize("order", list(permutations([("2", 10), ("5", 11), ("3", 12)])))
def test_the_one_chosen_last_holds_in_whatever_order_they_arrive(tess, order):
    tess.start()
    for value, sequence in order:
        assert tess.choose(1, "c-skill", value, sequence).status_code == 200

    assert points() == {"skill": 3}


@pytest.mark.parametrize("order", list(permutations([("yes", 10), ("no", 11)])))
def test_the_last_answer_about_the_invitation_holds_too(tess, order):
    tess.start()
    for value, sequence in order:
        tess.choose(1, "invite", value, sequence)

    assert [invitation.invited for invitation in db.session.scalars(select(Invitation))] == [False]


@pytest.mark.parametrize(
    ("choice", "value", "sequence"),
    [
        pytest.param("c-skill", "6", "1", id="off the scale"),
        pytest.param("c-skill", "", "1", id="empty"),
        pytest.param("c-skill", "3", "0", id="sequence too small"),
        pytest.param("c-skill", "3", str(2**53), id="sequence too large"),
        pytest.param("c-skill", "3", "soon", id="sequence a word"),
        pytest.param("c-skill", "3", "", id="no sequence"),
        pytest.param("c-charm", "3", "1", id="unknown criterion"),
        pytest.param("skill", "3", "1", id="not a field"),
        pytest.param("invite", "maybe", "1", id="neither yes nor no"),
        pytest.param("c-skill\x00", "3", "1", id="control character"),
        pytest.param("c" * 90_000, "3", "1", id="oversized"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_words(tess, choice, value, sequence):
    tess.start()
    response = tess.choose(1, choice, value, sequence)

    assert (response.status_code, response.json) == (422, {"error": "This choice can't be saved. Reload the page."})
    assert points() == {}


def test_a_finished_round_refuses_choices(tess):
    tess.start()
    tess.round(range(1, 9), lambda _number: 3)
    before = points()
    response = tess.choose(1, "c-skill", "5", 2**52)

    assert (response.status_code, response.json["error"]) == (409, "That round is finished. A first judgement stays.")
    assert points() == before


def test_a_round_that_is_not_open_refuses_choices(tess):
    tess.start()

    assert tess.choose(9, "c-skill", "5", 1).status_code == 409
    assert points() == {}


def test_somebody_elses_card_is_not_found(tess, otto, client, people):
    tess.start()
    otto.at = tess.at

    assert otto.choose(1, "c-skill", "5", 1).status_code == 404
    assert tess.choose(17, "c-skill", "5", 1).status_code == 404
    assert client().post(f"/en/practice/{tess.at}/cards/1/choices").status_code == 401
    assert points() == {}


def test_a_save_is_one_write_and_two_reads(tess, statements):
    tess.start()
    tess.choose(1, "c-skill", "2", 1)  # the exercise is in the process's memory from now on
    with statements() as seen:
        tess.choose(1, "c-skill", "4", 2)

    assert [verb for verb in seen if not verb.startswith("BEGIN")] == [
        "SELECT",
        "SELECT",
        "INSERT",
    ]  # person, card, rating


def test_a_plain_form_outdoes_what_was_saved_before_it(tess):
    tess.start()
    tess.choose(1, "c-skill", "2", 2**52)
    tess.rate(1, "5")

    assert points() == {"skill": 5, "experience": 5, "people": 5}


def test_a_choice_says_its_language(tess):
    tess.start()
    tess.client.post(
        f"/fi/practice/{tess.at}/cards/1/choices", data={"choice": "c-skill", "value": "3", "sequence": "5"}
    )

    assert db.session.scalars(select(Rating)).one().language == "fi"


def test_looking_takes_no_lock_and_the_write_is_short(tess, statements):
    tess.start()
    tess.choose(1, "c-skill", "2", 1)
    with statements() as seen:
        tess.choose(1, "c-skill", "4", 2)

    if db.engine.dialect.name == "sqlite":
        assert seen == ["BEGIN", "SELECT", "SELECT", "BEGIN IMMEDIATE", "INSERT"]


def test_a_round_finished_between_look_and_write_keeps_its_judgements(tess):
    tess.start("short")
    tess.round(range(1, 7), lambda _number: 3)
    card = db.session.scalars(select(Card).order_by(Card.position)).first()
    chosen = Chosen(Choice("skill", points=5), 2**52, "en", datetime.now(UTC))

    assert actions.keep(card.id, chosen) is False
    assert set(points().values()) == {3}


def test_a_card_taken_back_between_look_and_write_is_left_alone(tess):
    tess.start()
    db.session.execute(delete(Card))

    assert actions.keep(1, Chosen(Choice(None, invited=True), 1, "en", datetime.now(UTC))) is False
