"""What a trainer does with a session. The caller commits; every deed is in the audit trail."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from puntari.audit.actions import record
from puntari.extensions import db
from puntari.live import joining, queries, rehearsing
from puntari.live.codes import new_code, new_slug
from puntari.live.domain import (
    Activity,
    Dial,
    Phase,
    Plan,
    SessionOver,
    SettingsLocked,
    TooEarlyToReveal,
    can_reveal,
    design_of,
    extended,
    minutes_of,
)
from puntari.live.ending import clear_away, clear_rehearsal, purge
from puntari.live.models import Attendance, LiveRoom, LiveSession, Participant
from puntari.live.places import give_back
from puntari.practice import actions as practice
from puntari.practice.domain import ROUNDS, Design
from puntari.practice.upsert import insert


@dataclass(frozen=True)
class Wanted:
    """How a trainer wants a session to be: ``size`` is the number of applications that each participant scores.

    ``languages`` are codes with spaces between, in the order fi sv en.
    """

    title: str
    size: int
    plan: Plan
    languages: str
    expected: int
    minimum: int
    dial: Dial | None = None  # for a rehearsal


def create(
    exercise: practice.Versioned,
    wanted: Wanted,
    *,
    by: int,
    now: datetime,
    token: str,
    activity: Activity = Activity.SCORING,
) -> LiveSession:
    """Open a session in its lobby. ``token`` (24 hexadecimal digits) is the form's own: sent twice, it makes one.

    ``activity`` is what the group does with the exercise; another than scoring has an empty stream.
    """
    make_room(by)
    practice.keep_version(exercise, now=now)
    design = design_of(wanted.size)
    stream = practice.stream_of(exercise, design, wanted.size // ROUNDS[design], scope=f"live:{token}")
    found = db.session.scalars(select(LiveSession).where(LiveSession.stream_id == stream.id)).one_or_none()
    if found is not None:
        return found
    live = LiveSession(
        trainer_id=by,
        exercise_id=exercise.id,
        exercise_digest=exercise.digest,
        stream_id=stream.id,
        size=wanted.size,
        code=free_code(),
        phase=Phase.LOBBY.value,
        phase_changed_at=now,
        phase_ends_at=now + timedelta(minutes=minutes_of(Phase.LOBBY, wanted.size)),
        created_at=now,
        joined=0,
        activity=activity.value,
        is_rehearsal=wanted.dial is not None,
        dial=wanted.dial.value if wanted.dial else None,
        rehearsal_seed="" if wanted.dial else None,
    )
    _apply(live, wanted)
    db.session.add(live)
    db.session.flush()
    if live.is_rehearsal:
        rehearsing.fill(live, now=now)
    _record("live.rehearsal_made" if live.is_rehearsal else "live.created", live, by=by, now=now)
    return live


def make_room(person_id: int) -> None:
    """Give a trainer a room address, once."""
    values = {"person_id": person_id, "slug": new_slug()}
    db.session.execute(insert(LiveRoom).values(values).on_conflict_do_nothing())


def free_code() -> str:
    """A code that no open session has."""
    while True:
        code = new_code()
        if queries.by_code(code) is None:
            return code


def change(live: LiveSession, wanted: Wanted, *, by: int, now: datetime) -> None:
    """Change how the session will be. Raises SettingsLocked once rating has begun, SessionOver."""
    live = _open(live)
    if live.locked_at is not None:
        raise SettingsLocked
    _apply(live, wanted)
    _record("live.changed", live, by=by, now=now)


def expect(live: LiveSession, expected: int, *, by: int, now: datetime) -> None:
    """Say anew how many are expected, and so how many get in; in any phase. Raises SessionOver."""
    live = _open(live)
    if live.expected != expected:
        live.expected = expected
        _record("live.changed", live, by=by, now=now)


def _apply(live: LiveSession, wanted: Wanted) -> None:
    live.title, live.languages = wanted.title, wanted.languages
    live.expected, live.minimum = wanted.expected, wanted.minimum
    live.has_criteria = wanted.plan.has_criteria
    live.has_neutral = wanted.plan.has_neutral
    live.has_prediction = wanted.plan.has_prediction


def _open(live: LiveSession) -> LiveSession:
    """The session as it is now, held until the commit. Raises SessionOver."""
    live = queries.held(live.id)
    if not live.is_open:
        raise SessionOver
    return live


def _record(kind: str, live: LiveSession, *, by: int | None, now: datetime, **details: str | int) -> None:
    record(kind, target=f"live_session:{live.id}", by=by, now=now, **details)


def advance(live: LiveSession, *, seen: Phase, by: int, now: datetime) -> bool:
    """Move on from the phase that the trainer saw; whether it moved (False when somebody had already).

    The reveal isn't reached like this: see ``reveal``. What the result will be about is locked when rating opens.
    """
    live = _open(live)
    following = live.plan.after(Phase(live.phase))
    if live.phase != seen or following is None or following is Phase.REVEAL:
        return False
    _leave(live, now=now)
    _move(live, following, now=now)
    if following in {Phase.BLOCK_1, Phase.WORK} and live.locked_at is None:
        live.locked_at = now
    _record("live.moved", live, by=by, now=now, phase=following.value, rounds=live.rounds)
    return True


def _leave(live: LiveSession, *, now: datetime) -> None:
    """What must be done at the end of the present phase: in a rehearsal the simulated participants finish it."""
    if live.is_rehearsal:
        rehearsing.finish(live, Phase(live.phase), now=now)


def _move(live: LiveSession, phase: Phase, *, now: datetime) -> None:
    live.phase, live.phase_changed_at = phase.value, now
    live.phase_ends_at = now + timedelta(minutes=minutes_of(phase, live.size))


def extend(live: LiveSession, *, seen: datetime, by: int, now: datetime) -> bool:
    """Plan two more minutes for the phase; whether they were added to the end that the trainer saw."""
    live = _open(live)
    if live.phase_ends_at != seen:
        return False
    live.phase_ends_at = extended(live.phase_ends_at, now)
    _record("live.extended", live, by=by, now=now, phase=live.phase)
    return True


def hand_over(live: LiveSession, helper_id: int | None, *, by: int, now: datetime) -> None:
    """Let a second trainer lead too, or end that."""
    live = _open(live)
    if live.helper_id != helper_id:
        live.helper_id = helper_id
        _record("live.handed_over", live, by=by, now=now, helper=helper_id or 0)


def remove_place(live: LiveSession, number: int, *, by: int, now: datetime) -> bool:
    """Take somebody out by number; whether there was anybody. What they have rated stays in the group's result."""
    live = _open(live)
    query = select(Participant).where(Participant.session_id == live.id, Participant.number == number)
    participant = db.session.scalars(query.where(Participant.removed_at.is_(None))).one_or_none()
    if participant is None:
        return False
    participant.removed_at = now
    db.session.flush()
    give_back(live, [participant.owner_key])
    _record("live.place_removed", live, by=by, now=now, place=number)
    return True


def attend(live: LiveSession, person_id: int, *, is_there: bool, by: int, now: datetime) -> None:
    """Say that somebody was there, or that they weren't. The person must exist. Raises SessionOver."""
    live = _open(live)
    if is_there == queries.is_attending(live, person_id):
        return
    if is_there:
        joining.attend(live, person_id)
    else:
        here = Attendance.session_id == live.id, Attendance.person_id == person_id
        db.session.execute(delete(Attendance).where(*here))
    _record("live.attendance", live, by=by, now=now)


def reveal(live: LiveSession, *, by: int, now: datetime) -> None:
    """Show the group's result. Repeating it changes nothing. Raises TooEarlyToReveal while ratings can be given."""
    live = queries.held(live.id)
    if live.revealed_at is not None:
        return
    following = live.plan.after(Phase(live.phase))
    if not live.is_open:
        raise SessionOver
    if not (can_reveal(Phase(live.phase)) or following is Phase.REVEAL):
        raise TooEarlyToReveal
    _leave(live, now=now)
    _move(live, Phase.REVEAL, now=now)
    live.revealed_at = now
    db.session.flush()
    _record("live.revealed", live, by=by, now=now)


def close(live: LiveSession, *, by: int | None, today: date, now: datetime) -> bool:
    """End the session for good; whether it was open. See ``ending``."""
    live = queries.held(live.id)
    if not live.is_open:
        return False
    if live.is_rehearsal:
        attended = 0
        clear_rehearsal(live)
        live.purged_at = now
    else:
        attended = clear_away(live, today=today, now=now)
    live.code = None
    live.closed_at = live.keys_destroyed_at = now
    _record("live.closed", live, by=by, now=now, attended=attended)
    if live.design is Design.TWO_ROUNDS and not live.is_rehearsal:
        purge(live, now=now)  # what each was dealt there tells who came beside whom
    return True
