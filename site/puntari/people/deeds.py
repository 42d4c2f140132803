"""What the audit trail calls our deeds, and the names of the people and units they were done to."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from puntari.audit import words as audit_words
from puntari.authz.policy import Role
from puntari.extensions import db
from puntari.people.models import Person, Unit
from puntari.people.words import ROLES
from puntari.web.i18n import current_language


def role_granted(details: Mapping[str, Any]) -> str:
    """Which role was given."""
    return str(_("Gave the role %(role)s", role=ROLES[Role(details["role"])]))


def role_ended(details: Mapping[str, Any]) -> str:
    """Which role was taken."""
    return str(_("Ended the role %(role)s", role=ROLES[Role(details["role"])]))


DEEDS = {
    "person.added": _l("Added a person"),
    "person.edited": _l("Changed a person's details"),
    "person.closed": _l("Closed an account"),
    "person.reopened": _l("Opened an account again"),
    "person.signed_in": _l("Signed in"),
    "person.signed_out_everywhere": _l("Signed out everywhere"),
    "person.password_changed": _l("Changed their password"),
    "person.invitation_sent": _l("Sent an invitation"),
    "person.invitation_used": _l("Took an account into use"),
    "person.invitation_made": _l("Made an invitation link on the command line"),
    "person.reset_sent": _l("Had a link for a new password sent"),
    "person.reset_used": _l("Chose a new password by a link"),
    "person.reset_made": _l("Made a link for a new password on the command line"),
    "posting.added": _l("Added a posting"),
    "posting.ended": _l("Ended a posting"),
    "role.granted": role_granted,
    "role.ended": role_ended,
    "unit.added": _l("Added a unit"),
    "unit.renamed": _l("Renamed a unit"),
    "unit.moved": _l("Moved a unit"),
    "unit.closed": _l("Closed a unit"),
    "organisation.set_up": _l("Set up the organisation"),
    "organisation.edited": _l("Changed the organisation's names or rule"),
}


def people_names(ids: Collection[int]) -> dict[int, str]:
    """The names of people by id."""
    query = select(Person.id, Person.first_name, Person.last_name).where(Person.id.in_(ids))
    return {row.id: f"{row.first_name} {row.last_name}" for row in db.session.execute(query)}


def unit_names(ids: Collection[int]) -> dict[int, str]:
    """The names of units by id, in the language of the page."""
    units = db.session.scalars(select(Unit).where(Unit.id.in_(ids)))
    return {unit.id: unit.name(current_language()) for unit in units}


def register() -> None:
    """Lend the words to the audit trail."""
    audit_words.register(DEEDS)
    audit_words.register_namer("person", people_names)
    audit_words.register_namer("unit", unit_names)
