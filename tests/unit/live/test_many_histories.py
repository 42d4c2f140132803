"""The attacker of ``test_attacker`` over thousands of random evenings, with the trainer's desk looked at every second.

The attacker sees each picture of the desk, and from them alone works out who scored how much and whose scores went into
a result: he isn't told. He sees all that the gate lets out, once or twice (the same that files, the pool and the table
for research are made of). He knows besides how cards were dealt, the draws behind each result down to the seed, which
is shown nowhere, and all that three colleagues gave, at every size from the floor of five on. He asks of a victim's
rating whether it could as well have been two points higher or lower: when no table of ratings fits with that and with
all that left, he has it. Evenings are of one round or of two, and one in ten ends before anybody is through.

``PUNTARI_HISTORIES=50000 pytest tests/unit/live/test_many_histories.py`` plays more of them.
"""

import os

import numpy as np
import pytest

from puntari.live.disclosure import CELL, STRIP, Occasion, release
from puntari.live.results import findings
from puntari.practice.domain import Design
from tests.unit.live import evenings, logic
from tests.unit.live.evenings import LASTS, SECOND, Evening, play
from tests.unit.live.learning import hits, seen
from tests.unit.live.logic import KEYS, WINDOW, Attack, weights

FRIENDS = {1, 2, 3}
HISTORIES = {Design.ONE_ROUND: int(os.environ.get("PUNTARI_HISTORIES", "2000"))}
HISTORIES[Design.TWO_ROUNDS] = HISTORIES[Design.ONE_ROUND] // 4  # each has nearly three times as many ratings


def read(evening: Evening) -> tuple[np.ndarray, dict[int, list[int]]]:
    """From the desk's pictures, and how cards were dealt: which ratings there are, and who was in each result."""
    pictures = [evening.desk(second) for second in range(LASTS)]
    last = {row.number: row for desk in pictures for row in desk.rows}
    given = np.zeros(evening.scores.shape, dtype=bool)
    for row in last.values():
        if not row.is_watching:
            given[row.number - 1, evening.deal.orders[row.number - 1][: row.rated]] = True
    moments = [evenings.FIRST - 1, SECOND - 1]
    here = {
        moment + 1: [row.number - 1 for row in pictures[moment].here if not row.is_watching and row.rated]
        for moment in moments
    }
    return given, here


def misses_one(evening: Evening, chance: np.random.Generator) -> bool:
    """Whether the attacker can't place one of the victim's ratings, taken at random."""
    scored = np.flatnonzero(~np.isnan(evening.scores[0]))
    return Attack.on(evening.outputs, evening.deal, evening.scores, FRIENDS).misses(int(chance.choice(scored)))


@pytest.mark.parametrize("design", Design)
def test_the_quick_weights_are_those_of_the_real_estimates_and_what_left_is_what_the_gate_lets_out(design):
    chance, compared = np.random.default_rng(1), 0
    for _ in range(12):
        evening, before = play(chance, design), []
        for output in evening.outputs:
            ratings = output.ratings
            exact = findings(ratings, seed=output.seed, draws=logic.DRAWS, keys=KEYS)
            for key, effect in exact.effects.items():
                rows = weights(ratings.mechanism, ~np.isnan(ratings.scores), key, output.seed, with_worlds=True)
                quick = rows @ np.nan_to_num(ratings.scores.ravel())
                assert quick.tolist() == pytest.approx([effect.estimate, *effect.worlds])
                compared += 1
            marks = ratings.contributors
            case = Occasion(is_open=False, minimum=evening.minimum, contributors=marks, before=before)
            released = release(exact, case)
            before.append(marks)
            assert [len(one.others) for one in (released, output.released)] == [len(released.others)] * 2
            assert (released.strip is None, released.raters) == (output.released.strip is None, output.released.raters)
            assert released.unfinished == output.released.unfinished
    assert compared > 30


@pytest.fixture(scope="module", params=Design)
def histories(request):
    """All evenings of a design."""
    chance = np.random.default_rng(2026)
    return [play(chance, request.param) for _ in range(HISTORIES[request.param])]


def test_the_desk_tells_the_attacker_who_scored_how_much_and_nothing_of_what(histories):
    """Else the attack below would rest on less than the desk gives away; and it is the same whatever was given."""
    for evening in histories[:150]:
        given, here = read(evening)
        assert (given == ~np.isnan(evening.scores)).all()
        for output, moment in zip(evening.outputs, (evenings.FIRST, SECOND), strict=False):
            assert output.here == here[moment]
    pictures = [evening.desk(second) for evening in histories[:150] for second in range(LASTS)]
    assert {row.is_lost for desk in pictures for row in desk.rows} == {True, False}
    assert {row.is_watching for desk in pictures for row in desk.rows} == {True, False}


def test_in_thousands_of_evenings_no_rating_can_be_placed_by_logic(histories):
    chance = np.random.default_rng(5)
    for evening in histories:
        assert misses_one(evening, chance)
    shown = [output for evening in histories for output in evening.outputs if output.released.primary]
    assert len(shown) > 0.8 * len(histories)  # so that there was something to attack,
    assert min(len(output.here) for output in shown) == CELL  # from the floor on,
    assert any(output.released.strip for output in shown)  # with worlds of chance,
    assert max(len(output.here) for output in shown) > STRIP
    assert any(output.released.others for output in shown)  # further figures,
    assert any(output.released.unfinished for output in shown)  # who didn't finish,
    assert any(output.released.expected for output in shown)  # and what was expected


FINE = {"STRIP": 5, "step": lambda *_: 0.01}
WIDER = pytest.mark.parametrize(
    ("design", "change", "more"),
    [
        pytest.param(Design.ONE_ROUND, {"STRIP": 5}, {}, id="worlds from the floor on"),
        pytest.param(Design.ONE_ROUND, {"WHOLE": 1}, {"cut": 1.0}, id="figures of sessions that end too soon"),
        pytest.param(Design.ONE_ROUND, FINE, {}, id="worlds and a tenth of the grid"),
        pytest.param(Design.TWO_ROUNDS, FINE, {}, id="the same in two rounds"),
    ],
)


@WIDER
def test_the_attack_by_logic_would_place_ratings_if_the_gate_were_wider(monkeypatch, design, change, more):
    """The attacker is no straw man."""
    widen(monkeypatch, change)
    chance = np.random.default_rng(9)

    assert not all(misses_one(play(chance, design, **more), chance) for _ in range(500))


def widen(monkeypatch, change):
    """Let more out, and tell the attacker."""
    for name, value in change.items():
        monkeypatch.setattr(f"puntari.live.disclosure.{name}", value)
    if "step" in change:
        monkeypatch.setattr(logic, "STEP", 0.01)
        monkeypatch.setattr(logic, "COARSE", 0.01)


def test_by_learning_from_thousands_of_evenings_no_rating_can_be_placed_better(histories):
    """From all that left, and from when the victim's row on the desk went on."""
    features = np.array([[*seen(evening.outputs, 2), *paces(evening)] for evening in histories])
    truth = np.array([np.nanmean(evening.scores[0]) for evening in histories])
    with_outputs, without = hits(features, truth, WINDOW / 2)

    assert with_outputs <= without + 3 * np.sqrt(0.25 / (len(histories) // 2))


def paces(evening: Evening) -> list[int]:
    """How far the victim's row is at a few seconds."""
    desks = [evening.desk(second) for second in (8, 12, 16, 20)]
    return [next((row.rated for row in desk.rows if row.number == 1), 0) for desk in desks]
