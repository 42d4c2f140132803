"""The planner says what the simulation finds, and what the design's variance says."""

from collections import Counter
from collections.abc import Iterator
from math import erf, sqrt
from statistics import NormalDist

import numpy as np
import pytest
from scipy import stats

from puntari.live import planner, simulation
from puntari.live.domain import SIZES
from puntari.live.inference import IDENTITY_GAP, estimate_effect
from puntari.practice import two_rounds
from tests.conftest import ROOT
from tests.unit.live import test_simulation

TOLERANCE = 0.07  # of sessions: 500 are simulated, so two standard errors are 0.045 at most, and the model is a model
SESSIONS, DRAWS, DEALS = 500, 199, 10


def simulated(people: int, size: int, effect: float, monkeypatch: pytest.MonkeyPatch) -> tuple[float, float]:
    """How often the interval lies above zero, and the estimate below it. The session's texts are drawn by chance, so
    their mean effect is another in each session; that's the part which the simulation's own table holds still.
    """
    deal, texts, compared = simulation.deal_one_round, size, size * 2 / 3
    if size == 16:
        deal, texts, compared = simulation.deal_two_rounds, 12, 7
    monkeypatch.setattr(simulation, "TEXTS", texts)
    chance = np.random.default_rng((people, size, round(effect * 10)))
    deals = [deal(people, f"planner-{number}") for number in range(DEALS)]
    found = wrong = 0
    for number in range(SESSIONS):
        mechanism = deals[number % DEALS]
        own = chance.normal(effect, 0.2 / sqrt(compared))
        scores = simulation.draw_scores(mechanism, effect=own, hiding=0.0, slopes=True, chance=chance)
        result = estimate_effect(scores, mechanism, IDENTITY_GAP, seed=number, draws=DRAWS)
        found += result.low > 0
        wrong += result.estimate < 0
    return found / SESSIONS, wrong / SESSIONS


@pytest.mark.parametrize(("people", "size"), [(12, 12), (24, 12), (60, 12), (18, 6), (12, 16)])
@pytest.mark.parametrize("effect", [0.5, 0.2])
def test_it_says_what_the_simulation_finds(
    people: int, size: int, effect: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, wrong = simulated(people, size, effect, monkeypatch)

    assert planner.seen(effect, people, size) == pytest.approx(found, abs=TOLERANCE)
    assert planner.wrong_way(effect, people, size) == pytest.approx(wrong, abs=TOLERANCE)


def test_it_says_what_the_table_of_thousands_of_sessions_says() -> None:
    """There the truth is the mean over a session's own texts, and the interval may leave out zero on either side."""
    rows = {key: row["found"] for key, row in test_simulation.documented().items() if key[3]}

    assert len(rows) == 2 * 4 * 3
    for (design, people, effect, _), found in rows.items():
        size = {"one-round": 12, "two-rounds": 16}[design]
        estimates = NormalDist(effect, sqrt(planner.own_variance(people, size)))
        half = planner.half_width(people, size)
        assert 1 - estimates.cdf(half) + estimates.cdf(-half) == pytest.approx(found, abs=0.04)


@pytest.mark.parametrize(
    ("people", "size", "variance"),
    [
        (12, 12, (4 / 8 + 0.04) / 12 + 0.04 / 8),
        (18, 6, (4 / 4 + 0.04) / 18 + 0.04 / 4),
        (10**9, 16, (1 / 5 + 1 / 3 + 0.04) / 10**9 + 0.04 / 7),  # so many that no text is dealt unevenly
    ],
)
def test_the_variance_is_the_designs(people: int, size: int, variance: float) -> None:
    assert planner.variance(people, size) == pytest.approx(variance)
    wrong = 0.5 * (1 - erf(0.2 / sqrt(variance) / sqrt(2)))
    assert planner.wrong_way(0.2, people, size) == pytest.approx(wrong)


@pytest.mark.parametrize("people", [6, 12, 60, 1000])
def test_the_quantile_of_t_is_right_to_half_a_per_cent(people: int) -> None:
    freedom = 2 * (people - -(-people // 6))
    exact = stats.t.ppf(0.975, freedom) * sqrt(planner.own_variance(people, 12))

    assert planner.half_width(people, 12) == pytest.approx(exact, rel=5e-3)


def test_more_people_and_more_applications_show_more() -> None:
    by_people = [planner.outlook(people, 12) for people in planner.PEOPLE]
    assert [one.large_seen for one in by_people] == sorted(one.large_seen for one in by_people)
    assert [one.small_wrong for one in by_people] == sorted((one.small_wrong for one in by_people), reverse=True)
    assert all(
        planner.seen(0.5, people, 12) > planner.seen(0.5, people, 6)
        and planner.smallest_seen(people, 12) < planner.smallest_seen(people, 6)
        for people in (8, 20, 100)
    )


@pytest.mark.parametrize("size", SIZES)
def test_the_smallest_difference_is_seen_in_eight_of_ten_sessions(size: int) -> None:
    smallest = planner.smallest_seen(18, size)

    assert planner.seen(smallest, 18, size) == pytest.approx(0.8)


@pytest.mark.parametrize("size", SIZES)
def test_the_people_needed_are_the_fewest_that_do(size: int) -> None:
    needed = planner.people_needed(0.5, size)

    assert needed is not None
    assert planner.seen(0.5, needed, size) >= 0.8 > planner.seen(0.5, needed - 1, size)
    assert planner.people_needed(0.05, size) is None


def test_two_rounds_have_as_many_judgements_texts_and_coins_as_they_are_dealt() -> None:
    for arrival in range(12):
        cards = two_rounds.deal(simulation.MATERIAL, stream="planner", arrival=arrival, seed=f"seed {arrival}")
        named = [card for card in cards if card.face.is_identified]
        by_group = Counter(card.face for card in named)
        assert len({card.application for card in named}) == planner.compared_texts(16)
        assert 4 / sum(1 / count for count in by_group.values()) == pytest.approx(planner.JUDGEMENTS)

    for size, deal in ((12, simulation.deal_one_round), (16, simulation.deal_two_rounds)):
        assert planner.freedom(20, size) == deal(20, "planner").freedom


def test_twelve_show_the_most_and_two_rounds_more_than_six() -> None:
    for people in (6, 12, 60, 200):
        smallest = [planner.smallest_seen(people, size) for size in (planner.BEST_SIZE, 16, 6)]
        assert smallest == sorted(smallest)


def planned() -> Iterator[tuple[int, int, list[str]]]:
    """The rows of the tables in the documentation: size, people, and the shares."""
    size = 0
    for line in (ROOT / "site" / "docs" / "simulation.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0].startswith("people, "):
            size = {"people, 12 applications": 12, "people, 8 applications in two rounds": 16}[cells[0]]
        elif size and len(cells) == 4 and cells[0].isdigit():
            yield size, int(cells[0]), cells[1:]


def test_the_documentation_has_these_figures() -> None:
    rows = list(planned())

    assert [row[:2] for row in rows] == [(size, people) for size in (12, 16) for people in planner.PEOPLE]
    for size, people, shares in rows:
        outlook = planner.outlook(people, size)
        real = [outlook.large_seen, outlook.small_seen, outlook.small_wrong]
        assert shares == [f"{share:.0%}" for share in real]


@pytest.mark.parametrize(
    ("share", "tenths"), [(0.0, 0), (0.004, 0), (0.02, 1), (0.74, 7), (0.76, 8), (0.97, 9), (0.999, 10), (1.0, 10)]
)
def test_a_share_is_said_as_so_many_of_ten(share: float, tenths: int) -> None:
    assert planner.in_ten(share) == tenths
