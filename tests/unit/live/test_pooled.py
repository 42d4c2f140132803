"""Earlier sessions together: whole batches only, from what was let out already, rounded once more."""

from datetime import date, timedelta

import pytest

from puntari.live.disclosure import PRIMARY, Comparison, Figure, Measure, Released, Shown
from puntari.live.pooled import Earlier, batches, pool

DAY = date(2026, 1, 10)


def session(
    raters: int, estimate: float | None, *, number: int = 0, key: tuple[Comparison, Measure] = PRIMARY
) -> Earlier:
    value = estimate or 0.0
    figure = Figure(estimate=value, is_beyond=False, low=value - 0.25, high=value + 0.25)
    shown = Shown(comparison=key[0], measure=key[1], figure=figure)
    released = Released(minimum=8, raters=raters, primary=shown) if estimate is not None else Released(minimum=8)
    return Earlier(released, DAY + timedelta(days=30 * number))


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        pytest.param([12] * 4, [], id="four are too few"),
        pytest.param([12] * 5, [5], id="five make a batch"),
        pytest.param([12] * 9, [5], id="the next ones wait"),
        pytest.param([12] * 10, [5, 5], id="until they are five too"),
        pytest.param([8, 8, 8, 8, 60], [], id="one has more than half of the people"),
        pytest.param([8, 8, 8, 8, 32], [5], id="half is not more"),
        pytest.param([60, 8, 8, 8, 8, 8, 8, 8, 8], [9], id="so others join its batch"),
        pytest.param([], [], id="none"),
    ],
)
def test_batches(sizes: list[int], expected: list[int]) -> None:
    assert batches(sizes) == expected


def test_the_mean_is_weighted_by_people_and_rounded() -> None:
    given = [(10, -0.4), (20, -0.2), (10, 0.1), (40, -0.1), (10, 0.0)]
    found = pool([session(n, e, number=i) for i, (n, e) in enumerate(given)], PRIMARY)

    assert found is not None
    exact = (10 * -0.4 + 20 * -0.2 + 10 * 0.1 + 40 * -0.1 + 0) / 90  # -0.1222
    assert found.mean.figure.estimate == -0.1
    assert abs(found.mean.figure.estimate - exact) <= 0.025
    assert (found.sessions, found.people) == (5, 90)
    assert (found.below, found.above, found.even, found.clear) == (3, 1, 1, 1)
    assert (found.first, found.last) == (DAY, DAY + timedelta(days=120))


def test_sessions_without_figures_and_about_something_else_are_left_out() -> None:
    other = (Comparison.HIDING_COMPARISON, Measure.SCORE)
    mixed = [session(12, -0.2) for _ in range(4)] + [session(6, None), session(30, 0.5, key=other)]

    assert pool(mixed, PRIMARY) is None
    found = pool([*mixed, session(12, -0.2)], PRIMARY)
    assert found is not None
    assert (found.sessions, found.people, found.mean.figure.estimate) == (5, 60, -0.2)


def test_a_further_session_changes_nothing_until_its_batch_is_whole() -> None:
    sessions = [session(12, -0.2, number=number) for number in range(5)]
    first = pool(sessions, PRIMARY)
    for number in range(4):
        sessions.append(session(20, 1.0, number=5 + number))
        assert pool(sessions, PRIMARY) == first
    sessions.append(session(20, 1.0, number=9))

    found = pool(sessions, PRIMARY)
    assert found is not None
    assert found.sessions == 10


def test_invitations_lie_on_their_own_grid() -> None:
    key = (Comparison.IDENTITY_GAP, Measure.INVITATION)
    found = pool([session(12, estimate, key=key) for estimate in (0.05, 0.1, 0.0, 0.05, -0.05)], key)

    assert found is not None
    assert found.mean.figure.estimate == 0.04  # 0.03 lies between 0.02 and 0.04
