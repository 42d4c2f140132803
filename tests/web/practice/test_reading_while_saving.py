"""Reading a stream while somebody finishes: the reader sees it as it was, or as it became, never half of each."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import delete, event, select, update

from puntari.extensions import db, reading
from puntari.live.result_queries import ratings_of
from puntari.live.results import Ratings
from puntari.practice import actions
from puntari.practice.domain import Design
from puntari.practice.models import Attempt, Card, Invitation, Rating, Stream
from tests import exercises
from tests.web.practice.conftest import COOK

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
PEOPLE = 6


def add_person(number: int, *, is_finished: bool) -> Attempt:
    """Somebody with two rounds of eight, all of it rated."""
    attempt = actions.start(
        COOK,
        owner_key=f"{number:064x}",
        design=Design.TWO_ROUNDS,
        size=8,
        language="fi",
        weights=None,
        pause_hours=0,
        now=NOW,
    )
    moment = {"language": "fi", "sequence": 1, "saved_at": NOW}
    for card in db.session.scalars(select(Card).where(Card.attempt_id == attempt.id)).all():
        given = 1 + (number + card.position) % 5
        db.session.add_all(Rating(card_id=card.id, criterion=c, points=given, **moment) for c in exercises.CRITERIA)
        db.session.add(Invitation(card_id=card.id, invited=given > 3, **moment))
    if is_finished:
        attempt.paused_at = attempt.finished_at = NOW
    db.session.flush()
    return attempt


@pytest.fixture
def stream(app: Flask) -> Stream:
    """Six who have finished, and a seventh who is about to."""
    for number in range(PEOPLE):
        add_person(number, is_finished=True)
    last = add_person(PEOPLE, is_finished=False)
    stream_id = last.stream_id
    db.session.commit()
    return db.session.get_one(Stream, stream_id)


def as_plain(ratings: Ratings) -> tuple[Any, ...]:
    return (
        np.nan_to_num(ratings.scores, nan=-9).tolist(),
        np.nan_to_num(ratings.invitations, nan=-9).tolist(),
        list(ratings.contributors),
    )


def read(stream: Stream) -> tuple[Any, ...]:
    db.session.rollback()
    with reading():
        found = as_plain(ratings_of(stream, COOK, only_finished=True))
        db.session.rollback()
    return found


def read_while(stream: Stream, statement: int, write: Callable[[Any], None]) -> tuple[Any, ...]:
    """Read, and after so many of the reader's statements let somebody else write and commit."""
    seen = 0

    def after(connection: Any, *_: Any) -> None:
        nonlocal seen
        if connection is not reader:
            return
        seen += 1
        if seen == statement:
            with db.engine.begin() as other:
                write(other)

    db.session.rollback()
    db.session.refresh(stream)
    reader = db.session.connection()
    event.listen(db.engine, "after_cursor_execute", after)
    try:
        with reading():
            found = as_plain(ratings_of(stream, COOK, only_finished=True))
            db.session.rollback()
    finally:
        event.remove(db.engine, "after_cursor_execute", after)
    assert seen >= statement
    return found


@pytest.mark.parametrize("statement", [1, 2, 3])
def test_who_finishes_while_it_is_read_is_in_it_whole_or_not_at_all(stream: Stream, statement: int) -> None:
    before = read(stream)

    def finish(other: Any) -> None:
        last = update(Attempt).where(Attempt.finished_at.is_(None))
        other.execute(last.values(paused_at=NOW, finished_at=NOW))

    with reading():
        meanwhile = read_while(stream, statement, finish)
    after = read(stream)

    assert meanwhile in (before, after)
    assert (len(before[2]), len(after[2])) == (PEOPLE, PEOPLE + 1)


@pytest.mark.parametrize("statement", [1, 2, 3])
def test_who_is_under_way_changes_nothing_of_what_is_read(stream: Stream, statement: int) -> None:
    before = read(stream)
    under_way = select(Card.id).join(Attempt).where(Attempt.finished_at.is_(None))

    def save(other: Any) -> None:
        other.execute(delete(Invitation).where(Invitation.card_id.in_(under_way)))
        other.execute(update(Rating).where(Rating.card_id.in_(under_way)).values(points=5))

    with reading():
        meanwhile = read_while(stream, statement, save)

    assert meanwhile == before == read(stream)
