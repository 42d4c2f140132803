"""How far an attempt is."""

from datetime import UTC, datetime, timedelta

import pytest

from puntari.practice.domain import AlreadyFinished, NotOpen
from puntari.practice.progress import Progress

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def progress(*, rounds=2, size=8, pause_hours=0, paused_at=None, finished_at=None, complete=()) -> Progress:
    return Progress(size, rounds, pause_hours, paused_at, finished_at, frozenset(complete))


@pytest.mark.parametrize(
    ("complete", "paused_at", "missing", "done"),
    [
        pytest.param((), None, 1, 0, id="nothing yet"),
        pytest.param((1, 3), None, 2, 2, id="a gap"),
        pytest.param(range(1, 9), None, None, 8, id="a whole round"),
        pytest.param(range(1, 9), NOW, 9, 0, id="second round"),
        pytest.param(range(1, 17), NOW, None, 8, id="both rounds"),
    ],
)
def test_the_next_card_is_the_first_that_lacks_something(complete, paused_at, missing, done):
    of = progress(complete=complete, paused_at=paused_at)

    assert (of.next_missing(), of.done()) == (missing, done)


def test_positions_begin_anew_in_the_second_round():
    of = progress(complete=(9, 10), paused_at=NOW)

    assert [of.position(number) for number in (1, 8, 9, 16)] == [1, 8, 1, 8]
    assert [of.round_of(number) for number in (1, 8, 9, 16)] == [1, 1, 2, 2]
    assert of.done_positions() == {1, 2}


@pytest.mark.parametrize(
    ("of", "number", "refusal"),
    [
        pytest.param(progress(), 1, None, id="first round"),
        pytest.param(progress(), 9, NotOpen, id="second round during the first"),
        pytest.param(progress(paused_at=NOW), 1, AlreadyFinished, id="first round after its end"),
        pytest.param(progress(paused_at=NOW), 9, None, id="second round without a pause"),
        pytest.param(progress(paused_at=NOW, pause_hours=2), 9, NotOpen, id="pause"),
        pytest.param(progress(paused_at=NOW - 2 * HOUR, pause_hours=2), 9, None, id="pause just over"),
        pytest.param(progress(paused_at=NOW, finished_at=NOW), 9, AlreadyFinished, id="all finished"),
        pytest.param(progress(rounds=1, finished_at=NOW), 1, AlreadyFinished, id="one round finished"),
    ],
)
def test_which_cards_are_open(of, number, refusal):
    if refusal is None:
        assert of.check_open(number, NOW) is None
    else:
        with pytest.raises(refusal):
            of.check_open(number, NOW)
