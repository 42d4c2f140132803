"""What those who did an exercise on their own have given on the whole, kept as it was shown."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from puntari.extensions import Model


class GroupPicture(Model):
    """The picture of everybody who had finished an exercise on their own by a moment, frozen like a ``Snapshot``.

    ``contributors`` are marks of who had given what, needed to count how many have come since. ``seed`` is what
    every draw came from and is never shown.
    """

    __tablename__ = "live_group_picture"
    __table_args__ = (
        UniqueConstraint("stream_id", "number"),
        CheckConstraint("number >= 1", name="number_counted"),
        CheckConstraint("length(digest) = 64", name="digest_whole"),
        CheckConstraint("body <> ''", name="body_given"),
        CheckConstraint("seed <> ''", name="seed_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stream_id: Mapped[int] = mapped_column(ForeignKey("practice_stream.id"))
    number: Mapped[int]  # from 1 within the stream
    body: Mapped[str] = mapped_column(String)
    digest: Mapped[str] = mapped_column(String(64))
    seed: Mapped[str] = mapped_column(String(32))
    contributors: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime]
