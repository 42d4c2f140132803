"""Every balance rule of the design with one round, over any seeds, sizes, arrivals and dropouts."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from puntari.practice.domain import GROUPS, CannotDeal, Face, Quality
from puntari.practice.one_round import SEATS, SEQUENCES, deal, sequence_of
from tests.unit.practice.materials import KINDS, material, materials, seeds

blocks = st.integers(0, 1_000)
seats = st.integers(0, SEATS - 1)
sizes = st.sampled_from([12, 6])
places = st.fixed_dictionaries({"stream": seeds, "block": blocks, "seat": seats, "seed": seeds, "size": sizes})


@given(materials, places)
def test_the_same_seeds_give_the_same_table(dealt, place):
    assert deal(dealt, **place) == deal(dealt, **place)


@given(materials, places)
def test_nobody_meets_a_text_twice_and_a_third_stands_in_each_face(dealt, place):
    cards = deal(dealt, **place)

    assert [card.position for card in cards] == list(range(1, place["size"] + 1))
    assert len({card.application for card in cards}) == place["size"]
    assert Counter(card.face for card in cards) == dict.fromkeys(Face, place["size"] // 3)


@given(materials, places)
def test_every_face_has_qualities_as_even_as_its_number_allows(dealt, place):
    quality = {text.id: text.quality for text in dealt.texts}
    cards = deal(dealt, **place)
    for face in Face:
        counts = Counter(dict.fromkeys(Quality, 0))
        counts.update(quality[card.application] for card in cards if card.face is face)
        assert max(counts.values()) - min(counts.values()) <= 1


@given(materials, places)
def test_the_anonymous_ones_stand_together_in_front_or_behind(dealt, place):
    cards = deal(dealt, **place)
    are_identified = [card.face.is_identified for card in cards]

    assert are_identified == sorted(
        are_identified, reverse=not sequence_of(place["stream"], place["block"], place["seat"]).anonymous_first
    )


@given(materials, places)
def test_names_fit_and_none_comes_twice(dealt, place):
    kind = {text.id: text.kind for text in dealt.texts}
    cards = deal(dealt, **place)
    named = [card for card in cards if card.face.is_identified]

    assert len({(card.face, card.name) for card in named}) == len(named)
    assert all(dealt.names[card.face][card.name] == kind[card.application] for card in named)
    assert all(card.name is None for card in cards if card.face is Face.ANONYMOUS)


@given(seeds, blocks)
def test_a_block_has_each_sequence_once(stream, block):
    assert {sequence_of(stream, block, seat) for seat in range(SEATS)} == set(SEQUENCES)


@given(materials, seeds, blocks, sizes)
def test_while_a_block_fills_the_counts_of_text_and_face_and_of_orders_differ_by_at_most_one(
    dealt, stream, block, size
):
    cells: Counter[tuple[str, Face]] = Counter()
    orders = Counter({True: 0, False: 0})
    for seat in range(SEATS):
        cards = deal(dealt, stream=stream, block=block, seat=seat, seed="any", size=size)
        cells.update({(card.application, face): 0 for card in cards for face in Face})
        cells.update((card.application, card.face) for card in cards)
        orders[sequence_of(stream, block, seat).anonymous_first] += 1
        assert max(cells.values()) - min(cells.values()) <= 1
        assert abs(orders[True] - orders[False]) <= 1
    assert set(cells.values()) == {2}
    assert set(orders.values()) == {3}


def test_blocks_differ_in_order_and_sets():
    orders = {tuple(sequence_of("s", block, seat).code for seat in range(SEATS)) for block in range(40)}
    sets = {
        frozenset(c.application for c in deal(material(), stream="s", block=b, seat=0, seed="x", size=6))
        for b in range(40)
    }

    assert min(len(orders), len(sets)) > 10


class Joining(RuleBasedStateMachine):
    """People join, rate or leave without having rated, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.rated: dict[tuple[int, int], bool] = {}

    @rule()
    def join(self) -> None:
        self.rated[self.first_hole()] = False

    @rule(data=st.data())
    def rate(self, data) -> None:
        waiting = sorted(seat for seat, has_rated in self.rated.items() if not has_rated)
        if waiting:
            self.rated[data.draw(st.sampled_from(waiting))] = True

    @rule(data=st.data())
    def leave_without_having_rated(self, data) -> None:
        waiting = sorted(seat for seat, has_rated in self.rated.items() if not has_rated)
        if waiting:
            del self.rated[data.draw(st.sampled_from(waiting))]

    def first_hole(self) -> tuple[int, int]:
        places = ((block, seat) for block in range(len(self.rated) + 1) for seat in range(SEATS))
        return next(place for place in places if place not in self.rated)

    @invariant()
    def a_block_never_has_a_sequence_twice(self) -> None:
        for block in {block for block, _ in self.rated}:
            counts = Counter(dict.fromkeys(SEQUENCES, 0))
            counts.update(sequence_of("s", b, seat) for b, seat in self.rated if b == block)
            assert max(counts.values()) - min(counts.values()) <= 1

    @invariant()
    def blocks_that_are_full_are_exactly_even(self) -> None:
        for block in {block for block, _ in self.rated}:
            held = [sequence_of("s", b, seat) for b, seat in self.rated if b == block]
            if len(held) == SEATS:
                assert Counter(sequence.form for sequence in held) == {0: 2, 1: 2, 2: 2}


TestJoining = Joining.TestCase


def test_a_size_that_thirds_do_not_fit_is_refused():
    with pytest.raises(ValueError, match="12 or 6"):
        deal(material(), stream="s", block=0, seat=0, seed="1", size=8)


def test_too_few_names_are_refused():
    with pytest.raises(CannotDeal):
        deal(material(names=[KINDS[1]] * 3), stream="s", block=0, seat=0, seed="1")


def test_both_groups_are_dealt():
    cards = deal(material(), stream="s", block=0, seat=0, seed="1")

    assert {card.face for card in cards if card.face.is_identified} == set(GROUPS)
