"""A rehearsal: a session in which simulated participants join, score and finish. The caller commits.

It's a session like any other, with a stream of its own and behind the same gate, and leaves nothing: see ``ending``.
"""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from puntari.extensions import db
from puntari.live import activity_rehearsing, queries
from puntari.live.codes import new_tag, new_token, token_hash
from puntari.live.disclosure import Comparison, Measure, Occasion, release
from puntari.live.domain import Dial, Phase, last_open
from puntari.live.joining import take_place
from puntari.live.models import LiveSession, Participant
from puntari.live.outcomes import outcome_of
from puntari.live.rehearsal import (
    ARRIVAL,
    PROMISED,
    SIMULATED,
    Given,
    give,
    guess_of,
    language_of,
    stops_of,
)
from puntari.practice.domain import Face
from puntari.practice.models import Attempt, Card, Invitation, Rating

if TYPE_CHECKING:
    from puntari.live.disclosure import Findings

TRIES = 40  # of seeds; the first or second nearly always gives what the dial says
MARGIN = 0.13  # points: ends are shown in tenths at worst, and the result's own draws are others than the ones here


def fill(live: LiveSession, *, now: datetime) -> None:
    """Let the simulated participants join a new rehearsal, one after the other in the first half minute.

    Then, where they score, choose a seed from which the group gives what the dial promises.
    """
    for number in range(1, SIMULATED + 1):
        language = language_of(number, live.languages.split())
        arrives = now + number * ARRIVAL
        live.joined = number
        participant = Participant(
            session_id=live.id,
            number=number,
            tag=new_tag(language, queries.tags_of(live)),
            language=language,
            token_hash=token_hash(new_token()),  # which nobody is told, so no device can be this participant
            joined_at=arrives,
            last_seen_at=arrives,
            is_simulated=True,
        )
        db.session.add(participant)
        db.session.flush()
        take_place(participant, now=now)
    db.session.flush()
    live.rehearsal_seed = f"{secrets.token_hex(8)}-0"
    if live.is_scoring:
        _fit_seed(live, range(1, live.size + 1), now=now)


def _fit_seed(live: LiveSession, numbers: Collection[int], *, now: datetime) -> None:
    """Choose the seed so that the group gives what the dial promises, once these cards are scored too."""
    start, _, first = (live.rehearsal_seed or "").partition("-")
    for turn in range(int(first), int(first) + TRIES):
        live.rehearsal_seed = f"{start}-{turn}"
        if _keeps_promise(live, numbers, now=now):
            break


def _keeps_promise(live: LiveSession, numbers: Collection[int], *, now: datetime) -> bool:
    """Whether the group's result would be as the dial says. Everything is written, looked at, and taken back."""
    from puntari.live.result_queries import ratings_of  # noqa: PLC0415 -- numpy, which else only a reveal needs
    from puntari.live.results import findings  # noqa: PLC0415 -- as above

    primary = (Comparison(live.contrast), Measure(live.outcome))
    db.session.flush()
    trial = db.session.begin_nested()
    _write(live, numbers, now=now)
    ratings = ratings_of(live.stream, queries.exercise_of(live))
    trial.rollback()
    found = findings(ratings, seed=live.rehearsal_seed or "", primary=primary, keys=[primary])
    case = Occasion(is_open=False, minimum=live.minimum, contributors=ratings.contributors)
    return outcome_of(release(found, case)) is PROMISED[Dial(live.dial or "")] and _is_clear(found)


def _is_clear(found: "Findings") -> bool:
    """Whether zero is well inside the interval or well outside."""
    exact = found.effects.get(found.primary)
    return exact is None or min(abs(exact.low), abs(exact.high)) >= MARGIN


def _given(live: LiveSession, numbers: Collection[int]) -> dict[int, Given]:
    """What the simulated participants give the cards with these numbers, by card."""
    seed, dial = live.rehearsal_seed or "", Dial(live.dial or "")
    stops = stops_of(dial, live.stream.seed, live.size)
    exercise = queries.exercise_of(live)
    quality = {text.id: text.quality for text in exercise.material.texts}
    number = queries.CARD_NUMBER
    query = (
        select(Participant.number, Card.id, Card.round, number.label("card"), Card.application, Card.face)
        .join(Attempt, Attempt.owner_key == Participant.owner_key)
        .join(Card, Card.attempt_id == Attempt.id)
        .where(Participant.session_id == live.id, Participant.is_simulated.is_(True), Participant.removed_at.is_(None))
        .where(Attempt.stream_id == live.stream_id, number.in_(numbers))
    )
    return {
        row.id: give(
            seed, row.number, row.application, row.round,
            quality=quality[row.application], face=Face(row.face), dial=dial, weights=exercise.weights,
        )
        for row in db.session.execute(query)
        if row.card <= stops.get(row.number, live.size)
    }  # fmt: skip


def finish(live: LiveSession, phase: Phase, *, now: datetime) -> None:
    """Write what the simulated participants did in a phase that is being left. Holds the session's row."""
    if not live.is_scoring:
        activity_rehearsing.finish(live, phase, now=now)
        return
    if phase is Phase.PREDICT:
        _guess(live)
    last = last_open(phase, live.size)
    if not last:
        return
    numbers = range(last - live.size // 2 + 1, last + 1)
    if last == live.size:  # by now the trainer's own phone has scored too, which mustn't turn the result
        _fit_seed(live, numbers, now=now)
    _write(live, numbers, now=now)


def _write(live: LiveSession, numbers: Collection[int], *, now: datetime) -> None:
    given = _given(live, numbers)
    common = {"language": live.languages.split()[0], "sequence": 1, "saved_at": now}
    points = [
        {"card_id": card, "criterion": criterion, "points": value, **common}
        for card, one in given.items()
        for criterion, value in one.points.items()
    ]
    invited = [{"card_id": card, "invited": one.invited, **common} for card, one in given.items()]
    for table, rows in ((Rating, points), (Invitation, invited)):
        if rows:
            db.session.execute(insert(table), rows)


def _guess(live: LiveSession) -> None:
    stops = stops_of(Dial(live.dial or ""), live.stream.seed, live.size)
    for number in set(range(1, SIMULATED + 1)) - set(stops):
        whose = Participant.session_id == live.id, Participant.number == number, Participant.removed_at.is_(None)
        answer = guess_of(live.rehearsal_seed or "", number)
        db.session.execute(update(Participant).where(*whose).values(guess=answer.value))
