"""Attempts, what was dealt to them, and what they were given. No person is named in these tables, only an owner key."""

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from puntari.content.languages import LANGUAGES
from puntari.extensions import Model, append_only
from puntari.practice.domain import ROUNDS, Design, Face
from puntari.practice.one_round import SEATS


def one_of(values: type[Design] | type[Face] | tuple[str, ...]) -> str:
    """The values as SQL writes a list."""
    return ", ".join(f"'{value}'" for value in values)


KNOWN_LANGUAGE = f"language IN ({one_of(LANGUAGES)})"
UNDER_WAY = text("finished_at IS NULL")


class ExerciseVersion(Model):
    """The files of an exercise as somebody met them, so that a result can always be shown with what was seen.

    The database refuses to change or delete a row.
    """

    __tablename__ = "exercise_version"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    exercise_id: Mapped[str] = mapped_column(String(40))
    files: Mapped[dict[str, str]] = mapped_column(JSON)
    kept_at: Mapped[datetime]


append_only(ExerciseVersion, "a version of an exercise never changes")


class Stream(Model):
    """People coming one after the other to one design of one exercise version, and the seed of what is balanced
    between them. ``scope`` tells self-study from a group.
    """

    __tablename__ = "practice_stream"
    __table_args__ = (
        UniqueConstraint("scope", "exercise_digest", "design", "design_version", "size"),
        CheckConstraint(f"design IN ({one_of(Design)})", name="known_design"),
        CheckConstraint(
            "(design = 'two-rounds' AND size = 8) OR (design = 'one-round' AND size IN (6, 12))",
            name="size_fits_design",
        ),
        CheckConstraint("arrivals >= 0", name="arrivals_counted"),
        CheckConstraint("seed <> ''", name="seed_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(40))
    exercise_digest: Mapped[str] = mapped_column(ForeignKey("exercise_version.digest"))
    design: Mapped[str] = mapped_column(String(10))
    design_version: Mapped[int] = mapped_column(SmallInteger)
    size: Mapped[int] = mapped_column(SmallInteger)  # applications in a round
    seed: Mapped[str] = mapped_column(String(32))
    arrivals: Mapped[int] = mapped_column(default=0)

    @property
    def rounds(self) -> int:
        """How many rounds the design has."""
        return ROUNDS[Design(self.design)]


class Attempt(Model):
    """One trainee's way through one exercise version. ``paused_at`` is when the first of two rounds was finished.

    When it's finished only the year of all moments is kept (see ``moments``).
    """

    __tablename__ = "practice_attempt"
    __table_args__ = (
        UniqueConstraint("owner_key", "exercise_digest"),
        UniqueConstraint("stream_id", "arrival"),
        Index("uq_practice_attempt_under_way", "owner_key", "exercise_id", unique=True,
              sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY),
        CheckConstraint("length(owner_key) = 64", name="owner_key_whole"),
        CheckConstraint(KNOWN_LANGUAGE, name="known_language"),
        CheckConstraint("pause_hours BETWEEN 0 AND 720", name="pause_in_range"),
        CheckConstraint("arrival >= 0", name="arrival_counted"),
        CheckConstraint("paused_at IS NULL OR paused_at >= started_at", name="paused_after_start"),
        CheckConstraint("finished_at IS NULL OR finished_at >= coalesce(paused_at, started_at)", name="finished_last"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_key: Mapped[str] = mapped_column(String(64))
    exercise_id: Mapped[str] = mapped_column(String(40))
    exercise_digest: Mapped[str] = mapped_column(ForeignKey("exercise_version.digest"))
    stream_id: Mapped[int] = mapped_column(ForeignKey("practice_stream.id"))
    arrival: Mapped[int]
    seed: Mapped[str] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(2))
    weights: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    pause_hours: Mapped[int] = mapped_column(SmallInteger, default=0)
    started_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    stream: Mapped[Stream] = relationship()
    place: Mapped["Place | None"] = relationship(back_populates="attempt")


class Place(Model):
    """A seat in a block of six, held by an attempt. Without a row the seat is free."""

    __tablename__ = "practice_place"
    __table_args__ = (
        UniqueConstraint("attempt_id"),
        CheckConstraint(f"seat BETWEEN 0 AND {SEATS - 1}", name="seat_in_block"),
        CheckConstraint("block >= 0", name="block_counted"),
    )

    stream_id: Mapped[int] = mapped_column(ForeignKey("practice_stream.id"), primary_key=True)
    block: Mapped[int] = mapped_column(primary_key=True)
    seat: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("practice_attempt.id"))
    taken_at: Mapped[datetime]

    attempt: Mapped[Attempt] = relationship(back_populates="place")


class Card(Model):
    """One application in one face, at its position (from 1) in a round. ``name`` is whose, in the group's list."""

    __tablename__ = "practice_card"
    __table_args__ = (
        UniqueConstraint("attempt_id", "round", "position"),
        UniqueConstraint("attempt_id", "round", "application"),
        CheckConstraint(f"face IN ({one_of(Face)})", name="known_face"),
        CheckConstraint("(face = 'anonymous') = (name IS NULL)", name="name_with_face"),
        CheckConstraint("round BETWEEN 1 AND 2", name="round_in_range"),
        CheckConstraint("position >= 1", name="position_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("practice_attempt.id"))
    round: Mapped[int] = mapped_column(SmallInteger)
    position: Mapped[int] = mapped_column(SmallInteger)
    application: Mapped[str] = mapped_column(String(40))
    face: Mapped[str] = mapped_column(String(10))
    name: Mapped[int | None] = mapped_column(SmallInteger)


class Rating(Model):
    """Points for one criterion on one card. ``sequence`` is the order in which they were chosen: the highest holds."""

    __tablename__ = "practice_rating"
    __table_args__ = (
        CheckConstraint("points BETWEEN 1 AND 5", name="points_on_scale"),
        CheckConstraint("sequence > 0", name="sequence_counted"),
        CheckConstraint(KNOWN_LANGUAGE, name="known_language"),
    )

    card_id: Mapped[int] = mapped_column(ForeignKey("practice_card.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(String(40), primary_key=True)
    points: Mapped[int] = mapped_column(SmallInteger)
    language: Mapped[str] = mapped_column(String(2))
    sequence: Mapped[int] = mapped_column(BigInteger)
    saved_at: Mapped[datetime]


class Invitation(Model):
    """Whether the trainee would invite the applicant on a card."""

    __tablename__ = "practice_invitation"
    __table_args__ = (
        CheckConstraint("sequence > 0", name="sequence_counted"),
        CheckConstraint(KNOWN_LANGUAGE, name="known_language"),
    )

    card_id: Mapped[int] = mapped_column(ForeignKey("practice_card.id"), primary_key=True)
    invited: Mapped[bool]
    language: Mapped[str] = mapped_column(String(2))
    sequence: Mapped[int] = mapped_column(BigInteger)
    saved_at: Mapped[datetime]


class TasterDay(Model):
    """How many began and finished the taster on a day; the only thing kept about those who try it."""

    __tablename__ = "taster_day"
    __table_args__ = (CheckConstraint("started >= 0 AND finished >= 0", name="counts"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    started: Mapped[int] = mapped_column(default=0)
    finished: Mapped[int] = mapped_column(default=0)
