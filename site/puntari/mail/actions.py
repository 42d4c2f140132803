"""Leave mail in the outbox, and try a failed one again."""

import unicodedata
import uuid
from datetime import datetime
from urllib.parse import urlsplit

from flask import current_app, g

from puntari.audit import actions as audit
from puntari.extensions import db
from puntari.mail.models import OutgoingMail
from puntari.people.models import Organisation
from puntari.web import clock

LONGEST_SUBJECT = 200


class UnusableAddress(Exception):
    """Nothing can be sent to this address."""


class NotFailed(Exception):
    """Only a mail that was given up can be tried again."""


def put(*, to: str, subject: str, body: str, language: str) -> None:
    """Leave a mail in the caller's transaction. It is sent after the commit, or shown where no mail is sent.

    Raises UnusableAddress for an address that holds spaces or signs a person can't have typed.
    """
    if "@" not in to or any(sign.isspace() or unicodedata.category(sign) == "Cc" for sign in to):
        raise UnusableAddress(to)
    settings = current_app.config["SETTINGS"]
    now = clock.now()
    organisation = db.session.get(Organisation, 1)
    db.session.add(
        OutgoingMail(
            message_id=f"{uuid.uuid4().hex}@{urlsplit(settings.base_url).hostname}",
            recipient=to,
            language=language,
            subject=" ".join(subject.split())[:LONGEST_SUBJECT],
            body=body,
            put_at=now,
            next_try_at=now,
            is_kept=not settings.smtp_url or (organisation is not None and organisation.is_demo),
        )
    )
    g.mail_was_put = True


def try_again(mail: OutgoingMail, *, by: int, now: datetime) -> None:
    """Send a mail that was given up once more, from the first try on. Raises NotFailed. The caller commits."""
    if mail.failed_at is None:
        raise NotFailed
    mail.failed_at, mail.tries, mail.next_try_at = None, 0, now
    audit.record("mail.tried_again", target=f"mail:{mail.id}", by=by, now=now)
    g.mail_was_put = True
