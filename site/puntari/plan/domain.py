"""What a training target asks, and how far a person is with it on a day.

Every answer is a function of the rule and the day, so that the report for a past day can be made again.
HR learns whether somebody is done. How far a course has got isn't in the ledger, so "under way" is no state here:
somebody halfway through stands as "not done yet".
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
SOON = timedelta(days=60)


class State(StrEnum):
    """Where a person stands with a target on a day."""

    NOT_ASSIGNED = "not_assigned"  # outside the target group
    EXEMPT = "exempt"  # in the group, but freed from it with a reason
    VALID = "valid"
    RENEW = "renew"  # valid, but not for 60 days more
    EXPIRED = "expired"
    OVERDUE = "overdue"
    SOON = "soon"  # due within 60 days
    OPEN = "open"  # not done yet, due later


DONE = frozenset({State.VALID, State.RENEW})
COUNTED = frozenset(State) - {State.NOT_ASSIGNED, State.EXEMPT}
LATE = frozenset({State.EXPIRED, State.OVERDUE})
NEAR = frozenset({State.SOON, State.RENEW})
TO_FOLLOW = COUNTED - {State.VALID}


@dataclass(frozen=True)
class Rule:
    """Who must have completed what, and by when.

    ``unit_id`` None means the whole organisation, no ``role_groups`` means all of them. Whoever starts in a posting
    has ``newcomer_days`` from its first day, if that is later than ``due``. A completion is valid for
    ``validity_months``, or for good.
    """

    kind: str
    content_id: str
    due: date
    unit_id: int | None = None
    recruits_only: bool = True
    role_groups: frozenset[str] = frozenset()
    newcomer_days: int = 0
    validity_months: int | None = None

    def due_of(self, starts: date) -> date:
        """The last day for a person whose posting in the target group began on ``starts``."""
        return max(self.due, starts + timedelta(days=self.newcomer_days))

    def valid_through(self, completed: date) -> date | None:
        """The last day on which a completion is valid; None when it is for good."""
        return None if self.validity_months is None else add_months(completed, self.validity_months)

    def is_valid(self, completed: date, day: date) -> bool:
        """Whether a completion is valid on a day."""
        last = self.valid_through(completed)
        return completed <= day and (last is None or day <= last)


def state_of(rule: Rule, day: date, *, starts: date | None, completed: date | None, is_exempt: bool) -> State:
    """Where a person stands on a day.

    ``starts``: the first day of the earliest of the postings that put the person into the target group that day,
    None when there is none. ``completed``: the latest completion that stands that day.
    """
    if starts is None:
        return State.NOT_ASSIGNED
    if is_exempt:
        return State.EXEMPT
    if completed is not None:
        if not rule.is_valid(completed, day):
            return State.EXPIRED
        return State.VALID if rule.is_valid(completed, day + SOON) else State.RENEW
    due = rule.due_of(starts)
    if due < day:
        return State.OVERDUE
    return State.SOON if due <= day + SOON else State.OPEN


@dataclass(frozen=True)
class Cutoffs:
    """The same rule as days to compare with, so that a database can decide it without reckoning in months.

    A completion counts from ``valid_from`` on and lasts from ``lasting_from`` on (None: always). A posting that
    began before ``overdue_before`` makes its person overdue, one before ``soon_before`` due within 60 days
    (None: none does).
    """

    valid_from: date | None
    lasting_from: date | None
    overdue_before: date | None
    soon_before: date | None


def cutoffs(rule: Rule, day: date) -> Cutoffs:
    """The days at which the states of a rule change, seen from a day."""
    months = rule.validity_months
    grace = timedelta(days=rule.newcomer_days)
    return Cutoffs(
        valid_from=first_valid(day, months) if months is not None else None,
        lasting_from=first_valid(day + SOON, months) if months is not None else None,
        overdue_before=day - grace if rule.due < day else None,
        soon_before=day + SOON - grace + ONE_DAY if rule.due <= day + SOON else None,
    )


def first_valid(day: date, months: int) -> date:
    """The earliest completion that is still valid on a day when it lasts for this many months."""
    found = add_months(day, -months) - timedelta(days=4)  # months have different lengths
    while add_months(found, months) < day:
        found += ONE_DAY
    return found


def add_months(day: date, months: int) -> date:
    """The same day of the month some months later, or the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Correction:
    """From this day on a completion counts, or doesn't; of several the one with the highest number holds."""

    number: int
    day: date
    counts: bool


def stands(corrections: Iterable[Correction], day: date) -> bool:
    """Whether a completion counts on a day, given what was corrected by then."""
    known = [correction for correction in corrections if correction.day <= day]
    return max(known, key=lambda correction: correction.number).counts if known else True
