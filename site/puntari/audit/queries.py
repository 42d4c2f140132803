"""Reading the audit trail."""

from collections.abc import Sequence

from sqlalchemy import select

from puntari.audit.models import AuditEvent
from puntari.extensions import db

PAGE = 50


def latest(*, before: int | None, target: str | None) -> tuple[Sequence[AuditEvent], bool]:
    """The latest events before an event's id, newest first, and whether there are older ones.

    ``target`` narrows them to those about one target, such as ``person:12``.
    """
    query = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(PAGE + 1)
    if before is not None:
        query = query.where(AuditEvent.id < before)
    if target is not None:
        query = query.where(AuditEvent.target == target)
    found = db.session.scalars(query).all()
    return found[:PAGE], len(found) > PAGE
