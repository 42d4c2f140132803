"""What a group that did another exercise than scoring was shown."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from puntari.extensions import Model


class ActivityPicture(Model):
    """The shares that passed the gate, frozen: one for a session, for ever. ``digest`` is of the text."""

    __tablename__ = "live_activity_picture"
    __table_args__ = (
        CheckConstraint("length(digest) = 64", name="digest_whole"),
        CheckConstraint("body <> ''", name="body_given"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("live_session.id"), primary_key=True)
    body: Mapped[str] = mapped_column(String)
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
