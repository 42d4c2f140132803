"""Others who do an exercise on their own, and the pictures that are taken of all of them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from puntari.extensions import db
from puntari.live import group_pictures
from puntari.live.picture_models import GroupPicture
from puntari.practice import actions
from puntari.practice.domain import Design
from puntari.practice.exercise import Exercise
from puntari.practice.models import Attempt, Card, Invitation, Rating, Stream
from tests import exercises
from tests.web.practice.conftest import COOK

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
DESIGNS = {"two-rounds": (Design.TWO_ROUNDS, 8), "one-round": (Design.ONE_ROUND, 12), "short": (Design.ONE_ROUND, 6)}
WAITING = "When enough people have done this exercise"
Fill = Callable[..., Stream]


def points_of(card: Card) -> int:
    """A clear difference, well inside the scale, so that a result has something to say and a strip."""
    return (3 if card.face == "comparison" else 4) - (card.position % 2)


@pytest.fixture
def fill(app: Flask) -> Fill:
    """So many others who do the exercise on their own, one after the other; ``are_finished`` says whether they did."""

    def make(
        people: int,
        way: str = "short",
        *,
        are_finished: bool = True,
        scope: str = "self-study",
        exercise: Exercise = COOK,
    ) -> Stream:
        design, size = DESIGNS[way]
        moment = {"language": "fi", "sequence": 1, "saved_at": NOW}
        for _ in range(people):
            number = db.session.scalar(select(func.count()).select_from(Attempt)) or 0
            attempt = actions.start(
                exercise,
                owner_key=f"{number:064x}",
                design=design,
                size=size,
                language="fi",
                weights=None,
                pause_hours=0,
                now=NOW,
                scope=scope,
            )
            for card in db.session.scalars(select(Card).where(Card.attempt_id == attempt.id)).all():
                given = points_of(card)
                db.session.add_all(
                    Rating(card_id=card.id, criterion=criterion, points=given, **moment)
                    for criterion in exercises.CRITERIA
                )
                db.session.add(Invitation(card_id=card.id, invited=True, **moment))
            if are_finished:
                attempt.paused_at = attempt.finished_at = NOW
            db.session.flush()
        stream_id = attempt.stream_id
        db.session.commit()
        return db.session.get_one(Stream, stream_id)

    return make


def pictures() -> list[GroupPicture]:
    return list(db.session.scalars(select(GroupPicture).order_by(GroupPicture.number)))


def raters(picture: GroupPicture) -> int | None:
    return group_pictures.result_in(picture).released.raters
