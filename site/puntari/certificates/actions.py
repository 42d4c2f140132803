"""Writing the ledger: append, and correct by appending."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.dialects import postgresql, sqlite

from puntari.audit.actions import record
from puntari.certificates.models import CompletionEvent, Happening, Kind
from puntari.extensions import db


@dataclass(frozen=True)
class Appended:
    """A completion that has just been written, for those who listen."""

    person_id: int
    kind: Kind
    content_id: str
    language: str
    today: date
    now: datetime


_listeners: list[Callable[[Appended], None]] = []


def on_completion(listener: Callable[[Appended], None]) -> None:
    """Call the listener, in the same transaction, whenever a completion has been added."""
    if listener not in _listeners:
        _listeners.append(listener)


def append_completion(
    *,
    person_id: int,
    kind: Kind,
    content_id: str,
    content_digest: str,
    language: str,
    rule: str,
    today: date,
    now: datetime,
) -> bool:
    """Write down that the person completed this version, unless it is written already. The caller commits.

    ``today`` is the local date. True when a row was added. Two requests at the same moment add one row:
    the database decides, not a look beforehand.
    """
    values = {
        "person_id": person_id,
        "event": Happening.COMPLETED,
        "kind": kind,
        "content_id": content_id,
        "content_digest": content_digest,
        "language": language,
        "rule": rule,
        "local_date": today,
        "at": now,
        "counts": True,
    }
    added = db.session.execute(_insert_if_absent().values(values).returning(CompletionEvent.id))
    if added.first() is None:
        return False
    for listener in _listeners:
        listener(Appended(person_id, kind, content_id, language, today, now))
    return True


def _insert_if_absent() -> "postgresql.Insert | sqlite.Insert":
    if db.session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(CompletionEvent).on_conflict_do_nothing()
    return sqlite.insert(CompletionEvent).on_conflict_do_nothing()


def correct_completion(
    completion: CompletionEvent, *, counts: bool, reason: str, by: int, today: date, now: datetime
) -> CompletionEvent:
    """Append whether the completion counts from ``today`` on, who decided, and why. The caller commits.

    Raises ValueError without a reason, or when the row is itself a correction.
    """
    if completion.event != Happening.COMPLETED:
        raise ValueError("only a completion can be corrected")
    if not reason.strip():
        raise ValueError("a correction needs a reason")
    correction = CompletionEvent(
        person_id=completion.person_id,
        event=Happening.CORRECTED,
        kind=completion.kind,
        content_id=completion.content_id,
        content_digest=completion.content_digest,
        language=completion.language,
        rule=completion.rule,
        local_date=today,
        at=now,
        counts=counts,
        corrects_id=completion.id,
        by=by,
        reason=reason.strip(),
    )
    db.session.add(correction)
    record("completion.corrected", target=f"person:{completion.person_id}", by=by, now=now, counts=counts)
    return correction
