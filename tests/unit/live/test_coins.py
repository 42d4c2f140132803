"""Two rounds: the cards alone say how they were dealt, and the inference is right for those who stopped too."""

from itertools import product

import numpy as np
import pytest

from puntari.live.coins import parts_of
from puntari.live.disclosure import PRIMARY, Occasion, Part, release
from puntari.live.inference import IDENTITY_GAP, estimate_effect
from puntari.live.outcomes import Outcome, outcome_of
from puntari.live.redraws import COMPARISON, REFERENCE
from puntari.live.results import Ratings, _parts, findings
from puntari.live.simulation import MATERIAL
from puntari.practice import two_rounds as design
from puntari.practice.domain import Design, Face
from puntari.practice.one_round import FACES
from tests.unit.live.deals import Deal, deal, draw_ratings
from tests.unit.live.rooms import Room

QUALITY = [text.quality for text in MATERIAL.texts]


@pytest.mark.parametrize("stream", ["a", "b", "c"])
def test_the_cards_alone_say_what_the_turn_of_each_arrival_was(stream):
    """The turn was decided before anything was dealt, and by other code than reads it back."""
    turns = set()
    for arrival in range(150):
        turn = design.turn_of(stream, arrival)
        cards = design.deal(MATERIAL, stream=stream, arrival=arrival, seed=f"{stream}{arrival}")
        parts = parts_of(cards[::-1] if arrival % 2 else cards, MATERIAL)
        turns.add(turn)

        order = (turn.more_anonymous, turn.more_identified, turn.short)
        assert tuple(QUALITY[column] for column in parts.to_identified) == order
        assert tuple(QUALITY[column] for column in parts.to_anonymous) == order
        assert QUALITY[parts.kept_anonymous] is turn.more_anonymous
        assert QUALITY[parts.kept_identified] is turn.more_identified
        assert FACES[parts.kept_group] is turn.kept_group
        first = {int(card.application): card.face for card in cards if card.round == 1}
        assert {first[column] for column in parts.to_identified} == {Face.ANONYMOUS}
        assert FACES[parts.first_group] is first[parts.to_anonymous[0]]
    assert len(turns) == 3 * 2 * 2 * 2  # so every kind of turn was among them


def test_the_figures_do_not_depend_on_who_arrived_beside_whom():
    """Only what chance would give does: of two who arrive together one keeps a person of each group."""
    dealt = deal(Design.TWO_ROUNDS, 24, "s")
    scores = draw_ratings(dealt, np.random.default_rng(4))
    parted = np.random.default_rng(5).permutation(24)
    other = type(dealt.mechanism)(parted, dealt.mechanism.faces, dealt.mechanism.texts)
    one, two = (
        estimate_effect(scores, mechanism, IDENTITY_GAP, seed=3, draws=1999) for mechanism in (dealt.mechanism, other)
    )

    assert one.estimate == two.estimate
    assert not np.array_equal(one.worlds, two.worlds)
    assert (one.low, one.high) == pytest.approx((two.low, two.high), abs=0.1)


def test_a_pair_of_which_one_gave_nothing_is_drawn_like_any_other():
    dealt = deal(Design.TWO_ROUNDS, 8, "s")
    alone = dealt.of([0, 3, 4, 7])

    kept = alone.draw(np.random.default_rng(1), 400) // 8 % 2  # the second of the five coins

    assert {tuple(row) for row in kept.tolist()} == set(product((0, 1), repeat=4))


# --- incomplete participants


def stopping(dealt: Deal, scores: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """A third of the people stop somewhere in the first round, and as many in the second."""
    scores = scores.copy()
    for person, order in enumerate(dealt.orders):
        first, last = ((len(order), len(order)), (1, 7), (8, 15))[person % 3]
        scores[person, list(order[int(chance.integers(first, last + 1)) :])] = np.nan
    return scores


@pytest.mark.parametrize("people", [12, 30])
def test_false_alarms_stay_in_range_when_some_stop_in_either_round(people):
    chance, sessions = np.random.default_rng(people), 300
    alarms = told = 0
    for number in range(sessions):
        dealt = deal(Design.TWO_ROUNDS, people, str(number % 25), 12)
        room = Room(dealt, stopping(dealt, draw_ratings(dealt, chance), chance))
        found = findings(room.ratings(range(people)), seed=str(number), draws=299, keys=[PRIMARY])
        effect = found.effects[PRIMARY]
        alarms += effect.low > 0 or effect.high < 0
        case = Occasion(is_open=False, minimum=8, contributors=[str(person) for person in range(people)])
        told += outcome_of(release(found, case)) in {Outcome.EXPECTED, Outcome.REVERSED}

    spread = (0.05 * 0.95 / sessions) ** 0.5
    assert alarms / sessions == pytest.approx(0.05, abs=3 * spread)
    assert told / sessions <= 0.05


def test_a_real_effect_is_found_by_those_who_stopped_too():
    chance = np.random.default_rng(2)
    dealt = deal(Design.TWO_ROUNDS, 60, "s", 12)
    faces = dealt.shown()
    scores = draw_ratings(dealt, chance) - 0.8 * (faces == COMPARISON) - 0.2 * (faces == REFERENCE)
    effect = estimate_effect(stopping(dealt, scores, chance), dealt.mechanism, IDENTITY_GAP, seed=1, draws=499)

    assert effect.low < -0.6 < effect.high < 0


@pytest.mark.parametrize(
    ("names", "unfinished", "told"),
    [
        pytest.param("1" * 8 + "2" * 7, {0, 1, 9}, [Part("1", 8, 2), Part("2", 7, 1)], id="enough of both"),
        pytest.param("1" * 4 + "2" * 9, {0}, [Part("1", 4, 1), Part("2", 9, 0)], id="few of one"),
        pytest.param("2" * 9, {3, 4}, [Part("2", 9, 2)], id="one alone"),
    ],
)
def test_who_did_not_finish_two_rounds_is_counted_by_what_came_first(names, unfinished, told):
    dealt, people = deal(Design.TWO_ROUNDS, len(names), "s"), len(names)
    finished = [person not in unfinished for person in range(people)]
    blank = np.full(dealt.shown().shape, np.nan)
    parts = _parts(Ratings(blank, blank, dealt.mechanism, list(names), finished, [""] * people))

    assert parts == told
