"""Write the audit trail in the transaction of the deed itself."""

from datetime import datetime
from typing import Any

from puntari.audit.models import AuditEvent
from puntari.extensions import db


def record(kind: str, *, target: str, by: int | None, now: datetime, **details: Any) -> None:
    """Add one event. The caller commits, together with what it did."""
    db.session.add(AuditEvent(kind=kind, target=target, by=by, at=now, details=details))
