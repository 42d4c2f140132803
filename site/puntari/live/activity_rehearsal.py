"""What simulated participants do in a rehearsal of another exercise: values in, values out, all of it from a seed.

The dial says how many of them do a thing, and chance only who. So each rehearsal shows what its dial promises: some
shares that may be seen, and some that may not, since with twelve a share is only shown of five, six or seven.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from puntari.content.branching import Case
from puntari.live.domain import Dial
from puntari.live.rehearsal import BEGINNING, SIMULATED
from puntari.practice.chance import Chance

# How many find a place, mark a wording that tempts, or mark any other wording that could have stayed: in turns.
PLACES = {Dial.MOST: (7, 11, 9, 6, 12, 10), Dial.LITTLE: (5, 1, 3, 6, 0, 2), Dial.MUCH: (7, 11, 6, 12, 9)}
TEMPTING = {Dial.MOST: (2, 5), Dial.LITTLE: (3, 1), Dial.MUCH: (7, 5, 6)}
HARMLESS = {Dial.MOST: (0, 1, 0, 0), Dial.LITTLE: (0, 0, 1, 0), Dial.MUCH: (2, 6, 1, 5, 3)}
# How many choose the first way there is; the others choose among the rest.
FIRST = {Dial.DIVIDED: (6, 7, 5), Dial.ALIKE: (12, 11)}

Counts = dict[Dial, tuple[int, ...]]


@dataclass(frozen=True)
class Simulated:
    """A simulated participant: what their group does, the seed it all comes from, and their number (from 1)."""

    dial: Dial
    seed: str
    person: int

    @property
    def works(self) -> bool:
        """Whether they do anything; when most leave, the first few stay."""
        return self.dial is not Dial.FEW or self.person <= BEGINNING

    def is_among(self, counts: Counts, thing: str, number: int) -> bool:
        """Whether they do a thing, the ``number``-th of its kind (from 0)."""
        turn = counts.get(self.dial) or next(iter(counts.values()))
        return place_of(self.seed, thing, self.person) < turn[number % len(turn)]


def place_of(seed: str, thing: str, person: int) -> int:
    """Where a person stands (from 0) in a row drawn for a thing."""
    return Chance(seed, thing).shuffled(range(1, SIMULATED + 1)).index(person)


def path_of(case: Case, asking: Sequence[str], one: Simulated) -> list[str]:
    """Their path through a story to an end. ``asking`` are the scenes in which something is decided."""
    path = case.beginning()
    while not case.has_ended(path):
        ways, scene = case.open_ways(path), path[-1]
        is_first = one.is_among(FIRST, scene, asking.index(scene) if scene in asking else 0)
        others = ways[1:] or ways
        way = ways[0] if is_first else others[place_of(one.seed, scene, one.person) % len(others)]
        path = case.go(path, step=len(path) - 1, to=way.to)
    return path
