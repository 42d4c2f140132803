"""The attacker of ``test_attacker`` with the pool of earlier sessions beside: it tells no other room's figure."""

from datetime import date

import numpy as np
import pytest
from scipy.optimize import linprog

from puntari.live.disclosure import PRIMARY, Figure, Released, Shown
from puntari.live.pooled import Earlier, Pool, batches, pool
from tests.unit.live.logic import Output
from tests.unit.live.rooms import Session, make_room

GRID = 0.1  # of the sessions' figures; knowing one to less than this is knowing it


def pools_over_time(sizes: list[int], estimates: list[float]) -> list[Pool]:
    """What a room that is too small would see after each session that closes."""
    closed, seen_pools = [], []
    for size, estimate in zip(sizes, estimates, strict=True):
        figure = Figure(estimate=estimate, is_beyond=False, low=None, high=None)
        shown = Shown(comparison=PRIMARY[0], measure=PRIMARY[1], figure=figure)
        closed.append(Earlier(Released(minimum=8, raters=size, primary=shown), date(2026, 1, 1)))
        found = pool(closed, PRIMARY)
        if found is not None:
            seen_pools.append(found)
    return seen_pools


@pytest.mark.parametrize("seed", range(40))
def test_by_subtracting_pools_no_other_rooms_figure_can_be_told(seed: int) -> None:
    """The attacker looks after every session, knows all sizes, and the figures of three rooms of each batch."""
    chance = np.random.default_rng(seed)
    sizes = [int(size) for size in chance.integers(8, 80, 23)]
    estimates = [float(one) for one in np.round(np.clip(chance.normal(-0.2, 0.3, 23), -2, 2), 1)]
    seen_pools = pools_over_time(sizes, estimates)
    assert seen_pools
    known: set[int] = set()
    start = 0
    for count in batches(sizes):
        known |= set(chance.permutation(range(start, start + count))[:3].tolist())
        start += count
    left, right = [], []
    for one in seen_pools:
        weights = np.zeros(len(sizes))
        weights[: one.sessions] = np.array(sizes[: one.sessions]) / one.people
        left += [weights, -weights]
        middle = one.mean.figure.estimate
        right += [middle + 0.025 + 1e-6, -(middle - 0.025) + 1e-6]
    bounds = [(one, one) if place in known else (-2.0, 2.0) for place, one in enumerate(estimates)]
    for victim in set(range(start)) - known:
        goal = np.zeros(len(sizes))
        goal[victim] = 1.0
        ends = [linprog(sign * goal, A_ub=np.array(left), b_ub=np.array(right), bounds=bounds) for sign in (1, -1)]
        assert all(end.status == 0 for end in ends)
        assert -ends[1].fun - ends[0].fun > GRID


def test_without_batches_subtracting_would_tell_a_rooms_figure() -> None:
    """The attacker is no straw man: with a pool after every session the newest one's figure is its difference."""
    sizes, estimates = [12] * 5 + [60], [-0.2, 0.1, 0.0, -0.3, -0.1, 0.6]
    before, after = (np.average(estimates[:count], weights=sizes[:count]) for count in (5, 6))

    assert (after * 120 - before * 60) / 60 == pytest.approx(0.6)
    assert len({one.mean.figure.estimate for one in pools_over_time(sizes, estimates)}) == 1


def test_the_pool_knows_nothing_of_ratings_beyond_the_primary_figures() -> None:
    """Rooms with other ratings, intervals and strips, but the same rounded figure, give the same pool."""
    rooms: dict[float, list[Output]] = {}
    chance = np.random.default_rng(8)
    for _ in range(60):
        session = Session(make_room(9, chance))
        session.ask(list(range(9)))
        for output in session.outputs:
            if output.released.primary:
                rooms.setdefault(output.released.primary.figure.estimate, []).append(output)
    one, other, *_ = max(rooms.values(), key=len)
    pools = [pool([Earlier(output.released, date(2026, 1, 1))] * 5, PRIMARY) for output in (one, other)]

    assert one.released != other.released
    assert not np.array_equal(one.ratings.scores, other.ratings.scores)
    assert pools[0] is not None
    assert pools[0] == pools[1]
