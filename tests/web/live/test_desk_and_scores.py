"""The trainer's pages can't depend on a score: the database shows that their statements never read one.

``test_watching`` compares what is sent in two worlds, second by second; here it's asked of the statements themselves,
which holds for every history, and the changing part of the desk is compared in hundreds of random states.
"""

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import render_template, url_for
from sqlalchemy import delete, event, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from puntari.extensions import db
from puntari.live import joining
from puntari.live.codes import new_token
from puntari.live.desk import desk_of
from puntari.live.models import LiveSession, Participant
from puntari.live.routes import unless_known
from puntari.practice.models import Attempt, Card, Invitation, Rating
from tests import exercises
from tests.statements import recorded
from tests.web.live.conftest import NOW

STATES = int(os.environ.get("PUNTARI_DESKS", "300"))
SCORES = {
    *(("practice_rating", "points"), ("practice_invitation", "invited"), ("practice_attempt", "weights")),
    *(("spotting_item", "marked"), ("process_walk", "path")),
}  # fmt: skip


@contextmanager
def refused(columns: set[tuple[str, str]]) -> Iterator[None]:
    """SQLite asks, before it runs a statement, about every column that the statement reads anywhere."""

    def answer(action, table, column, *_):
        is_refused = action == sqlite3.SQLITE_READ and (table, column) in columns
        return sqlite3.SQLITE_DENY if is_refused else sqlite3.SQLITE_OK

    def take(connection, *_):
        connection.set_authorizer(answer)

    def give_back(connection, *_):
        connection.set_authorizer(None)

    db.session.rollback()
    event.listen(db.engine, "checkout", take)
    event.listen(db.engine, "checkin", give_back)
    try:
        yield
    finally:
        db.session.rollback()
        event.remove(db.engine, "checkout", take)
        event.remove(db.engine, "checkin", give_back)


def addresses(app, tuula) -> list[str]:
    """Every page of the session that its trainer can open, in the session's own state."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            known = {"lang": "en", "session_id": tuula.id, "number": 1}
            is_page = rule.endpoint.startswith("live.") and "GET" in rule.methods
            if is_page and "session_id" in rule.arguments and rule.arguments <= known.keys():
                found.append(url_for(rule.endpoint, **{name: known[name] for name in rule.arguments}))
    return [*found, f"/en/live/{tuula.id}/rows?phase={tuula.live.phase}", "/en/live"]


@pytest.fixture(params=["6", "16"], ids=["one-round", "two-rounds"])
def size(request):
    """How many applications each scores: in one round, or in two."""
    return request.param


@pytest.fixture
def evening(tuula, guest, size):
    """Five who have scored something, in each phase up to the guesses."""

    def play():
        tuula.make(token="cd" * 12, size=size)
        here = [guest() for _ in range(5)]
        yield tuula.live.phase
        tuula.go_to("block-1")
        for number, one in enumerate(here):
            one.rate(1, points=str(number + 1), invite="yes" if number % 2 else "no")
        for phase in ("block-1", "neutral", "block-2", "predict"):
            tuula.go_to(phase)
            yield phase
        here[0].post("/guess", guess="none")
        yield "predict"

    return play


def test_no_statement_of_a_page_of_the_trainers_reads_a_score(app, tuula, evening):
    if not app.config["SETTINGS"].database.startswith("sqlite"):
        pytest.skip("SQLite says which columns a statement reads")
    opened = set()
    for phase in evening():
        for address in addresses(app, tuula):
            plain = tuula.client.get(address)
            with refused(SCORES):
                strict = tuula.client.get(address)
            assert (strict.status_code, len(strict.data) > 0) == (plain.status_code, len(plain.data) > 0)
            assert strict.status_code < 500
            opened |= {(phase, address.partition("?")[0].rpartition("/")[2])} if strict.status_code == 200 else set()
    assert {("lobby", "rows"), ("block-1", "rows"), ("block-2", str(tuula.id)), ("predict", "attendance")} <= opened


def test_who_reads_scores_is_refused_by_it(app, tuula, guest):
    """It isn't a guard that lets everything pass: a participant's own page needs their scores."""
    if not app.config["SETTINGS"].database.startswith("sqlite"):
        pytest.skip("as above")
    anna = guest()
    tuula.go_to("block-1")
    anna.rate(1)
    with refused(SCORES), pytest.raises(DatabaseError, match="prohibited"):
        anna.get("/cards/1")
    with refused(SCORES), pytest.raises(DatabaseError, match="prohibited"):
        db.session.execute(text("SELECT count(*) FROM practice_rating WHERE points > 3"))


def test_no_statement_of_a_page_of_the_trainers_names_a_score(app, tuula, evening):
    """The same in words, on either database."""
    for _ in evening():
        for address in addresses(app, tuula):
            with recorded() as said:
                tuula.client.get(address)
            assert [one for one in said if any(f"{table}.{column}" in one for table, column in SCORES)] == []


@pytest.fixture
def room(tuula, size):
    """Eight who have joined; gives the session, and each one's cards in order."""
    tuula.make(token="cd" * 12, size=size)
    for _ in range(8):
        joining.join(tuula.id, token=new_token(), language="fi", person_id=None, now=NOW)
    db.session.commit()
    cards: dict[int, list[int]] = {}
    query = select(Card.attempt_id, Card.id).join(Attempt).where(Attempt.stream_id == tuula.live.stream_id)
    for attempt_id, card_id in db.session.execute(query.order_by(Card.attempt_id, Card.round, Card.position)):
        cards.setdefault(attempt_id, []).append(card_id)
    return tuula.live, list(cards.values())


def some_state(live, cards, chance) -> None:
    """Somebody here, somebody lost, and some scored more than others."""
    db.session.execute(delete(Rating))
    db.session.execute(delete(Invitation))
    common = {"language": "fi", "sequence": 1, "saved_at": NOW}
    ratings, invitations = [], []
    for own in cards:
        done = chance.randint(0, len(own))
        for number, card in enumerate(own[: done + 1]):
            if number < done:
                invitations.append({"card_id": card, "invited": chance.random() < 0.5, **common})
            some = list(exercises.CRITERIA)[: None if number < done else chance.randint(0, 1)]
            ratings += [{"card_id": card, "criterion": one, "points": chance.randint(1, 5), **common} for one in some]
    for table, rows in ((Rating, ratings), (Invitation, invitations)):
        if rows:
            db.session.execute(insert(table), rows)
    moved = [
        {
            "id": one,
            "last_seen_at": NOW + timedelta(seconds=chance.choice([0, 20, 60])),
            "removed_at": NOW if chance.random() < 0.1 else None,
        }
        for one in range(1, 9)
    ]
    db.session.execute(update(Participant), moved)
    phase = chance.choice(["lobby", "block-1", "neutral", "block-2", "predict"])
    db.session.execute(update(LiveSession).where(LiveSession.id == live.id).values(phase=phase))
    db.session.expire_all()


def rows_of(live) -> tuple[str, str | None]:
    """What is polled each second, to the byte, and its tag; as the route makes it."""
    part = render_template("live/rows.html", live=live, desk=desk_of(live, NOW + timedelta(seconds=62)))
    return part, unless_known(part).get_etag()[0]


def other_scores() -> None:
    """The same evening with other points and the opposite of every invitation."""
    db.session.execute(text("UPDATE practice_rating SET points = 1 + (points + card_id) % 5"))
    db.session.execute(text("UPDATE practice_invitation SET invited = NOT invited"))
    db.session.expire_all()


def test_in_hundreds_of_states_the_rows_of_the_desk_are_the_same_whatever_was_given(app, room):
    live, cards = room
    chance, seen = random.Random(17), set()
    with app.test_request_context(f"/en/live/{live.id}/rows"):
        for _ in range(STATES if live.rounds == 1 else STATES // 6):
            some_state(live, cards, chance)
            one = rows_of(live)
            other_scores()
            assert rows_of(live) == one
            seen.add(one)
    assert len(seen) > STATES * (0.9 if live.rounds == 1 else 0.15)  # so that the rows tell something


def test_what_is_compared_is_what_is_sent(app, tuula, room):
    live, cards = room
    some_state(live, cards, random.Random(3))
    db.session.commit()
    with app.test_request_context(f"/en/live/{live.id}/rows"):
        part = render_template("live/rows.html", live=live, desk=desk_of(live, NOW + timedelta(days=400)))
        tag = unless_known(part).get_etag()[0]
    response = tuula.get(f"/rows?phase={tuula.live.phase}")

    assert response.text == part.replace("\r", "")
    assert response.get_etag()[0] == tag
