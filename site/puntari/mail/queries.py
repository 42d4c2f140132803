"""What administrators see of the mail."""

from collections.abc import Sequence
from enum import StrEnum

from flask import abort
from sqlalchemy import func, select

from puntari.extensions import db
from puntari.mail.models import OutgoingMail

PAGE = 50


class State(StrEnum):
    """How far a mail is."""

    KEPT = "kept"
    SENT = "sent"
    FAILED = "failed"
    RETRYING = "retrying"
    WAITING = "waiting"


def state_of(mail: OutgoingMail) -> State:
    """How far a mail is."""
    if mail.is_kept:
        return State.KEPT
    if mail.sent_at is not None:
        return State.SENT
    if mail.failed_at is not None:
        return State.FAILED
    return State.RETRYING if mail.tries else State.WAITING


def latest(page: int) -> tuple[Sequence[OutgoingMail], int]:
    """A page of mails, newest first, and how many there are in all."""
    total = db.session.scalar(select(func.count(OutgoingMail.id))) or 0
    query = select(OutgoingMail).order_by(OutgoingMail.id.desc()).offset((page - 1) * PAGE).limit(PAGE)
    return db.session.scalars(query).all(), total


def count_failed() -> int:
    """How many mails were given up."""
    return db.session.scalar(select(func.count(OutgoingMail.id)).where(OutgoingMail.failed_at.is_not(None))) or 0


def mail_of(mail_id: int) -> OutgoingMail:
    """A mail; not found otherwise."""
    return db.session.get(OutgoingMail, mail_id) or abort(404)
