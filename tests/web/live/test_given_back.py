"""A place that isn't used after all is given back, be it a packet's or somebody's who is taken out."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from puntari.extensions import db
from puntari.live import paper, queries
from puntari.live.desk import desk_of
from puntari.live.result_queries import ratings_of
from puntari.practice.models import Attempt, Card, Place
from puntari.practice.two_rounds import turn_of
from tests.web.live.conftest import COOK, NOW, Guest
from tests.web.live.packets import SEEDS, cells, order, packets, type_in

DESIGNS = pytest.mark.parametrize("size", ["6", "16"], ids=["one round", "two rounds"])


def dealt():
    """How many cards each who arrived has, by the number of arrival."""
    query = select(Attempt.arrival, func.count(Card.id)).outerjoin(Card, Card.attempt_id == Attempt.id)
    newest = select(func.max(Attempt.stream_id)).scalar_subquery()
    query = query.where(Attempt.stream_id == newest).group_by(Attempt.arrival)
    return dict(map(tuple, db.session.execute(query)))


def give_back(tuula, *codes):
    return tuula.client.post(f"/en/live/{tuula.id}/paper/returned", data={"packet": list(codes)})


@DESIGNS
def test_a_packet_that_is_given_back_is_counted_nowhere(tuula, guest, size):
    tuula.make(token=SEEDS[1], size=size)
    cards = int(size)
    used, unused, half = order(tuula, en=3)
    tuula.go_to("block-2")
    type_in(tuula, used.code, **cells(numbers=range(1, cards + 1)))
    type_in(tuula, half.code, **{"c-skill-1": "4"})
    assert [give_back(tuula, *(packet.code for packet in (used, unused, half))).status_code for _ in range(2)] == [
        303
    ] * 2

    assert [packet.returned_at is not None for packet in packets()] == [False, True, False]
    assert dealt() == {0: cards, 1: 0, 2: cards}
    assert paper.dealt(tuula.live, [unused]) == {unused.code: []}
    assert tuula.get(f"/paper.pdf?packet={unused.code}").status_code == 404
    assert tuula.get("/paper").status_code == 200
    ratings = ratings_of(tuula.live.stream, COOK)
    assert (len(ratings.contributors), ratings.finished) == (2, [True, False])
    assert type_in(tuula, unused.code, **cells()).status_code == 409
    assert dealt()[1] == 0


@DESIGNS
def test_whoever_joins_after_that_is_dealt_cards_of_their_own(tuula, client, size):
    tuula.make(token=SEEDS[1], size=size)
    (packet,) = order(tuula, en=1)
    give_back(tuula, packet.code)
    anna = Guest(client(), tuula.code)
    anna.join()
    tuula.go_to("block-2")

    assert dealt() == {0: 0, 1: int(size)}
    assert anna.at() == "/cards/1"
    if size == "6":
        assert db.session.scalars(select(Place.seat)).all() == [0]  # the very seat
        return
    cards = queries.cards_of(anna.me)
    turn = turn_of(tuula.live.stream.seed, 1)  # the next one's: chance isn't asked again for a number that was used
    assert cards[0].face.is_identified is not turn.anonymous_first
    assert [card.number for card in cards] == list(range(1, 17))


@DESIGNS
def test_somebody_who_is_taken_out_is_counted_only_with_what_they_scored(tuula, client, size):
    tuula.make(token=SEEDS[1], size=size)
    anna, berta = Guest(client(), tuula.code), Guest(client(), tuula.code)
    anna.join()
    berta.join()
    tuula.go_to("block-1")
    berta.rate(1)
    page = tuula.get("/places/1").text
    assert ("goes to the next one who joins" in page, "nothing is lost" in page) == (size == "6", size == "16")
    for number in (1, 2):
        assert tuula.post(f"/places/{number}").status_code == 303

    assert dealt() == {0: 0, 1: int(size)}
    assert (anna.get("/place").location, berta.get("/place").location) == (anna.address(), berta.address())
    assert len(ratings_of(tuula.live.stream, COOK).contributors) == 1
    assert desk_of(tuula.live, NOW).here == []
    assert anna.choose(1, "c-skill", "5").status_code == 404
    again = Guest(anna.client, tuula.code)
    again.join()
    assert (again.me.number, again.at()) == (3, "/cards/1")
    assert dealt()[2] == int(size)


def test_in_two_rounds_nobody_loses_a_place_by_being_silent(tuula, client):
    """There is no seat that the next one could have instead."""
    start = datetime.now(UTC).replace(microsecond=0)
    with time_machine.travel(start, tick=False) as clock:
        tuula.make(token=SEEDS[1], size="16")
        anna, berta = Guest(client(), tuula.code), Guest(client(), tuula.code)
        anna.join()
        before = queries.cards_of(anna.me)
        tuula.go_to("block-1")
        clock.move_to(start + timedelta(minutes=11))
        berta.join()

        assert dealt() == {0: 16, 1: 16}
        assert queries.cards_of(anna.me) == before
        assert anna.at() == "/cards/1"
        assert anna.choose(1, "c-skill", "5").status_code == 200
