"""Whether people of one kind of sequence stopped more often than those of another: then who stayed may not be alike.

Works on what the gate let out (whole tens of per cent, parts of at least five people), never on counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from puntari.live.disclosure import Unfinished

MATTERS = 0.2  # two steps of the grid: one could come from rounding, or from one person in a small part


@dataclass(frozen=True)
class Uneven:
    """The part in which most stopped and the one in which fewest did."""

    most: Unfinished
    fewest: Unfinished


def uneven(parts: Sequence[Unfinished]) -> Uneven | None:
    """The two parts that differ most, when the difference matters for the result."""
    if not parts:
        return None
    found = Uneven(max(parts, key=lambda part: part.share), min(parts, key=lambda part: part.share))
    return found if found.most.share - found.fewest.share > MATTERS - 1e-9 else None
