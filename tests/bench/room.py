"""A room that joins a live session within seconds and then rates all at once. Counted afterwards in the database."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
from flask import Flask
from sqlalchemy import create_engine, func, select

from puntari.app import create_app
from puntari.authz.policy import Role
from puntari.extensions import db, reading
from puntari.live import actions
from puntari.live.codes import new_token, token_hash
from puntari.live.domain import Phase, Plan
from puntari.live.models import LiveSession, Participant
from puntari.live.participant import ticket
from puntari.migrations import migrate
from puntari.people.models import Organisation, Person, RoleGrant
from puntari.practice import catalogue
from puntari.practice.models import Attempt, Card, Place, Rating
from puntari.practice.one_round import SEATS
from tests import postgres
from tests.bench.load import Result, drive, request
from tests.bench.rows import Row
from tests.bench.sites import CSRF, csrf_token, our_site, settings

SMALL, LARGE = 200, 500  # people, on SQLite and on PostgreSQL
EXERCISE = "ece-teacher"
CARDS = 3  # on which everybody chooses points, of the six in the first half


@dataclass(frozen=True)
class Room:
    """How it went. ``lost`` and ``wrong`` are ratings that aren't there or aren't the ones sent."""

    joining: Result
    rating: Result
    participants: int
    lost: int
    wrong: int
    doubled: int
    is_balanced: bool

    @property
    def faults(self) -> str:
        """What went wrong, in words; empty when nothing did."""
        found = {
            "REFUSED": self.joining.refused or self.rating.refused,
            "LOST": self.lost,
            "WRONG": self.wrong,
            "DOUBLED": self.doubled,
            "NOT BALANCED": not self.is_balanced,
        }
        return ", ".join(f"{name} {value}" for name, value in found.items() if value)


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL database that is safe against a crash, as a city's would be."""
    with postgres.server(is_durable=True) as server:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE bench")
        yield f"{server.replace('postgresql://', 'postgresql+psycopg://')}/bench"


def measure(where: str, folder: Path, count: int, database: str = "") -> list[Row]:
    """How long so many people in a room wait, and whether anything was lost."""
    room = filled(folder, count, database)
    note = room.faults or "nothing lost, wrong or doubled; every block balanced"
    return [
        Row(f"{count} join at once ({where})", room.joining.seconds, "s", 10, 5, note=f"{room.participants} joined"),
        Row(
            f"p95 of {count} in a room rating at once ({where})", room.rating.percentile(0.95) * 1000, "ms", 100, 50,
            note=f"{room.rating.rate:,.0f} a second; {note}",
        ),
    ]  # fmt: skip


def filled(folder: Path, count: int, database: str) -> Room:
    """Let so many join and rate, with two processes behind one address."""
    made = settings(folder, database)
    engine = create_engine(made.database)
    migrate(engine)
    engine.dispose()
    app = create_app(made)
    with app.app_context():
        code, live_id = open_session(count)
    tokens = [new_token() for _ in range(count)]
    with our_site(folder, database=database) as site:
        joining = drive(site.address, [joins(app, code, token) for token in tokens], seconds=120)
        with app.app_context():
            move_on(live_id)
            sent = wishes(tokens)
        rating = drive(site.address, [rates(app, code, token, sent[token]) for token in tokens], seconds=300)
    with app.app_context(), reading():
        return counted(joining, rating, sent, live_id)


def open_session(count: int) -> tuple[str, int]:
    """A trainer with an open session; gives its code and id."""
    now = datetime.now(UTC)
    db.session.add(Organisation(id=1, name_fi="Mittala", name_sv="Måtby", name_en="Measureton"))
    trainer = Person(employee_id="T1", first_name="Tea", last_name="Trainer", email="tea@example.org", language="en")
    trainer.grants.append(RoleGrant(role=Role.TRAINER, starts=date(2020, 1, 1)))
    db.session.add(trainer)
    db.session.flush()
    exercise = catalogue.find(EXERCISE)
    if exercise is None:
        raise SystemExit(f"there is no exercise {EXERCISE}")
    wanted = actions.Wanted("Bench", 12, Plan(has_criteria=False), "fi sv en", count, 8)
    live = actions.create(exercise, wanted, by=trainer.id, now=now, token="ab" * 12)
    db.session.commit()
    made = (live.code or "", live.id)
    db.engine.dispose()
    return made


def joins(app: Flask, code: str, token: str) -> Iterator[bytes]:
    """What one device sends: the page with the form, the form, and where it leads."""
    cookie = session_cookie(app)
    yield request("GET", f"/en/join/{code}", Cookie=cookie)
    yield request("POST", f"/en/join/{code}", f"token={token}&csrf_token={csrf_token()}", Cookie=cookie)
    yield request("GET", f"/en/join/{code}/place", Cookie=f"{cookie}; {device_cookie(app, code, token)}")


def move_on(live_id: int) -> None:
    """Open the first half."""
    live = db.session.get_one(LiveSession, live_id)
    actions.advance(live, seen=Phase(live.phase), by=live.trainer_id, now=datetime.now(UTC))
    db.session.commit()
    db.engine.dispose()


def wishes(tokens: list[str]) -> dict[str, dict[tuple[int, str], int]]:
    """The points that everybody is going to give, by card number and criterion."""
    exercise = catalogue.find(EXERCISE)
    criteria = [one.id for one in exercise.criteria] if exercise else []
    return {
        token: {
            (card, criterion): (number + 2 * card + 3 * place) % 5 + 1
            for card in range(1, CARDS + 1)
            for place, criterion in enumerate(criteria)
        }
        for number, token in enumerate(tokens)
    }


def rates(app: Flask, code: str, token: str, wanted: dict[tuple[int, str], int]) -> Iterator[bytes]:
    """One device's choices, one after the other and without a pause; each is sent once more, as over a bad line."""
    cookie = f"{session_cookie(app)}; {device_cookie(app, code, token)}"
    for sequence, ((card, criterion), points) in enumerate(wanted.items(), start=1):
        body = f"choice=c-{criterion}&value={points}&sequence={sequence}"
        yield request("POST", f"/en/join/{code}/cards/{card}/choices", body, Cookie=cookie, X_CSRFToken=csrf_token())
        if card == CARDS:
            yield request(
                "POST", f"/en/join/{code}/cards/{card}/choices", body, Cookie=cookie, X_CSRFToken=csrf_token()
            )


def session_cookie(app: Flask) -> str:
    """The session of somebody without an account, with a CSRF token that we know."""
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # Flask's own sessions
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps({'csrf_token': CSRF})}"


def device_cookie(app: Flask, code: str, token: str) -> str:
    """What a participant's device was given."""
    with app.app_context():
        name, value = ticket(code, token)
    return f"{name}={value}"


def counted(joining: Result, rating: Result, sent: dict[str, dict[tuple[int, str], int]], live_id: int) -> Room:
    """What is in the database after all."""
    live = db.session.get_one(LiveSession, live_id)
    query = (
        select(Participant.token_hash, Card.position, Rating.criterion, Rating.points)
        .join(Attempt, Attempt.owner_key == Participant.owner_key)
        .join(Card, Card.attempt_id == Attempt.id)
        .join(Rating, Rating.card_id == Card.id)
        .where(Participant.session_id == live_id)
    )
    rows = db.session.execute(query).all()
    kept = {(who, card, criterion): points for who, card, criterion, points in rows}
    wanted = {
        (token_hash(token), card, criterion): points
        for token, ratings in sent.items()
        for (card, criterion), points in ratings.items()
    }
    seats = db.session.execute(select(Place.block, Place.seat).where(Place.stream_id == live.stream_id)).all()
    cards = (
        select(Place.block, Card.application, Card.face, func.count())
        .join(Card, Card.attempt_id == Place.attempt_id)
        .where(Place.stream_id == live.stream_id, Place.block < len(sent) // SEATS)
        .group_by(Place.block, Card.application, Card.face)
    )
    faces = Counter(number for *_, number in db.session.execute(cards))
    expected = {(number // SEATS, number % SEATS) for number in range(len(sent))}
    return Room(
        joining=joining,
        rating=rating,
        participants=db.session.scalar(select(func.count()).select_from(Participant)) or 0,
        lost=len(wanted.keys() - kept.keys()),
        wrong=sum(kept[key] != points for key, points in wanted.items() if key in kept),
        doubled=len(rows) - len(kept) + len(kept.keys() - wanted.keys()),
        is_balanced={tuple(seat) for seat in seats} == expected and set(faces) == {2},
    )
