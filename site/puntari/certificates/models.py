"""The ledger: that somebody completed something. Never how well.

Rows are appended and never changed. The database itself refuses to change or delete one; a mistake is
put right by another row that says who corrected it and why.
"""

import secrets
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from puntari.certificates import domain
from puntari.extensions import Model, append_only


class Kind(StrEnum):
    """What can be completed."""

    COURSE = "course"
    EXERCISE = "exercise"


class Happening(StrEnum):
    """What a row of the ledger says."""

    COMPLETED = "completed"
    CORRECTED = "corrected"


def new_code() -> str:
    """A verification code: 16 random signs, derived from nothing."""
    return "".join(secrets.choice(domain.SIGNS) for _ in range(domain.LENGTH))


IS_COMPLETION = text("event = 'completed'")


class CompletionEvent(Model):
    """One row of the append-only ledger.

    A ``completed`` row exists once for each person, kind, content id and content version. A ``corrected``
    row names the completion it is about (``corrects_id``), who decided (``by``) and why (``reason``), and
    says with ``counts`` whether the completion counts from its ``local_date`` on. Of the rows about one
    completion, the newest that is dated on or before a day holds on that day.
    """

    __tablename__ = "completion_event"
    __table_args__ = (
        Index(
            "uq_completion_event_once",
            *("person_id", "kind", "content_id", "content_digest"),
            unique=True,
            sqlite_where=IS_COMPLETION,
            postgresql_where=IS_COMPLETION,
        ),
        Index(None, "kind", "content_id", "local_date", "person_id"),
        Index(None, "corrects_id"),
        CheckConstraint("kind IN ('course', 'exercise')", name="known_kind"),
        CheckConstraint("event IN ('completed', 'corrected')", name="known_event"),
        CheckConstraint("language IN ('fi', 'sv', 'en')", name="known_language"),
        CheckConstraint(
            "(event = 'corrected') = (corrects_id IS NOT NULL AND by IS NOT NULL AND reason IS NOT NULL)",
            name="correction_says_who_and_why",
        ),
        CheckConstraint(
            "event = 'corrected' OR (corrects_id IS NULL AND by IS NULL AND reason IS NULL AND counts)",
            name="completion_counts",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    event: Mapped[str] = mapped_column(String(10), default=Happening.COMPLETED)
    kind: Mapped[str] = mapped_column(String(10))
    content_id: Mapped[str] = mapped_column(String(80))
    content_digest: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(2))
    rule: Mapped[str] = mapped_column(String(200))  # what had to be done, in the words of the content file
    local_date: Mapped[date]  # in the organisation's time zone
    at: Mapped[datetime]
    code: Mapped[str] = mapped_column(String(domain.LENGTH), unique=True, default=new_code)
    counts: Mapped[bool] = mapped_column(default=True)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("completion_event.id"))
    by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str | None] = mapped_column(Text)


append_only(CompletionEvent, "the ledger is append-only")
