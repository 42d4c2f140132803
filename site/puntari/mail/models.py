"""Mail on its way out: left in the transaction of the deed, sent after the commit."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from puntari.extensions import Model

IS_WAITING = text("sent_at IS NULL AND failed_at IS NULL AND NOT is_kept")


class OutgoingMail(Model):
    """One mail to one person. Its text, which may hold a one-time link, is forgotten when it has been sent.

    ``is_kept`` says that it is never sent but shown to administrators, as in the demo.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        CheckConstraint("sent_at IS NULL OR failed_at IS NULL", name="sent_or_failed"),
        CheckConstraint("language IN ('fi', 'sv', 'en')", name="known_language"),
        CheckConstraint("tries >= 0", name="tries_not_negative"),
        CheckConstraint("NOT is_kept OR (sent_at IS NULL AND failed_at IS NULL)", name="kept_is_never_sent"),
        Index("ix_outgoing_mail_waiting", "next_try_at", sqlite_where=IS_WAITING, postgresql_where=IS_WAITING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    recipient: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str]
    put_at: Mapped[datetime]
    is_kept: Mapped[bool] = mapped_column(default=False)
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(500))
