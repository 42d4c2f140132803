"""The one gate: everything about ratings that leaves a trainee's own pages passes ``release``.

The rule (design 3.6): fewer than 8 raters (a setting, never below 5) give no figures, only the answer that they are
too few. A figure needs 5 contributing people on each side of what it compares. Nothing is released while a session
is open, and a further result needs at least 5 people of whom something has changed against *each* earlier one. There
is no way to ask for some raters only. Below 20 people there is no distribution, and at no size a minimum or maximum.
Below 12 there are no re-drawn worlds: each is one more sum of the same few ratings, and together with what three
colleagues tell they would close in on a fourth's. Below 8, where a setting allows results at all, there is the primary
figure alone. In all this who gave little counts for little, or a session that is ended too soon would give away its
few ratings: five ratings beyond their givers' first are one person, since the shortest session has six.

Rounding does the rest. What goes out lies on a grid that one rating hardly moves: so the difference between two
results, multiplied by the number of people as an attacker would do, is blurred by more than one person's part in it.
The ends of the scale are cut off, because a group at the very end tells of each of its members; and when any figure
lies there, nothing but the primary one is released, because several such figures together would close in on a rating.

Knows neither Flask, nor the database, nor how the figures were computed.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import floor, isfinite

from puntari.content.languages import Strict
from puntari.live.domain import DEFAULT_MINIMUM, SMALLEST_MINIMUM, Guess, TooEarlyToReveal

CELL = 5  # contributing people on each side of a comparison
CHANGED = 5  # people between any two results of a session
DISTRIBUTION = 20  # people below whom nothing is spread out
STRIP = 12  # people below whom there are no worlds of chance beside the real one
WHOLE = 5  # ratings beyond the first that count as one person
LARGE = 60  # people from whom on the grid is fine
BLUR = 1e-9  # what floating point does to numbers that lie on the grid


class Measure(StrEnum):
    """What an effect is measured in."""

    SCORE = "score"  # points of the scale from 1 to 5
    INVITATION = "invitation"  # share of applicants invited, from 0 to 1


class Comparison(StrEnum):
    """What is compared, with the sign of the difference."""

    IDENTITY_GAP = "identity-gap"  # E1: comparison group minus reference group
    HIDING_REFERENCE = "hiding-reference"  # E2: anonymous minus identified, reference group
    HIDING_COMPARISON = "hiding-comparison"  # E2: anonymous minus identified, comparison group


class TooAlike(Exception):
    """Too few have changed since an earlier result: the difference between the two could tell about them."""


class Forgotten(Exception):
    """Who had given what to an earlier result is no longer known, so no other can follow it."""


@dataclass(frozen=True)
class Exact:
    """An effect as it was computed. ``people`` contributed to the smaller of the two sides that are compared.

    ``more`` is how many were given, in whatever face, beyond each giver's first: that one moves nothing by itself.
    ``worlds`` are what chance alone gives; ``place`` (from 0) is where the real one shall stand among them.
    """

    estimate: float
    low: float
    high: float
    people: int
    more: int
    worlds: Sequence[float] = ()
    place: int = 0

    @property
    def whole(self) -> int:
        """How many people's ratings these are, as the rule counts them."""
        return self.more // WHOLE


@dataclass(frozen=True)
class Part:
    """Those who were dealt one kind of sequence: how many began, and how many didn't finish."""

    name: str
    people: int
    unfinished: int


Key = tuple[Comparison, Measure]
PRIMARY = (Comparison.IDENTITY_GAP, Measure.SCORE)


@dataclass(frozen=True)
class Findings:
    """All that was computed about a group, exact. It goes nowhere but through ``release``.

    ``primary`` is what the session said beforehand that its result would be about.
    """

    effects: Mapping[Key, Exact]
    primary: Key = PRIMARY
    parts: Sequence[Part] = ()
    guesses: Mapping[Guess, int] = field(default_factory=dict)


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

    most: Guess | None
    shares: dict[Guess, float | None]


class Shown(Strict):
    """A figure and what it is about."""

    comparison: Comparison
    measure: Measure
    figure: Figure


class Released(Strict):
    """What may be shown to anybody. Without a ``primary`` figure there were too few raters."""

    minimum: int
    raters: int | None = None
    primary: Shown | None = None
    others: tuple[Shown, ...] = ()
    strip: Strip | None = None
    unfinished: tuple[Unfinished, ...] = ()
    expected: Expected | None = None

    def figure(self, comparison: Comparison, measure: Measure) -> Figure | None:
        """One of the figures; None when it may not be shown."""
        shown = [*([self.primary] if self.primary else []), *self.others]
        return next((one.figure for one in shown if (one.comparison, one.measure) == (comparison, measure)), None)


def release(findings: Findings, occasion: Occasion) -> Released:
    """What may be shown of the findings; the rule is in the module's docstring.

    Raises TooEarlyToReveal, TooAlike, Forgotten; ValueError for a minimum below the floor.
    """
    if occasion.minimum < SMALLEST_MINIMUM:
        raise ValueError(f"the minimum is at least {SMALLEST_MINIMUM}")
    if occasion.is_open:
        raise TooEarlyToReveal
    raters = len(set(occasion.contributors))
    shown = {key: _shown(key, exact, raters) for key, exact in findings.effects.items()}
    primary = shown.pop(findings.primary, None)
    if raters < occasion.minimum or primary is None:
        return Released(minimum=occasion.minimum)
    for earlier in occasion.before:
        if earlier is None:
            raise Forgotten
        if changed(occasion.contributors, earlier) < CHANGED:
            raise TooAlike
    real = findings.effects[findings.primary]
    counted = min(raters, real.whole)
    is_extreme = any(abs(exact.estimate) > limit(measure) - BLUR for (_, measure), exact in findings.effects.items())
    return Released(
        minimum=occasion.minimum,
        raters=raters,
        primary=primary,
        others=() if is_extreme or counted < DEFAULT_MINIMUM else tuple(one for one in shown.values() if one),
        strip=None if is_extreme or counted < STRIP else _strip(real, findings.primary[1], raters),
        unfinished=_unfinished(findings.parts),
        expected=_expected(findings.guesses, occasion.minimum),
    )


def changed(now: Collection[str], earlier: Collection[str]) -> int:
    """How many people, at least, something has changed of: whoever changed an answer stands once on either side."""
    return max(len(set(now) - set(earlier)), len(set(earlier) - set(now)))


def step(measure: Measure, raters: int) -> float:
    """The width of the grid on which estimates and worlds lie: coarser for small groups, where one counts for more."""
    place = bisect_right((DEFAULT_MINIMUM, LARGE), raters)
    return ((0.2, 0.1, 0.05) if measure is Measure.SCORE else (0.1, 0.05, 0.02))[place]


def end_step(measure: Measure, raters: int) -> float:
    """The same for the ends of intervals. They are rounded outwards, so a coarse grid would cost power."""
    place = bisect_right((DEFAULT_MINIMUM, DISTRIBUTION, LARGE), raters)
    return ((0.2, 0.1, 0.05, 0.02) if measure is Measure.SCORE else (0.1, 0.05, 0.02, 0.01))[place]


def limit(measure: Measure) -> float:
    """Where the scale is cut off: half of what is possible."""
    return 0.5 if measure is Measure.INVITATION else 2.0


def _shown(key: Key, exact: Exact, raters: int) -> Shown | None:
    """A figure on the grid; None when too few stand behind it."""
    if min(exact.people, exact.whole) < CELL:
        return None
    comparison, measure = key
    width, end = end_step(measure, raters), limit(measure)
    estimate = _nearest(exact.estimate, step(measure, raters), end)
    low, high = _low_end(exact.low, width, end), _low_end(-exact.high, width, end)
    figure = Figure(
        estimate=estimate,
        is_beyond=abs(exact.estimate) > end,
        # The estimate lies on a coarser grid than the ends, which make room for it.
        low=None if low is None else min(low, estimate),
        high=None if high is None else max(0.0 - high, estimate),
    )
    return Shown(comparison=comparison, measure=measure, figure=figure)


def _nearest(value: float, width: float, end: float) -> float:
    return round(round(max(-end, min(end, value)) / width) * width, 2) + 0.0  # never a negative zero


def _low_end(value: float, width: float, end: float) -> float | None:
    """The lower end of an interval, rounded down; None when it lies below what is shown."""
    rounded = floor(value / width + BLUR) * width if isfinite(value) else value
    return round(min(rounded, end), 2) + 0.0 if rounded > -end - BLUR else None


def _strip(exact: Exact, measure: Measure, raters: int) -> Strip:
    """The worlds and the real one, all rounded alike, or the exact ones would stand out."""
    width, end = step(measure, raters), limit(measure)
    worlds = [_nearest(world, width, end) for world in exact.worlds]
    worlds.insert(exact.place, _nearest(exact.estimate, width, end))
    return Strip(worlds=tuple(worlds), place=exact.place)


def _unfinished(parts: Sequence[Part]) -> tuple[Unfinished, ...]:
    """All parts or none, since the rest would follow by subtraction."""
    if any(part.people < CELL for part in parts):
        return ()
    return tuple(Unfinished(name=part.name, share=_tenth(part.unfinished, part.people)) for part in parts)


def _expected(counts: Mapping[Guess, int], minimum: int) -> Expected | None:
    total = sum(counts.values())
    if total < minimum:
        return None
    largest = max(counts, key=lambda answer: counts[answer])
    most = largest if counts[largest] * 2 > total and counts[largest] >= CELL else None
    shares: dict[Guess, float | None] = dict.fromkeys(Guess)
    if total >= DISTRIBUTION:
        small = [answer for answer in Guess if counts.get(answer, 0) < CELL]
        if len(small) == 1:  # it would follow by subtraction
            small.append(min(set(Guess) - set(small), key=lambda answer: counts.get(answer, 0)))
        shares |= {answer: _tenth(count, total) for answer, count in counts.items() if answer not in small}
    return Expected(most=most, shares=shares)


def _tenth(part: int, whole: int) -> float:
    return round(round(10 * part / whole) / 10, 1)
