"""A plan's training targets as of a day, for what somebody may see: the one source of pages, CSV and PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from puntari.plan import figures as counting
from puntari.plan import pace
from puntari.plan.domain import LATE, NEAR, State, add_months
from puntari.plan.figures import Figures
from puntari.plan.models import FocusArea, Measure, Plan, TrainingTarget
from puntari.plan.pace import Outlook, Point
from puntari.plan.places import WHOLE, View, places_of
from puntari.plan.queries import Town

NOBODY: dict[State, int] = dict.fromkeys((state for state in State if state is not State.NOT_ASSIGNED), 0)


@dataclass(frozen=True)
class Row:
    """One branch, or the whole: where people stand, and where it leads."""

    unit_id: int
    is_own: bool  # the unit's own staff, without the units below it
    states: dict[State, int]
    now: Point
    outlook: Outlook

    @property
    def exempt(self) -> int:
        """People of the target group who aren't counted."""
        return self.states[State.EXEMPT]

    @property
    def late(self) -> int:
        """People who are overdue, or whose completion has expired."""
        return sum(self.states[state] for state in LATE)

    @property
    def near(self) -> int:
        """People who are due, or must renew, within 60 days."""
        return sum(self.states[state] for state in NEAR)


@dataclass(frozen=True)
class TargetReport:
    """One training target: the whole, its branches, and its trend."""

    target: TrainingTarget
    whole: Row
    rows: Sequence[Row]
    trend: Sequence[Point]

    @property
    def measure(self) -> Measure:
        """The measure the target belongs to."""
        return self.target.measure


@dataclass(frozen=True)
class Report:
    """All targets of a plan as of a day."""

    plan: Plan
    day: date
    town: Town
    view: View
    targets: Sequence[TargetReport]

    @property
    def others(self) -> list[tuple[FocusArea, list[Measure]]]:
        """The measures that set no training target, by focus area."""
        found = [(area, [measure for measure in area.measures if not measure.targets]) for area in self.plan.areas]
        return [(area, measures) for area, measures in found if measures]


def report_of(plan: Plan, town: Town, view: View) -> Report:
    """All targets of a plan. One statement for each, and one for corrections."""
    targets = [target for area in plan.areas for measure in area.measures for target in measure.targets]
    corrected = counting.corrections() if targets else {}
    return Report(plan, town.day, town, view, [target_report(target, town, view, corrected) for target in targets])


def target_report(target: TrainingTarget, town: Town, view: View, corrected: counting.Corrections) -> TargetReport:
    """One target: its figures today and before, and the trend of the last twelve months."""
    day = town.day
    before = add_months(day, -pace.LOOK_BACK)
    trend = pace.trend_days(day)
    days = sorted({*trend, before})
    places = places_of(view, town.placements, days, audience=target.unit_id, by_branch=(before, day))
    found = counting.figures(target, places, days, corrected)
    began = pace.began([found[WHOLE].points[one] for one in days]) if WHOLE in found else None

    def row(branch: int) -> Row:
        figures = found.get(branch) or Figures(NOBODY, {one: Point(one, 0, 0) for one in days})
        now, earlier = figures.points[day], figures.points[before]
        outlook = pace.outlook(now, earlier, target=target.share, due=target.due, began=began)
        return Row(branch, branch == view.own, dict(figures.states), now, outlook)

    rows = [row(branch) for branch in view.branches]
    shown = [one for one in rows if one.now.assigned or one.exempt]
    shown.sort(key=lambda one: (one.is_own, -(one.now.share or Fraction())))
    whole = row(WHOLE)
    points = found[WHOLE].points if WHOLE in found else {one: Point(one, 0, 0) for one in days}
    return TargetReport(target, whole, shown if len(view.branches) > 1 else [], [points[one] for one in trend])
