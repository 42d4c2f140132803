"""Who may lead a session, and what a sent form may hold."""

import pytest
from sqlalchemy import func, select

from puntari.extensions import db
from puntari.live.models import LiveSession
from puntari.people.models import RoleGrant
from tests.web.live.conftest import SETTINGS, Guest

READ = ("", "/rows", "/code", "/here", "/settings", "/expected", "/hand-over", "/end", "/attendance", "/places/1")
SENT = ("/next", "/extend", "/reveal", "/settings", "/expected", "/hand-over", "/end", "/attendance", "/places/1")


@pytest.fixture
def second_trainer(people):
    people["otto"].grants.append(RoleGrant(role="trainer", starts=people["tuula"].grants[0].starts))
    db.session.commit()
    return people["otto"]


@pytest.mark.parametrize("who", ["tess", "hilla", "arto", None])
def test_only_trainers_lead(tuula, client, people, who):
    somebody = client(people[who]) if who else client()
    wanted = 403 if who else 401
    assert {somebody.get(f"/en/live/{tuula.id}{path}").status_code for path in READ} == {wanted}
    assert {somebody.post(f"/en/live/{tuula.id}{path}").status_code for path in SENT} == {wanted}
    assert tuula.live.phase == "lobby"


def test_another_trainers_session_isnt_found(tuula, guest, client, second_trainer):
    guest()
    otto = client(second_trainer)
    assert {otto.get(f"/en/live/{tuula.id}{path}").status_code for path in READ} == {404}
    assert {otto.post(f"/en/live/{tuula.id}{path}", data={"seen": "lobby"}).status_code for path in SENT} == {404}
    assert (tuula.live.phase, tuula.live.is_open) == ("lobby", True)


def test_a_second_trainer_leads_on(tuula, client, second_trainer):
    assert tuula.get("/hand-over").status_code == 200
    assert tuula.post("/hand-over", helper=str(second_trainer.id)).status_code == 303
    otto = client(second_trainer)
    assert otto.get(f"/en/live/{tuula.id}").status_code == 200
    assert otto.post(f"/en/live/{tuula.id}/next", data={"seen": "lobby"}).status_code == 303
    assert tuula.live.phase == "criteria"
    assert tuula.post("/hand-over", helper="0").status_code == 303
    assert otto.get(f"/en/live/{tuula.id}").status_code == 404


@pytest.mark.parametrize("helper", ["", "x", "1", "999999"])
def test_only_a_trainer_can_be_the_second(tuula, second_trainer, helper):
    assert tuula.post("/hand-over", helper=helper).status_code == 422
    assert tuula.live.helper_id is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"title": "a\x00b"},
        {"exercise": "other"},
        {"size": "8"},
        {"size": "16", "has_neutral": ""},
        {"expected": "0"},
        {"expected": "many"},
        {"expected": "99999999999999999999"},
        {"minimum": "4"},
        {"minimum": ""},
        {"fi": "", "sv": "", "en": ""},
        {"token": "x"},
    ],
    ids=str,
)
def test_a_wrong_form_is_shown_and_makes_nothing(tuula, wrong):
    response = tuula.make(**{"token": "cd" * 12, **wrong})

    assert response.status_code == 422
    assert db.session.scalar(select(func.count()).select_from(LiveSession)) == 1


def test_sending_the_form_twice_makes_one_session(tuula):
    again = tuula.make()

    assert again.status_code == 303
    assert db.session.scalar(select(func.count()).select_from(LiveSession)) == 1


def test_settings_change_until_scoring_begins(tuula):
    changed = {**SETTINGS, "title": "Autumn", "minimum": "10"}
    assert tuula.get("/settings").status_code == 200
    assert tuula.post("/settings", **changed).status_code == 303
    assert (tuula.live.title, tuula.live.minimum, tuula.live.locked_at) == ("Autumn", 10, None)
    tuula.go_to("block-1")
    assert tuula.live.locked_at is not None
    assert tuula.post("/settings", **{**changed, "minimum": "5"}).status_code == 303
    assert tuula.live.minimum == 10


def test_more_people_than_expected_get_in_once_the_trainer_makes_room(tuula, client):
    assert tuula.client.post(f"/en/live/{tuula.id}/expected", data={"expected": "1"}).status_code == 303
    tuula.go_to("block-1")
    guests = [Guest(client(), tuula.code) for _ in range(22)]
    said = [guest.join().status_code for guest in guests]
    assert (said[:21], said[21]) == ([303] * 21, 409)  # twice as many as expected, or twenty more

    assert "There is room for 21 people." in tuula.get().text
    assert tuula.get("/expected").status_code == 200
    assert tuula.post("/expected", expected="40").status_code == 303
    assert guests[21].join().status_code == 303
    assert guests[21].at() == "/cards/1"


@pytest.mark.parametrize("wrong", ["", "0", "-1", "1001", "40000", "2147483648", "ten", "9" * 400], ids=str)
def test_a_number_of_people_that_cant_be_is_refused_and_shown_again(tuula, wrong):
    response = tuula.post("/expected", expected=wrong)

    assert response.status_code == 422
    assert tuula.live.expected == 12
    assert f'value="{wrong}"' in response.text


def test_only_those_who_lead_make_room_and_only_while_the_session_is_open(tuula, client, second_trainer):
    other = client(second_trainer)
    assert other.post(f"/en/live/{tuula.id}/expected", data={"expected": "40"}).status_code == 404
    tuula.post("/end")

    assert tuula.post("/expected", expected="40").status_code == 303
    assert tuula.live.expected == 12


def test_going_on_twice_from_the_same_page_moves_once(tuula):
    assert [tuula.post("/next", seen="lobby").status_code for _ in range(2)] == [303, 303]
    assert tuula.live.phase == "criteria"


@pytest.mark.parametrize("seen", ["", "other", "x" * 5000])
def test_a_phase_that_isnt_one_is_refused(tuula, seen):
    assert tuula.post("/next", seen=seen).status_code == 422


def test_two_more_minutes_are_added_once(tuula):
    from puntari.live.routes import as_number

    before = tuula.live.phase_ends_at
    for _ in range(2):
        assert tuula.post("/extend", seen=str(as_number(before))).status_code == 303
    assert tuula.live.phase_ends_at > before
    assert (tuula.live.phase_ends_at - before).total_seconds() == 120


def test_no_result_before_scoring_is_over(tuula, guest):
    guest()
    tuula.go_to("block-2")
    assert tuula.post("/reveal").status_code == 409
    assert (tuula.live.phase, tuula.live.revealed_at) == ("block-2", None)


def test_the_desk_is_sent_again_only_when_it_has_changed(tuula, guest):
    first = tuula.get("/rows?phase=lobby")
    same = tuula.get("/rows?phase=lobby", headers={"If-None-Match": first.headers["ETag"]})
    anna = guest()
    changed = tuula.get("/rows?phase=lobby", headers={"If-None-Match": first.headers["ETag"]})
    tuula.go_on()
    moved = tuula.get("/rows?phase=lobby")

    assert [r.status_code for r in (first, same, changed, moved)] == [200, 304, 200, 205]
    assert anna.me.tag not in changed.text


def test_every_deed_of_the_trainer_is_in_the_trail_and_none_of_the_participants(tuula, guest):
    from puntari.audit.models import AuditEvent

    anna = guest()
    tuula.go_to("block-1")
    anna.rate(1)
    tuula.go_to("predict")
    tuula.post("/reveal")
    tuula.post("/places/1")
    tuula.post("/end")

    events = db.session.scalars(select(AuditEvent).where(AuditEvent.kind.like("live.%")).order_by(AuditEvent.id)).all()
    kinds = [event.kind for event in events if event.kind != "live.frozen"]
    moves = ["live.moved"] * 5
    assert kinds == ["live.created", *moves, "live.revealed", "live.place_removed", "live.closed"]
    assert {(event.target, event.by) for event in events} == {(f"live_session:{tuula.id}", tuula.person.id)}


def test_the_room_shows_the_open_session_and_nothing_else(tuula, client):
    from puntari.live.models import LiveRoom

    address = f"/en/live/rooms/{db.session.scalars(select(LiveRoom.slug)).one()}"
    assert f"/en/join/{tuula.code}" in client().get(address).text
    tuula.post("/end")
    after = client().get(address)
    assert (after.status_code, "Spring" in after.text) == (200, False)
    assert client().get("/en/live/rooms/none-such").status_code == 404
