"""The unit tree on a day, worked out from dated placements. Plain Python, no database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


class WouldGoInCircles(Exception):
    """The unit would end up below itself on some day."""


class NotInPlace(Exception):
    """The unit stands nowhere in the tree on that day, so it can't be moved or closed then."""


class StillInUse(Exception):
    """Something still stands below the unit on or after that day."""


@dataclass(frozen=True)
class Placed:
    """A unit under another (or at the top, without a parent) for starts ≤ day < ends."""

    unit_id: int
    parent_id: int | None
    starts: date
    ends: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the unit stands here on the day."""
        return self.starts <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True)
class Tree:
    """Who stands under whom on one day. A unit whose parent isn't there that day stands at the top."""

    parents: Mapping[int, int | None]
    children: Mapping[int | None, Sequence[int]]

    def __contains__(self, unit_id: int) -> bool:
        return unit_id in self.parents

    def path(self, unit_id: int) -> list[int]:
        """The ids from the top down to the unit itself."""
        found = [unit_id]
        while (above := self.parents[found[-1]]) is not None and above not in found:
            found.append(above)
        return found[::-1]

    def subtree(self, unit_id: int) -> frozenset[int]:
        """The unit and all below it; empty when it isn't there that day."""
        return frozenset(found for found, _ in self.walk(unit_id)) if unit_id in self else frozenset()

    def walk(self, top: int | None = None) -> Iterator[tuple[int, int]]:
        """(unit id, depth) downwards from a unit, or of the whole tree; siblings keep their order."""
        waiting = [(top, 0)] if top is not None else [(unit_id, 0) for unit_id in reversed(self.children.get(None, ()))]
        seen = set()
        while waiting:
            unit_id, depth = waiting.pop()
            if unit_id in seen:
                continue
            seen.add(unit_id)
            yield unit_id, depth
            waiting += [(below, depth + 1) for below in reversed(self.children.get(unit_id, ()))]


def tree_on(day: date, placements: Iterable[Placed], *, order: Mapping[int, int] | None = None) -> Tree:
    """The tree on a day; siblings stand by ``order`` (unit id → rank), or by id."""
    there = {placed.unit_id: placed.parent_id for placed in placements if placed.holds_on(day)}
    parents = {unit_id: parent if parent in there else None for unit_id, parent in there.items()}
    rank = order or {}
    children: dict[int | None, list[int]] = {}
    for unit_id in sorted(parents, key=lambda unit_id: (rank.get(unit_id, 0), unit_id)):
        children.setdefault(parents[unit_id], []).append(unit_id)
    return Tree(parents, children)


def days_of_change(placements: Iterable[Placed], *, since: date) -> list[date]:
    """The days from ``since`` on when the tree differs from the day before; ``since`` is always among them."""
    days = {day for placed in placements for day in (placed.starts, placed.ends) if day is not None}
    return sorted({since} | {day for day in days if day > since})


def moved(placements: Sequence[Placed], unit_id: int, *, under: int | None, on: date) -> list[Placed]:
    """The placements after the unit has moved under another from a day on, until its next known move.

    Raises NotInPlace when the unit isn't in the tree that day, WouldGoInCircles when it would come to stand
    below itself on any day.
    """
    now = next((p for p in placements if p.unit_id == unit_id and p.holds_on(on)), None)
    if now is None:
        raise NotInPlace
    if now.parent_id == under:
        return list(placements)
    after = [p for p in placements if p is not now]
    if now.starts < on:
        after.append(replace(now, ends=on))
    after.append(Placed(unit_id, under, on, now.ends))
    for day in days_of_change(after, since=on):
        if is_circular(unit_id, {p.unit_id: p.parent_id for p in after if p.holds_on(day)}):
            raise WouldGoInCircles
    return after


def closed(placements: Sequence[Placed], unit_id: int, *, on: date) -> list[Placed]:
    """The placements when the unit's last day is the day before ``on``.

    Raises NotInPlace when the unit isn't in the tree the day before, StillInUse when another unit stands
    below it on or after that day.
    """
    if any(p.parent_id == unit_id and (p.ends is None or p.ends > on) for p in placements):
        raise StillInUse
    own = [p for p in placements if p.unit_id == unit_id]
    if not any(p.starts < on and (p.ends is None or p.ends >= on) for p in own):
        raise NotInPlace
    rest = [p for p in placements if p.unit_id != unit_id]
    kept = [p if p.ends is not None and p.ends <= on else replace(p, ends=on) for p in own if p.starts < on]
    return rest + kept


def is_circular(unit_id: int, parents: Mapping[int, int | None]) -> bool:
    """Whether going up from the unit leads back to it."""
    seen: set[int] = set()
    above = parents.get(unit_id)
    while above is not None and above not in seen:
        if above == unit_id:
            return True
        seen.add(above)
        above = parents.get(above)
    return False
