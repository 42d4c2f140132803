"""Looking after people: who they are, where they work, what they may do. The caller commits."""

from datetime import date, datetime

from sqlalchemy import select

from puntari.audit import actions as audit
from puntari.authz.policy import Role
from puntari.extensions import db, held
from puntari.people import links, queries
from puntari.people.domain import LastAdministrator, end_of
from puntari.people.models import Organisation, Person, Posting, RoleGrant

FIELDS = ("employee_id", "first_name", "last_name", "email", "language")


def add_person(values: dict[str, str], *, by: int | None, now: datetime) -> Person:
    """Add a person by their employee id; an invitation is another step."""
    person = Person(**{name: values[name] for name in FIELDS} | {"email": values["email"].lower()})
    db.session.add(person)
    db.session.flush()
    audit.record("person.added", target=f"person:{person.id}", by=by, now=now)
    return person


def edit_person(person: Person, values: dict[str, str], *, by: int, now: datetime) -> None:
    """Change who a person is. A new address ends the links that were mailed to the old one."""
    values = {name: values[name] for name in FIELDS} | {"email": values["email"].lower()}
    changed = [name for name in FIELDS if getattr(person, name) != values[name]]
    if not changed:
        return
    for name in changed:
        setattr(person, name, values[name])
    if "email" in changed:
        links.use_up(person.id, now=now)
    db.session.flush()
    audit.record("person.edited", target=f"person:{person.id}", by=by, now=now, fields=changed)


def hold(person: Person) -> None:
    """Let nobody else add to the person until the commit, so that a form sent twice at once adds one thing."""
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update())


def add_posting(
    person: Person, *, unit_id: int, role_group: str, recruits: bool, starts: date, by: int | None, now: datetime
) -> Posting:
    """Post a person to a unit from a day on; the same again is the posting that is there already."""
    hold(person)
    same = select(Posting).where(
        Posting.person_id == person.id,
        Posting.unit_id == unit_id,
        Posting.role_group == role_group,
        Posting.starts == starts,
    )
    found = db.session.scalars(same).one_or_none()
    if found:
        return found
    posting = Posting(person_id=person.id, unit_id=unit_id, role_group=role_group, recruits=recruits, starts=starts)
    db.session.add(posting)
    db.session.flush()
    audit.record(
        "posting.added",
        target=f"person:{person.id}",
        by=by,
        now=now,
        unit_id=unit_id,
        role_group=role_group,
        recruits=recruits,
        starts=starts.isoformat(),
    )
    return posting


def end_posting(posting: Posting, *, last_day: date, today: date, by: int, now: datetime) -> None:
    """End a posting after its last day. Safe to repeat. Raises EndsBeforeItStarts."""
    ends = end_of(posting.starts, last_day=last_day, today=today)
    if held(posting) is None or (ends is not None and posting.ends == ends):
        return
    audit.record(
        "posting.ended",
        target=f"person:{posting.person_id}",
        by=by,
        now=now,
        unit_id=posting.unit_id,
        last_day=last_day.isoformat(),
    )
    if ends is None:
        db.session.delete(posting)
    else:
        posting.ends = ends


def grant_role(
    person: Person, role: Role, *, unit_id: int | None, starts: date, by: int | None, now: datetime
) -> RoleGrant:
    """Give a person a role from a day on, for a unit and those below it or for the whole; safe to repeat.

    An administrator always administers the whole: whoever grants roles could widen a part anyway.
    """
    unit_id = None if role is Role.ADMIN else unit_id
    hold(person)
    same = select(RoleGrant).where(RoleGrant.person_id == person.id, RoleGrant.role == role)
    same = same.where(RoleGrant.unit_id.is_not_distinct_from(unit_id), RoleGrant.starts == starts)
    found = db.session.scalars(same).one_or_none()
    if found:
        return found
    grant = RoleGrant(person_id=person.id, role=role, unit_id=unit_id, starts=starts)
    db.session.add(grant)
    db.session.flush()
    audit.record(
        "role.granted",
        target=f"person:{person.id}",
        by=by,
        now=now,
        role=role,
        unit_id=unit_id,
        starts=starts.isoformat(),
    )
    return grant


def somebody_else_administers(person_id: int, today: date) -> None:
    """Raise LastAdministrator unless somebody does. One at a time, so that two can't close each other's accounts."""
    db.session.get(Organisation, 1, with_for_update=True)
    if not queries.administrators_besides(person_id, today):
        raise LastAdministrator


def end_role(grant: RoleGrant, *, last_day: date, today: date, by: int, now: datetime) -> None:
    """End a role after its last day. Safe to repeat.

    Raises EndsBeforeItStarts, and LastAdministrator if nobody would be left.
    """
    ends = end_of(grant.starts, last_day=last_day, today=today)
    if held(grant) is None or (ends is not None and grant.ends == ends):
        return
    if grant.role == Role.ADMIN:
        somebody_else_administers(grant.person_id, today)
    audit.record(
        "role.ended",
        target=f"person:{grant.person_id}",
        by=by,
        now=now,
        role=grant.role,
        unit_id=grant.unit_id,
        last_day=last_day.isoformat(),
    )
    if ends is None:
        db.session.delete(grant)
    else:
        grant.ends = ends


def close_account(person: Person, *, today: date, by: int | None, now: datetime) -> None:
    """Let nobody sign in as the person any more; what they completed stays. Raises LastAdministrator."""
    if not person.is_active:
        return
    if Role.ADMIN in person.roles:
        somebody_else_administers(person.id, today)
    person.is_active = False
    person.epoch += 1
    links.use_up(person.id, now=now)
    audit.record("person.closed", target=f"person:{person.id}", by=by, now=now)


def reopen_account(person: Person, *, by: int, now: datetime) -> None:
    """Let the person sign in again."""
    if not person.is_active:
        person.is_active = True
        audit.record("person.reopened", target=f"person:{person.id}", by=by, now=now)
