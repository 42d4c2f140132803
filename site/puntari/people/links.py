"""One-time links: made, mailed, looked at as often as a mail scanner likes, used once."""

import hashlib
import secrets
from datetime import datetime, timedelta

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from puntari.audit import actions as audit
from puntari.extensions import db, post
from puntari.people.access_models import OneTimeLink
from puntari.people.addresses import public_address
from puntari.people.domain import LINK_LIFETIMES, LinkPurpose
from puntari.people.models import Organisation, Person
from puntari.web.i18n import LOCALES

AGAIN_AFTER = timedelta(minutes=1)


class LinkIsGone(Exception):
    """The link has been used, has expired, or never was."""


def digest(token: str) -> str:
    """What is kept of a link: whoever reads the table can't use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def make(person: Person, purpose: LinkPurpose, *, now: datetime) -> str:
    """A new link for the person, as an address in their language. The caller commits."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        OneTimeLink(
            person_id=person.id,
            purpose=purpose,
            token_hash=digest(token),
            made_at=now,
            expires_at=now + LINK_LIFETIMES[purpose],
        )
    )
    return public_address("people.use_link", lang=person.language, token=token)


def find(token: str, *, now: datetime) -> OneTimeLink:
    """The link as long as it can be used. Raises LinkIsGone."""
    query = select(OneTimeLink).where(OneTimeLink.token_hash == digest(token)).options(joinedload(OneTimeLink.person))
    link = db.session.scalars(query).one_or_none()
    if link is None or link.used_at is not None or link.expires_at <= now or not link.person.is_active:
        raise LinkIsGone
    return link


def use_up(person_id: int, *, now: datetime) -> None:
    """End all links of a person: a password has been set, or the mailbox is no longer theirs. The caller commits."""
    mine = update(OneTimeLink).where(OneTimeLink.person_id == person_id, OneTimeLink.used_at.is_(None))
    db.session.execute(mine.values(used_at=now))


def was_just_sent(person: Person, purpose: LinkPurpose, *, now: datetime) -> bool:
    """Whether such a link was made within the last minute: a second click sends no second mail."""
    query = select(OneTimeLink.id).where(
        OneTimeLink.person_id == person.id,
        OneTimeLink.purpose == purpose,
        OneTimeLink.made_at > now - AGAIN_AFTER,
        OneTimeLink.used_at.is_(None),
    )
    return db.session.scalars(query.limit(1)).one_or_none() is not None


def send(person: Person, purpose: LinkPurpose, *, by: int | None, now: datetime) -> None:
    """Mail the person a link in their own language, unless it was done this minute. The caller commits."""
    if was_just_sent(person, purpose, now=now):
        return
    link = make(person, purpose, now=now)
    organisation = db.session.get(Organisation, 1)
    with force_locale(LOCALES[person.language]):
        place = organisation.name(person.language) if organisation else "Puntari"
        write = invitation if purpose is LinkPurpose.INVITATION else reset
        subject, body = write(person, link, place)
    post.put(to=person.email, subject=subject, body=body, language=person.language)
    audit.record(f"person.{purpose}_sent", target=f"person:{person.id}", by=by, now=now)


def invitation(person: Person, link: str, organisation: str) -> tuple[str, str]:
    """Subject and text of an invitation, in the language in force."""
    about = _(
        "%(organisation)s uses Puntari to train everybody who recruits: there are short courses, and an exercise in "
        "which you score applications with and without the applicants' identifiers. Only you see your scores.",
        organisation=organisation,
    )
    once = _("The link works once, for 14 days. If it has expired, ask for a new one on the sign-in page.")
    body = [hello(person), about, f"{_('Open this link and choose a password:')}\n{link}", once, sent_by_machine()]
    return _("Welcome to Puntari"), "\n\n".join(body) + "\n"


def reset(person: Person, link: str, organisation: str) -> tuple[str, str]:
    """Subject and text of a mail that leads to a new password, in the language in force."""
    about = _(
        "Somebody, probably you, asked for a new password for your account in Puntari (%(organisation)s).",
        organisation=organisation,
    )
    once = _(
        "The link works once, for two hours. If you didn't ask for it, you needn't do anything: "
        "your password stays as it is."
    )
    body = [hello(person), about, f"{_('Open this link and choose a new password:')}\n{link}", once, sent_by_machine()]
    return _("Choose a new password for Puntari"), "\n\n".join(body) + "\n"


def hello(person: Person) -> str:
    """The greeting, in the language in force."""
    return str(_("Hello %(name)s,", name=person.first_name))


def sent_by_machine() -> str:
    """Why there's no use in answering."""
    return str(_("This message was sent automatically, so it can't be answered."))
