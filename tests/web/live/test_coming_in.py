"""Coming in: by a code, with two words, in a language that there is; and coming back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import func, select

from puntari.extensions import db
from puntari.live import guarding
from puntari.live.codes import new_token
from puntari.live.models import Attendance, Participant
from puntari.practice.models import Attempt, Place, Rating
from tests.web.live.conftest import Guest


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_sending_the_form_twice_makes_one_participant(tuula, guest, client):
    anna = guest()
    again = client().post(anna.address(), data={"token": anna.token})

    assert again.status_code == 303
    assert (count(Participant), count(Place), tuula.live.joined) == (1, 1, 1)


@pytest.mark.parametrize("token", ["", "x", "x" * 44, "ä" * 43, "x" * 42 + " "])
def test_a_form_without_its_token_makes_nobody(tuula, client, token):
    assert client().post(f"/en/join/{tuula.code}", data={"token": token}).status_code == 422
    assert count(Participant) == 0


def test_the_code_can_be_typed_in_any_manner(tuula, client):
    typed = f" {tuula.code[:3].lower()}-{tuula.code[3:]} "
    response = client().post("/sv/join", data={"code": typed})

    assert (response.status_code, response.location) == (303, f"/sv/join/{tuula.code}")
    assert client().post("/en/join", data={"code": "nonsense"}).status_code == 422
    assert client().post("/en/join", data={"code": "x" * 5000}).status_code == 422
    assert client().get(f"/en/join/{typed.strip()}").status_code == 200


@pytest.mark.parametrize("path", ["", "/place", "/back"])
def test_a_wrong_code_leads_nowhere_and_is_counted(tuula, client, path, monkeypatch):
    monkeypatch.setattr(guarding, "WRONG_CODES", replace(guarding.WRONG_CODES, free=20))
    with time_machine.travel(datetime(2026, 5, 4, 9, tzinfo=UTC), tick=False):
        answers = [client().get(f"/en/join/CCCCCC{path}").status_code for _ in range(21)]

    assert answers == [404] * 20 + [429]


def test_a_whole_city_joins_from_behind_one_address_after_a_few_typing_errors(tuula, client, monkeypatch):
    monkeypatch.setattr(guarding, "WRONG_CODES", replace(guarding.WRONG_CODES, free=20))
    tuula.post("/settings", **_settings() | {"expected": "40"})
    with time_machine.travel(datetime(2026, 5, 4, 9, tzinfo=UTC), tick=False):
        for _ in range(19):
            client().get("/en/join/CCCCCC")
        joined = [client().post(f"/en/join/{tuula.code}", data={"token": new_token()}).status_code for _ in range(40)]

    assert joined == [303] * 40
    assert count(Participant) == 40


def test_wrong_words_are_counted_apart_from_wrong_codes(tuula, guest, client, monkeypatch):
    monkeypatch.setattr(guarding, "WRONG_TAGS", replace(guarding.WRONG_TAGS, free=3))
    back = f"/en/join/{tuula.code}/back"
    with time_machine.travel(datetime(2026, 5, 4, 9, tzinfo=UTC), tick=False):
        guesses = [client().post(back, data={"token": new_token(), "tag": "wrong words"}).status_code for _ in range(4)]
        joining = client().post(f"/en/join/{tuula.code}", data={"token": new_token()}).status_code

    assert (guesses, joining) == ([422, 422, 422, 429], 303)


def test_a_language_that_wasnt_chosen_isnt_offered(tuula, client):
    tuula.post("/settings", **{k: v for k, v in _settings().items() if k != "sv"})
    assert "join-form" not in client().get(f"/sv/join/{tuula.code}").text
    assert client().post(f"/sv/join/{tuula.code}", data={"token": new_token()}).status_code == 200
    assert count(Participant) == 0


def _settings():
    from tests.web.live.conftest import SETTINGS

    return dict(SETTINGS)


def test_two_words_are_the_way_back_and_the_old_device_loses_its_own(tuula, guest, client):
    anna = guest()
    tuula.go_to("block-1")
    anna.rate(1)
    phone = Guest(client(), tuula.code)
    assert phone.get("/back").status_code == 200
    back = phone.post("/back", token=phone.token, tag=f" {anna.me.tag.upper()} ")

    assert back.status_code == 303
    assert phone.at() == "/cards/2"
    assert anna.get("/place").location == anna.address()
    assert (count(Participant), count(Attempt)) == (1, 1)


@pytest.mark.parametrize("tag", ["", "wrong words", "x" * 61, "a\x00b"])
def test_wrong_words_lead_nowhere(guest, client, tuula, tag):
    guest()
    assert client().post(f"/en/join/{tuula.code}/back", data={"token": new_token(), "tag": tag}).status_code == 422


def test_nobody_reaches_a_place_without_its_token(tuula, guest, client):
    guest()
    tuula.go_to("block-1")
    stranger = Guest(client(), tuula.code)

    assert stranger.get("/place").location == stranger.address()
    assert stranger.get("/cards/1").status_code == 303
    assert stranger.rate(1).location == stranger.address("/place")
    assert stranger.choose(1, "invite", "yes").status_code == 404
    assert stranger.post("/guess", guess="none").status_code == 404
    assert stranger.post("/seat").status_code == 404
    assert stranger.post("/pulse").status_code == 404
    assert count(Rating) == 0


def test_a_token_of_another_session_opens_nothing(tuula, guest):
    anna = guest()
    tuula.make(token="cd" * 12)
    anna.code = tuula.code

    assert anna.get("/place").location == anna.address()


def test_attendance_is_registered_only_when_it_is_asked_for(tuula, guest, people):
    guest(people["tess"], attend="y")
    guest(people["otto"])
    guest(attend="y")

    assert db.session.execute(select(Attendance.session_id, Attendance.person_id)).all() == [
        (tuula.id, people["tess"].id)
    ]


def test_far_more_than_expected_are_refused(tuula, guest, client):
    tuula.live.joined = 32
    db.session.commit()
    assert Guest(client(), tuula.code).join().status_code == 409
