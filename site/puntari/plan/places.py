"""Which units count where on which day: the chosen unit as a whole, and each branch directly below it.

Units move. So a figure for several days needs each unit's place on each of them; a place carries a bit for every
day on which it holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from puntari.people.tree import Placed, Tree, tree_on

WHOLE = 0  # the key of everything chosen; branches go by their unit's id


@dataclass(frozen=True)
class View:
    """What somebody looks at: one unit or several, and the branches shown one by one.

    ``own`` is the unit among the branches that stands for its own staff only, without the units below it.
    """

    roots: tuple[int, ...]
    branches: tuple[int, ...]
    own: int | None


@dataclass(frozen=True)
class Place:
    """A unit counts in a branch on the days whose bits are set in ``days``."""

    unit_id: int
    branch: int
    days: int


@dataclass(frozen=True)
class Places:
    """The units that count in the whole on each of the days, and those of the branches on some of them."""

    whole: Sequence[frozenset[int]]
    branches: Sequence[Place]

    @property
    def ever(self) -> frozenset[int]:
        """The units that count on any of the days."""
        return frozenset[int]().union(*self.whole)


def view_of(tree: Tree, scope: frozenset[int] | None, unit_id: int | None) -> View | None:
    """What is seen when a unit is chosen, or everything within the scope. None when the unit can't be seen that day."""
    if unit_id is not None:
        if unit_id not in tree or (scope is not None and unit_id not in scope):
            return None
        return View((unit_id,), (*tree.children.get(unit_id, ()), unit_id), unit_id)
    tops = [
        unit
        for unit, _ in tree.walk()
        if (tree.parents[unit] is None if scope is None else unit in scope and tree.parents[unit] not in scope)
    ]
    return view_of(tree, scope, tops[0]) if len(tops) == 1 else View(tuple(tops), tuple(tops), None)


def places_of(
    view: View, placements: Sequence[Placed], days: Sequence[date], *, audience: int | None, by_branch: Iterable[date]
) -> Places:
    """Where each unit counts on each of the days; branches only on the days of ``by_branch``.

    ``audience`` narrows it to a unit and all below it, as the tree stood on each day.
    """
    wanted = set(by_branch)
    whole: list[frozenset[int]] = []
    bits: dict[tuple[int, int], int] = {}
    for number, day in enumerate(days):
        tree = tree_on(day, placements)
        allowed = tree.subtree(audience) if audience is not None else frozenset(tree.parents)
        whole.append(frozenset[int]().union(*(tree.subtree(root) for root in view.roots)) & allowed)
        for branch in view.branches if day in wanted else ():
            units = frozenset({branch}) if branch == view.own else tree.subtree(branch)
            for unit_id in units & whole[-1]:
                bits[unit_id, branch] = bits.get((unit_id, branch), 0) | 1 << number
    return Places(whole, [Place(unit_id, branch, days) for (unit_id, branch), days in sorted(bits.items())])
