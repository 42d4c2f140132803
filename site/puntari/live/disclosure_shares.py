"""The gate's door for shares: how many in a group chose each way, or found each place.

As strict as ``release`` (see ``disclosure``), in the terms of counts. Nothing is released while a session is open or
below the smallest group. A share is shown in whole tenths, and only where at least five people stand behind it and at
least five behind its opposite: so nobody, and no four people who tell each other what they gave, can work out what
somebody else gave. What isn't shown makes up at least five people and two answers, or it would follow by subtraction.
Where one question is about all that others are about one by one (whether anything was marked, and whether these words
were), either it is shown or they are: held against one of them it would tell of the few who gave something else.

A session releases its shares once. Two sets of shares could be held against each other, and what those who came in
between gave would show; here, unlike with means of ratings, no rounding could hide it.

Knows neither Flask, nor the database, nor what the answers were about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from puntari.content.languages import Strict
from puntari.live.disclosure import CELL, Occasion, TooAlike
from puntari.live.domain import SMALLEST_MINIMUM, TooEarlyToReveal


@dataclass(frozen=True)
class Tally:
    """How many gave each answer to one question, exact. Every person gave one answer, or isn't counted here.

    ``parts`` are the questions that this one takes together.
    """

    id: str
    counts: Mapping[str, int]
    parts: tuple[str, ...] = ()


class Shares(Strict):
    """A question as it may be shown: the share of each answer in tenths, None where it stays hidden."""

    id: str
    shares: dict[str, float | None]

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to see."""
        return any(share is not None for share in self.shares.values())


class ReleasedShares(Strict):
    """What may be shown to anybody. Without ``raters`` there were too few."""

    minimum: int
    raters: int | None = None
    questions: tuple[Shares, ...] = ()


def release_shares(tallies: Sequence[Tally], occasion: Occasion) -> ReleasedShares:
    """What may be shown of the tallies; the rule is in the module's docstring.

    Raises TooEarlyToReveal, TooAlike when shares were released before; ValueError for a minimum below the floor.
    """
    if occasion.minimum < SMALLEST_MINIMUM:
        raise ValueError(f"the minimum is at least {SMALLEST_MINIMUM}")
    if occasion.is_open:
        raise TooEarlyToReveal
    raters = len(set(occasion.contributors))
    if raters < occasion.minimum:
        return ReleasedShares(minimum=occasion.minimum)
    if occasion.before:
        raise TooAlike
    found = [_shares(tally, occasion.minimum) for tally in tallies]
    seen = {one.id for one in found if one.is_shown}
    shown = tuple(
        one if seen.isdisjoint(tally.parts) else _nothing(tally) for tally, one in zip(tallies, found, strict=True)
    )
    return ReleasedShares(minimum=occasion.minimum, raters=raters, questions=shown)


def _nothing(tally: Tally) -> Shares:
    return Shares(id=tally.id, shares=dict.fromkeys(tally.counts))


def _shares(tally: Tally, minimum: int) -> Shares:
    total = sum(tally.counts.values())
    hidden = _hidden(tally.counts, total) if total >= minimum else set(tally.counts)
    return Shares(
        id=tally.id,
        shares={
            answer: None if answer in hidden else round(round(10 * count / total) / 10, 1)
            for answer, count in tally.counts.items()
        },
    )


def _hidden(counts: Mapping[str, int], total: int) -> set[str]:
    """The answers with too few people on one side, and as many more as are needed to hide those among others."""
    hidden = {answer for answer, count in counts.items() if count < CELL or total - count < CELL}
    by_size = sorted(counts, key=lambda answer: (counts[answer], answer))
    while hidden and (len(hidden) < 2 or sum(counts[answer] for answer in hidden) < CELL):
        left = [answer for answer in by_size if answer not in hidden]
        if not left:
            break
        hidden.add(left[0])
    return hidden
