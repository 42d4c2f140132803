"""Seats of one round in the database: dealt as people come, returned when nothing was rated."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select

from puntari.extensions import db
from puntari.practice import actions, dealing
from puntari.practice.domain import Design
from puntari.practice.models import Attempt, Card, Place, Stream
from puntari.practice.one_round import SEATS
from tests.web.practice.conftest import COOK

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def join(number: int, *, now: datetime = NOW, size: int = 12) -> Attempt:
    attempt = actions.start(
        COOK,
        owner_key=f"{number:064}",
        design=Design.ONE_ROUND,
        size=size,
        language="fi",
        weights=None,
        pause_hours=0,
        now=now,
    )
    db.session.commit()
    return attempt


def seat(attempt: Attempt) -> tuple[int, int]:
    place = db.session.scalars(select(Place).where(Place.attempt_id == attempt.id)).one()
    return place.block, place.seat


def rate(attempt: Attempt, *, now: datetime = NOW) -> None:
    card = db.session.scalars(select(Card).where(Card.attempt_id == attempt.id)).first()
    actions.keep(card.id, actions.Chosen(actions.Choice("skill", points=3), 1, "fi", now))
    db.session.commit()


def test_people_take_the_seats_of_a_block_in_order(app):
    assert [seat(join(number)) for number in range(SEATS + 2)] == [(0, s) for s in range(SEATS)] + [(1, 0), (1, 1)]


def test_after_every_whole_block_each_text_has_had_each_face_twice(app):
    for number in range(2 * SEATS):
        join(number)
    query = select(Card.application, Card.face, func.count()).group_by(Card.application, Card.face)

    assert {tuple(row) for row in db.session.execute(query)} == {
        (f"{application:02}", face, 4)
        for application in range(1, 13)
        for face in ("anonymous", "reference", "comparison")
    }


def test_a_seat_whose_holder_rated_nothing_for_a_day_goes_to_the_next(app):
    attempts = [join(number) for number in range(SEATS)]
    for attempt in attempts[:2] + attempts[3:]:
        rate(attempt)
    late = join(99, now=NOW + timedelta(hours=25))

    assert seat(late) == (0, 2)
    assert db.session.scalar(select(func.count()).where(Card.attempt_id == attempts[2].id)) == 0


def test_a_seat_is_not_taken_from_somebody_who_may_still_begin(app):
    for number in range(SEATS):
        join(number)

    assert seat(join(99, now=NOW + timedelta(hours=23))) == (1, 0)


def test_somebody_who_lost_the_seat_is_dealt_anew_when_they_come_back(app):
    first = join(1)
    join(2, now=NOW + timedelta(hours=25))
    again = join(1, now=NOW + timedelta(hours=26))

    assert again.id == first.id
    assert seat(again) == (0, 1)
    assert db.session.scalar(select(func.count()).where(Card.attempt_id == first.id)) == 12


def test_whoever_opens_a_lost_attempt_is_led_back_to_the_start(tess):
    tess.start("short")
    actions.return_idle_places(db.session.scalars(select(Stream)).one(), before=datetime.now(UTC) + timedelta(hours=1))
    db.session.commit()

    assert tess.get(tess.at).location == "/en/practice/cook"
    assert tess.get(f"{tess.at}/review").location == f"/en/practice/{tess.at}"
    assert "Continue" in tess.get("cook").text
    tess.start("short")
    assert tess.get(tess.at).location == f"/en/practice/{tess.at}/cards/1"


def test_sizes_have_streams_of_their_own(app):
    assert [seat(join(1, size=12)), seat(join(2, size=6))] == [(0, 0), (0, 0)]


@pytest.mark.parametrize("number", [0, 7, 13])
def test_a_whole_block_that_was_returned_is_filled_again(app, number):
    for other in range(13):
        rated = join(other)
        if other >= SEATS:
            rate(rated)
    stream = db.session.scalars(select(Stream)).one()
    actions.return_idle_places(stream, before=NOW + timedelta(hours=1))

    assert seat(join(100 + number)) == (0, 0)


GAPS = {
    "nobody": set(),
    "the first": {(0, 1), (0, 2)},
    "one inside a block": {(0, seat) for seat in range(SEATS)} - {(0, 3)},
    "a whole block": {(0, seat) for seat in range(SEATS)} | {(2, 0)},
    "none": {(0, seat) for seat in range(SEATS)},
    "none in a block begun": {(0, seat) for seat in range(SEATS)} | {(1, 0), (1, 1)},
    "two": {(0, 0), (1, 1), (2, 2)},
    "the last of three blocks": {(block, seat) for block in range(3) for seat in range(SEATS)} - {(2, 5)},
}


@pytest.mark.parametrize("taken", GAPS.values(), ids=GAPS.keys())
def test_the_first_free_seat_is_found_whatever_was_given_back(app, taken):
    other = join(99, size=6)
    attempts = [join(number) for number in range(len(taken))]
    db.session.execute(delete(Place).where(Place.attempt_id != other.id))
    stream = actions.stream_of(COOK, Design.ONE_ROUND, 12, scope=actions.SELF_STUDY)
    db.session.add_all(
        Place(stream_id=stream.id, block=block, seat=number, attempt_id=attempt.id, taken_at=NOW)
        for attempt, (block, number) in zip(attempts, sorted(taken), strict=True)
    )
    db.session.flush()

    every = ((block, number) for block in range(len(taken) + 1) for number in range(SEATS))
    assert dealing.first_free(stream.id) == next(one for one in every if one not in taken)
