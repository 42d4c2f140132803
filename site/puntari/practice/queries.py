"""Reading attempts. Everything is found together with its owner; somebody else's isn't found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort
from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from puntari.extensions import db
from puntari.practice import catalogue
from puntari.practice.designs import Recipe, deal
from puntari.practice.domain import ROUNDS, Dealt, Design, Face
from puntari.practice.exercise import Exercise
from puntari.practice.models import Attempt, Card, Invitation, Rating, Stream
from puntari.practice.progress import Progress

# Put together once: building a statement costs more than sending it.
_OWN_ATTEMPT = (
    select(Attempt)
    .join(Attempt.stream)
    .options(contains_eager(Attempt.stream))
    .where(Attempt.id == bindparam("attempt_id"), Attempt.owner_key == bindparam("owner_key"))
)
_RATINGS = (
    select(Rating.card_id, Rating.criterion, Rating.points, Rating.sequence, Rating.saved_at)
    .join(Card, Card.id == Rating.card_id)
    .where(Card.attempt_id == bindparam("attempt_id"))
)
_CARDS = (
    select(
        *(Card.id, Card.round, Card.position, Card.application, Card.face, Card.name),
        *(Invitation.invited, Invitation.sequence, Invitation.saved_at),
    )
    .outerjoin(Invitation, Invitation.card_id == Card.id)
    .where(Card.attempt_id == bindparam("attempt_id"))
    .order_by(Card.round, Card.position)
)
_CARD_TO_RATE = (
    select(
        *(Card.id, Attempt.exercise_id, Attempt.exercise_digest, Attempt.pause_hours, Attempt.paused_at),
        *(Attempt.finished_at, Stream.size, Stream.design),
    )
    .join(Attempt, Attempt.id == Card.attempt_id)
    .join(Stream, Stream.id == Attempt.stream_id)
    .where(Attempt.id == bindparam("attempt_id"), Attempt.owner_key == bindparam("owner_key"))
    .where((Card.round - 1) * Stream.size + Card.position == bindparam("number"))
)


def version(exercise_id: str, digest: str) -> Exercise:
    """The exercise as it was in this version. Raises LookupError when the version was never kept."""
    present = catalogue.in_files(exercise_id)
    if present and present.digest == digest:
        return present
    return catalogue.kept.version(exercise_id, digest)


def exercise_of(attempt: Attempt) -> Exercise:
    """The exercise in the version that the attempt is about."""
    return version(attempt.exercise_id, attempt.exercise_digest)


def attempt_of(owner_key: str, attempt_id: int) -> Attempt:
    """An attempt of the owner's, with its stream. Aborts with 404 for anybody else's."""
    found = db.session.scalars(_OWN_ATTEMPT, {"attempt_id": attempt_id, "owner_key": owner_key})
    attempt = found.one_or_none()
    return attempt or abort(404)


def attempts_of(owner_key: str) -> Sequence[Attempt]:
    """All attempts of the owner, newest first."""
    query = select(Attempt).options(joinedload(Attempt.stream)).where(Attempt.owner_key == owner_key)
    return db.session.scalars(query.order_by(Attempt.id.desc())).all()


@dataclass(frozen=True)
class Given:
    """What a card was given so far, and when last; ``sequence`` is the highest of its choices."""

    points: dict[str, int]
    invited: bool | None
    sequence: int = 0
    saved_at: datetime | None = None


@dataclass(frozen=True)
class Seen:
    """A card as dealt, with what it was given. ``number`` runs from 1 through all rounds."""

    card_id: int
    number: int
    round: int
    position: int
    application: str
    face: Face
    name: int | None
    given: Given

    def is_complete(self, criteria: Sequence[str]) -> bool:
        """Whether nothing is missing."""
        return self.given.invited is not None and all(criterion in self.given.points for criterion in criteria)


def cards_of(attempt: Attempt) -> list[Seen]:
    """All cards of an attempt in order, with what they were given: two statements, however many cards."""
    of_attempt = {"attempt_id": attempt.id}
    rated: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for rating in db.session.execute(_RATINGS, of_attempt):
        rated.setdefault(rating.card_id, []).append(rating)
    return [
        Seen(
            card_id=card.id,
            number=(card.round - 1) * attempt.stream.size + card.position,
            round=card.round,
            position=card.position,
            application=card.application,
            face=Face(card.face),
            name=card.name,
            given=_given(rated.get(card.id, []), card),
        )
        for card in db.session.execute(_CARDS, of_attempt)
    ]


def _given(ratings: list[Row[*tuple[Any, ...]]], card: Row[*tuple[Any, ...]]) -> Given:
    choices = ratings if card.invited is None else [*ratings, card]
    return Given(
        points={rating.criterion: rating.points for rating in ratings},
        invited=card.invited,
        sequence=max((choice.sequence for choice in choices), default=0),
        saved_at=max((choice.saved_at for choice in choices), default=None),
    )


@dataclass(frozen=True)
class OpenCard:
    """What saving one rating must know."""

    card_id: int
    exercise_id: str
    exercise_digest: str
    progress: Progress


def card_to_rate(owner_key: str, attempt_id: int, number: int) -> OpenCard:
    """A card of the owner's by its number, in one statement. Aborts with 404 for anybody else's."""
    asked = {"attempt_id": attempt_id, "owner_key": owner_key, "number": number}
    row = db.session.connection().execute(_CARD_TO_RATE, asked).one_or_none() or abort(404)  # no objects to make
    rounds = ROUNDS[Design(row.design)]
    progress = Progress(row.size, rounds, row.pause_hours, row.paused_at, row.finished_at)
    return OpenCard(row.id, row.exercise_id, row.exercise_digest, progress)


def progress_of(attempt: Attempt, cards: Sequence[Seen]) -> Progress:
    """How far the attempt is."""
    criteria = [criterion.id for criterion in exercise_of(attempt).criteria]
    return Progress(
        size=attempt.stream.size,
        rounds=attempt.stream.rounds,
        pause_hours=attempt.pause_hours,
        paused_at=attempt.paused_at,
        finished_at=attempt.finished_at,
        complete=frozenset(card.number for card in cards if card.is_complete(criteria)),
    )


def rated_counts(attempt_ids: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """(attempt, round, criteria with points, cards of which the invitation is decided too), in one statement."""
    points_given = select(func.count()).where(Rating.card_id == Card.id).correlate(Card).scalar_subquery()
    cards = (
        select(Card.attempt_id, Card.round, points_given.label("points"))
        .join(Invitation, Invitation.card_id == Card.id)
        .where(Card.attempt_id.in_(attempt_ids))
        .subquery()
    )
    query = select(cards.c.attempt_id, cards.c.round, cards.c.points, func.count())
    rows = db.session.execute(query.group_by(cards.c.attempt_id, cards.c.round, cards.c.points))
    return [(attempt_id, round_, points, count) for attempt_id, round_, points, count in rows]


def recipe_of(attempt: Attempt) -> Recipe:
    """What the attempt's cards were dealt from."""
    stream: Stream = attempt.stream
    return Recipe(
        design=Design(stream.design),
        design_version=stream.design_version,
        size=stream.size,
        stream_seed=stream.seed,
        seed=attempt.seed,
        arrival=attempt.arrival,
        place=(attempt.place.block, attempt.place.seat) if attempt.place else None,
    )


def replay(attempt: Attempt) -> tuple[tuple[Dealt, ...], tuple[Dealt, ...]]:
    """(the table dealt again from the stored seeds, the table that was stored); equal unless something is wrong."""
    stored = db.session.scalars(select(Card).where(Card.attempt_id == attempt.id).order_by(Card.round, Card.position))
    again = deal(exercise_of(attempt).material, recipe_of(attempt))
    return again, tuple(Dealt(c.round, c.position, c.application, Face(c.face), c.name) for c in stored)
