"""Changing the unit tree, always from a day on. The caller commits."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from puntari.audit import actions as audit
from puntari.extensions import db
from puntari.people import queries, tree
from puntari.people.models import Organisation, Posting, Unit, UnitPlacement

FIELDS = ("code", "name_fi", "name_sv", "name_en")


class NotThereYet(Exception):
    """The unit above isn't in the tree on that day."""


def add_unit(values: dict[str, str], *, parent_id: int | None, starts: date, by: int | None, now: datetime) -> Unit:
    """Add a unit under another, or at the top, from a day on. Raises NotThereYet."""
    if parent_id is not None and parent_id not in queries.tree_of(starts):
        raise NotThereYet
    unit = Unit(**{name: values[name] for name in FIELDS})
    db.session.add(unit)
    db.session.flush()
    db.session.add(UnitPlacement(unit_id=unit.id, parent_id=parent_id, starts=starts))
    audit.record("unit.added", target=f"unit:{unit.id}", by=by, now=now, parent_id=parent_id, starts=starts.isoformat())
    return unit


def rename_unit(unit: Unit, values: dict[str, str], *, by: int, now: datetime) -> None:
    """Change a unit's code and names; its history goes on under the new ones."""
    changed = [name for name in FIELDS if getattr(unit, name) != values[name]]
    for name in changed:
        setattr(unit, name, values[name])
    if changed:
        db.session.flush()
        audit.record("unit.renamed", target=f"unit:{unit.id}", by=by, now=now, fields=changed)


def move_unit(unit: Unit, *, parent_id: int | None, on: date, by: int, now: datetime) -> None:
    """Put a unit under another from a day on. Raises NotThereYet, tree.NotInPlace and tree.WouldGoInCircles."""
    db.session.get(Organisation, 1, with_for_update=True)  # one move at a time, so that two can't make a circle
    before = queries.placements()
    if parent_id is not None and not any(p.unit_id == parent_id and p.holds_on(on) for p in before):
        raise NotThereYet
    after = tree.moved(before, unit.id, under=parent_id, on=on)
    if keep(unit.id, before, after):
        audit.record("unit.moved", target=f"unit:{unit.id}", by=by, now=now, parent_id=parent_id, on=on.isoformat())


def close_unit(unit: Unit, *, last_day: date, by: int, now: datetime) -> None:
    """Take a unit out of the tree after its last day.

    Raises tree.NotInPlace, and tree.StillInUse when units or people are still there after that day.
    """
    db.session.get(Organisation, 1, with_for_update=True)  # as in a move
    on = last_day + tree.ONE_DAY
    staying = select(Posting.id).where(Posting.unit_id == unit.id, (Posting.ends.is_(None)) | (Posting.ends > on))
    if db.session.scalar(staying.limit(1)) is not None:
        raise tree.StillInUse
    before = queries.placements()
    if keep(unit.id, before, tree.closed(before, unit.id, on=on)):
        audit.record("unit.closed", target=f"unit:{unit.id}", by=by, now=now, last_day=last_day.isoformat())


def keep(unit_id: int, before: Iterable[tree.Placed], after: Iterable[tree.Placed]) -> bool:
    """Bring the unit's rows from one state to the other; whether anything changed."""
    wanted = {placed.starts: placed for placed in after if placed.unit_id == unit_id}
    if set(wanted.values()) == {placed for placed in before if placed.unit_id == unit_id}:
        return False
    rows = db.session.scalars(select(UnitPlacement).where(UnitPlacement.unit_id == unit_id)).all()
    for row in rows:
        placed = wanted.pop(row.starts, None)
        if placed is None:
            db.session.delete(row)
        else:
            row.parent_id, row.ends = placed.parent_id, placed.ends
    db.session.add_all(
        UnitPlacement(unit_id=unit_id, parent_id=placed.parent_id, starts=placed.starts, ends=placed.ends)
        for placed in wanted.values()
    )
    db.session.flush()
    return True
