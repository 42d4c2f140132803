"""Each constraint of the tables is there, shown by breaking it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from puntari.extensions import db
from puntari.practice.models import (
    Attempt,
    Card,
    ExerciseVersion,
    Invitation,
    Place,
    Rating,
    Stream,
    TasterDay,
)

NOW = datetime(2026, 3, 2, tzinfo=UTC)
BEFORE = NOW - timedelta(seconds=1)


def stream(**changed: Any) -> Stream:
    values = {
        "scope": "self-study",
        "exercise_digest": "d",
        "design": "two-rounds",
        "design_version": 1,
        "size": 8,
        "seed": "s",
    }
    return Stream(**{**values, "arrivals": 0, **changed})


def attempt(**changed: Any) -> Attempt:
    values = {
        "owner_key": "a" * 64,
        "exercise_id": "cook",
        "exercise_digest": "d",
        "stream_id": 1,
        "arrival": 0,
        "seed": "s",
    }
    return Attempt(**{**values, "language": "fi", "pause_hours": 0, "started_at": NOW, **changed})


def card(**changed: Any) -> Card:
    values = {"attempt_id": 1, "round": 1, "position": 1, "application": "01", "face": "anonymous", "name": None}
    return Card(**{**values, **changed})


def rating(**changed: Any) -> Rating:
    values = {"card_id": 1, "criterion": "skill", "points": 3, "language": "fi", "sequence": 1, "saved_at": NOW}
    return Rating(**{**values, **changed})


def invitation(**changed: Any) -> Invitation:
    return Invitation(**{"card_id": 1, "invited": True, "language": "fi", "sequence": 1, "saved_at": NOW, **changed})


def place(**changed: Any) -> Place:
    return Place(**{"stream_id": 1, "block": 0, "seat": 0, "attempt_id": 1, "taken_at": NOW, **changed})


@pytest.fixture
def rows(app):
    """One good row of each table."""
    for row in (
        ExerciseVersion(digest="d", exercise_id="cook", files={}, kept_at=NOW),
        ExerciseVersion(digest="e", exercise_id="cook", files={}, kept_at=NOW),
        stream(),
        attempt(finished_at=NOW),
        card(),
        rating(),
        invitation(),
        place(),
        TasterDay(day=NOW.date(), started=1, finished=0),
    ):
        db.session.add(row)
        db.session.flush()
    db.session.commit()


OTHER = {"owner_key": "b" * 64, "arrival": 5}


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        pytest.param(stream(), "unique", id="stream twice"),
        pytest.param(stream(design="neither", size=9), "known_design", id="unknown design"),
        pytest.param(stream(size=12), "size_fits_design", id="size for the other design"),
        pytest.param(stream(design="one-round", size=8), "size_fits_design", id="size eight in one round"),
        pytest.param(stream(design="one-round", size=12, arrivals=-1), "arrivals_counted", id="negative arrivals"),
        pytest.param(stream(design="one-round", size=12, seed=""), "seed_given", id="no seed"),
        pytest.param(
            stream(design="one-round", size=12, exercise_digest="x"), "foreign key", id="stream of an unknown version"
        ),
        pytest.param(attempt(arrival=1), "unique", id="second attempt at the same version"),
        pytest.param(attempt(owner_key="b" * 64), "unique", id="arrival twice"),
        pytest.param(attempt(**OTHER | {"owner_key": "short"}), "owner_key_whole", id="owner key too short"),
        pytest.param(attempt(**OTHER, language="de"), "known_language", id="unknown language of an attempt"),
        pytest.param(attempt(**OTHER, pause_hours=721), "pause_in_range", id="pause too long"),
        pytest.param(attempt(**OTHER | {"arrival": -1}), "arrival_counted", id="negative arrival"),
        pytest.param(attempt(**OTHER, paused_at=BEFORE), "paused_after_start", id="paused before the start"),
        pytest.param(attempt(**OTHER, finished_at=BEFORE), "finished_last", id="finished before the start"),
        pytest.param(
            attempt(**OTHER, paused_at=NOW, finished_at=BEFORE), "finished_last", id="finished before the pause"
        ),
        pytest.param(attempt(**OTHER, exercise_digest="x"), "foreign key", id="attempt at an unknown version"),
        pytest.param(card(position=2), "unique", id="application twice in a round"),
        pytest.param(card(application="02"), "unique", id="position twice in a round"),
        pytest.param(card(round=2, face="blurred", name=1), "known_face", id="unknown face"),
        pytest.param(card(round=2, name=1), "name_with_face", id="anonymous with a name"),
        pytest.param(card(round=2, face="reference"), "name_with_face", id="identified without a name"),
        pytest.param(card(round=3), "round_in_range", id="third round"),
        pytest.param(card(round=2, position=0), "position_counted", id="position zero"),
        pytest.param(card(attempt_id=9), "foreign key", id="card of nobody"),
        pytest.param(rating(), "unique", id="criterion twice on a card"),
        pytest.param(rating(criterion="other", points=0), "points_on_scale", id="no points"),
        pytest.param(rating(criterion="other", points=6), "points_on_scale", id="too many points"),
        pytest.param(rating(criterion="other", sequence=0), "sequence_counted", id="sequence zero"),
        pytest.param(rating(criterion="other", language="de"), "known_language", id="unknown language of a rating"),
        pytest.param(rating(card_id=9), "foreign key", id="rating of no card"),
        pytest.param(invitation(), "unique", id="invitation twice"),
        pytest.param(invitation(card_id=9), "foreign key", id="invitation on no card"),
        pytest.param(place(seat=1), "unique", id="two seats for one attempt"),
        pytest.param(place(attempt_id=9, seat=1), "foreign key", id="seat of nobody"),
        pytest.param(place(seat=6), "seat_in_block", id="seventh seat"),
        pytest.param(place(block=-1), "block_counted", id="block before the first"),
        pytest.param(TasterDay(day=NOW.date(), started=1, finished=1), "unique", id="day twice"),
        pytest.param(TasterDay(day=BEFORE.date(), started=-1, finished=0), "counts", id="negative count"),
    ],
)
def test_the_database_refuses(rows, row, constraint):
    db.session.add(row)

    with pytest.raises(IntegrityError) as refusal:
        db.session.flush()
    assert constraint in str(refusal.value.orig).casefold()


def test_somebody_has_one_attempt_under_way_at_an_exercise(rows):
    db.session.add(attempt(owner_key="b" * 64, arrival=1))
    db.session.flush()
    db.session.add(attempt(owner_key="b" * 64, arrival=2, exercise_digest="e"))

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_seats_are_held_once(rows):
    db.session.add(attempt(id=2, owner_key="b" * 64, arrival=1))
    db.session.flush()
    db.session.expunge_all()
    db.session.add(place(attempt_id=2))

    with pytest.raises(IntegrityError):
        db.session.flush()


@pytest.mark.parametrize("changed", [{"sequence": 0}, {"language": "de"}])
def test_an_invitation_has_a_sequence_and_a_language(rows, changed):
    db.session.add(card(id=2, round=2))
    db.session.flush()
    db.session.add(invitation(card_id=2, **changed))

    with pytest.raises(IntegrityError):
        db.session.flush()
