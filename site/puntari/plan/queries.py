"""Reading plans. What is seen of people is narrowed by the scope before anything is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from puntari.authz.policy import Role
from puntari.content.languages import sort_key
from puntari.extensions import db
from puntari.people import queries as people
from puntari.people.models import Person, Posting, Unit
from puntari.people.queries import Units
from puntari.people.tree import Placed, tree_on
from puntari.plan.domain import Rule
from puntari.plan.models import Exemption, FocusArea, Measure, Plan, TrainingTarget
from puntari.plan.places import View, view_of

FEW = 500  # so many ids can be named in a statement; for more, all are read
WHOLE_PLAN = (
    joinedload(Plan.areas).joinedload(FocusArea.measures).joinedload(Measure.targets).joinedload(TrainingTarget.unit),
    joinedload(Plan.areas).joinedload(FocusArea.measures).joinedload(Measure.unit),
)


def plans() -> Sequence[Plan]:
    """All plans with all that is in them, the latest first. One statement."""
    query = select(Plan).options(*WHOLE_PLAN).order_by(Plan.starts.desc(), Plan.id.desc())
    return db.session.scalars(query).unique().all()


def plan_on(day: date) -> Plan | None:
    """The plan in force on a day; else the latest before it; else the first to come."""
    found = plans()
    in_force = [plan for plan in found if plan.starts <= day <= plan.last_day]
    before = [plan for plan in found if plan.last_day < day]
    return next(iter(in_force or before or found[::-1]), None)


def plan_of(plan_id: int) -> Plan:
    """A plan; not found otherwise."""
    return db.session.get(Plan, plan_id) or abort(404)


def area_of(area_id: int) -> FocusArea:
    """A focus area with its plan; not found otherwise."""
    return db.session.get(FocusArea, area_id, options=[joinedload(FocusArea.plan)]) or abort(404)


def measure_of(measure_id: int) -> Measure:
    """A measure with its plan, unit and targets; not found otherwise."""
    query = (
        select(Measure)
        .where(Measure.id == measure_id)
        .options(
            joinedload(Measure.area).joinedload(FocusArea.plan),
            joinedload(Measure.unit),
            joinedload(Measure.targets).joinedload(TrainingTarget.unit),
        )
    )
    return db.session.scalars(query).unique().one_or_none() or abort(404)


def target_of(target_id: int) -> TrainingTarget:
    """A training target with its measure; not found otherwise."""
    query = (
        select(TrainingTarget)
        .where(TrainingTarget.id == target_id)
        .options(
            joinedload(TrainingTarget.measure).joinedload(Measure.area).joinedload(FocusArea.plan),
            joinedload(TrainingTarget.unit),
        )
    )
    return db.session.scalars(query).one_or_none() or abort(404)


@dataclass(frozen=True)
class Town:
    """The units on a day, where they have stood on any day, and which of them somebody may see."""

    day: date
    units: Units
    placements: Sequence[Placed]
    scope: frozenset[int] | None

    def view(self, unit_id: int | None) -> View | None:
        """What is seen when a unit is chosen; None when it can't be seen on that day."""
        return view_of(self.units.tree, self.scope, unit_id)


def town_on(day: date, *, seen_by: Person, today: date, language: str) -> Town:
    """The units as they stood on a day, and what today's grants of HR reach in that tree. Two statements."""
    by_id = {unit.id: unit for unit in db.session.scalars(select(Unit))}
    ranked = sorted(by_id, key=lambda unit_id: sort_key(by_id[unit_id].name(language)))
    placements = people.placements()
    tree = tree_on(day, placements, order={unit_id: rank for rank, unit_id in enumerate(ranked)})
    scope = people.scope_of(seen_by.grants, {Role.HR}, day=today, tree=tree)
    return Town(day, Units(by_id, tree, language), placements, scope)


def exemption_of(exemption_id: int) -> Exemption:
    """An exemption with its person and target; not found otherwise."""
    query = select(Exemption).where(Exemption.id == exemption_id)
    return db.session.scalars(
        query.options(joinedload(Exemption.person), joinedload(Exemption.target))
    ).one_or_none() or abort(404)


def exemptions_of(target_id: int, person_ids: Sequence[int], day: date) -> dict[int, Exemption]:
    """The exemptions from a target that hold on a day, by person."""
    query = select(Exemption).where(Exemption.target_id == target_id, Exemption.starts <= day)
    if len(person_ids) <= FEW:
        query = query.where(Exemption.person_id.in_(person_ids))
    found = db.session.scalars(query.order_by(Exemption.starts)).all()
    return {one.person_id: one for one in found if one.last_day is None or one.last_day >= day}


def has_exemptions(target_id: int) -> bool:
    """Whether anybody is or was exempt from the target."""
    return db.session.scalar(select(Exemption.id).where(Exemption.target_id == target_id).limit(1)) is not None


def role_groups_in_use() -> list[str]:
    """The role groups that people have been posted in."""
    return list(db.session.scalars(select(Posting.role_group).distinct().order_by(Posting.role_group)))


def units_of_people(person_ids: Sequence[int], rule: Rule, units: frozenset[int], day: date) -> dict[int, list[int]]:
    """For each person the units that put them into the target group on a day. One statement."""
    query = select(Posting.person_id, Posting.unit_id).where(Posting.unit_id.in_(units), people.posted_on(day))
    if len(person_ids) <= FEW:
        query = query.where(Posting.person_id.in_(person_ids))
    if rule.recruits_only:
        query = query.where(Posting.recruits.is_(True))
    if rule.role_groups:
        query = query.where(Posting.role_group.in_(rule.role_groups))
    found: dict[int, list[int]] = {}
    for person_id, unit_id in db.session.execute(query.order_by(Posting.starts)):
        found.setdefault(person_id, []).append(unit_id)
    return found
