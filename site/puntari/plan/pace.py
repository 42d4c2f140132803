"""How a share grows, and when it reaches its target at that pace. Plain Python, exact fractions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil

from puntari.plan.domain import ONE_DAY, add_months

LOOK_BACK = 3  # months over which the pace is measured
SHORTEST_HISTORY = timedelta(days=60)
FAR_AWAY = timedelta(days=5 * 365)
A_LITTLE_LATE = 3  # months; more than that is late
SMALL_GROUP = 10  # people; in a smaller group one person more or less is no pace
CLOSE = 2  # people; whether so few are still missing says nothing about pace either


class Pace(StrEnum):
    """Whether the target will be reached in time."""

    NOBODY = "nobody"  # nobody belongs to the target group
    REACHED = "reached"
    ON_PACE = "on_pace"
    BEHIND = "behind"  # reached at most three months late
    LATE = "late"  # later than that, or not at all, or the day has passed
    TOO_EARLY = "too_early"  # not enough history to tell
    FEW = "few"  # a small group or a near target: the number of missing people says more


@dataclass(frozen=True)
class Point:
    """How many were done of how many on a day; people who are exempt count in neither."""

    day: date
    done: int
    assigned: int

    @property
    def share(self) -> Fraction | None:
        """The share that was done; None when nobody was assigned."""
        return Fraction(self.done, self.assigned) if self.assigned else None

    @property
    def per_cent(self) -> int | None:
        """Whole per cent, rounded down so that 89.9 never passes for 90."""
        return None if self.share is None else int(self.share * 100)


@dataclass(frozen=True)
class Outlook:
    """Where the pace leads. ``reached_on`` is the day on which the target is reached if it goes on like this."""

    pace: Pace
    reached_on: date | None = None
    is_standing_still: bool = False
    has_passed: bool = False  # the day has passed and the target wasn't reached
    months_late: int = 0
    missing: int = 0  # how many more people must be done for the target, as the group is now


def outlook(now: Point, before: Point, *, target: int, due: date, began: date | None) -> Outlook:
    """Draw a line through two points, LOOK_BACK months apart, to the target (per cent, 1–100).

    ``began`` is the first day with a completion that is known of; with less than 60 days since then there's
    no telling.
    """
    if now.share is None:
        return Outlook(Pace.NOBODY)
    goal = Fraction(target, 100)
    missing = max(ceil(goal * now.assigned) - now.done, 0)
    if not missing or now.day > due:
        return Outlook(Pace.LATE if missing else Pace.REACHED, has_passed=bool(missing), missing=missing)
    if now.assigned < SMALL_GROUP or missing <= CLOSE:
        return Outlook(Pace.FEW, missing=missing)
    if began is None or now.day - began < SHORTEST_HISTORY or before.share is None:
        return Outlook(Pace.TOO_EARLY, missing=missing)
    return _projected(now, now.share, before.share, (now.day - before.day).days, goal=goal, due=due, missing=missing)


def _projected(
    now: Point, share: Fraction, earlier: Fraction, days_between: int, *, goal: Fraction, due: date, missing: int
) -> Outlook:
    growth = share - earlier
    if growth <= 0:
        return Outlook(Pace.LATE, is_standing_still=True, missing=missing)
    days = ceil((goal - share) / (growth / days_between))
    return _arriving(now.day + timedelta(days=min(days, FAR_AWAY.days + 1)), now.day, due, missing)


def _arriving(reached: date, today: date, due: date, missing: int) -> Outlook:
    if reached - today > FAR_AWAY:
        return Outlook(Pace.LATE, missing=missing)
    if reached <= due:
        return Outlook(Pace.ON_PACE, reached, missing=missing)
    late = months_between(due, reached)
    return Outlook(Pace.BEHIND if late <= A_LITTLE_LATE else Pace.LATE, reached, months_late=late, missing=missing)


def months_between(earlier: date, later: date) -> int:
    """How many months later, at least one; half a month and more counts as a whole one."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return max(months + round((later.day - earlier.day) / 31), 1)


def trend_days(day: date, *, months: int = 12) -> list[date]:
    """The last days of the months before a day, and the day itself, oldest first."""
    first = day.replace(day=1)
    return [add_months(first, -back) - ONE_DAY for back in range(months - 1, -1, -1)] + [day]


def began(points: Sequence[Point]) -> date | None:
    """The first of the days on which anybody was done."""
    return next((point.day for point in points if point.done), None)
