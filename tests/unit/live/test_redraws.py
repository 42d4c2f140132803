"""What is drawn again is what the dealing could have dealt."""

import numpy as np
import pytest

from puntari.live.coins import COINS, STATES, faces_of, parts_of, two_rounds
from puntari.live.redraws import one_round
from puntari.live.simulation import MATERIAL
from puntari.practice import two_rounds as design
from puntari.practice.domain import Face
from puntari.practice.one_round import FACES, SEATS, even_orders, sequence_of
from tests.unit.live.sessions import dealt

COLUMN = {text.id: number for number, text in enumerate(MATERIAL.texts)}
QUALITIES = [text.quality for text in MATERIAL.texts]


def cards_and_parts(arrival: int, stream: str = "s"):
    cards = design.deal(MATERIAL, stream=stream, arrival=arrival, seed=f"seed {arrival}")
    return cards, parts_of(cards, MATERIAL)


def table_of(cards) -> np.ndarray:
    table = np.full((2, len(COLUMN)), -1)
    for card in cards:
        table[card.round - 1, COLUMN[card.application]] = FACES.index(card.face)
    return table.ravel()


@pytest.mark.parametrize("arrival", range(40))
def test_the_first_state_is_what_was_dealt(arrival):
    cards, parts = cards_and_parts(arrival)

    assert np.array_equal(faces_of(parts, STATES[0], len(COLUMN)), table_of(cards))


@pytest.mark.parametrize("arrival", range(12))
def test_every_state_keeps_the_rules_of_two_rounds(arrival):
    _, parts = cards_and_parts(arrival)
    tables = [faces_of(parts, state, len(COLUMN)).reshape(2, -1) for state in STATES]

    assert len({table.tobytes() for table in tables}) == len(STATES)
    for first, second in tables:
        seen = first >= 0
        assert np.array_equal(seen, second >= 0)
        assert [int((first == face).sum()) for face in range(3)] == [4, 2, 2]
        assert int((first[seen] != second[seen]).sum()) == 6
        changed = seen & (first != second)
        assert [int((np.stack([first, second])[:, changed] == face).sum()) for face in range(3)] == [6, 3, 3]
        pairs = [(QUALITIES[text], max(first[text], second[text])) for text in np.flatnonzero(changed)]
        assert len(set(pairs)) == 6
        assert len({(QUALITIES[text], first[text] == 0) for text in np.flatnonzero(changed)}) == 6


def test_of_two_arrivals_one_keeps_a_person_of_each_group_in_every_draw():
    arrivals, parts = range(8), [cards_and_parts(arrival)[1] for arrival in range(8)]
    mechanism = two_rounds(arrivals, parts, len(COLUMN))

    states = mechanism.draw(np.random.default_rng(1), 200)

    kept = np.array([part.kept_group for part in parts])
    turned = np.array([state[COINS.index("kept")] for state in STATES])[states]
    groups = np.where(turned, 3 - kept, kept)
    assert np.array_equal(np.sort(groups.reshape(200, 4, 2), axis=2), np.tile([1, 2], (200, 4, 1)))
    assert 0.4 < turned.mean() < 0.6


def test_forms_are_drawn_block_by_block_from_the_even_orders():
    mechanism = dealt(2 * SEATS + 3)
    allowed = {tuple(sequence.form for sequence in order) for order in even_orders()}

    draws = mechanism.draw(np.random.default_rng(1), 300)

    for block in range(2):
        rows = {tuple(row) for row in draws[:, SEATS * block : SEATS * (block + 1)].tolist()}
        assert rows <= allowed
        assert len(rows) > len(allowed) / 2
    assert {tuple(row) for row in draws[:, -3:].tolist()} == {order[:3] for order in allowed}


def test_the_observed_forms_show_what_was_dealt():
    sequences = [sequence_of("x", 0, seat) for seat in range(SEATS)]
    sets = [[0, 1, 2, -1]] * SEATS

    mechanism = one_round([0] * SEATS, range(SEATS), sequences, sets)

    for person, sequence in enumerate(sequences):
        faces = mechanism.faces[person, mechanism.observed[person]]
        assert [FACES[face] for face in faces[:3]] == [sequence.face_of(number) for number in range(3)]
        assert faces[3] == -1
    assert set(FACES) == set(Face)


def test_a_seat_outside_the_block_is_refused():
    with pytest.raises(ValueError, match="seat"):
        one_round([0], [SEATS], [sequence_of("x", 0, 0)], [[0, 1, 2]])
