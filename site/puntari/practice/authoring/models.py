"""Exercises made in the browser: the draft's files, and which versions of them were published."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from puntari.extensions import Model, append_only
from puntari.practice.models import ExerciseVersion


class OwnExercise(Model):
    """An exercise that trainers write here. ``digest`` is the version on offer; the files of each are in
    ``exercise_version``, which nothing can change. ``titles`` are the draft's, for lists.
    """

    __tablename__ = "own_exercise"
    __table_args__ = (
        CheckConstraint("substr(exercise_id, 1, 4) = 'own-'", name="own_namespace"),
        CheckConstraint("(digest IS NULL) = (number = 0)", name="numbered_when_published"),
        CheckConstraint("withdrawn_at IS NULL OR digest IS NOT NULL", name="published_before_withdrawn"),
        CheckConstraint("number >= 0", name="publications_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exercise_id: Mapped[str] = mapped_column(String(40), unique=True)
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    digest: Mapped[str | None] = mapped_column(ForeignKey(ExerciseVersion.digest))
    number: Mapped[int] = mapped_column(SmallInteger, default=0)
    withdrawn_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    @property
    def is_offered(self) -> bool:
        """Whether trainees can find it."""
        return self.digest is not None and self.withdrawn_at is None


class DraftFile(Model):
    """One file of a draft, as it would stand in a folder of ``exercises/``. It may be unfinished or wrong."""

    __tablename__ = "own_exercise_file"
    __table_args__ = (CheckConstraint("name <> ''", name="named"),)

    own_exercise_id: Mapped[int] = mapped_column(ForeignKey(OwnExercise.id, ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class Publication(Model):
    """A version that was put on offer; numbers run from 1. The database refuses to change or delete a row."""

    __tablename__ = "own_exercise_publication"
    __table_args__ = (CheckConstraint("number >= 1", name="numbered"),)

    own_exercise_id: Mapped[int] = mapped_column(ForeignKey(OwnExercise.id), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey(ExerciseVersion.digest))
    published_at: Mapped[datetime]


append_only(Publication, "what was published stays published")
