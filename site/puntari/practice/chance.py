"""Chance that can be repeated: the same seed gives the same draws in every version of Python."""

import random
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Chance:
    """Draws from a seed.

    Only ``random.Random.random()`` is used: its sequence for a seed is the one thing the standard library
    promises to keep, and a deal must be repeatable for as long as its ratings are kept.
    """

    def __init__(self, *seed: str | int) -> None:
        self._random = random.Random(":".join(str(part) for part in seed))  # noqa: S311 -- a design, not a secret

    def below(self, limit: int) -> int:
        """A whole number from 0 to ``limit`` - 1, each as likely."""
        return int(self._random.random() * limit)

    def one_of(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in a new order, each order as likely (Fisher & Yates 1938; Durstenfeld 1964, CACM 7:420)."""
        shuffled = list(items)
        for last in range(len(shuffled) - 1, 0, -1):
            other = self.below(last + 1)
            shuffled[last], shuffled[other] = shuffled[other], shuffled[last]
        return shuffled


def permuted(items: Sequence[Item], turn: int, *seed: str | int) -> Item:
    """What comes at a turn (from 0) when the items are dealt in permuted blocks of their own number.

    After every whole block each item has come equally often, and at no moment do the counts differ by more than
    one (permuted blocks: Zelen 1974, Journal of Chronic Diseases 27:365).
    """
    block, place = divmod(turn, len(items))
    return Chance(*seed, block).shuffled(items)[place]
