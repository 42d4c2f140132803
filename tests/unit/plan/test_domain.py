"""The rule of a training target: states, cutoffs, corrections."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.plan.domain import SOON, Correction, Rule, State, add_months, cutoffs, first_valid, stands, state_of

DAY = date(2026, 11, 21)
RULE = Rule("course", "anonymous-recruitment", due=date(2027, 3, 31), newcomer_days=90)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
rules = st.builds(
    Rule,
    kind=st.just("course"),
    content_id=st.just("c"),
    due=days,
    newcomer_days=st.integers(0, 730),
    validity_months=st.none() | st.integers(1, 120),
)


@pytest.mark.parametrize(
    ("starts", "completed", "is_exempt", "rule", "expected"),
    [
        pytest.param(None, date(2026, 1, 1), False, {}, State.NOT_ASSIGNED, id="outside the group, though done"),
        pytest.param(date(2021, 1, 1), None, True, {}, State.EXEMPT, id="exempt"),
        pytest.param(date(2021, 1, 1), date(2026, 1, 1), True, {}, State.EXEMPT, id="exempt, though done"),
        pytest.param(date(2021, 1, 1), DAY, False, {}, State.VALID, id="done today"),
        pytest.param(date(2021, 1, 1), None, False, {}, State.OPEN, id="due later than in 60 days"),
        pytest.param(date(2021, 1, 1), None, False, {"due": DAY + SOON}, State.SOON, id="due in 60 days"),
        pytest.param(date(2021, 1, 1), None, False, {"due": DAY}, State.SOON, id="due today"),
        pytest.param(date(2021, 1, 1), None, False, {"due": date(2026, 11, 20)}, State.OVERDUE, id="due yesterday"),
        pytest.param(date(2026, 10, 1), None, False, {"due": date(2026, 6, 1)}, State.SOON, id="newcomers get time"),
        pytest.param(date(2026, 8, 1), None, False, {"due": date(2026, 6, 1)}, State.OVERDUE, id="but not for ever"),
        pytest.param(
            date(2021, 1, 1), date(2025, 11, 21), False, {"validity_months": 12}, State.RENEW, id="valid until today"
        ),
        pytest.param(
            date(2021, 1, 1), date(2025, 11, 20), False, {"validity_months": 12}, State.EXPIRED, id="until yesterday"
        ),
        pytest.param(
            date(2021, 1, 1), date(2026, 1, 21), False, {"validity_months": 12}, State.VALID, id="61 days more"
        ),
    ],
)
def test_state_of(starts, completed, is_exempt, rule, expected):
    changed = Rule(**{**RULE.__dict__, **rule})

    assert state_of(changed, DAY, starts=starts, completed=completed, is_exempt=is_exempt) == expected


@given(rule=rules, day=days, starts=days, completed=days)
def test_cutoffs_say_the_same_as_the_rule(rule, day, starts, completed):
    at = cutoffs(rule, day)

    if completed <= day:
        assert (at.valid_from is None or completed >= at.valid_from) == rule.is_valid(completed, day)
        assert (at.lasting_from is None or completed >= at.lasting_from) == rule.is_valid(completed, day + SOON)
    assert (at.overdue_before is not None and starts < at.overdue_before) == (rule.due_of(starts) < day)
    assert (at.soon_before is not None and starts < at.soon_before) == (rule.due_of(starts) <= day + SOON)


@given(day=days, months=st.integers(1, 120))
def test_the_first_valid_day_is_the_first(day, months):
    first = first_valid(day, months)

    assert add_months(first, months) >= day
    assert add_months(first - timedelta(days=1), months) < day


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
    ],
)
def test_months_end_where_they_end(day, months, expected):
    assert add_months(day, months) == expected


def test_a_correction_works_from_its_own_day_on():
    made = [Correction(8, date(2026, 3, 1), False), Correction(9, date(2026, 5, 1), True)]

    assert [stands(made, date(2026, month, 1)) for month in (2, 3, 4, 5)] == [True, False, False, True]


def test_of_two_corrections_on_a_day_the_later_one_holds():
    made = [Correction(9, DAY, True), Correction(8, DAY, False)]

    assert stands(made, DAY) is True
