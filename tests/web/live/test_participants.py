"""Being in: rating, losing the line, coming late, guessing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from puntari.extensions import db
from puntari.practice.models import Attempt, Card, Place, Rating
from tests.web.live.conftest import Guest


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_a_choice_is_saved_as_it_is_made_and_once(tuula, guest):
    anna = guest()
    tuula.go_to("block-1")
    first = anna.choose(1, "c-skill", "4", 10)
    again = anna.choose(1, "c-skill", "4", 10)
    late = anna.choose(1, "c-skill", "2", 9)

    assert [(r.status_code, r.json["is_kept"]) for r in (first, again, late)] == [
        (200, True),
        (200, False),
        (200, False),
    ]
    assert db.session.scalars(select(Rating.points)).all() == [4]


@pytest.mark.parametrize(
    ("number", "choice", "value", "sequence", "status"),
    [
        (1, "c-skill", "6", 1, 422),
        (1, "c-other", "3", 1, 422),
        (1, "invite", "perhaps", 1, 422),
        (1, "c-skill", "3", 0, 422),
        (1, "c-skill", "3", "x", 422),
        (1, "c-skill", "3", 2**60, 422),
        (4, "c-skill", "3", 1, 409),
        (0, "c-skill", "3", 1, 404),
        (7, "c-skill", "3", 1, 409),
        (40_000, "c-skill", "3", 1, 404),
    ],
)
def test_a_wrong_choice_is_refused(tuula, guest, number, choice, value, sequence, status):
    anna = guest()
    tuula.go_to("block-1")

    assert anna.choose(number, choice, value, sequence).status_code == status
    assert count(Rating) == 0


def test_what_is_missing_is_said_and_what_was_given_is_kept(tuula, guest):
    anna = guest()
    tuula.go_to("block-1")
    response = anna.post("/cards/1", **{"c-skill": "4"})

    assert response.status_code == 422
    assert db.session.scalars(select(Rating.points)).all() == [4]
    assert anna.at() == "/cards/1"


def test_switching_the_language_keeps_what_was_chosen(tuula, guest):
    anna = guest()
    tuula.go_to("block-1")
    response = anna.client.post(
        anna.address("/cards/1").replace("/en/", "/sv/"), data={"c-skill": "4", "_switch": "sv"}
    )

    assert (response.status_code, response.location) == (303, f"/sv/join/{anna.code}/cards/1")
    assert db.session.execute(select(Rating.points, Rating.language)).one() == (4, "sv")


def test_after_the_block_nothing_is_changed_but_what_came_late_is_taken(tuula, guest):
    anna = guest()
    tuula.go_to("block-1")
    anna.rate(1, "3")
    tuula.go_to("neutral")
    assert anna.choose(1, "c-skill", "5", 2**52).status_code == 409
    assert anna.choose(2, "c-skill", "5", 1).status_code == 200
    assert anna.choose(4, "c-skill", "5", 1).status_code == 409
    assert anna.rate(3).location == anna.address("/place")
    tuula.go_to("block-2")
    assert anna.at() == "/cards/2"
    assert anna.rate(1, "5").location == anna.address("/place")
    tuula.go_to("predict")
    assert anna.choose(2, "c-people", "5", 1).status_code == 409
    assert sorted(db.session.scalars(select(Rating.points))) == [3, 3, 3, 5]


def test_a_late_comer_gets_a_place_while_scoring_goes_on_and_watches_afterwards(tuula, guest):
    tuula.go_to("block-2")
    late = guest()
    assert late.at() == "/cards/1"
    tuula.go_to("predict")
    too_late = guest()
    assert (too_late.me.owner_key, count(Attempt)) == (None, 1)
    assert too_late.get("/place").status_code == 200
    assert tuula.get().status_code == 200


def test_a_place_in_which_nothing_was_scored_goes_to_the_next(tuula, client):
    start = datetime.now(UTC).replace(microsecond=0)
    with time_machine.travel(start, tick=False) as clock:
        tuula.make(token="cd" * 12)
        anna, berta, cecilia = (Guest(client(), tuula.code) for _ in range(3))
        anna.join()
        berta.join()
        tuula.go_to("block-1")
        berta.choose(1, "c-skill", "4")
        clock.move_to(start + timedelta(minutes=11))
        cecilia.join()
        keys = {anna.me.owner_key: "anna", berta.me.owner_key: "berta", cecilia.me.owner_key: "cecilia"}
        seats = {keys[key]: seat for key, seat in _seats()}
        assert seats == {"cecilia": 0, "berta": 1}
        assert "went to somebody else" in anna.get("/place").text
        assert anna.post("/seat").status_code == 303
        assert anna.at() == "/cards/1"
        seats = {keys[key]: seat for key, seat in _seats()}
        assert seats == {"cecilia": 0, "berta": 1, "anna": 2}
        assert anna.post("/seat").status_code == 303
        assert count(Card) == 18


def _seats():
    return db.session.execute(select(Attempt.owner_key, Place.seat).join(Place, Place.attempt_id == Attempt.id)).all()


def test_a_removed_place_is_free_and_its_device_outside(tuula, guest):
    anna, berta = guest(), guest()
    tuula.go_to("block-1")
    berta.rate(1)
    for number in (1, 2):
        assert tuula.get(f"/places/{number}").status_code == 200
        assert tuula.post(f"/places/{number}").status_code == 303
        assert tuula.post(f"/places/{number}").status_code == 404

    assert (anna.get("/place").location, berta.get("/place").location) == (anna.address(), berta.address())
    assert [seat for _key, seat in _seats()] == [1]  # what Berta scored stays in the group's result
    assert guest().me.number == 3
    assert sorted(seat for _key, seat in _seats()) == [0, 1]


NO_CONTACT = 'pt-tag--warn">no contact'  # beside a tag; the words alone stand above the table too


def test_a_sign_of_life_says_the_phase(tuula, guest):
    start = datetime.now(UTC).replace(microsecond=0)
    with time_machine.travel(start, tick=False) as clock:
        tuula.make(token="cd" * 12)
        anna = Guest(tuula.client, tuula.code)
        anna.join()
        clock.shift(40)
        assert NO_CONTACT in tuula.get("/rows?phase=lobby").text
        assert anna.post("/pulse").json == {"at": "lobby"}
        assert anna.me.last_seen_at == start + timedelta(seconds=40)


def test_who_is_heard_of_every_five_seconds_has_contact_and_is_written_down_every_ten(tuula, guest):
    start = datetime.now(UTC).replace(microsecond=0)
    with time_machine.travel(start, tick=False) as clock:
        tuula.make(token="cd" * 12)
        anna, written = Guest(tuula.client, tuula.code), set()
        anna.join()
        for _ in range(8):
            clock.shift(4)
            assert NO_CONTACT not in tuula.get("/rows?phase=lobby").text
            clock.shift(1)
            anna.post("/pulse")
            written.add((anna.me.last_seen_at - start).seconds)

    assert written == {0, 10, 20, 30, 40}


@pytest.mark.parametrize("guess", ["", "other", "x" * 5000])
def test_a_guess_that_isnt_one_is_refused(tuula, guest, guess):
    anna = guest()
    tuula.go_to("predict")
    assert anna.post("/guess", guess=guess).status_code == 422
    assert anna.me.guess is None


def test_guessing_belongs_to_its_phase(tuula, guest):
    anna = guest()
    assert anna.post("/guess", guess="none").status_code == 409
    assert anna.me.guess is None


def test_no_page_of_a_participant_promises_without_script_to_go_on_by_itself(tuula, guest):
    """What the script alone does is hidden until it runs; the browser tests see that it shows it."""
    anna, seen = guest(), []
    for phase in ("lobby", "criteria", "block-1", "neutral", "block-2", "predict"):
        if phase != "lobby":
            tuula.go_to(phase)
        for number in {"block-1": (1, 2, 3), "block-2": (4, 5, 6)}.get(phase, ()):
            anna.rate(number)
        if phase == "predict":
            anna.post("/guess", guess="none")
        page = anna.get("/place", follow_redirects=True).text
        without_script = re.sub(r"<span data-by-itself hidden>.*?</span>", "", page)
        seen.append(len(page) - len(without_script) > 0)
        assert "by itself" not in without_script.replace("does not move on by itself", "")
        assert "Check now and then whether the trainer has gone on." in without_script

    assert seen == [True, False, True, False, True, True]
