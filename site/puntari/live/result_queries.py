"""Reading the ratings of one stream as arrays: four statements, however many people. Writes nothing.

Needs numpy: import it where a result is made. What it gives goes to ``results`` and from there through the gate.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import numpy as np
from sqlalchemy import select

from puntari.content.digest import digest_of
from puntari.extensions import db
from puntari.live.coins import parts_of, two_rounds
from puntari.live.redraws import UNSEEN, Mechanism, one_round
from puntari.live.results import Ratings
from puntari.practice.domain import Dealt, Design, Face
from puntari.practice.exercise import Exercise
from puntari.practice.measures import weighted_score
from puntari.practice.models import Attempt, Card, Invitation, Place, Rating, Stream
from puntari.practice.one_round import FACES, sequence_of


@dataclass
class _Person:
    """One attempt with its cards (in order) and what they were given, by card."""

    attempt: Any  # id, arrival, block, seat
    cards: list[Any] = field(default_factory=list)
    points: dict[int, dict[str, int]] = field(default_factory=dict)
    invited: dict[int, bool] = field(default_factory=dict)

    @property
    def has_given(self) -> bool:
        """Whether anything was given at all."""
        return bool(self.points or self.invited)

    @property
    def mark(self) -> str:
        """A mark of this attempt and all it was given: it changes with any of it, and leads to nobody."""
        given = sorted(
            (card, criterion, points) for card, by in self.points.items() for criterion, points in by.items()
        )
        return digest_of(str(self.attempt.id), str(given), str(sorted(self.invited.items())))


def ratings_of(stream: Stream, exercise: Exercise, *, only_finished: bool = False) -> Ratings:
    """All that was given in a stream, by everybody who gave anything, or by those alone who finished.

    Raises ValueError when nobody did.
    """
    people = [person for person in _people(stream, only_finished) if person.has_given]
    if not people:
        raise ValueError("nobody has rated anything")
    column = {text.id: number for number, text in enumerate(exercise.material.texts)}
    criteria = set(exercise.weights)
    shape = (len(people), stream.rounds * len(column))
    scores, invitations = np.full(shape, np.nan), np.full(shape, np.nan)
    for row, person in enumerate(people):
        for card in person.cards:
            at = (card.round - 1) * len(column) + column[card.application]
            points = person.points.get(card.id, {})
            if criteria <= points.keys():
                scores[row, at] = weighted_score(points, exercise.weights)
            if card.id in person.invited:
                invitations[row, at] = person.invited[card.id]
    mechanism, sequences = _mechanism(stream, exercise, people, column)
    given = np.count_nonzero(~np.isnan(scores) & ~np.isnan(invitations), axis=1)
    finished = [int(count) == len(person.cards) for count, person in zip(given, people, strict=True)]
    return Ratings(scores, invitations, mechanism, sequences, finished, [person.mark for person in people])


def _people(stream: Stream, only_finished: bool) -> list[_Person]:
    chosen = [Attempt.stream_id == stream.id]
    if only_finished:
        chosen.append(Attempt.finished_at.is_not(None))
    attempts = (
        select(Attempt.id, Attempt.arrival, Place.block, Place.seat)
        .outerjoin(Place, Place.attempt_id == Attempt.id)
        .where(*chosen)
        .order_by(Attempt.arrival)
    )
    people = {row.id: _Person(row) for row in db.session.execute(attempts)}
    cards = (
        select(Card.id, Card.attempt_id, Card.round, Card.position, Card.application, Card.face, Card.name)
        .join(Attempt, Attempt.id == Card.attempt_id)
        .where(*chosen)
        .order_by(Card.attempt_id, Card.round, Card.position)
    )
    holder = {}
    for card in db.session.execute(cards):
        if card.attempt_id in people:  # and not of somebody who finished since the first statement
            holder[card.id] = people[card.attempt_id]
            people[card.attempt_id].cards.append(card)
    for table, value in ((Rating, (Rating.criterion, Rating.points)), (Invitation, (Invitation.invited,))):
        given = select(table.card_id, *value).join(Card, Card.id == table.card_id)
        given = given.join(Attempt, Attempt.id == Card.attempt_id).where(*chosen)
        for card_id, *what in db.session.execute(given):
            if card_id not in holder:
                continue
            if table is Rating:
                holder[card_id].points.setdefault(card_id, {})[what[0]] = what[1]
            else:
                holder[card_id].invited[card_id] = what[0]
    return list(people.values())


def _mechanism(
    stream: Stream, exercise: Exercise, people: Sequence[_Person], column: dict[str, int]
) -> tuple[Mechanism, list[str]]:
    """How the people's cards were dealt, and the name of what each was dealt."""
    if stream.design == Design.TWO_ROUNDS:
        parts = [parts_of(_dealt(person), exercise.material) for person in people]
        names = ["2" if Face(person.cards[0].face).is_identified else "1" for person in people]
        return two_rounds([person.attempt.arrival for person in people], parts, len(column)), names
    blocks, seats = (
        [getter(person.attempt) for person in people] for getter in (attrgetter("block"), attrgetter("seat"))
    )
    sequences = [sequence_of(stream.seed, block, seat) for block, seat in zip(blocks, seats, strict=True)]
    sets = []
    for person, sequence in zip(people, sequences, strict=True):
        row = [UNSEEN] * len(column)
        for card in person.cards:
            row[column[card.application]] = (FACES.index(Face(card.face)) - sequence.form) % len(FACES)
        sets.append(row)
    return one_round(blocks, seats, sequences, sets), [sequence.code for sequence in sequences]


def _dealt(person: _Person) -> tuple[Dealt, ...]:
    return tuple(Dealt(c.round, c.position, c.application, Face(c.face), c.name) for c in person.cards)
