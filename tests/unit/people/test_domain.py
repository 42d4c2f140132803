"""Passwords that will do, tries that are counted, days on which things end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.people.demo_accounts import DEMO_ACCOUNTS
from puntari.people.domain import (
    EndsBeforeItStarts,
    Limit,
    PasswordProblem,
    Tally,
    TooManyTries,
    counted,
    end_of,
    forgiven,
    last_day,
    prepared,
    problem_with,
    wait_of,
)

OWN = ["tess.trainee@example.org", "Tess", "Trainee", "T001", "puntari"]
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LIMIT = Limit(free=3, window=timedelta(hours=1), first_wait=timedelta(seconds=10), longest_wait=timedelta(minutes=1))
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        pytest.param("a quiet morning at work", None, id="a short sentence"),
        pytest.param("yksi kaksi kolme", None, id="three words"),
        pytest.param("elevenchars", PasswordProblem.TOO_SHORT, id="eleven characters"),
        pytest.param("", PasswordProblem.TOO_SHORT, id="nothing"),
        pytest.param("x9!" * 70, PasswordProblem.TOO_LONG, id="longer than we hash"),
        pytest.param("aaaaaaaaaaaaaaa", PasswordProblem.PATTERN, id="one letter"),
        pytest.param("abcdabcdabcd", PasswordProblem.PATTERN, id="repeated part"),
        pytest.param("salasanasalasana", PasswordProblem.PATTERN, id="a word twice"),
        pytest.param("123456789012", PasswordProblem.PATTERN, id="numbers in a row"),
        pytest.param("987654321098", PasswordProblem.PATTERN, id="numbers backwards"),
        pytest.param("qwertyuiopas", PasswordProblem.PATTERN, id="keys in a row"),
        pytest.param("tess.trainee@example.org", PasswordProblem.OWN_DATA, id="own address"),
        pytest.param("TessTrainee2026", PasswordProblem.OWN_DATA, id="own name and a year"),
        pytest.param("puntari-puntaroi", None, id="the product's name and eight more"),
    ],
)
def test_a_password_that_will_do(password, problem):
    assert problem_with(password, own=OWN) == problem


def test_the_demo_accounts_follow_the_rules_they_show():
    assert [problem_with(a.password, own=[a.email]) for a in DEMO_ACCOUNTS] == [None] * 4
    assert [a.role for a in DEMO_ACCOUNTS] == ["trainee", "trainer", "hr", "admin"]


def test_a_password_typed_on_another_keyboard_is_the_same():
    assert prepared("pa\u0308iva\u0308") == prepared("p\u00e4iv\u00e4")


def tally_after(tries, *, apart=timedelta(0)):
    tally = Tally()
    for n in range(tries):
        tally = counted(tally, LIMIT, now=NOW + n * apart)
    return tally


@pytest.mark.parametrize(("tries", "wait"), [(0, None), (2, None), (3, 10), (4, 20), (5, 40), (6, 60), (60, 60)])
def test_the_wait_doubles_after_the_free_tries_up_to_the_longest(tries, wait):
    assert wait_of(tally_after(tries), now=NOW) == (wait and timedelta(seconds=wait))


def test_a_wait_ends():
    tally = tally_after(3)

    assert wait_of(tally, now=NOW + timedelta(seconds=9)) == timedelta(seconds=1)
    assert wait_of(tally, now=NOW + timedelta(seconds=10)) is None


def test_tries_before_the_window_are_forgotten():
    assert counted(tally_after(9), LIMIT, now=NOW + timedelta(hours=2)).count == 1


def test_a_try_that_was_no_guess_is_taken_back():
    assert forgiven(tally_after(3)).count == 2
    assert forgiven(Tally()).count == 0


def test_too_many_tries_say_how_long_in_whole_seconds():
    assert TooManyTries(timedelta(seconds=4, milliseconds=1)).retry_after == 5


TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("starts", "last", "ends"),
    [
        pytest.param(date(2020, 1, 1), date(2026, 3, 2), date(2026, 3, 3), id="holds to the end of its last day"),
        pytest.param(TODAY, TODAY, date(2026, 3, 3), id="one day"),
        pytest.param(TODAY, date(2026, 3, 1), None, id="begun today, ended at once: removed"),
        pytest.param(date(2027, 1, 1), TODAY, None, id="never begun: removed"),
    ],
)
def test_when_something_ends(starts, last, ends):
    assert end_of(starts, last_day=last, today=TODAY) == ends


def test_the_past_is_not_removed_by_a_day_typed_wrong():
    with pytest.raises(EndsBeforeItStarts):
        end_of(date(2021, 1, 1), last_day=date(2012, 1, 1), today=TODAY)


@given(st.dates(date(2000, 1, 1), TODAY), st.dates(TODAY, date(2100, 1, 1)))
def test_the_last_day_shown_is_the_one_given(starts, last):
    ends = end_of(starts, last_day=last, today=TODAY)

    assert last_day(ends) == last
