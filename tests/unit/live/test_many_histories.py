"""The attacker of ``test_attacker`` over thousands of random histories.

People join, stop half-way, leave or come late; results are asked for while the session is open, when it's over, and
again when others have scored. The attacker knows who gave a result its scores, what everybody read in which face, the
draws behind it down to the seed (which is shown nowhere), and all that one colleague gave, or three where ten or more
scored. He asks of a victim's rating whether it could as well have been two points higher or lower: when no table of
ratings fits with that and with all that left, he has it. (Knowing the seed and two or three friends among eight he has
it in about one of two thousand histories.)

``PUNTARI_HISTORIES=50000 pytest tests/unit/live/test_many_histories.py`` plays more of them.
"""

import os

import numpy as np
import pytest
from scipy.optimize import linprog

from puntari.live.disclosure import PRIMARY
from puntari.live.results import CONTRASTS, findings
from puntari.practice.chance import Chance
from tests.unit.live import test_attacker as attacker
from tests.unit.live.test_attacker import CUT, DRAWS, STEP, TEXTS, WINDOW, Output, Session, make_room, sums

COARSE = 0.2  # the grid of groups under eight
HISTORIES = int(os.environ.get("PUNTARI_HISTORIES", "3000"))


class Primary(Session):
    """A history of which only the primary figure is computed, since that is what takes time."""

    def ask(self, here, *, is_open=False):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(attacker, "SCORE_KEYS", [PRIMARY])
            super().ask(here, is_open=is_open)


def play(chance):
    """A random history of at most two results; person 0 is the victim."""
    room = make_room(17, chance)
    for person in np.flatnonzero(chance.random(17) < 0.15):  # some stop half-way
        room.scores[person, chance.integers(1, TEXTS) :] = np.nan
    session = Primary(room)
    size = int(chance.integers(8, 12))
    session.ask(list(range(size)), is_open=bool(chance.random() < 0.1))
    if chance.random() < 0.3:
        stay = [person for person in range(size) if person == 0 or chance.random() < 0.9]
        late = list(range(size, size + int(chance.integers(0, 17 - size + 1))))
        session.ask(stay + late)
    return session


def weights_of(output: Output) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What ``sums`` finds by trying each rating, worked out at once: (rows, lowest, highest) over all ratings."""
    ratings, released = output.ratings, output.released
    chance = Chance(output.seed, *PRIMARY)
    seed, contrast = chance.below(2**32), CONTRASTS[PRIMARY[0]]
    mechanism, given = ratings.mechanism, ~np.isnan(ratings.scores)
    states = np.concatenate([mechanism.observed[None, :], mechanism.draw(np.random.default_rng(seed), DRAWS)])
    picked = [(0, released.primary.figure.estimate)]
    if released.strip:
        strip = list(released.strip.worlds)
        del strip[released.strip.place]
        picked += [(1 + chance.below(DRAWS), value) for value in strip]
    chosen = states[[column for column, _ in picked]]
    faces = mechanism.faces[np.arange(len(given))[None, :], chosen, :]  # (rows, people, texts)

    def means(face, shown):
        """Weights that give each text's mean in a face, NaN where it has none."""
        there = (shown == face) & given
        counts = there.sum(axis=-2, keepdims=True)
        return np.divide(there, counts, out=np.full(there.shape, np.nan), where=counts > 0)

    def over_texts(cells):
        """The mean over texts of what every text has, as weights of the ratings, each from its giver's own mean."""
        both = ~np.isnan(cells).any(axis=-2, keepdims=True)
        cells = np.where(both, cells, 0.0) / both.sum(axis=-1, keepdims=True)
        return cells - given * cells.sum(axis=-1, keepdims=True) / np.maximum(given.sum(axis=1), 1)[:, None]

    rows = over_texts(means(contrast.plus, faces) - means(contrast.minus, faces))
    shown = faces[0]
    third = over_texts(means(contrast.third, shown) - (means(contrast.plus, shown) + means(contrast.minus, shown)) / 2)
    share = 0.5 * (shown == contrast.plus) - 0.5 * (shown == contrast.minus)
    size = (rows[0] * np.where(given, share, 0)).sum()
    rows = rows - (rows * (shown == contrast.third) * given).sum(axis=(1, 2), keepdims=True) * third
    rows[1:] *= np.sqrt(mechanism.freedom / (mechanism.freedom - 1))
    values = np.array([value for _, value in picked])
    half = (COARSE if (released.raters or 0) < 8 else STEP) / 2 + 1e-6
    low = np.where(values <= -CUT, -np.inf, values - half)
    high = np.where(values >= CUT, np.inf, values + half)
    return (rows / size).reshape(len(rows), -1), low, high


def could_be_elsewhere(session: Session, known: set[int], victim: int, text: int) -> bool:
    """Whether some table of ratings fits with all that left and has this one more than the window away."""
    scores = np.nan_to_num(session.room.scores, nan=3.0)
    here, at = scores[victim, text], victim * TEXTS + text
    left, right = [], []
    for output in session.outputs:
        if output.released.primary is None:
            continue
        rows, low, high = weights_of(output)
        whole = np.zeros((len(rows), *scores.shape))
        whole[:, output.here, :] = rows.reshape(len(rows), len(output.here), TEXTS)
        whole = whole.reshape(len(rows), -1)
        left += [-whole[np.isfinite(low)], whole[np.isfinite(high)]]
        right += [-low[np.isfinite(low)], high[np.isfinite(high)]]
    if not left:
        return True
    table, ends, ratings = np.vstack(left), np.concatenate(right), scores.ravel()
    is_known = np.repeat([person in known for person in range(len(scores))], TEXTS)
    ends = ends - table[:, is_known] @ ratings[is_known]
    unknown = np.flatnonzero(~is_known & (np.abs(table).sum(axis=0) > 0))
    if at not in unknown:
        return True
    place, reach = int(np.searchsorted(unknown, at)), 0.0
    for way in (1, -1) if here < 3 else (-1, 1):  # towards the farther end first
        goal = np.zeros(len(unknown))
        goal[place] = -way
        found = linprog(goal, A_ub=table[:, unknown], b_ub=ends, bounds=(1.0, 5.0), method="highs-ds")
        assert found.status == 0, "the outputs contradict the ratings they came from"
        reach += way * (found.x[place] - here)
        if reach > WINDOW:
            return True
    return False


def test_the_quick_weights_are_those_found_by_trying_each_rating():
    chance = np.random.default_rng(1)
    for _ in range(3):
        session = play(chance)
        output = session.outputs[0]
        if output.released.primary is None:
            continue
        for quick, slow in zip(weights_of(output), sums(output), strict=True):
            np.testing.assert_allclose(quick, slow, atol=1e-9)
        exact = findings(output.ratings, seed=output.seed, draws=DRAWS, keys=[PRIMARY]).effects[PRIMARY]
        rows, _, _ = weights_of(output)
        assert rows[0] @ np.nan_to_num(output.ratings.scores.ravel()) == pytest.approx(exact.estimate)


@pytest.fixture(scope="module")
def histories():
    """All of them; the last ones only for learning."""
    chance = np.random.default_rng(2026)
    return [play(chance) for _ in range(HISTORIES)]


def test_in_thousands_of_histories_no_rating_can_be_placed_by_logic(histories):
    chance, shown = np.random.default_rng(5), 0
    for session in histories:
        shown += any(output.released.primary for output in session.outputs)
        most = 3 if len(session.outputs[0].here if session.outputs else ()) >= 10 else 1
        known = set(range(1, 1 + min(most, int(chance.integers(0, 4)))))
        given = np.flatnonzero(~np.isnan(session.room.scores[0]))
        assert could_be_elsewhere(session, known, victim=0, text=int(chance.choice(given)))
    assert shown > 0.8 * len(histories)  # so that there was something to attack


def test_the_attack_by_logic_would_place_ratings_on_a_finer_grid(monkeypatch):
    """The attacker is no straw man: with a tenth of the grid and some friends he places a rating in some history."""
    monkeypatch.setattr("puntari.live.disclosure.step", lambda *_: 0.01)
    monkeypatch.setattr("tests.unit.live.test_many_histories.STEP", 0.01)
    monkeypatch.setattr("tests.unit.live.test_many_histories.COARSE", 0.01)
    chance = np.random.default_rng(8)

    assert not all(could_be_elsewhere(play(chance), set(range(1, 8)), victim=0, text=0) for _ in range(20))


def test_by_learning_from_thousands_of_histories_no_rating_can_be_placed_better(histories):
    features = np.array([attacker.seen(session, 2) for session in histories])
    truth = np.array([np.nanmean(session.room.scores[0]) for session in histories])
    half = len(histories) // 2
    spread = features[:half].std(axis=0) + 1e-9
    features = np.c_[np.ones(len(features)), (features - features[:half].mean(axis=0)) / spread]
    ridge = features[:half].T @ features[:half] + 30 * np.eye(features.shape[1])
    learned = features[half:] @ np.linalg.solve(ridge, features[:half].T @ truth[:half])
    hit = np.mean(np.abs(learned - truth[half:]) <= WINDOW / 4)
    blind = np.mean(np.abs(attacker.best_window(truth[:half]) - truth[half:]) <= WINDOW / 4)

    assert hit <= blind + 3 * np.sqrt(0.25 / half)
