"""Where a share leads if it grows as it has."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.plan.pace import Outlook, Pace, Point, began, months_between, outlook, trend_days

NOW, BEFORE, DUE, BEGAN = date(2026, 11, 21), date(2026, 8, 21), date(2027, 3, 31), date(2026, 1, 31)


def look(done, before, *, of=100, of_before=None, target=90, due=DUE, since=BEGAN):
    points = Point(NOW, done, of), Point(BEFORE, before, of if of_before is None else of_before)
    return outlook(*points, target=target, due=due, began=since)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(look(0, 0, of=0), Outlook(Pace.NOBODY), id="nobody"),
        pytest.param(look(90, 80), Outlook(Pace.REACHED), id="just reached"),
        pytest.param(look(90, 80, due=date(2026, 1, 1)), Outlook(Pace.REACHED), id="reached, whenever that was"),
        pytest.param(
            look(80, 40), Outlook(Pace.ON_PACE, date(2026, 12, 14), missing=10), id="ten more take 23 days of 92"
        ),
        pytest.param(
            look(68, 54),
            Outlook(Pace.BEHIND, date(2027, 4, 15), months_late=1, missing=22),
            id="half a month late is a month",
        ),
        pytest.param(look(24, 20), Outlook(Pace.LATE, date(2031, 1, 17), months_late=46, missing=66), id="years late"),
        pytest.param(look(24, 23), Outlook(Pace.LATE, missing=66), id="too far away to name"),
        pytest.param(look(24, 24), Outlook(Pace.LATE, is_standing_still=True, missing=66), id="standing still"),
        pytest.param(look(24, 30), Outlook(Pace.LATE, is_standing_still=True, missing=66), id="falling"),
        pytest.param(
            look(80, 40, due=date(2026, 11, 20)),
            Outlook(Pace.LATE, has_passed=True, missing=10),
            id="the day has passed",
        ),
        pytest.param(look(80, 40, since=date(2026, 10, 1)), Outlook(Pace.TOO_EARLY, missing=10), id="51 days' history"),
        pytest.param(look(0, 0, since=None), Outlook(Pace.TOO_EARLY, missing=90), id="nobody has begun"),
        pytest.param(look(4, 4, of=9), Outlook(Pace.FEW, missing=5), id="nine people have no pace"),
        pytest.param(
            look(4, 4, of=10), Outlook(Pace.LATE, is_standing_still=True, missing=5), id="ten people have one"
        ),
        pytest.param(look(88, 88), Outlook(Pace.FEW, missing=2), id="two more are needed"),
        pytest.param(
            look(88, 88, due=date(2026, 11, 20)),
            Outlook(Pace.LATE, has_passed=True, missing=2),
            id="two more were needed",
        ),
        pytest.param(look(5, 0, of_before=0), Outlook(Pace.TOO_EARLY, missing=85), id="the group is new"),
    ],
)
def test_outlook(found, expected):
    assert found == expected


@given(done=st.integers(0, 500), before=st.integers(0, 500), of=st.integers(1, 500), target=st.integers(1, 100))
def test_the_named_day_is_the_first_on_which_the_line_reaches_the_target(done, before, of, target):
    done, before = min(done, of), min(before, of)
    found = look(done, before, of=of, target=target)
    if found.reached_on is None:
        return
    growth = Fraction(done - before, of) / (NOW - BEFORE).days
    days = (found.reached_on - NOW).days

    assert Fraction(done, of) + growth * (days - 1) < Fraction(target, 100) <= Fraction(done, of) + growth * days


@given(done=st.integers(0, 999), of=st.integers(1, 999), target=st.integers(1, 100))
def test_the_shown_per_cent_reaches_the_target_only_when_the_share_does(done, of, target):
    point = Point(NOW, min(done, of), of)

    assert (point.per_cent >= target) == (point.share >= Fraction(target, 100))


@given(done=st.integers(0, 999), of=st.integers(1, 999), target=st.integers(1, 100))
def test_missing_people_are_just_enough(done, of, target):
    done = min(done, of)
    missing = look(done, done, of=of, target=target).missing

    assert Fraction(done + missing, of) >= Fraction(target, 100)
    assert missing == 0 or Fraction(done + missing - 1, of) < Fraction(target, 100)


def test_trend_days_are_ends_of_months_and_the_day_itself():
    assert trend_days(date(2026, 3, 15), months=3) == [
        date(2025, 12, 31),
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 15),
    ]


@pytest.mark.parametrize(
    ("later", "months"),
    [(date(2027, 4, 1), 1), (date(2027, 4, 30), 1), (date(2027, 5, 20), 2), (date(2028, 3, 31), 12)],
)
def test_months_late_are_at_least_one(later, months):
    assert months_between(DUE, later) == months


def test_history_begins_with_the_first_completion():
    points = [Point(BEGAN, 0, 5), Point(BEFORE, 1, 5), Point(NOW, 2, 5)]

    assert (began(points), began(points[:1])) == (BEFORE, None)
