"""The planner says what the simulation finds, and what the design's variance says."""

from math import erf, sqrt

import numpy as np
import pytest
from scipy import stats

from puntari.live import planner, simulation
from puntari.live.inference import IDENTITY_GAP, estimate_effect

TOLERANCE = 0.07  # of sessions: 500 are simulated, so two standard errors are 0.045 at most, and the model is a model
SESSIONS, DRAWS, DEALS = 500, 199, 10


def simulated(people: int, texts: int, effect: float, monkeypatch: pytest.MonkeyPatch) -> tuple[float, float]:
    """How often the interval lies above zero, and the estimate below it. The session's texts are drawn by chance, so
    their mean effect is another in each session; that's the part which the simulation's own table holds still.
    """
    monkeypatch.setattr(simulation, "TEXTS", texts)
    chance = np.random.default_rng((people, texts, round(effect * 10)))
    deals = [simulation.deal_one_round(people, f"planner-{number}") for number in range(DEALS)]
    found = wrong = 0
    for number in range(SESSIONS):
        mechanism = deals[number % DEALS]
        own = chance.normal(effect, 0.2 / sqrt(texts * 2 / 3))
        scores = simulation.draw_scores(mechanism, effect=own, hiding=0.0, slopes=True, chance=chance)
        result = estimate_effect(scores, mechanism, IDENTITY_GAP, seed=number, draws=DRAWS)
        found += result.low > 0
        wrong += result.estimate < 0
    return found / SESSIONS, wrong / SESSIONS


@pytest.mark.parametrize(("people", "applications"), [(12, 12), (24, 12), (60, 12), (18, 6)])
@pytest.mark.parametrize("effect", [0.5, 0.2])
def test_it_says_what_the_simulation_finds(
    people: int, applications: int, effect: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, wrong = simulated(people, applications, effect, monkeypatch)

    assert planner.seen(effect, people, applications) == pytest.approx(found, abs=TOLERANCE)
    assert planner.wrong_way(effect, people, applications) == pytest.approx(wrong, abs=TOLERANCE)


@pytest.mark.parametrize(
    ("people", "applications", "variance"),
    [(12, 12, (4 / 8 + 0.04) / 12 + 0.04 / 8), (18, 6, (4 / 4 + 0.04) / 18 + 0.04 / 4)],
)
def test_the_variance_is_the_designs(people: int, applications: int, variance: float) -> None:
    assert planner.variance(people, applications) == pytest.approx(variance)
    wrong = 0.5 * (1 - erf(0.2 / sqrt(variance) / sqrt(2)))
    assert planner.wrong_way(0.2, people, applications) == pytest.approx(wrong)


@pytest.mark.parametrize("people", [6, 12, 60, 1000])
def test_the_quantile_of_t_is_right_to_half_a_per_cent(people: int) -> None:
    freedom = 2 * (people - -(-people // 6))
    exact = stats.t.ppf(0.975, freedom) * sqrt(planner.own_variance(people, 12))

    assert planner.half_width(people, 12) == pytest.approx(exact, rel=5e-3)


def test_more_people_and_more_applications_show_more() -> None:
    by_people = [planner.outlook(people, 12) for people in planner.SIZES]
    assert [one.large_seen for one in by_people] == sorted(one.large_seen for one in by_people)
    assert [one.small_wrong for one in by_people] == sorted((one.small_wrong for one in by_people), reverse=True)
    assert all(
        planner.seen(0.5, people, 12) > planner.seen(0.5, people, 6)
        and planner.smallest_seen(people, 12) < planner.smallest_seen(people, 6)
        for people in (8, 20, 100)
    )


@pytest.mark.parametrize("applications", [12, 6])
def test_the_smallest_difference_is_seen_in_eight_of_ten_sessions(applications: int) -> None:
    smallest = planner.smallest_seen(18, applications)

    assert planner.seen(smallest, 18, applications) == pytest.approx(0.8)


def test_the_people_needed_are_the_fewest_that_do() -> None:
    needed = planner.people_needed(0.5, 12)

    assert needed is not None
    assert planner.seen(0.5, needed, 12) >= 0.8 > planner.seen(0.5, needed - 1, 12)
    assert planner.people_needed(0.05, 6) is None


@pytest.mark.parametrize(
    ("share", "tenths"), [(0.0, 0), (0.004, 0), (0.02, 1), (0.74, 7), (0.76, 8), (0.97, 9), (0.999, 10), (1.0, 10)]
)
def test_a_share_is_said_as_so_many_of_ten(share: float, tenths: int) -> None:
    assert planner.in_ten(share) == tenths
