"""Changing a plan. Each action says who did it and leaves an audit event; the caller commits.

Adding the same thing twice adds it once; something else in the same place is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from puntari.audit import actions as audit
from puntari.extensions import db, held
from puntari.plan import queries
from puntari.plan.domain import ONE_DAY
from puntari.plan.models import Exemption, FocusArea, Measure, Plan, TrainingTarget

Part = TypeVar("Part", Plan, FocusArea, Measure, TrainingTarget, Exemption)


class Taken(Exception):
    """Something else stands in this place already."""


class NotEmpty(Exception):
    """Something still belongs to it, so it can't be removed."""


@dataclass(frozen=True)
class Deed:
    """Who does something, and when."""

    by: int
    now: datetime


KEYS = {
    Plan: ("starts", "title_fi"),
    FocusArea: ("plan_id", "number"),
    Measure: ("area_id", "number"),
    TrainingTarget: ("measure_id", "kind", "content_id"),
    Exemption: ("target_id", "person_id", "starts"),
}


def add(kind: type[Part], values: Mapping[str, Any], deed: Deed) -> Part:
    """Add a part; one that is there already, with the same values, is given back. Raises Taken."""
    found = _in_place(kind, values)
    if found is not None:
        if any(getattr(found, name) != value for name, value in values.items()):
            raise Taken
        return found
    extra = {"by": deed.by, "at": deed.now} if kind is Exemption else {}
    part = kind(**values, **extra)
    db.session.add(part)
    _flush()
    audit.record(f"{kind.__tablename__}.added", target=_target_of(part), by=deed.by, now=deed.now)
    return part


def change(part: Part, values: Mapping[str, Any], deed: Deed) -> None:
    """Give a part new values; without any difference nothing is written. Raises Taken."""
    different = sorted(name for name, value in values.items() if getattr(part, name) != value)
    if not different:
        return
    found = _in_place(type(part), {**{name: getattr(part, name) for name in KEYS[type(part)]}, **values})
    if found is not None and found is not part:
        raise Taken
    for name in different:
        setattr(part, name, values[name])
    _flush()
    audit.record(f"{part.__tablename__}.changed", target=_target_of(part), by=deed.by, now=deed.now, changed=different)


def _in_place(kind: type[Part], values: Mapping[str, Any]) -> Part | None:
    query = select(kind).where(*(getattr(kind, name) == values[name] for name in KEYS[kind]))
    return db.session.scalars(query).one_or_none()


def _flush() -> None:
    """Send what was added; somebody may have taken the place a moment ago."""
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Taken from error


def _target_of(part: Plan | FocusArea | Measure | TrainingTarget | Exemption) -> str:
    return f"person:{part.person_id}" if isinstance(part, Exemption) else f"{part.__tablename__}:{part.id}"


def remove(part: FocusArea | Measure | TrainingTarget, deed: Deed) -> None:
    """Take out a part that nothing hangs on, unless somebody just has. Raises NotEmpty."""
    if held(part) is None:
        return
    if isinstance(part, FocusArea) and part.measures:
        raise NotEmpty
    if isinstance(part, Measure) and part.targets:
        raise NotEmpty
    if isinstance(part, TrainingTarget) and queries.has_exemptions(part.id):
        raise NotEmpty
    audit.record(f"{part.__tablename__}.removed", target=_target_of(part), by=deed.by, now=deed.now)
    db.session.delete(part)
    db.session.flush()


def end_exemption(exemption: Exemption, *, today: date, deed: Deed) -> None:
    """End an exemption with yesterday, or take back one that hasn't begun before today. Safe to repeat."""
    if held(exemption) is None or (exemption.last_day is not None and exemption.last_day < today):
        return
    audit.record("exemption.ended", target=_target_of(exemption), by=deed.by, now=deed.now)
    if exemption.starts >= today:
        db.session.delete(exemption)
    else:
        exemption.last_day = today - ONE_DAY
    db.session.flush()
