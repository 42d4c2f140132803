"""The rules of a session."""

from datetime import UTC, datetime, timedelta

import pytest

from puntari.live.domain import (
    Activity,
    Phase,
    Plan,
    can_reveal,
    design_of,
    extended,
    is_lost,
    last_open,
    may_save,
    minutes_in_all,
    next_number,
    takes_raters,
)
from puntari.practice.domain import Design

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
B1, B2, NEUTRAL = Phase.BLOCK_1, Phase.BLOCK_2, Phase.NEUTRAL


def test_a_short_session_leaves_three_phases_out():
    assert Plan(False, False, False).phases == (Phase.LOBBY, B1, B2, Phase.REVEAL)


@pytest.mark.parametrize(
    ("plan", "phase", "following"),
    [
        pytest.param(Plan(), Phase.LOBBY, Phase.CRITERIA, id="all"),
        pytest.param(Plan(has_criteria=False), Phase.LOBBY, B1, id="without criteria"),
        pytest.param(Plan(has_neutral=False), B1, B2, id="without neutral task"),
        pytest.param(Plan(has_prediction=False), B2, Phase.REVEAL, id="without prediction"),
        pytest.param(Plan(has_neutral=False), NEUTRAL, B2, id="in a phase that was left out since"),
        pytest.param(Plan(), Phase.REVEAL, None, id="the last"),
    ],
)
def test_what_follows(plan, phase, following):
    assert plan.after(phase) == following


def test_six_applications_without_extras_fit_into_forty_minutes():
    assert (minutes_in_all(Plan(), 12), minutes_in_all(Plan(False, False, False), 6)) == (57, 36)


def test_eight_applications_in_two_rounds_take_an_hour():
    assert minutes_in_all(Plan(), 16) == 65


@pytest.mark.parametrize(("size", "design"), [(12, Design.ONE_ROUND), (6, Design.ONE_ROUND), (16, Design.TWO_ROUNDS)])
def test_which_design_a_number_of_applications_belongs_to(size, design):
    assert design_of(size) is design


def test_half_of_the_applications_are_open_in_the_first_block():
    assert [last_open(phase, 12) for phase in Plan().phases] == [0, 0, 6, 0, 12, 0, 0]


@pytest.mark.parametrize(
    ("phase", "complete", "number"),
    [
        pytest.param(B1, {1, 2}, 3, id="goes on"),
        pytest.param(B1, {1, 2, 3}, None, id="half is done"),
        pytest.param(B2, {1, 2, 3}, 4, id="second half"),
        pytest.param(B2, {1}, 2, id="who was slow goes on in the same order"),
        pytest.param(B2, set(), 1, id="a late comer begins with the first"),
        pytest.param(B2, {1, 2, 3, 4, 5, 6}, None, id="all is done"),
        pytest.param(NEUTRAL, {1}, None, id="nothing is open"),
    ],
)
def test_what_comes_next(phase, complete, number):
    assert next_number(phase, 6, complete) == number


@pytest.mark.parametrize(
    ("phase", "number", "is_complete", "may"),
    [
        pytest.param(Phase.CRITERIA, 1, False, False, id="too early"),
        pytest.param(B1, 3, True, True, id="may be changed while the block is open"),
        pytest.param(B1, 4, False, False, id="second half isn't open"),
        pytest.param(NEUTRAL, 3, False, True, id="arrives late"),
        pytest.param(NEUTRAL, 3, True, False, id="judgement stands"),
        pytest.param(B2, 3, True, False, id="first half's judgement stands"),
        pytest.param(B2, 3, False, True, id="first half is made up for"),
        pytest.param(B2, 6, True, True, id="second half may be changed"),
        pytest.param(Phase.PREDICT, 6, False, False, id="over"),
        pytest.param(Phase.REVEAL, 1, False, False, id="long over"),
    ],
)
def test_what_is_still_saved(phase, number, is_complete, may):
    assert may_save(phase, number, size=6, is_complete=is_complete) is may


def test_nobody_gets_a_place_when_a_result_may_be_shown():
    assert [takes_raters(phase) for phase in Phase] == [not can_reveal(phase) for phase in Phase]


def test_contact_is_lost_after_half_a_minute():
    assert [is_lost(NOW - timedelta(seconds=s), NOW) for s in (0, 30, 31)] == [False, False, True]


def test_two_more_minutes_count_from_now_when_the_time_is_up():
    late, early = NOW - timedelta(minutes=5), NOW + timedelta(minutes=1)
    assert [extended(ends, NOW) for ends in (late, early)] == [NOW + timedelta(minutes=2), NOW + timedelta(minutes=3)]


@pytest.mark.parametrize("activity", [one for one in Activity if one is not Activity.SCORING])
def test_another_exercise_has_three_phases_in_which_nothing_is_scored(activity):
    plan = Plan(activity=activity)

    assert plan.phases == (Phase.LOBBY, Phase.WORK, Phase.REVEAL)
    assert (plan.after(Phase.LOBBY), plan.after(Phase.WORK)) == (Phase.WORK, Phase.REVEAL)
    assert takes_raters(Phase.WORK)
    assert not can_reveal(Phase.WORK)
    assert not any(may_save(Phase.WORK, number, size=6, is_complete=False) for number in range(1, 7))


def test_scoring_has_no_such_phase():
    assert Phase.WORK not in Plan().phases
