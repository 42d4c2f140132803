"""Packets on paper are dealt like participants."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from puntari.audit.models import AuditEvent
from puntari.extensions import db
from puntari.live import paper
from puntari.live.models import LiveSession
from puntari.practice.models import Attempt, Place
from puntari.practice.one_round import sequence_of
from tests.web.live.conftest import NOW
from tests.web.live.packets import SEEDS, cells, order, packets, type_in


def test_packets_take_seats_of_the_same_blocks_as_those_who_join(tuula, guest):
    guest()
    order(tuula, fi=2, sv=1, en=1)
    guest()
    seats = select(Attempt.arrival, Place.block, Place.seat).join(Place, Place.attempt_id == Attempt.id)

    assert db.session.execute(seats.order_by(Attempt.arrival)).all() == [(n, 0, n) for n in range(6)]
    seed = tuula.live.stream.seed
    assert len({sequence_of(seed, 0, seat) for seat in range(6)}) == 6
    assert [packet.language for packet in packets()] == ["fi", "fi", "sv", "en"]


def test_the_same_order_sent_twice_makes_the_packets_once(tuula):
    first = [packet.code for packet in order(tuula, fi=3)]

    assert [packet.code for packet in order(tuula, fi=3)] == first
    assert len(order(tuula, token=SEEDS[1], fi=1)) == 4
    made = select(func.count()).where(AuditEvent.kind == "live.packets_printed")
    assert db.session.scalar(made) == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"fi": "31"}, "You can print 30 packets at most now."),
        ({"fi": "20", "en": "11"}, "You can print 30 packets at most now."),
        ({"fi": "0"}, "Say how many packets you want."),
        ({}, "Say how many packets you want."),
        ({"fi": "-1"}, "Give a whole number from 0 to 1000."),
        ({"fi": "many"}, "Write a whole number."),
        ({"fi": "9" * 40}, "Give a whole number from 0 to 1000."),
    ],
)
def test_an_order_that_cant_be_made_is_shown_again(tuula, typed, said):
    response = tuula.post("/paper", token=SEEDS[0], **typed)

    assert response.status_code == 422
    assert said in response.text
    assert not typed.get("fi") or f'value="{typed["fi"]}"' in response.text
    assert packets() == []


def test_there_are_never_more_packets_than_there_is_room_for(tuula):
    order(tuula, fi=30)  # twelve are expected, so there is room for 32
    response = tuula.post("/paper", token=SEEDS[1], fi="3")

    assert response.status_code == 422
    assert "You can print 2 packets at most now." in response.text
    assert len(order(tuula, token=SEEDS[1], fi=2)) == 32


def test_a_packet_that_nobody_uses_returns_its_place(tuula, guest):
    first, second, third = order(tuula, en=3)
    tuula.go_to("block-1")
    type_in(tuula, third.code, **cells())
    response = tuula.client.post(
        f"/en/live/{tuula.id}/paper/returned", data={"packet": [second.code, third.code, "XXXX"]}
    )

    assert response.status_code == 303
    assert [packet.returned_at is not None for packet in packets()] == [False, True, False]
    assert sorted(db.session.scalars(select(Place.seat))) == [0, 2]
    guest()
    assert sorted(db.session.scalars(select(Place.seat))) == [0, 1, 2]
    assert type_in(tuula, second.code, **cells()).status_code == 409
    again = tuula.post("/paper/entry", code=second.code)
    assert (again.status_code, "given back" in again.text) == (422, True)
    assert len(paper.packets_of(tuula.live)) == 3
    assert first.returned_at is None


def test_a_packet_keeps_its_place_however_long_before_it_was_printed(tuula, guest):
    order(tuula, en=1)
    db.session.execute(update(Place).values(taken_at=NOW - timedelta(days=9)))
    db.session.commit()
    guest()

    assert sorted(db.session.scalars(select(Place.seat))) == [0, 1]


SCORING_ONLY = ("/paper", "/paper/entry", "/paper.pdf?packet=7KC3", "/research.zip")
REAL_ONLY = (*SCORING_ONLY, "/result.pdf", "/result.xlsx")


@pytest.mark.parametrize(
    ("changed", "gone"),
    [
        pytest.param({"activity": "leak-hunt"}, SCORING_ONLY, id="another activity"),
        pytest.param({"is_rehearsal": True, "dial": "small", "rehearsal_seed": "s"}, REAL_ONLY, id="a rehearsal"),
    ],
)
def test_nothing_is_printed_or_sent_on_of_what_isnt_a_real_session_with_scores(tuula, changed, gone):
    db.session.execute(update(LiveSession).values(changed))
    db.session.commit()

    assert {tuula.get(path).status_code for path in gone} == {404}
    assert tuula.post("/paper", token=SEEDS[0], fi="1").status_code == 404
    desk = tuula.get().text
    assert [path for path in ("/paper", "/result.pdf", "/research.zip") if path in desk] == []


def test_however_many_packets_there_are_the_page_and_the_file_take_as_many_statements(tuula, statements):
    counted = []
    for token, number in ((SEEDS[0], 1), (SEEDS[1], 4)):
        batch = order(tuula, token=token, en=number)[-1].batch
        with statements() as seen:
            for path in ("/paper", f"/paper.pdf?order={batch}"):
                assert tuula.get(path).status_code == 200
        counted.append(seen)

    assert counted[1] == counted[0]
