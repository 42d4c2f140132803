"""What somebody has finished can't be found by the moment at which the ledger says that they finished something."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from puntari.certificates.models import CompletionEvent
from puntari.extensions import db
from puntari.practice.models import Rating
from tests.web.moments import NOW, lined_up, moment_of, near
from tests.web.practice.spotting.conftest import Hunter


@pytest.fixture(autouse=True)
def june():
    """A clock that stands still, set before anybody signs in."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.mark.parametrize(("way", "cards"), [("two-rounds", 16), ("one-round", 12), ("short", 6)])
def test_a_finished_attempt_isnt_found_by_its_moment(tess, way, cards, june):
    tess.start(way)
    for number in range(1, cards + 1):
        june.shift(timedelta(seconds=40))
        if way == "two-rounds" and number == 9:
            tess.post(f"{tess.at}/review")
        tess.choose(number, "invite", "yes", 1_000 * int(NOW.timestamp()) + number)  # as a device counts
        tess.rate(number)
    found = near([NOW])
    assert {"practice_attempt.started_at", "practice_rating.saved_at", "practice_invitation.sequence"} <= found

    assert tess.post(f"{tess.at}/review").status_code == 303
    assert abs(db.session.scalars(select(CompletionEvent.at)).one() - NOW) < timedelta(hours=1)
    assert lined_up() == set()
    assert tess.get(f"{tess.at}/result").status_code == 200


def test_all_that_is_finished_in_a_year_bears_the_same_moment(tess, otto, june):
    tess.finish("short")
    june.shift(timedelta(hours=5))
    otto.finish("short")

    moments = {(one.attempt.started_at, one.attempt.finished_at) for one in (tess, otto)}
    assert moments == {(moment, moment) for moment, _ in moments}
    assert len(moments) == 1
    assert set(db.session.scalars(select(Rating.saved_at))) == {moments.pop()[0]}


def test_a_finished_hunt_isnt_found_by_its_moment(client, people):
    hunter = Hunter(client(people["tess"]), people["tess"])
    hunter.start()
    hunter.hand_in(1, ["After family leave"])
    assert {"spotting_run.started_at", "spotting_item.done_at"} <= near([NOW])

    for position in (2, 3):
        hunter.hand_in(position, ["After family leave"])
    assert lined_up() == set()
    assert hunter.client.get(f"{hunter.run}/result").status_code == 200


def test_a_number_that_counts_time_is_seen_through():
    assert {moment_of(int(NOW.timestamp() * unit)) for unit in (1, 1_000, 1_000_000)} == {NOW}
