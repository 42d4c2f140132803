"""Answers aren't found by the moment at which the ledger says that somebody completed the course."""

import pytest
import time_machine

from tests.web.courses.test_completion import ANSWERS, BASE, DONE, take
from tests.web.moments import NOW, lined_up, near


@pytest.fixture(autouse=True)
def june():
    """A clock that stands still, set before anybody signs in."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_answers_of_a_completed_course_arent_found_by_their_moment(client, people, course):
    signed_in = client(people["tess"])
    *most, last = ANSWERS
    take(signed_in, most)
    assert near([NOW]) == {"course_mark.first_at", "course_mark.at"}

    take(signed_in, [last, *DONE])  # the last answer completes it, and what is read afterwards belongs to it too
    assert lined_up() == set()
    assert signed_in.get(BASE).status_code == 200
