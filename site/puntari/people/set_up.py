"""Set up a real organisation in an empty database. The caller commits."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import select

from puntari.audit import actions as audit
from puntari.authz.policy import Role
from puntari.extensions import db
from puntari.people import actions, links
from puntari.people.domain import LinkPurpose
from puntari.people.models import Organisation, Person, Unit, UnitPlacement
from puntari.people.unit_file import UnitRow


class NotEmpty(Exception):
    """The database holds an organisation or people already."""


def set_up(
    names: Mapping[str, str], admin: Mapping[str, str], units: Iterable[UnitRow], *, today: date, now: datetime
) -> str:
    """The organisation, its units from today on and its first administrator, whose one-time link is returned.

    ``names`` are name_fi, name_sv and name_en, ``admin`` the fields of a person. Raises NotEmpty.
    """
    if db.session.get(Organisation, 1) or db.session.scalar(select(Person.id).limit(1)) is not None:
        raise NotEmpty
    db.session.add(Organisation(id=1, **names))
    audit.record("organisation.set_up", target="organisation:1", by=None, now=now)
    ids: dict[str, int] = {}
    for row in units:
        unit = Unit(code=row.code, **row.names)
        db.session.add(unit)
        db.session.flush()
        ids[row.code] = unit.id
        parent_id = ids[row.parent] if row.parent else None
        db.session.add(UnitPlacement(unit_id=unit.id, parent_id=parent_id, starts=today))
    person = actions.add_person(dict(admin), by=None, now=now)
    actions.grant_role(person, Role.ADMIN, unit_id=None, starts=today, by=None, now=now)
    return make_link(person, now=now)


def make_link(person: Person, *, now: datetime) -> str:
    """A one-time link to be handed over rather than mailed."""
    purpose = LinkPurpose.RESET if person.password_hash else LinkPurpose.INVITATION
    audit.record(f"person.{purpose}_made", target=f"person:{person.id}", by=None, now=now)
    return links.make(person, purpose, now=now)
