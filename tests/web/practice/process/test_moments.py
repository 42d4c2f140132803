"""A walk isn't found by the moment at which the ledger says that somebody came to an end."""

import pytest
import time_machine

from tests.web.moments import NOW, lined_up, near


@pytest.fixture(autouse=True)
def june():
    """A clock that stands still, set before anybody signs in."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_a_walk_that_has_ended_isnt_found_by_its_moment(tess):
    tess.begin()
    tess.choose(0, "quick")
    assert {"process_walk.started_at", "process_walk.changed_at"} <= near([NOW])

    tess.choose(2, "calm")
    assert lined_up() == set()
    assert tess.page().status_code == 200
