"""Packets on paper. A packet is a place like any other, but it has a code where a participant has a tag."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from puntari.content.languages import LANGUAGES
from puntari.extensions import Model
from puntari.live.domain import Guess
from puntari.live.models import one_of
from puntari.live.packets import LENGTH


class Packet(Model):
    """A printed packet of an open session. Nothing here or elsewhere says who has filled it in.

    ``batch`` (24 hexadecimal digits) came with the form that ordered it. ``sequence`` is that of the entry that holds,
    0 before there is one. The rows of a session's packets are deleted when it closes, and their codes with them.
    """

    __tablename__ = "live_packet"
    __table_args__ = (
        UniqueConstraint("session_id", "code"),
        UniqueConstraint("owner_key"),
        CheckConstraint(f"length(code) = {LENGTH}", name="code_whole"),
        CheckConstraint("length(batch) = 24", name="batch_whole"),
        CheckConstraint("length(owner_key) = 64", name="owner_key_whole"),
        CheckConstraint(f"language IN ({one_of(LANGUAGES)})", name="known_language"),
        CheckConstraint(f"guess IS NULL OR guess IN ({one_of(Guess)})", name="known_guess"),
        CheckConstraint("sequence >= 0", name="sequence_counted"),
        CheckConstraint("sequence > 0 OR guess IS NULL", name="guess_with_entry"),
        CheckConstraint("returned_at IS NULL OR sequence = 0", name="returned_empty"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("live_session.id"))
    batch: Mapped[str] = mapped_column(String(24))
    code: Mapped[str] = mapped_column(String(LENGTH))
    language: Mapped[str] = mapped_column(String(2))
    owner_key: Mapped[str] = mapped_column(String(64))
    guess: Mapped[str | None] = mapped_column(String(10))
    sequence: Mapped[int] = mapped_column(BigInteger, default=0)
    returned_at: Mapped[datetime | None]

    @property
    def is_entered(self) -> bool:
        """Whether it has been typed in."""
        return self.sequence > 0
