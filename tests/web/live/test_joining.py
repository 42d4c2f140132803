"""Joining takes few statements, since a whole room does it at once and waits for the session's row meanwhile."""

from sqlalchemy import func, select

from puntari.extensions import db
from puntari.live import joining
from puntari.live.codes import new_tag, new_token
from puntari.live.models import Participant
from puntari.practice.models import Card, Place, Stream
from tests.web.live.conftest import Guest

UNDER_THE_LOCK = ["UPDATE", "INSERT", "SELECT", "UPDATE", "INSERT", "SELECT", "INSERT", "INSERT"]


def test_joining_looks_before_it_locks_and_asks_nothing_twice(tuula, guest, client, statements):
    guest()  # so that what is made once is there
    berta = Guest(client(), tuula.code)
    with statements() as seen:
        assert berta.join().status_code == 303

    assert [one for one in seen if not one.startswith("BEGIN")] == ["SELECT", "SELECT", *UNDER_THE_LOCK]
    if db.engine.dialect.name == "sqlite":
        assert seen == ["BEGIN", "SELECT", "SELECT", "BEGIN IMMEDIATE", *UNDER_THE_LOCK]


def test_joining_takes_as_many_statements_however_many_are_in(tuula, guest, client, statements):
    for _ in range(13):
        guest()
    latecomer = Guest(client(), tuula.code)
    with statements() as seen:
        assert latecomer.join().status_code == 303

    assert len([one for one in seen if not one.startswith("BEGIN")]) == 2 + len(UNDER_THE_LOCK)


def test_who_draws_two_words_that_somebody_has_gets_others(tuula, guest, monkeypatch):
    anna = guest()
    taken = anna.me.tag
    monkeypatch.setattr(joining, "new_tag", lambda language, seen: new_tag(language, seen) if seen else taken)
    berta = guest()

    assert berta.me.tag != taken
    assert (anna.me.number, berta.me.number, tuula.live.joined) == (1, 2, 2)
    assert db.session.scalar(select(func.count()).select_from(Place)) == 2


def test_a_form_sent_again_without_the_cookie_counts_nobody_and_deals_nothing(tuula, guest, client):
    anna = guest()
    again = Guest(client(), tuula.code)
    again.token = anna.token
    before = [db.session.scalar(select(func.count()).select_from(table)) for table in (Participant, Place, Card)]

    assert again.join().status_code == 303
    db.session.expire_all()
    assert (
        before
        == [db.session.scalar(select(func.count()).select_from(table)) for table in (Participant, Place, Card)]
        == [1, 1, 6]
    )
    assert tuula.live.joined == 1
    assert guest().me.number == 2


def test_whoever_finds_the_session_full_is_not_counted_and_takes_no_seat(tuula, guest, client, monkeypatch):
    guest()
    monkeypatch.setattr(joining, "room_for", lambda expected: 1)
    late = client().post(f"/en/join/{tuula.code}", data={"token": new_token()})

    assert late.status_code == 409
    db.session.expire_all()
    assert tuula.live.joined == 1
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 1
    assert db.session.scalars(select(Stream.arrivals)).one() == 1


def test_a_repeated_form_is_let_in_although_the_session_is_full(tuula, guest, client, monkeypatch):
    anna = guest()
    monkeypatch.setattr(joining, "room_for", lambda expected: 1)
    again = Guest(client(), tuula.code)
    again.token = anna.token

    assert again.join().status_code == 303
    assert tuula.live.joined == 1


def test_the_page_that_everybody_is_led_to_takes_two_statements(guest, statements):
    anna = guest()
    with statements() as seen:
        assert "You are in" in anna.get("/place").text

    assert [one for one in seen if one != "BEGIN"] == ["SELECT", "SELECT"]
