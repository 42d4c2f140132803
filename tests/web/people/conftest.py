"""Passwords are slow to hash by design, so one is hashed for all."""

import re

import pytest
from sqlalchemy import select

from puntari.audit.models import AuditEvent
from puntari.extensions import db
from puntari.mail.models import OutgoingMail
from puntari.people import passwords

PASSWORD = "a quiet morning at work"


@pytest.fixture(scope="session")
def hashed():
    return passwords.hash_of(PASSWORD)


@pytest.fixture
def with_passwords(people, hashed):
    """The cast, who have all chosen the same password."""
    for person in people.values():
        person.password_hash = hashed
    db.session.commit()
    return people


@pytest.fixture
def deeds():
    """The audit trail so far: (kind, target, by)."""

    def read():
        events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id))
        return [(event.kind, event.target, event.by) for event in events]

    return read


@pytest.fixture
def letters():
    """The mails so far, and in each the address of its link."""

    def read():
        mails = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()
        return [(mail, re.search(r"https?://\S+", mail.body)[0]) for mail in mails]

    return read
