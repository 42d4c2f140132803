"""What is kept about a course: answers under a person's key, and the versions that people saw.

No table here holds a person's id, name or address, and none refers to one: answers are the person's own.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from puntari.extensions import Model


class CourseVersion(Model):
    """A version of a course that somebody has answered to, with its files, so that it can be shown later.

    ``edition`` is the digest of the version with the last material change; editorial changes share it.
    """

    __tablename__ = "course_version"
    __table_args__ = (Index(None, "course_id", "first_at"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    course_id: Mapped[str] = mapped_column(String(80))
    edition: Mapped[str] = mapped_column(String(64))
    first_at: Mapped[datetime]
    files: Mapped[dict[str, str]] = mapped_column(JSON)


class CourseMark(Model):
    """What one owner has done with one page, question or case: the latest answer, and whether it counts as done."""

    __tablename__ = "course_mark"
    __table_args__ = (
        CheckConstraint("kind IN ('page', 'question', 'case')", name="known_kind"),
        CheckConstraint("language IN ('fi', 'sv', 'en')", name="known_language"),
        CheckConstraint("length(owner_key) = 64", name="owner_is_a_key"),
    )

    owner_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    course_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    item_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    answer: Mapped[Any] = mapped_column(JSON)
    is_done: Mapped[bool]
    digest: Mapped[str] = mapped_column(ForeignKey("course_version.digest"))
    language: Mapped[str] = mapped_column(String(2))
    first_at: Mapped[datetime]
    at: Mapped[datetime]
