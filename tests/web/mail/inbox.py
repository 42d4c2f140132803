"""A mail server of one's own, and mails to send to it."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from sqlalchemy import select

from puntari.extensions import db, post
from puntari.mail import sender
from puntari.mail.models import OutgoingMail

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FROM = "Puntari <puntari@kunta.fi>"


class Inbox:
    """A mail server's memory; ``answers`` are said to the next recipients instead of taking the mail."""

    def __init__(self):
        self.received, self.answers = [], []

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802 -- aiosmtpd's name
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd's name
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.received.append((envelope.mail_from, envelope.rcpt_tos, message))
        return "250 OK"


class Listening(Controller):
    """A server on a port that the system chooses."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def put(**changed):
    post.put(**{"to": "otto@example.org", "subject": "Hei", "body": "Päivää!\n", "language": "fi"} | changed)
    db.session.commit()


def mails():
    db.session.expire_all()
    return db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()


def send(server, now=NOW):
    return sender.send_due(server, sender=FROM, clock=lambda: max(now, datetime.now(UTC)))
