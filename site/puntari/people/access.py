"""Getting in and out: sign in, set a password, end all sessions.

Passwords are hashed and verified with no transaction open: each of these reads, lets go, hashes, then writes.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from puntari.audit import actions as audit
from puntari.extensions import db
from puntari.people import links, passwords, throttling
from puntari.people.access_models import OneTimeLink
from puntari.people.domain import LinkPurpose, PasswordProblem, problem_with
from puntari.people.models import Person


class PasswordRefused(Exception):
    """The new password won't do."""

    def __init__(self, problem: PasswordProblem) -> None:
        super().__init__(problem)
        self.problem = problem


class WrongPassword(Exception):
    """The e-mail address and the password don't belong together."""


@dataclass(frozen=True)
class Account:
    """What verifying a password needs to know, read before the transaction was let go."""

    id: int
    password_hash: str | None


def sign_in(email: str, password: str, *, now: datetime) -> Person:
    """The person to whom address and password belong. Commits.

    The try is counted, for the account and for the network address, before the password is looked at, so that
    a thousand guesses sent at once don't slip through. Raises TooManyTries and WrongPassword.
    """
    email = email.lower()
    account = throttling.bucket("account", email, throttling.ACCOUNT)
    place = throttling.bucket("network", throttling.network(), throttling.ADDRESS)
    throttling.count([account, place], now=now)
    found = account_of(Person.email == email)
    db.session.commit()

    is_right = passwords.is_right(password, found.password_hash if found else None)
    if found is None or found.password_hash is None or not is_right:
        raise WrongPassword
    new_hash = passwords.hash_of(password) if passwords.needs_rehash(found.password_hash) else found.password_hash

    throttling.forget(account)
    throttling.forgive([place])
    person = still_same(found)
    person.password_hash, person.signed_in_at = new_hash, now
    audit.record("person.signed_in", target=f"person:{person.id}", by=person.id, now=now)
    db.session.commit()
    return person


def change_password(person: Person, *, old: str, new: str, now: datetime) -> Person:
    """Exchange the person's password and end their other sessions. Commits.

    Raises WrongPassword when the old one is wrong, PasswordRefused when the new one won't do, TooManyTries.
    """
    check_password(new, own_words(person))
    account = throttling.bucket("account", person.email, throttling.ACCOUNT)
    found = Account(person.id, person.password_hash)
    throttling.count([account], now=now)
    db.session.commit()

    if not passwords.is_right(old, found.password_hash):
        raise WrongPassword
    new_hash = passwords.hash_of(new)

    throttling.forget(account)
    person = still_same(found)
    set_password(person, new_hash, now=now)
    audit.record("person.password_changed", target=f"person:{person.id}", by=person.id, now=now)
    db.session.commit()
    return person


def use_link(token: str, *, password: str, now: datetime) -> Person:
    """Set a password by a one-time link, which is then used up. Commits. Raises LinkIsGone and PasswordRefused."""
    check_password(password, own_words(links.find(token, now=now).person))
    db.session.rollback()

    new_hash = passwords.hash_of(password)

    link = links.find(token, now=now)  # somebody may have used it meanwhile
    throttling.forget(throttling.bucket("account", link.person.email, throttling.ACCOUNT))
    taking = update(OneTimeLink).where(OneTimeLink.id == link.id, OneTimeLink.used_at.is_(None))
    if db.session.scalar(taking.values(used_at=now).returning(OneTimeLink.id)) is None:
        raise links.LinkIsGone
    set_password(link.person, new_hash, now=now)
    link.person.signed_in_at = now
    audit.record(f"person.{link.purpose}_used", target=f"person:{link.person_id}", by=link.person_id, now=now)
    db.session.commit()
    return link.person


def request_link(email: str, *, now: datetime) -> None:
    """Mail a link for a new password if the address has an account; take as long if not. Commits.

    Raises TooManyTries.
    """
    email = email.lower()
    mailbox = throttling.bucket("mailbox", email, throttling.MAILBOX)
    place = throttling.bucket("network", throttling.network(), throttling.ADDRESS)
    throttling.count([mailbox, place], now=now)
    person = db.session.scalars(select(Person).where(Person.email == email, Person.is_active)).one_or_none()
    if person is not None:
        purpose = LinkPurpose.INVITATION if person.password_hash is None else LinkPurpose.RESET
        links.send(person, purpose, by=None, now=now)
    db.session.commit()


def end_sessions(person: Person, *, by: int, now: datetime) -> None:
    """Sign the person out everywhere. The caller commits."""
    person.epoch += 1
    audit.record("person.signed_out_everywhere", target=f"person:{person.id}", by=by, now=now)


def account_of(condition: object) -> Account | None:
    """The active account that meets a condition, in plain values."""
    query = select(Person.id, Person.password_hash).where(condition, Person.is_active)  # type: ignore[arg-type]
    row = db.session.execute(query).one_or_none()
    return Account(*row) if row else None


def still_same(found: Account) -> Person:
    """The person, unless their password or account changed while it was verified. Raises WrongPassword."""
    query = select(Person).where(Person.id == found.id, Person.is_active, Person.password_hash == found.password_hash)
    person = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if person is None:
        db.session.rollback()
        raise WrongPassword
    return person


def check_password(password: str, own: list[str]) -> None:
    """Raise PasswordRefused when the password won't do."""
    problem = problem_with(password, own=own)
    if problem:
        raise PasswordRefused(problem)


def own_words(person: Person) -> list[str]:
    """What anybody who knows the person would guess."""
    return [person.email, person.first_name, person.last_name, person.employee_id, "puntari"]


def set_password(person: Person, new_hash: str, *, now: datetime) -> None:
    """Keep the hash, end all sessions and all open links."""
    person.password_hash = new_hash
    person.epoch += 1
    links.use_up(person.id, now=now)
