"""The one gate: everything about ratings that leaves a trainee's own pages passes ``release``.

The rule (design 3.6): fewer than 8 raters (a setting, never below 5) give no figures, only the answer that they are
too few. A figure needs 5 contributing people on each side of what it compares. Nothing is released while a session
is open, and a further result needs at least 5 people of whom something has changed against *each* earlier one. There
is no way to ask for some raters only. Below 20 people there is no distribution, and at no size a minimum or maximum.

Rounding does the rest. What goes out lies on a grid that one rating hardly moves: so the difference between two
results, multiplied by the number of people as an attacker would do, is blurred by more than one person's part in it.
The ends of the scale are cut off, because a group at the very end tells of each of its members.

Knows neither Flask, nor the database, nor how the figures were computed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil, floor, isfinite

from puntari.content.languages import Strict

FLOOR = 5  # no setting goes below this
MINIMUM = 8  # raters, unless the session says otherwise
CELL = 5  # contributing people on each side of a comparison
CHANGED = 5  # people between any two results of a session
DISTRIBUTION = 20  # people below whom nothing is spread out
BLUR = 1e-9  # what floating point does to numbers that lie on the grid


class Unit(StrEnum):
    """What an effect is measured in."""

    POINTS = "points"  # of the scale from 1 to 5
    SHARE = "share"  # of applicants invited, from 0 to 1


class Expectation(StrEnum):
    """What a participant expected of the comparison group's points, before anything was shown."""

    LOWER = "lower"
    SAME = "same"
    HIGHER = "higher"


class StillOpen(Exception):
    """Ratings can still come in, so there is nothing to show."""


class TooAlike(Exception):
    """Too few have changed since an earlier result: the difference between the two could tell about them."""


class Forgotten(Exception):
    """Who had given what to an earlier result is no longer known, so no other can follow it."""


@dataclass(frozen=True)
class Exact:
    """An effect as it was computed. ``people`` contributed to the smaller of the two sides that are compared.

    ``worlds`` are what chance alone gives; ``place`` (from 0) is where the real one shall stand among them.
    """

    estimate: float
    low: float
    high: float
    people: int
    worlds: Sequence[float] = ()
    place: int = 0


@dataclass(frozen=True)
class Part:
    """Those who were dealt one kind of sequence: how many began, and how many didn't finish."""

    name: str
    people: int
    unfinished: int


@dataclass(frozen=True)
class Findings:
    """All that was computed about a group, exact. It goes nowhere but through ``release``."""

    gap: Exact | None
    gap_invited: Exact | None
    hiding_reference: Exact | None
    hiding_comparison: Exact | None
    parts: Sequence[Part] = ()
    expectations: Mapping[Expectation, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Occasion:
    """What the gate must know besides. ``contributors`` are marks, each of one person and all they have given;
    ``before`` are those of every earlier result that showed figures, None where they are forgotten.
    """

    is_open: bool
    minimum: int
    contributors: Collection[str]
    before: Sequence[Collection[str] | None] = ()


class Figure(Strict):
    """An effect as it may be shown. ``is_beyond`` says that it is at least ``estimate``, away from zero.

    ``low`` and ``high`` bound the 95 % interval, rounded outwards; None where it goes beyond what is shown.
    """

    estimate: float
    is_beyond: bool
    low: float | None
    high: float | None

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval, as shown, lies on one side of no effect."""
        return (self.low is not None and self.low > 0) or (self.high is not None and self.high < 0)


class Strip(Strict):
    """Worlds of chance with the real one among them, at ``place`` (from 0)."""

    worlds: tuple[float, ...]
    place: int


class Unfinished(Strict):
    """The share of a part, in whole tens of per cent, that didn't finish."""

    name: str
    share: float


class Expected(Strict):
    """What the group expected: the answer of more than half, and from 20 people on the shares (tenths)."""

    most: Expectation | None
    shares: dict[Expectation, float | None]


class Released(Strict):
    """What may be shown to anybody. Without figures there were too few raters."""

    minimum: int
    raters: int | None = None
    gap: Figure | None = None
    gap_invited: Figure | None = None
    hiding_reference: Figure | None = None
    hiding_comparison: Figure | None = None
    strip: Strip | None = None
    unfinished: tuple[Unfinished, ...] = ()
    expected: Expected | None = None

    @property
    def has_figures(self) -> bool:
        """Whether anything was measured that may be shown."""
        return self.gap is not None


def release(findings: Findings, occasion: Occasion) -> Released:
    """What may be shown of the findings; the rule is in the module's docstring.

    Raises StillOpen, TooAlike, Forgotten; ValueError for a minimum below the floor.
    """
    if occasion.minimum < FLOOR:
        raise ValueError(f"the minimum is at least {FLOOR}")
    if occasion.is_open:
        raise StillOpen
    raters = len(set(occasion.contributors))
    gap = _figure(findings.gap, Unit.POINTS, raters)
    if raters < occasion.minimum or gap is None:
        return Released(minimum=occasion.minimum)
    for earlier in occasion.before:
        if earlier is None:
            raise Forgotten
        if changed(occasion.contributors, earlier) < CHANGED:
            raise TooAlike
    return Released(
        minimum=occasion.minimum,
        raters=raters,
        gap=gap,
        gap_invited=_figure(findings.gap_invited, Unit.SHARE, raters),
        hiding_reference=_figure(findings.hiding_reference, Unit.POINTS, raters),
        hiding_comparison=_figure(findings.hiding_comparison, Unit.POINTS, raters),
        strip=_strip(findings.gap, raters),
        unfinished=_unfinished(findings.parts),
        expected=_expected(findings.expectations, occasion.minimum),
    )


def changed(now: Collection[str], earlier: Collection[str]) -> int:
    """How many people, at least, something has changed of: whoever changed an answer stands once on either side."""
    return max(len(set(now) - set(earlier)), len(set(earlier) - set(now)))


def step(unit: Unit, raters: int) -> float:
    """The width of the grid: coarser for small groups, in which one person counts for more."""
    if unit is Unit.SHARE:
        return 0.1 if raters < MINIMUM else 0.05
    return 0.2 if raters < MINIMUM else 0.1


def limit(unit: Unit) -> float:
    """Where the scale is cut off: half of what is possible."""
    return 0.5 if unit is Unit.SHARE else 2.0


def _figure(exact: Exact | None, unit: Unit, raters: int) -> Figure | None:
    if exact is None or exact.people < CELL:
        return None
    width, end = step(unit, raters), limit(unit)
    low, high = _outwards(exact.low, width, floor), _outwards(exact.high, width, ceil)
    return Figure(
        estimate=_nearest(exact.estimate, width, end),
        is_beyond=abs(exact.estimate) > end,
        low=low if low is not None and -end <= low <= end else (end if low is not None and low > end else None),
        high=high if high is not None and -end <= high <= end else (-end if high is not None and high < -end else None),
    )


def _nearest(value: float, width: float, end: float) -> float:
    return round(round(max(-end, min(end, value)) / width) * width, 2) + 0.0  # no -0.0


def _outwards(value: float, width: float, direction: type[int] | object) -> float | None:
    if not isfinite(value):
        return None
    steps = floor(value / width + BLUR) if direction is floor else ceil(value / width - BLUR)
    return round(steps * width, 2) + 0.0


def _strip(exact: Exact | None, raters: int) -> Strip | None:
    """The worlds and the real one, all rounded alike, or the exact ones would stand out."""
    if exact is None or not exact.worlds:
        return None
    width, end = step(Unit.POINTS, raters), limit(Unit.POINTS)
    worlds = [_nearest(world, width, end) for world in exact.worlds]
    worlds.insert(exact.place, _nearest(exact.estimate, width, end))
    return Strip(worlds=tuple(worlds), place=exact.place)


def _unfinished(parts: Sequence[Part]) -> tuple[Unfinished, ...]:
    """All parts or none, since the rest would follow by subtraction."""
    if any(part.people < CELL for part in parts):
        return ()
    return tuple(Unfinished(name=part.name, share=_tenth(part.unfinished, part.people)) for part in parts)


def _expected(counts: Mapping[Expectation, int], minimum: int) -> Expected | None:
    total = sum(counts.values())
    if total < minimum:
        return None
    largest = max(counts, key=lambda answer: counts[answer])
    most = largest if counts[largest] * 2 > total and counts[largest] >= CELL else None
    shares: dict[Expectation, float | None] = dict.fromkeys(Expectation)
    if total >= DISTRIBUTION:
        small = [answer for answer in Expectation if counts.get(answer, 0) < CELL]
        if len(small) == 1:  # it would follow by subtraction
            small.append(min(set(Expectation) - set(small), key=lambda answer: counts.get(answer, 0)))
        shares |= {
            answer: _tenth(counts[answer], total) for answer in Expectation if answer not in small and answer in counts
        }
    return Expected(most=most, shares=shares)


def _tenth(part: int, whole: int) -> float:
    return round(round(10 * part / whole) / 10, 1)
