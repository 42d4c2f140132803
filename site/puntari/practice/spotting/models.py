"""Runs through texts, and what was marked in each. No person is named in these tables, only an owner key."""

from datetime import datetime

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

from puntari.extensions import Model
from puntari.practice.domain import GROUPS
from puntari.practice.models import KNOWN_LANGUAGE
from puntari.practice.spotting.domain import Kind

UNDER_WAY = text("finished_at IS NULL")


def _one_of(values: "type[Kind] | tuple[str, ...]") -> str:
    return ", ".join(f"'{value}'" for value in values)


class Run(Model):
    """One trainee's way through a few texts of one version. ``seed`` is what they were dealt from."""

    __tablename__ = "spotting_run"
    __table_args__ = (
        Index("uq_spotting_run_under_way", "owner_key", "kind", "content_id", unique=True,
              sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY),
        Index(None, "owner_key"),
        CheckConstraint("length(owner_key) = 64", name="owner_key_whole"),
        CheckConstraint(f"kind IN ({_one_of(Kind)})", name="known_kind"),
        CheckConstraint(KNOWN_LANGUAGE, name="known_language"),
        CheckConstraint("finished_at IS NULL OR finished_at >= started_at", name="finished_last"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_key: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(20))
    content_id: Mapped[str] = mapped_column(String(40))
    content_digest: Mapped[str] = mapped_column(ForeignKey("exercise_version.digest"))
    seed: Mapped[str] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(2))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    items: Mapped[list["Item"]] = relationship(order_by="Item.position", back_populates="run")


class Item(Model):
    """One text of a run at its position (from 1). ``marked`` holds the keys of the marked pieces.

    ``face`` and ``name`` say whose application it is. ``sequence`` is when it was marked: the highest holds.
    """

    __tablename__ = "spotting_item"
    __table_args__ = (
        UniqueConstraint("run_id", "text"),
        CheckConstraint("position >= 1", name="position_counted"),
        CheckConstraint("sequence >= 0", name="sequence_counted"),
        CheckConstraint(f"face IN ({_one_of(tuple(face.value for face in GROUPS))})", name="known_face"),
        CheckConstraint("(face IS NULL) = (name IS NULL)", name="name_with_face"),
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("spotting_run.id"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    text: Mapped[str] = mapped_column(String(40))
    face: Mapped[str | None] = mapped_column(String(10))
    name: Mapped[int | None] = mapped_column(SmallInteger)
    marked: Mapped[list[str]] = mapped_column(JSON, default=list)
    sequence: Mapped[int] = mapped_column(BigInteger, default=0)
    done_at: Mapped[datetime | None]

    run: Mapped[Run] = relationship(back_populates="items")
