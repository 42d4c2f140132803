"""Freezing a group's result, and reading it again. The caller commits.

A result is made in two steps, since it takes some tenths of a second that must not hold up anybody's writing:
``prepare`` reads and computes, ``freeze`` keeps what it gave. Pages read snapshots only.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from puntari.audit.actions import record
from puntari.content.digest import digest_of
from puntari.content.languages import Strict
from puntari.extensions import db
from puntari.live import queries
from puntari.live.disclosure import Comparison, Measure, Occasion, Released, release
from puntari.live.domain import Guess, Phase, TooEarlyToReveal
from puntari.live.minimum import minimum_of
from puntari.live.models import LiveSession, Participant
from puntari.live.outcomes import Outcome, outcome_of
from puntari.live.paper_models import Packet
from puntari.live.snapshot_models import Snapshot
from puntari.practice.domain import ROUNDS, Design

if TYPE_CHECKING:
    from puntari.live.results import Ratings

FORM = 1  # of the body; raise it when what a body means changes


class Spoilt(Exception):
    """A snapshot isn't what was frozen: its text and its digest differ."""


class Result(Strict):
    """What a snapshot holds: the session as it was, what the result was to be about, and what the gate let out.

    ``size`` counts what each participant scored, as the session's does: in two rounds each application twice.
    """

    form: int
    exercise_id: str
    exercise_digest: str
    design: str
    design_version: int
    size: int
    draws: int
    outcome: Outcome
    released: Released

    @property
    def rounds(self) -> int:
        """How many times each of the applications was scored."""
        return ROUNDS[Design(self.design)]


@dataclass(frozen=True)
class Prepared:
    """A result that isn't kept yet."""

    result: Result
    seed: str
    contributors: tuple[str, ...]


def prepare(live: LiveSession) -> Prepared | None:
    """Compute a session's result and pass it through the gate; None when the last one still says it all.

    Reads only; call it outside a write transaction. Raises TooEarlyToReveal, TooAlike, Forgotten.
    """
    if live.phase != Phase.REVEAL:
        raise TooEarlyToReveal
    from puntari.live.inference import DRAWS  # noqa: PLC0415 -- numpy, which only a reveal needs
    from puntari.live.results import findings  # noqa: PLC0415 -- as above

    ratings, earlier = _ratings(live), _snapshots(live)
    contributors = tuple(sorted(ratings.contributors)) if ratings else ()
    if earlier and (earlier[-1].contributors is None or tuple(earlier[-1].contributors) == contributors):
        return None
    seed, minimum = secrets.token_hex(8), minimum_of(live)  # the setting may have been raised
    with_figures = [snapshot for snapshot in earlier if result_in(snapshot).outcome is not Outcome.TOO_FEW]
    occasion = Occasion(
        is_open=False,
        minimum=minimum,
        contributors=contributors,
        before=[snapshot.contributors for snapshot in with_figures],
    )
    if ratings is None or len(contributors) < minimum:
        released = Released(minimum=minimum)
    else:
        primary = (Comparison(live.contrast), Measure(live.outcome))
        released = release(findings(ratings, seed=seed, primary=primary, guesses=_guesses(live)), occasion)
    result = Result(
        form=FORM,
        exercise_id=live.exercise_id,
        exercise_digest=live.exercise_digest,
        design=live.stream.design,
        design_version=live.stream.design_version,
        size=live.size,
        draws=DRAWS,
        outcome=outcome_of(released),
        released=released,
    )
    return Prepared(result, seed, contributors)


def _ratings(live: LiveSession) -> "Ratings | None":
    from puntari.live.result_queries import ratings_of  # noqa: PLC0415 -- numpy, which only a reveal needs

    try:
        return ratings_of(live.stream, queries.exercise_of(live))
    except ValueError:
        return None


def _guesses(live: LiveSession) -> dict[Guess, int]:
    counts: dict[Guess, int] = {}
    for table in (Participant, Packet):
        query = select(table.guess, func.count()).where(table.session_id == live.id)
        for guess, count in db.session.execute(query.where(table.guess.is_not(None)).group_by(table.guess)):
            if guess:
                counts[Guess(guess)] = counts.get(Guess(guess), 0) + count
    return counts


def freeze(live: LiveSession, prepared: Prepared, *, by: int, now: datetime) -> Snapshot:
    """Keep a prepared result as the session's next snapshot, and note it in the audit trail.

    When somebody froze the same ratings in the meantime, theirs is returned.
    """
    queries.held(live.id)
    earlier = _snapshots(live)
    if earlier and earlier[-1].contributors == list(prepared.contributors):
        return earlier[-1]
    body = prepared.result.model_dump_json()
    snapshot = Snapshot(
        session_id=live.id,
        number=len(earlier) + 1,
        body=body,
        digest=digest_of(body, prepared.seed),
        seed=prepared.seed,
        contributors=list(prepared.contributors),
        created_at=now,
    )
    db.session.add(snapshot)
    db.session.flush()
    record("live.frozen", target=f"live_session:{live.id}", by=by, now=now, snapshot=snapshot.number)
    return snapshot


def latest(live: LiveSession) -> Snapshot | None:
    """The newest snapshot of a session."""
    query = select(Snapshot).where(Snapshot.session_id == live.id).order_by(Snapshot.number.desc()).limit(1)
    return db.session.scalars(query).one_or_none()


def _snapshots(live: LiveSession) -> list[Snapshot]:
    query = select(Snapshot).where(Snapshot.session_id == live.id).order_by(Snapshot.number)
    return list(db.session.scalars(query))


def result_in(snapshot: Snapshot) -> Result:
    """What was frozen. Raises Spoilt when somebody changed it since."""
    if digest_of(snapshot.body, snapshot.seed) != snapshot.digest:
        raise Spoilt(f"snapshot {snapshot.number} of session {snapshot.session_id}")
    return Result.model_validate_json(snapshot.body)


def forget_contributors(live: LiveSession) -> None:
    """Remove the marks of who had given what; part of closing a session. No other result can follow."""
    db.session.execute(update(Snapshot).where(Snapshot.session_id == live.id).values(contributors=None))
