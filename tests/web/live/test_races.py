"""Many at the same moment: nobody shares a seat, and nobody is seated twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from puntari.extensions import db
from puntari.live.codes import new_token
from puntari.live.models import Participant
from puntari.live.participant import ticket
from puntari.practice.models import Card, Place, Rating

GUESTS = 14


def at_once(app: Flask, work: list) -> list:
    """Do several things in threads of their own, as several processes would: with connections and contexts apart."""
    barrier = Barrier(len(work))

    def one(do):
        barrier.wait()
        return do(FlaskClient(app, app.response_class))

    with ThreadPoolExecutor(len(work)) as threads:
        return list(threads.map(one, work))


def test_who_joins_at_the_same_moment_shares_no_seat(app, tuula):
    address = f"/en/join/{tuula.code}"
    tokens = [new_token() for _ in range(GUESTS)]
    db.session.rollback()
    answers = at_once(app, [lambda c, t=token: c.post(address, data={"token": t}).status_code for token in tokens])

    assert answers == [303] * GUESTS
    assert sorted(db.session.execute(select(Place.block, Place.seat)).all()) == [
        (number // 6, number % 6) for number in range(GUESTS)
    ]
    assert sorted(db.session.scalars(select(Participant.number))) == list(range(1, GUESTS + 1))
    assert len(set(db.session.scalars(select(Participant.tag)))) == GUESTS
    assert tuula.live.joined == GUESTS
    faces = select(func.count()).join(Place, Place.attempt_id == Card.attempt_id).where(Place.block < 2)
    counts = db.session.scalars(faces.select_from(Card).group_by(Place.block, Card.application, Card.face)).all()
    assert set(counts) == {2}


def test_one_form_sent_many_times_at_once_makes_one_participant(app, tuula):
    address, token = f"/en/join/{tuula.code}", new_token()
    db.session.rollback()
    answers = at_once(app, [lambda c: c.post(address, data={"token": token}).status_code] * 6)

    assert answers == [303] * 6
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 1
    assert db.session.scalar(select(func.count()).select_from(Place)) == 1


def test_no_choice_is_lost_or_doubled_when_the_block_closes_meanwhile(app, tuula, guest):
    guests = [guest() for _ in range(5)]
    tuula.go_to("block-2")
    code, trainer, live_id = tuula.code, tuula.person.get_id(), tuula.id
    cookies = [ticket(code, one.token) for one in guests]
    db.session.rollback()

    def choose(client, cookie):
        client.set_cookie(*cookie)
        data = {"choice": "c-skill", "value": "3", "sequence": "1"}
        return client.post(f"/en/join/{code}/cards/1/choices", data=data).status_code

    def close(client):
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = trainer, True
        return client.post(f"/en/live/{live_id}/next", data={"seen": "block-2"}).status_code

    answers = at_once(app, [*(lambda c, t=cookie: choose(c, t) for cookie in cookies), close])

    assert answers[-1] == 303
    assert set(answers[:-1]) <= {200, 409}
    kept = db.session.scalar(select(func.count()).select_from(Rating))
    assert kept == answers[:-1].count(200)
    assert tuula.live.phase == "predict"
