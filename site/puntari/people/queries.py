"""Reading people and units. What a person may see is part of the query, never an afterthought."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from puntari.authz.policy import Role
from puntari.content.languages import sort_key
from puntari.extensions import db
from puntari.people.models import Organisation, Person, Posting, RoleGrant, Unit, UnitPlacement
from puntari.people.tree import Placed, Tree, tree_on
from puntari.web import clock

PAGE = 50

# The units whose people somebody may see; None means the whole organisation.
Scope = frozenset[int] | None


@dataclass(frozen=True)
class Units:
    """All units by id, and the tree they form on a day."""

    by_id: Mapping[int, Unit]
    tree: Tree
    language: str

    def name(self, unit_id: int) -> str:
        """The unit's name."""
        return self.by_id[unit_id].name(self.language)

    def choices(self, within: Scope = None) -> list[tuple[str, str]]:
        """(id, name set in by its depth) of the units on that day, for a select field."""
        return [
            (str(unit_id), "\u2003" * depth + self.name(unit_id))
            for unit_id, depth in self.tree.walk()
            if within is None or unit_id in within
        ]


def placements() -> list[Placed]:
    """Where every unit has stood, stands and will stand."""
    columns = (UnitPlacement.unit_id, UnitPlacement.parent_id, UnitPlacement.starts, UnitPlacement.ends)
    return [Placed(*row) for row in db.session.execute(select(*columns))]


def units_on(day: date, language: str) -> Units:
    """The units and their tree on a day; siblings in the alphabetical order of the language. Two statements."""
    by_id = {unit.id: unit for unit in db.session.scalars(select(Unit))}
    alphabetical = sorted(by_id, key=lambda unit_id: sort_key(by_id[unit_id].name(language)))
    order = {unit_id: rank for rank, unit_id in enumerate(alphabetical)}
    return Units(by_id, tree_on(day, placements(), order=order), language)


def tree_of(day: date) -> Tree:
    """The unit tree on a day. One statement."""
    return tree_on(day, placements())


def scope_of(grants: Iterable[RoleGrant], roles: Collection[Role], *, day: date, tree: Tree) -> Scope:
    """The units that the grants of these roles reach on a day: each with all below it. None means everywhere."""
    held = [grant for grant in grants if grant.role in roles and grant.holds_on(day)]
    if any(grant.unit_id is None for grant in held):
        return None
    return frozenset(unit_id for grant in held if grant.unit_id for unit_id in tree.subtree(grant.unit_id))


def posted_on(day: date) -> ColumnElement[bool]:
    """The condition that a posting is in force on a day."""
    return (Posting.starts <= day) & or_(Posting.ends.is_(None), Posting.ends > day)


def people_in(units: Scope, day: date) -> Select[int]:
    """The ids of the people who work in the units on a day; everywhere when ``units`` is None."""
    query = select(Posting.person_id).where(posted_on(day)).distinct()
    return query if units is None else query.where(Posting.unit_id.in_(units))


def person_of(person_id: int, *, scope: Scope) -> Person:
    """A person with postings and roles; one outside the scope is not found."""
    query = select(Person).where(Person.id == person_id)
    if scope is not None:
        query = query.where(Person.id.in_(people_in(scope, clock.today())))
    query = query.options(
        selectinload(Person.postings).joinedload(Posting.unit), selectinload(Person.grants).joinedload(RoleGrant.unit)
    )
    return db.session.scalars(query).one_or_none() or abort(404)


def postings_of(person: Person) -> Sequence[Posting]:
    """A person's postings with their units, the latest first."""
    query = select(Posting).where(Posting.person_id == person.id).options(joinedload(Posting.unit))
    return db.session.scalars(query.order_by(Posting.starts.desc(), Posting.id.desc())).all()


def posting_of(person_id: int, posting_id: int) -> Posting:
    """One of a person's postings; not found otherwise."""
    query = select(Posting).where(Posting.id == posting_id, Posting.person_id == person_id)
    return db.session.scalars(query.options(joinedload(Posting.unit))).one_or_none() or abort(404)


def grant_of(person_id: int, grant_id: int) -> RoleGrant:
    """One of a person's roles; not found otherwise."""
    query = select(RoleGrant).where(RoleGrant.id == grant_id, RoleGrant.person_id == person_id)
    return db.session.scalars(query.options(joinedload(RoleGrant.unit))).one_or_none() or abort(404)


def unit_of(unit_id: int) -> Unit:
    """A unit; not found otherwise."""
    return db.session.get(Unit, unit_id) or abort(404)


def organisation() -> Organisation | None:
    """The organisation, once it has been set up."""
    return db.session.get(Organisation, 1)


@dataclass(frozen=True)
class Listing:
    """One page of people and how many there are in all."""

    people: Sequence[Person]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(ceil(self.total / PAGE), 1)


def search(words: str, *, units: Scope, scope: Scope, with_closed: bool, page: int, day: date) -> Listing:
    """People whose name, e-mail address or employee id has every word, in alphabetical order.

    ``units`` is what was asked for, ``scope`` what may be seen; pages count from 1. Aborts with 404 for a page that
    there isn't. Four statements whatever the number of people.
    """
    conditions: list[Any] = [
        Person.search_text.contains(word.casefold(), autoescape=True) for word in words.split()[:8]
    ]
    for wanted in (units, scope):
        if wanted is not None:
            conditions.append(Person.id.in_(people_in(wanted, day)))
    if not with_closed:
        conditions.append(Person.is_active)
    total = db.session.scalar(select(func.count(Person.id)).where(*conditions)) or 0
    listing = Listing((), total, page)
    if page > listing.pages:
        abort(404)
    query = select(Person).where(*conditions).order_by(Person.sort_name, Person.id)
    query = query.options(selectinload(Person.postings), selectinload(Person.grants))
    return Listing(db.session.scalars(query.offset((page - 1) * PAGE).limit(PAGE)).all(), total, page)


def headcounts(day: date) -> dict[int, int]:
    """How many people work in each unit itself on a day."""
    query = select(Posting.unit_id, func.count(Posting.person_id.distinct())).where(posted_on(day))
    rows = db.session.execute(query.group_by(Posting.unit_id))
    return {row[0]: row[1] for row in rows}


def administrators_besides(person_id: int, day: date) -> int:
    """How many others can administer on a day and after it."""
    query = (
        select(func.count(Person.id.distinct()))
        .join(Person.grants)
        .where(
            Person.id != person_id,
            Person.is_active,
            RoleGrant.role == Role.ADMIN,
            RoleGrant.starts <= day,
            RoleGrant.ends.is_(None),
        )
    )
    return db.session.scalar(query) or 0


def taken_by_others(employee_id: str, email: str, *, besides: int | None) -> set[str]:
    """Which of the two already belongs to somebody else: "employee_id", "email"."""
    query = select(Person.employee_id, Person.email).where(
        or_(Person.employee_id == employee_id, Person.email == email), Person.id != (besides or 0)
    )
    taken = set()
    for row in db.session.execute(query):
        taken |= {"employee_id"} if row.employee_id == employee_id else set()
        taken |= {"email"} if row.email == email else set()
    return taken


def is_code_taken(code: str, *, besides: int | None) -> bool:
    """Whether another unit has the code."""
    query = select(Unit.id).where(Unit.code == code, Unit.id != (besides or 0))
    return db.session.scalar(query) is not None


def placements_of(unit_id: int) -> Sequence[UnitPlacement]:
    """Where a unit has stood and will stand, the latest first."""
    query = select(UnitPlacement).where(UnitPlacement.unit_id == unit_id)
    return db.session.scalars(query.order_by(UnitPlacement.starts.desc())).all()
