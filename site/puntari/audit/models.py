"""What was done, by whom and when. Never how anybody rated anything."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from puntari.extensions import Model


class AuditEvent(Model):
    """One deed. ``target`` is words such as ``person:12``; no foreign key, so that a deed outlives its target."""

    __tablename__ = "audit_event"
    __table_args__ = (Index(None, "kind", "at"), Index(None, "target"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(60))
    by: Mapped[int | None]
    target: Mapped[str] = mapped_column(String(120))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
