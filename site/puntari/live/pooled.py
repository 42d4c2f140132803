"""What earlier sessions of an exercise and design found together, for a group too small for figures of its own.

Only what the gate has let out already is put together: the rounded primary figure of each session that is closed, in
the order of closing, and never a rating. Nothing about a rating can follow that didn't follow from those figures. But
they were shown to their own room alone, so no room's figure may be found by subtraction either, whoever looks at the
pool again and again and knows what came out in rooms of their own:

- Sessions are taken in whole *batches*. A batch is complete when it has 5 sessions (as many as the gate asks people of
  a figure) and none has more than half of its people; later sessions begin the next one. So two pools differ by whole
  batches, and in whatever one is taken from the other at least 5 sessions are mixed.
- The mean, weighted by people, is rounded once more. Months are told, not days; no session's name and no trainer.

Who led four sessions of a batch can still find the fifth's figure to about a step. That figure passed the gate, and
tells of nobody. What was cut off at the end of the scale counts as the end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from puntari.live.disclosure import LARGE, Figure, Released, Shown, step

BATCH = 5  # sessions
LARGEST = 0.5  # of a batch's people, in one session


@dataclass(frozen=True)
class Earlier:
    """A closed session: what its room was shown, and the day."""

    released: Released
    day: date


@dataclass(frozen=True)
class Pool:
    """Earlier sessions together. ``mean`` is about what their figures are about; ``below``, ``above`` and ``even``
    count the sessions whose rounded figure lies there, ``clear`` those whose interval left out zero.
    """

    sessions: int
    people: int
    mean: Shown
    below: int
    above: int
    even: int
    clear: int
    first: date
    last: date


def batches(raters: Iterable[int]) -> list[int]:
    """How many sessions each complete batch has, from their sizes in the order of closing."""
    found, batch = [], list[int]()
    for size in raters:
        batch.append(size)
        if len(batch) >= BATCH and max(batch) <= LARGEST * sum(batch):
            found.append(len(batch))
            batch = []
    return found


def pool(earlier: Sequence[Earlier], primary: tuple[str, str]) -> Pool | None:
    """All complete batches of the sessions with figures about (comparison, measure); None before there is one.

    ``earlier`` must be all closed sessions of the exercise and design in the order of closing.
    """
    told = [
        (one.day, one.released.raters or 0, one.released.primary)
        for one in earlier
        if one.released.primary and (one.released.primary.comparison, one.released.primary.measure) == primary
    ]
    taken = told[: sum(batches(raters for _, raters, _ in told))]
    if not taken:
        return None
    days, sizes, shown = zip(*taken, strict=True)
    estimates = [one.figure.estimate for one in shown]
    people = sum(sizes)
    measure = shown[0].measure
    width = step(measure, LARGE)
    mean = sum(size * estimate for size, estimate in zip(sizes, estimates, strict=True)) / people
    rounded = round(round(mean / width) * width, 2) + 0.0
    return Pool(
        sessions=len(taken),
        people=people,
        mean=Shown(
            comparison=shown[0].comparison,
            measure=measure,
            figure=Figure(estimate=rounded, is_beyond=False, low=None, high=None),
        ),
        below=sum(estimate < 0 for estimate in estimates),
        above=sum(estimate > 0 for estimate in estimates),
        even=sum(estimate == 0 for estimate in estimates),
        clear=sum(one.figure.excludes_zero for one in shown),
        first=min(days),
        last=max(days),
    )
