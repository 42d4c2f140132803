"""Dealing to newcomers in few statements: a whole room comes within seconds, one after the other. The caller commits.

The statements are put together once, and rows go in without objects of their own: both cost more than sending them.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, exists, func, insert, select, update

from puntari.extensions import Model, db
from puntari.practice import queries
from puntari.practice.designs import Recipe, deal
from puntari.practice.domain import Design
from puntari.practice.exercise import Exercise
from puntari.practice.models import Attempt, Card, Place, Stream
from puntari.practice.one_round import SEATS

_ATTEMPTS, _PLACES, _CARDS = (Model.metadata.tables[model.__tablename__] for model in (Attempt, Place, Card))

_ARRIVE = (
    update(Stream)
    .where(Stream.id == bindparam("stream_id"))
    .values(arrivals=Stream.arrivals + 1)
    .returning(Stream)
    .execution_options(synchronize_session=False, populate_existing=True)
)
_BEGIN = insert(_ATTEMPTS).returning(_ATTEMPTS.c.id)
_SIT = insert(_PLACES)
_DEAL = insert(_CARDS)

_COUNTED = (
    select(
        (Place.block * SEATS + Place.seat).label("seat"),
        (func.row_number().over(order_by=(Place.block, Place.seat)) - 1).label("rank"),
    )
    .where(Place.stream_id == bindparam("stream_id"))
    .subquery()
)
# Counting from 0, the first seat that isn't where it would be if none before it were free; else the one after the last.
_FIRST_FREE = select(func.coalesce(func.min(_COUNTED.c.rank).filter(_COUNTED.c.seat != _COUNTED.c.rank), func.count()))


def begin(
    exercise: Exercise,
    stream_id: int,
    *,
    owner_key: str,
    language: str,
    now: datetime,
    weights: Mapping[str, int] | None = None,
    pause_hours: int = 0,
) -> int:
    """Make an attempt for an owner who has none and deal its cards; gives its id.

    The caller holds a row that everybody who comes to the stream needs, and has kept the exercise's version.
    """
    stream = db.session.scalars(_ARRIVE, {"stream_id": stream_id}).one()
    arrival, seed = stream.arrivals - 1, secrets.token_hex(8)
    attempt = {
        "owner_key": owner_key,
        "exercise_id": exercise.id,
        "exercise_digest": exercise.digest,
        "stream_id": stream_id,
        "arrival": arrival,
        "seed": seed,
        "language": language,
        "weights": dict(weights) if weights else None,
        "pause_hours": pause_hours,
        "started_at": now,
    }
    attempt_id: int = db.session.execute(_BEGIN, attempt).scalar_one()
    _deal(exercise, stream, attempt_id, seed=seed, arrival=arrival, now=now)
    return attempt_id


def has_cards(attempt: Attempt) -> bool:
    """Whether the attempt has been dealt, and the cards weren't taken back with the seat."""
    return bool(db.session.scalar(select(exists().where(Card.attempt_id == attempt.id))))


def deal_again(attempt: Attempt, *, now: datetime) -> None:
    """Deal to somebody whose seat was given back and who has come again."""
    exercise = queries.exercise_of(attempt)
    _deal(exercise, attempt.stream, attempt.id, seed=attempt.seed, arrival=attempt.arrival, now=now)
    db.session.expire(attempt, ["place"])


def first_free(stream_id: int) -> tuple[int, int]:
    """The first free (block, seat) of a stream: seats that were given back are filled before a new block begins."""
    number: int = db.session.execute(_FIRST_FREE, {"stream_id": stream_id}).scalar_one()
    return divmod(number, SEATS)


def _deal(exercise: Exercise, stream: Stream, attempt_id: int, *, seed: str, arrival: int, now: datetime) -> None:
    design, place = Design(stream.design), None
    if design is Design.ONE_ROUND:
        place = first_free(stream.id)
        block, seat = place
        seated = {"stream_id": stream.id, "block": block, "seat": seat, "attempt_id": attempt_id, "taken_at": now}
        db.session.execute(_SIT, seated)
    table = deal(
        exercise.material, Recipe(design, stream.design_version, stream.size, stream.seed, seed, arrival, place)
    )
    cards = [
        {
            "attempt_id": attempt_id,
            "round": dealt.round,
            "position": dealt.position,
            "application": dealt.application,
            "face": dealt.face.value,
            "name": dealt.name,
        }
        for dealt in table
    ]
    db.session.execute(_DEAL, cards)  # one statement; as objects they would go in one by one
