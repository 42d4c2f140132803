"""Walks through a process. No person is named here, only an owner key."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from puntari.extensions import Model
from puntari.practice.models import KNOWN_LANGUAGE


class ProcessWalk(Model):
    """How far an owner has come in a process, and by which way: the path holds every scene passed, in order.

    ``ended_at`` says that an end was reached, in which year; it stays when the owner begins again.
    """

    __tablename__ = "process_walk"
    __table_args__ = (
        UniqueConstraint("owner_key", "process_id"),
        CheckConstraint("length(owner_key) = 64", name="owner_key_whole"),
        CheckConstraint(KNOWN_LANGUAGE, name="known_language"),
        CheckConstraint("changed_at >= started_at", name="changed_after_start"),
        CheckConstraint("ended_at IS NULL OR ended_at >= started_at", name="ended_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_key: Mapped[str] = mapped_column(String(64))
    process_id: Mapped[str] = mapped_column(String(40))
    process_digest: Mapped[str] = mapped_column(ForeignKey("exercise_version.digest"))
    language: Mapped[str] = mapped_column(String(2))
    path: Mapped[list[str]] = mapped_column(JSON)
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
