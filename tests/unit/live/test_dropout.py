"""When a difference in who stopped is large enough to be said."""

import pytest

from puntari.live.disclosure import Unfinished
from puntari.live.dropout import uneven


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        pytest.param({}, None, id="nothing may be shown"),
        pytest.param({"1": 0.0, "2": 0.0}, None, id="nobody stopped"),
        pytest.param({"1": 0.1, "2": 0.2}, None, id="one step, which rounding can make"),
        pytest.param({"1": 0.3, "2": 0.5}, ("2", "1"), id="two steps"),
        pytest.param({"A1": 0.2, "A2": 0.0, "B1": 0.1, "B2": 0.0, "C1": 0.4, "C2": 0.1}, ("C1", "A2"), id="of six"),
    ],
)
def test_a_difference_is_said_from_two_steps_on(shares, expected):
    found = uneven([Unfinished(name=name, share=share) for name, share in shares.items()])

    assert (found and (found.most.name, found.fewest.name)) == expected
