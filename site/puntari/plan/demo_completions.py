"""Two years of completions in the demo organisation: slow at first, then quicker, then slower again."""

import math
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from puntari.authz.policy import Role
from puntari.certificates.models import Happening, Kind
from puntari.content.digest import digest_of
from puntari.plan.demo_people import Employee
from puntari.plan.demo_town import GROWTH, Growth, sector_of

COURSE, EXERCISE = "anonymous-recruitment", "ece-teacher"
RULES = {
    Kind.COURSE: "pages: all, questions: all, exercises: all",
    Kind.EXERCISE: "two-rounds: 2 x 8 applications",
}
LASTED = timedelta(days=790)  # from the beginning until today; the first completion comes some weeks later
STEEPNESS = 6.0
UNDER_WAY = 0.45  # of those in Education who haven't done the course, this share has done its exercise


def completions(employees: list[Employee], *, today: date, rng: random.Random) -> Iterator[dict[str, Any]]:
    """The rows of the ledger, oldest first in each sector. The exercise is part of the course, so it comes with it."""
    for sector, growth in GROWTH.items():
        group = [one for one in employees if one.recruits and not one.has_left and sector_of(one.unit) == sector]
        could = [one for one in group if one.role is not Role.TRAINEE and one.first_day < today - timedelta(days=60)]
        rng.shuffle(could)
        could.sort(key=lambda one: one.role is None)  # those with accounts to try went first
        done = could[: round(growth.share * len(group))]
        for number, employee in enumerate(done):
            day = day_of((number + 0.5) / len(done), growth, today=today)
            yield from both(employee, max(day, employee.first_day + timedelta(days=20)), rng)
        if sector == "education":
            for employee in could[len(done) :]:
                if rng.random() < UNDER_WAY:
                    yield row(
                        employee, Kind.EXERCISE, EXERCISE, working_day(today - timedelta(days=rng.randint(8, 90))), rng
                    )
    for employee in employees:
        last = employee.last_day
        if employee.has_left and employee.recruits and last and last - (today - LASTED) > timedelta(days=60):
            yield from both(employee, last - timedelta(days=30), rng)


def day_of(part: float, growth: Growth, *, today: date) -> date:
    """The working day by which this part (0–1) of all completions of a sector was made: a logistic curve."""

    def height(at: float) -> float:
        return 1 / (1 + math.exp(-STEEPNESS * (at - growth.middle)))

    level = height(0) + part * (height(1) - height(0))
    at = growth.middle + math.log(level / (1 - level)) / STEEPNESS
    return working_day(today - LASTED * (1 - at) - timedelta(days=1))


def working_day(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def both(employee: Employee, day: date, rng: random.Random) -> Iterator[dict[str, Any]]:
    """The exercise and, a little later that day, the course."""
    yield row(employee, Kind.EXERCISE, EXERCISE, day, rng)
    yield row(employee, Kind.COURSE, COURSE, day, rng)


def row(employee: Employee, kind: Kind, content_id: str, day: date, rng: random.Random) -> dict[str, Any]:
    """One row of the ledger."""
    hour = 12 if kind is Kind.COURSE else 9
    at = datetime.combine(day, time(hour, rng.randint(0, 59)), UTC)
    return {
        "person_id": employee.person.id,
        "event": Happening.COMPLETED,
        "kind": kind,
        "content_id": content_id,
        "content_digest": digest_of("demo", content_id),
        "language": employee.person.language,
        "rule": RULES[kind],
        "local_date": day,
        "at": at,
        "counts": True,
    }
