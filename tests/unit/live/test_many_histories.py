"""The attacker of ``test_attacker`` over thousands of random evenings, with the trainer's desk looked at every second.

The attacker sees each picture of the desk, and from them alone works out who scored how much and whose scores went into
a result: he isn't told. He sees all that the gate lets out, once or twice (the same that files, the pool and the table
for research are made of). He knows besides how cards were dealt, the draws behind each result down to the seed, which
is shown nowhere, and all that three colleagues gave, at every size from the floor of five on. He asks of a victim's
rating whether it could as well have been two points higher or lower: when no table of ratings fits with that and with
all that left, he has it.

``PUNTARI_HISTORIES=50000 pytest tests/unit/live/test_many_histories.py`` plays more of them.
"""

import os

import numpy as np
import pytest
from scipy.optimize import linprog

from puntari.live.disclosure import CELL, PRIMARY, STRIP, Occasion, release
from puntari.live.results import findings
from tests.unit.live import evenings
from tests.unit.live.evenings import KEYS, LASTS, SECOND, TEXTS, Evening, play, ratings_of, weights
from tests.unit.live.test_attacker import CUT, STEP, WINDOW, best_window, seen

COARSE = 0.2  # the grid of groups under eight
FRIENDS = {1, 2, 3}
HISTORIES = int(os.environ.get("PUNTARI_HISTORIES", "2000"))


# --- what the desk tells


def read(evening: Evening) -> tuple[np.ndarray, dict[int, list[int]]]:
    """From the desk's pictures alone: which ratings there are, and who was in each result."""
    pictures = [evening.desk(second) for second in range(LASTS)]
    last = {row.number: row for desk in pictures for row in desk.rows}
    places = [row for row in last.values() if not row.is_watching]
    given = np.array([[text < row.rated for text in range(TEXTS)] for row in sorted(places, key=lambda r: r.number)])
    moments = [evenings.FIRST - 1, SECOND - 1]
    here = {
        moment + 1: [row.number - 1 for row in pictures[moment].here if not row.is_watching and row.rated]
        for moment in moments
    }
    return given, here


# --- by logic


def sums(evening: Evening, given: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All figures and worlds that left, as weighted sums of all ratings: (rows, lowest, highest)."""
    rows, low, high = [np.zeros((0, given.size))], [], []
    for output in evening.outputs:
        told = output.released
        if told.primary is None:
            continue
        blank = np.where(given, 1.0, np.nan)
        ratings = ratings_of(blank, output.here, evening.stream)
        half = (COARSE if len(output.here) < 8 else STEP) / 2 + 1e-6
        for key in KEYS:
            figure = told.figure(*key)
            if figure is None:
                continue
            values = [figure.estimate]
            if key == PRIMARY and told.strip:
                values += [value for place, value in enumerate(told.strip.worlds) if place != told.strip.place]
            found = weights(ratings, key, output.seed, with_worlds=key == PRIMARY)[: len(values)]
            whole = np.zeros((len(found), *given.shape))
            whole[:, output.here, :] = found.reshape(len(found), len(output.here), TEXTS)
            rows.append(whole.reshape(len(found), -1))
            low += [-np.inf if value <= -CUT else value - half for value in values]
            high += [np.inf if value >= CUT else value + half for value in values]
    return np.concatenate(rows), np.array(low), np.array(high)


def could_be_elsewhere(evening: Evening, known: set[int], victim: int, text: int) -> bool:
    """Whether some table of ratings fits with all that left and has this one more than the window away."""
    given, _ = read(evening)
    rows, low, high = sums(evening, given)
    ratings, at = np.nan_to_num(evening.scores, nan=3.0).ravel(), victim * TEXTS + text
    is_free = ~np.repeat([person in known for person in range(len(given))], TEXTS) & (np.abs(rows).sum(axis=0) > 0)
    if not is_free[at]:
        return True
    assert (rows @ ratings >= low - 1e-9).all(), "the outputs contradict the ratings they came from"
    assert (rows @ ratings <= high + 1e-9).all(), "the outputs contradict the ratings they came from"
    return _twin_reach(rows, ratings, is_free, at) > WINDOW or _reach(rows, low, high, ratings, is_free, at) > WINDOW


def _twin_reach(rows: np.ndarray, ratings: np.ndarray, is_free: np.ndarray, at: int) -> float:
    """How far apart two tables can be in this rating that agree in all that left to the last digit; at least that."""
    is_movable = is_free & (np.minimum(5.0 - ratings, ratings - 1.0) > 0.3)
    is_movable[at] = True
    table, place = rows[:, is_movable], int(is_movable[:at].sum())
    step = -table.T @ (np.linalg.pinv(table @ table.T, hermitian=True) @ table[:, place])
    step[place] += 1.0  # what is left of moving this one alone when nothing that left may change
    if step[place] < 1e-6:
        return 0.0
    step /= step[place]
    step[np.abs(step) < 1e-9] = 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        up, down = (5.0 - ratings[is_movable]) / step, (1.0 - ratings[is_movable]) / step
    return float(np.nanmin(np.where(step > 0, up, np.where(step < 0, down, np.inf)))
                 + np.nanmin(np.where(step > 0, -down, np.where(step < 0, -up, np.inf))))  # fmt: skip


def _reach(rows, low, high, ratings, is_free, at) -> float:
    """The width of the window in which this rating must lie, or a lower bound that is wide enough."""
    free, here, reach = np.flatnonzero(is_free), ratings[at], 0.0
    table = np.vstack([-rows[np.isfinite(low)], rows[np.isfinite(high)]])
    ends = np.concatenate([-low[np.isfinite(low)], high[np.isfinite(high)]]) - table[:, ~is_free] @ ratings[~is_free]
    for way in (1, -1) if here < 3 else (-1, 1):  # towards the farther end first
        goal = np.where(free == at, -way, 0.0)
        found = linprog(goal, A_ub=table[:, free], b_ub=ends, bounds=(1.0, 5.0), method="highs-ds")
        assert found.status == 0, "the outputs contradict the ratings they came from"
        reach += way * (found.x[free == at][0] - here)
        if reach > WINDOW:
            break
    return reach


# --- what holds of it


def test_the_quick_weights_are_those_of_the_real_estimates_and_what_left_is_what_the_gate_lets_out():
    chance, compared = np.random.default_rng(1), 0
    for _ in range(12):
        evening, before = play(chance), []
        for output in evening.outputs:
            exact = findings(output.ratings, seed=output.seed, draws=evenings.DRAWS, keys=KEYS)
            for key, effect in exact.effects.items():
                rows = weights(output.ratings, key, output.seed, with_worlds=True)
                quick = rows @ np.nan_to_num(output.ratings.scores.ravel())
                assert quick.tolist() == pytest.approx([effect.estimate, *effect.worlds])
                compared += 1
            marks = output.ratings.contributors
            case = Occasion(is_open=False, minimum=evening.minimum, contributors=marks, before=before)
            released = release(exact, case)
            before.append(marks)
            assert [len(one.others) for one in (released, output.released)] == [len(released.others)] * 2
            assert (released.strip is None, released.raters) == (output.released.strip is None, output.released.raters)
    assert compared > 30


@pytest.fixture(scope="module")
def histories():
    """All evenings."""
    chance = np.random.default_rng(2026)
    return [play(chance) for _ in range(HISTORIES)]


def test_the_desk_tells_the_attacker_who_scored_how_much_and_nothing_of_what(histories):
    """Else the attack below would rest on less than the desk gives away; and it is the same whatever was given."""
    for evening in histories[:300]:
        given, here = read(evening)
        assert (given == ~np.isnan(evening.scores)).all()
        for output, moment in zip(evening.outputs, (evenings.FIRST, SECOND), strict=False):
            assert output.here == here[moment]
    pictures = [evening.desk(second) for evening in histories[:300] for second in range(LASTS)]
    assert {row.is_lost for desk in pictures for row in desk.rows} == {True, False}
    assert {row.is_watching for desk in pictures for row in desk.rows} == {True, False}


def test_in_thousands_of_evenings_no_rating_can_be_placed_by_logic(histories):
    chance, sizes = np.random.default_rng(5), []
    for evening in histories:
        sizes += [len(output.here) for output in evening.outputs if output.released.primary]
        scored = np.flatnonzero(~np.isnan(evening.scores[0]))
        assert could_be_elsewhere(evening, FRIENDS, victim=0, text=int(chance.choice(scored)))
    assert len(sizes) > 0.8 * len(histories)  # so that there was something to attack,
    assert min(sizes) == CELL  # from the floor on,
    assert max(sizes) > STRIP  # with worlds of chance too


@pytest.mark.parametrize(
    ("change", "value"),
    [
        pytest.param("puntari.live.disclosure.STRIP", 5, id="worlds from the floor on"),
        pytest.param("puntari.live.disclosure.step", lambda *_: 0.01, id="a tenth of the grid"),
    ],
)
def test_the_attack_by_logic_would_place_ratings_if_the_gate_were_wider(monkeypatch, change, value):
    """The attacker is no straw man."""
    monkeypatch.setattr(change, value)
    if callable(value):
        monkeypatch.setattr("tests.unit.live.test_many_histories.STEP", 0.01)
        monkeypatch.setattr("tests.unit.live.test_many_histories.COARSE", 0.01)
    chance = np.random.default_rng(8)

    assert not all(could_be_elsewhere(play(chance), FRIENDS, victim=0, text=0) for _ in range(1500))


def test_by_learning_from_thousands_of_evenings_no_rating_can_be_placed_better(histories):
    """From all that left, and from when the victim's row on the desk went on."""
    features = np.array([[*seen(evening, 2), *paces(evening)] for evening in histories])
    truth = np.array([np.nanmean(evening.scores[0]) for evening in histories])
    half = len(histories) // 2
    spread = features[:half].std(axis=0) + 1e-9
    features = np.c_[np.ones(len(features)), (features - features[:half].mean(axis=0)) / spread]
    ridge = features[:half].T @ features[:half] + 30 * np.eye(features.shape[1])
    learned = features[half:] @ np.linalg.solve(ridge, features[:half].T @ truth[:half])
    hit = np.mean(np.abs(learned - truth[half:]) <= WINDOW / 4)
    blind = np.mean(np.abs(best_window(truth[:half]) - truth[half:]) <= WINDOW / 4)

    assert hit <= blind + 3 * np.sqrt(0.25 / half)


def paces(evening: Evening) -> list[int]:
    """How far the victim's row is at a few seconds."""
    desks = [evening.desk(second) for second in (8, 12, 16, 20)]
    return [next((row.rated for row in desk.rows if row.number == 1), 0) for desk in desks]
