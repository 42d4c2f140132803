"""Who isn't done: the people of a target group, by state, a page at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from flask import abort
from sqlalchemy import case, func, select

from puntari.extensions import db
from puntari.people.models import Person
from puntari.plan import queries
from puntari.plan.domain import State, state_of
from puntari.plan.figures import corrections, facts_of, state_column
from puntari.plan.models import Exemption, TrainingTarget
from puntari.plan.places import View, places_of
from puntari.plan.queries import Town

PAGE = 50
URGENCY = (State.OVERDUE, State.EXPIRED, State.SOON, State.RENEW, State.OPEN, State.EXEMPT, State.VALID)
MOST = 200_000  # rows of a file; more people than any Finnish municipality employs


@dataclass(frozen=True)
class Standing:
    """A person and where they stand with a target."""

    person_id: int
    employee_id: str
    first_name: str
    last_name: str
    email: str
    unit_ids: Sequence[int]
    state: State
    last_day: date | None  # until when it must be done, or has been or is valid
    exemption: Exemption | None = None

    @property
    def name(self) -> str:
        """As in an alphabetical list."""
        return f"{self.last_name}, {self.first_name}"


@dataclass(frozen=True)
class Listing:
    """One page of people and how many there are in all."""

    people: Sequence[Standing]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(ceil(self.total / PAGE), 1)


def listing(
    target: TrainingTarget,
    town: Town,
    view: View,
    *,
    states: Collection[State],
    words: str = "",
    page: int = 1,
    size: int = PAGE,
    person_id: int | None = None,
) -> Listing:
    """The people in these states on the town's day, the most urgent first, then by name.

    Names come from within the view only. Four statements at most, whatever the number of people.
    """
    day, rule = town.day, target.rule
    places = places_of(view, town.placements, [day], audience=target.unit_id, by_branch=())
    if not places.ever:
        return Listing((), 0, 1)
    facts = facts_of(target, places, [day], corrections())
    state = state_column(rule, day, facts, 0)
    rank = case(*((state == one, number) for number, one in enumerate(URGENCY)))
    query = (
        select(Person.id, Person.employee_id, Person.first_name, Person.last_name, Person.email)
        .add_columns(facts.group.c.starts, facts.done.c.latest, facts.is_exempt(0))
        .select_from(facts.joined.join(Person, Person.id == facts.group.c.person_id))
        .where(facts.group.c.in_0 == 1, state.in_([one for one in State if one in states]))
    )
    for word in words.split()[:8]:
        query = query.where(Person.search_text.contains(word.casefold(), autoescape=True))
    if person_id is not None:
        query = query.where(Person.id == person_id)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    found = Listing((), total, page)
    if page > found.pages and size == PAGE:
        abort(404)
    query = query.order_by(rank, Person.sort_name, Person.id).offset((page - 1) * size).limit(size)
    rows = db.session.execute(query).all()
    ids = [row[0] for row in rows]
    units = queries.units_of_people(ids, rule, places.ever, day)
    exempt = queries.exemptions_of(target.id, ids, day) if State.EXEMPT in states else {}
    people = []
    for number, employee_id, first, last, email, starts, latest, is_exempt in rows:
        found_state = state_of(rule, day, starts=starts, completed=latest, is_exempt=bool(is_exempt))
        last_day = rule.valid_through(latest) if latest is not None else rule.due_of(starts)
        person = (number, employee_id, first, last, email)
        people.append(Standing(*person, units.get(number, ()), found_state, last_day, exempt.get(number)))
    return Listing(people, total, page)
