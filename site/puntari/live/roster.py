"""Who was there, as the trainer says: names ticked during the session, and corrected when it has ended.

It never tells who had which place. While a session is open the trainer sees only the names they ticked themselves: a
name that turned up by itself as somebody joins would tell whose place it is. Those who registered themselves are added
when the session ends.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import selectinload

from puntari.audit.actions import record
from puntari.certificates.actions import correct_completion
from puntari.certificates.models import CompletionEvent, Happening, Kind
from puntari.extensions import db
from puntari.live import queries
from puntari.live.domain import Phase, can_reveal
from puntari.live.ending import complete
from puntari.live.models import Attendance, LiveSession
from puntari.people.models import Person
from puntari.people.queries import Scope, people_in
from puntari.practice.upsert import insert

MOST_IDS = 1_000  # in one pasted list


def people_of(live: LiveSession) -> Sequence[Person]:
    """Who is ticked while the session is open, everybody who was there when it has ended; in alphabetical order."""
    query = select(Person).join(Attendance, Attendance.person_id == Person.id)
    query = query.where(Attendance.session_id == live.id)
    if live.is_open:
        query = query.where(Attendance.is_ticked)
    return db.session.scalars(query.order_by(Person.sort_name, Person.id).options(selectinload(Person.postings))).all()


def count_of(live: LiveSession) -> int:
    """How many that are, in one statement."""
    query = select(func.count()).select_from(Attendance).where(Attendance.session_id == live.id)
    return db.session.scalar(query.where(Attendance.is_ticked) if live.is_open else query) or 0


def within(ids: Collection[int], scope: Scope, day: date) -> set[int]:
    """Those of the ids that are people whom somebody with this scope may tick."""
    query = select(Person.id).where(Person.id.in_(ids), Person.is_active)
    return set(db.session.scalars(query if scope is None else query.where(Person.id.in_(people_in(scope, day)))))


def read_ids(typed: str) -> list[str]:
    """Employee ids from a pasted list, one a line or with commas or spaces between; each once."""
    return list(dict.fromkeys(part for part in re.split(r"[\s,;]+", typed) if part))


def by_employee_id(ids: Sequence[str], scope: Scope, day: date) -> dict[str, int]:
    """The people behind employee ids, as far as they are in the scope. Addresses and names find nobody here."""
    query = select(Person.employee_id, Person.id).where(Person.employee_id.in_(ids), Person.is_active)
    query = query if scope is None else query.where(Person.id.in_(people_in(scope, day)))
    return {row.employee_id: row.id for row in db.session.execute(query)}


def changes(live: LiveSession, here: Collection[int], not_here: Collection[int]) -> tuple[set[int], set[int]]:
    """Who would come onto the list and who would go off it."""
    rows = select(Attendance.person_id).where(Attendance.session_id == live.id)
    before = set(db.session.scalars(rows.where(Attendance.is_ticked) if live.is_open else rows))
    return set(here) - before, set(not_here) & before - set(here)


def tick(
    live: LiveSession,
    here: Collection[int],
    not_here: Collection[int] = (),
    *,
    by: int,
    today: date,
    now: datetime,
    reason: str = "",
) -> bool:
    """Say that some were there and others weren't; whether that changed anything. Holds the session's row.

    When the session has ended the ledger follows: who was forgotten gets the exercise as completed now, and what
    somebody had who wasn't there is corrected by an event with the ``reason``.
    """
    live = queries.held(live.id)
    added, removed = changes(live, here, not_here)
    if not (added or removed):
        return False
    for person_id in sorted(added):
        statement = insert(Attendance).values(session_id=live.id, person_id=person_id, is_ticked=True)
        key = ["session_id", "person_id"]
        db.session.execute(statement.on_conflict_do_update(index_elements=key, set_={"is_ticked": True}))
    gone = Attendance.session_id == live.id, Attendance.person_id.in_(removed)
    db.session.execute(delete(Attendance).where(*gone))
    if not live.is_open and can_reveal(Phase(live.phase)):
        _follow(live, added, removed, reason=reason, by=by, today=today, now=now)
    record("live.attendance", target=f"live_session:{live.id}", by=by, now=now, people=len(added) + len(removed))
    return True


def _follow(
    live: LiveSession,
    added: Iterable[int],
    removed: Iterable[int],
    *,
    reason: str,
    by: int,
    today: date,
    now: datetime,
) -> None:
    """Let the ledger say the same as the list. What somebody completed in another way stays."""
    people = db.session.scalars(select(Person).where(Person.id.in_(list(added))).order_by(Person.sort_name)).all()
    known = {person.id: _completion(live, person.id) for person in people}
    complete(live, [person for person in people if known[person.id] is None], today=today, now=now)
    for event in known.values():
        if event is not None and not _counts(event):
            correct_completion(event, counts=True, reason=reason, by=by, today=today, now=now)
    for person_id in sorted(removed):
        event = _completion(live, person_id)
        if event is not None and _counts(event) and _is_from_sessions(event) and not _was_at_another(live, person_id):
            correct_completion(event, counts=False, reason=reason, by=by, today=today, now=now)


def _completion(live: LiveSession, person_id: int) -> CompletionEvent | None:
    query = select(CompletionEvent).where(
        CompletionEvent.person_id == person_id,
        CompletionEvent.event == Happening.COMPLETED,
        CompletionEvent.kind == Kind.EXERCISE,
        CompletionEvent.content_digest == live.exercise_digest,
    )
    return db.session.scalars(query.order_by(CompletionEvent.id)).first()


def _counts(event: CompletionEvent) -> bool:
    """Whether a completion counts, by its newest correction."""
    query = select(CompletionEvent.counts).where(CompletionEvent.corrects_id == event.id)
    newest = db.session.scalars(query.order_by(CompletionEvent.id.desc()).limit(1)).one_or_none()
    return event.counts if newest is None else newest


def _is_from_sessions(event: CompletionEvent) -> bool:
    return event.rule.startswith("attended a live session")


def _was_at_another(live: LiveSession, person_id: int) -> bool:
    """Whether the person was at another session with the same exercise that has ended."""
    query = select(Attendance.session_id).join(LiveSession, LiveSession.id == Attendance.session_id)
    query = query.where(Attendance.person_id == person_id, LiveSession.exercise_digest == live.exercise_digest)
    query = query.where(LiveSession.closed_at.is_not(None), LiveSession.id != live.id)
    return db.session.scalars(query.limit(1)).first() is not None
