"""How people get in: one-time links, and the tries counted against guessing."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from puntari.extensions import Model
from puntari.people.models import Person


class OneTimeLink(Model):
    """A mailed link with which a person sets a password. Only the digest of what the link holds is kept."""

    __tablename__ = "one_time_link"
    __table_args__ = (
        CheckConstraint("purpose IN ('invitation', 'reset')", name="known_purpose"),
        CheckConstraint("expires_at > made_at", name="expires_later"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(12))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class Tries(Model):
    """Tries counted for one account, one network address or one mail address, under a digest of which it is."""

    __tablename__ = "tries"
    __table_args__ = (CheckConstraint("count >= 0", name="count_not_negative"),)

    bucket: Mapped[str] = mapped_column(String(80), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    last: Mapped[datetime | None] = mapped_column(index=True)
    until: Mapped[datetime | None]
