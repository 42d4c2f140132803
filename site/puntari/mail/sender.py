"""Send what is due. Any number of processes may do so at once: each takes a mail before it sends it."""

import logging
import smtplib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from email.errors import MessageError

from sqlalchemy import delete, select, update

from puntari.extensions import db, reading
from puntari.mail.models import IS_WAITING, OutgoingMail
from puntari.mail.smtp import MailServer, as_message
from puntari.web import clock

MOST_TRIES = 10
# A process that dies while sending leaves the mail to the others after this time; copies have the same Message-ID.
LEASE = timedelta(minutes=10)
LONGEST_WAIT = timedelta(hours=4)
KEPT_AFTER_SENDING = timedelta(days=90)

log = logging.getLogger(__name__)


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries: 1, 2, 4, 8 minutes and on, up to four hours. In all about nine hours."""
    return min(timedelta(minutes=2 ** (tries - 1)), LONGEST_WAIT)


def claim(now: datetime) -> OutgoingMail | None:
    """Take the mail that has been due longest, so that nobody else sends it meanwhile; None if none is due. Commits."""
    while True:
        with reading():
            query = select(OutgoingMail.id, OutgoingMail.next_try_at).where(IS_WAITING, OutgoingMail.next_try_at <= now)
            due = db.session.execute(query.order_by(OutgoingMail.next_try_at, OutgoingMail.id).limit(1)).one_or_none()
            db.session.rollback()
        if due is None:
            return None
        mail_id, seen = due
        taking = (
            update(OutgoingMail)
            .where(OutgoingMail.id == mail_id, OutgoingMail.next_try_at == seen, IS_WAITING)
            .values(tries=OutgoingMail.tries + 1, next_try_at=now + LEASE)
        )
        taken = db.session.scalar(taking.returning(OutgoingMail.id))
        db.session.commit()
        if taken is not None:
            mail = db.session.get_one(OutgoingMail, mail_id)
            db.session.refresh(mail)
            db.session.expunge(mail)  # sending takes long; no transaction is open meanwhile
            db.session.rollback()
            return mail


def send_due(server: MailServer, *, sender: str, clock: Callable[[], datetime] = clock.now) -> int:
    """Send all that is due, over one connection while it lasts. Returns how many were sent."""
    connection: smtplib.SMTP | None = None
    sent = 0
    try:
        while (mail := claim(clock())) is not None:
            try:
                connection = connection or server.connect()
            except (OSError, smtplib.SMTPException) as error:
                note_failure(mail, error, now=clock())
                break  # the server can't be reached, so the others wait too
            try:
                connection.send_message(as_message(mail, sender=sender))
            except (OSError, ValueError, MessageError, smtplib.SMTPException) as error:
                note_failure(mail, error, now=clock())
                close(connection)
                connection = None
            else:
                note_sent(mail, now=clock())
                sent += 1
    finally:
        close(connection)
    if sent:
        forget_old(clock())
    return sent


def is_for_good(error: Exception) -> bool:
    """Whether trying again is no use: the server knows no such mailbox, won't have the text, or it can't be written."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, ValueError | MessageError)


def note_failure(mail: OutgoingMail, error: Exception, *, now: datetime) -> None:
    """Set the next try, or give up. Commits."""
    is_given_up = is_for_good(error) or mail.tries >= MOST_TRIES
    log.warning("mail %s: try %s failed: %s", mail.id, mail.tries, type(error).__name__)
    db.session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.id == mail.id)
        .values(
            last_error=f"{type(error).__name__}: {error}"[:500],
            failed_at=now if is_given_up else None,
            next_try_at=now + wait_after(mail.tries),
        )
    )
    db.session.commit()


def note_sent(mail: OutgoingMail, *, now: datetime) -> None:
    """Note that the mail is on its way, and forget its text. Commits."""
    sent = update(OutgoingMail).where(OutgoingMail.id == mail.id)
    db.session.execute(sent.values(sent_at=now, body="", last_error=None))
    db.session.commit()


def forget_old(now: datetime) -> None:
    """Delete what was sent long ago. Commits."""
    db.session.execute(delete(OutgoingMail).where(OutgoingMail.sent_at < now - KEPT_AFTER_SENDING))
    db.session.commit()


def close(connection: smtplib.SMTP | None) -> None:
    """Say goodbye if there's still somebody to say it to."""
    if connection is not None:
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()
