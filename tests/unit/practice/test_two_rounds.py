"""Every balance rule of the design with two rounds, over any seeds and arrivals."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.practice.domain import GROUPS, CannotDeal, Dealt, Face, Material, Quality
from puntari.practice.two_rounds import deal, turn_of
from tests.unit.practice.materials import KINDS, material, materials, seeds

arrivals = st.integers(0, 10_000)


def rounds(cards: tuple[Dealt, ...]) -> tuple[list[Dealt], list[Dealt]]:
    first, second = ([card for card in cards if card.round == number] for number in (1, 2))
    return first, second


def faces(cards: list[Dealt]) -> dict[str, Face]:
    return {card.application: card.face for card in cards}


def pairs(cards: tuple[Dealt, ...]) -> list[tuple[Dealt, Dealt]]:
    first, second = rounds(cards)
    again = {card.application: card for card in second}
    return [(card, again[card.application]) for card in first]


def qualities(dealt: Material, cards: list[Dealt]) -> Counter[Quality]:
    quality = {text.id: text.quality for text in dealt.texts}
    return Counter(quality[card.application] for card in cards)


@given(materials, seeds, arrivals, seeds)
def test_the_same_seeds_give_the_same_table(dealt, stream, arrival, seed):
    assert deal(dealt, stream=stream, arrival=arrival, seed=seed) == deal(
        dealt, stream=stream, arrival=arrival, seed=seed
    )


@given(materials, seeds, arrivals, seeds)
def test_the_same_eight_come_in_both_rounds_in_positions_one_to_eight(dealt, stream, arrival, seed):
    first, second = rounds(deal(dealt, stream=stream, arrival=arrival, seed=seed))

    assert [card.position for card in first] == [card.position for card in second] == list(range(1, 9))
    assert len(faces(first)) == 8
    assert faces(first).keys() == faces(second).keys()


@given(materials, seeds, arrivals, seeds)
def test_no_application_keeps_its_position(dealt, stream, arrival, seed):
    cards = deal(dealt, stream=stream, arrival=arrival, seed=seed)

    assert [before for before, after in pairs(cards) if before.position == after.position] == []


@given(materials, seeds, arrivals, seeds)
def test_the_eight_are_balanced_by_quality(dealt, stream, arrival, seed):
    first, _ = rounds(deal(dealt, stream=stream, arrival=arrival, seed=seed))

    assert sorted(qualities(dealt, first).values()) == [2, 3, 3]


@given(materials, seeds, arrivals, seeds)
def test_round_one_has_a_block_of_four_anonymous_and_a_block_of_four_identified(dealt, stream, arrival, seed):
    first, _ = rounds(deal(dealt, stream=stream, arrival=arrival, seed=seed))
    blocks = [[card.face.is_identified for card in first[start : start + 4]] for start in (0, 4)]

    assert sorted(blocks) == [[False] * 4, [True] * 4]
    assert blocks[0] == [not turn_of(stream, arrival).anonymous_first] * 4


@given(materials, seeds, arrivals, seeds)
def test_in_round_one_the_identified_are_two_of_each_group_and_every_quality_is_in_each_block(
    dealt, stream, arrival, seed
):
    first, _ = rounds(deal(dealt, stream=stream, arrival=arrival, seed=seed))
    identified = [card for card in first if card.face.is_identified]
    anonymous = [card for card in first if not card.face.is_identified]

    assert Counter(card.face for card in identified) == dict.fromkeys(GROUPS, 2)
    assert sorted(qualities(dealt, identified).values()) == [1, 1, 2]
    assert sorted(qualities(dealt, anonymous).values()) == [1, 1, 2]


@given(materials, seeds, arrivals, seeds)
def test_six_change_face_and_two_keep_it_one_anonymous_and_one_with_the_same_name(dealt, stream, arrival, seed):
    both = pairs(deal(dealt, stream=stream, arrival=arrival, seed=seed))
    kept = [(before, after) for before, after in both if before.face is after.face]
    changed = [(before, after) for before, after in both if before.face is not after.face]

    assert len(changed) == 6
    assert all(before.face.is_identified != after.face.is_identified for before, after in changed)
    assert sorted(before.face.is_identified for before, _ in kept) == [False, True]
    assert all(before.name == after.name for before, after in kept)


@given(materials, seeds, arrivals, seeds)
def test_over_the_six_that_change_each_quality_meets_each_group_once_and_each_direction_once(
    dealt, stream, arrival, seed
):
    quality = {text.id: text.quality for text in dealt.texts}
    changed = [p for p in pairs(deal(dealt, stream=stream, arrival=arrival, seed=seed)) if p[0].face is not p[1].face]
    groups = Counter((quality[a.application], a.face if a.face.is_identified else b.face) for a, b in changed)
    directions = Counter((quality[a.application], a.face.is_identified) for a, _ in changed)

    assert groups == {(q, group): 1 for q in Quality for group in GROUPS}
    assert directions == {(q, is_identified): 1 for q in Quality for is_identified in (True, False)}


@given(materials, seeds, arrivals, seeds)
def test_names_fit_their_application_and_none_stands_on_two(dealt, stream, arrival, seed):
    cards = deal(dealt, stream=stream, arrival=arrival, seed=seed)
    kind = {text.id: text.kind for text in dealt.texts}
    bearers = {(card.face, card.name): card.application for card in cards if card.face.is_identified}

    assert all((card.name is None) == (card.face is Face.ANONYMOUS) for card in cards)
    assert all(dealt.names[face][name] == kind[application] for (face, name), application in bearers.items())
    assert all(bearers[card.face, card.name] == card.application for card in cards if card.face.is_identified)


@given(seeds, st.integers(0, 60))
def test_what_is_counterbalanced_never_differs_by_more_than_one_between_trainees(stream, number):
    turns = [turn_of(stream, arrival) for arrival in range(number)]
    for of in ("anonymous_first", "kept_group"):
        counts = Counter(getattr(turn, of) for turn in turns)
        assert abs(2 * max(counts.values(), default=0) - number) <= 1
    short = Counter(dict.fromkeys(Quality, 0))
    short.update(turn.short for turn in turns)
    assert max(short.values()) - min(short.values()) <= 1


def test_different_trainees_get_different_tables():
    tables = {deal(material(), stream="s", arrival=0, seed=str(seed)) for seed in range(50)}

    assert len(tables) == 50


def test_every_text_and_name_is_dealt_to_somebody():
    cards = [card for n in range(60) for card in deal(material(), stream="s", arrival=n, seed=str(n))]

    assert {card.application for card in cards} == {text.id for text in material().texts}
    assert {(card.face, card.name) for card in cards} == {(Face.ANONYMOUS, None)} | {
        (g, n) for g in GROUPS for n in range(6)
    }


def test_too_few_names_are_refused():
    with pytest.raises(CannotDeal):
        deal(material(names=[KINDS[1]] * 2), stream="s", arrival=0, seed="1")
