"""Who is signed in: the session names a person and an epoch; raising the epoch ends all sessions."""

from flask import Flask
from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from puntari.extensions import db, login_manager
from puntari.people.models import Nobody, Person

# Put together once: every request of somebody signed in asks this.
_PERSON = select(Person).where(Person.id == bindparam("person_id")).options(joinedload(Person.grants))


def load_person(session_id: str) -> Person | None:
    """The active person of a session, with roles, in one statement; None when the session has ended."""
    person_id, _, epoch = session_id.partition(".")
    is_whole = session_id.isascii() and person_id.isdecimal() and epoch.isdecimal()
    if not is_whole or len(person_id) > 9 or len(epoch) > 9:
        return None
    person = db.session.scalars(_PERSON, {"person_id": int(person_id)}).unique().one_or_none()
    return person if person and person.is_active and person.epoch == int(epoch) else None


def init_app(_app: Flask) -> None:
    """Let Flask-Login find people."""
    login_manager.anonymous_user = Nobody
    login_manager.session_protection = None  # an address that changes on the way home must not sign anybody out
    login_manager.user_loader(load_person)
