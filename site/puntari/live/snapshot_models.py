"""What a group was shown, kept as it was shown."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from puntari.extensions import Model


class Snapshot(Model):
    """A group's result, frozen. Pages read ``body`` and nothing else, so they show the same for ever.

    ``body`` is what passed the gate, as text; ``digest`` is of that text
    and the seed. ``seed`` is what every draw came from; it
    isn't in the body, since with it the worlds of chance would tell more than they should. ``contributors`` are
    marks of who had given what, needed to count how many have changed; closing the session removes them, and then
    there is no next snapshot.
    """

    __tablename__ = "live_snapshot"
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        CheckConstraint("number >= 1", name="number_counted"),
        CheckConstraint("length(digest) = 64", name="digest_whole"),
        CheckConstraint("body <> ''", name="body_given"),
        CheckConstraint("seed <> ''", name="seed_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("live_session.id"))
    number: Mapped[int]  # from 1 within the session
    body: Mapped[str] = mapped_column(String)
    digest: Mapped[str] = mapped_column(String(64))
    seed: Mapped[str] = mapped_column(String(32))
    contributors: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime]
