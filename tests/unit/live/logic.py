"""The attack by logic: all that left as weighted sums of the ratings, and what a rating can then still have been.

Each estimate, and each world of chance, is a weighted sum of ratings whose weights follow from who read what in which
face and from the seed, and lies within half a step of the grid. So the attacker looks for a table of ratings that fits
with everything that left and has the victim's rating elsewhere.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from puntari.live.disclosure import PRIMARY, Released
from puntari.live.redraws import Mechanism
from puntari.live.results import CONTRASTS, WORLDS, Ratings
from puntari.practice.chance import Chance
from tests.unit.live.deals import Deal

DRAWS = 39
WINDOW = 2.0  # points
KEYS = [(comparison, PRIMARY[1]) for comparison in CONTRASTS]
STEP, CUT = 0.1, 2.0  # the grid and its ends, as the gate's own tests hold them
COARSE = 0.2  # the grid of groups under eight


@dataclass
class Output:
    """What left at one moment, and what the attacker knows of how it came about: all but the ratings."""

    released: Released
    ratings: Ratings
    here: Sequence[int]
    seed: str


def weights(
    mechanism: Mechanism, given: np.ndarray, key: tuple, seed: str, *, with_worlds: bool, draws: int = DRAWS
) -> np.ndarray:
    """The estimate and the strip's worlds as weighted sums of the ratings: (rows, people x columns), NaN if none.

    Worked out at once from who read what in which face and whether they scored it (``given``), with the seed.
    """
    chance, contrast, texts = Chance(seed, *key), CONTRASTS[key[0]], mechanism.texts
    states = mechanism.observed[None, :]
    if with_worlds:
        states = np.concatenate([states, mechanism.draw(np.random.default_rng(chance.below(2**32)), draws)])
    people, columns = given.shape
    faces = mechanism.faces[np.arange(people)[None, :], states, :]  # (rows, people, columns)

    def means(face, shown):
        """Weights that give each text's mean in a face, over all rounds, NaN where it has none."""
        there = ((shown == face) & given).reshape(*shown.shape[:-2], -1, texts)
        counts = there.sum(axis=-2, keepdims=True)
        return np.divide(there, counts, out=np.full(there.shape, np.nan), where=counts > 0)

    def over_texts(cells):
        """The mean over texts of what every text has, as weights of the ratings, each from its giver's own mean."""
        both = ~np.isnan(cells).any(axis=-2, keepdims=True)
        count = both.sum(axis=-1, keepdims=True)
        cells = np.divide(np.where(both, cells, 0.0), count, out=np.full(cells.shape, np.nan), where=count > 0)
        cells = cells.reshape(*cells.shape[:-2], people, columns)
        return cells - given * cells.sum(axis=-1, keepdims=True) / np.maximum(given.sum(axis=1), 1)[:, None]

    rows = over_texts(means(contrast.plus, faces) - means(contrast.minus, faces))
    shown = faces[0]
    third = over_texts(means(contrast.third, shown) - (means(contrast.plus, shown) + means(contrast.minus, shown)) / 2)
    share = 0.5 * (shown == contrast.plus) - 0.5 * (shown == contrast.minus)
    size = (rows[0] * np.where(given, share, 0)).sum()
    if np.isfinite(third).all():
        rows = rows - (rows * (shown == contrast.third) * given).sum(axis=(1, 2), keepdims=True) * third
    if mechanism.freedom < 2 or abs(size) < 1e-9:
        return np.full((len(rows), given.size), np.nan)
    rows[1:] *= np.sqrt(mechanism.freedom / (mechanism.freedom - 1))
    rows = (rows / size).reshape(len(rows), -1)
    if not with_worlds:
        return rows
    usable = 1 + np.flatnonzero(np.isfinite(rows[1:]).all(axis=1))
    if not len(usable):
        return np.full((WORLDS, given.size), np.nan)
    return rows[[0, *(usable[chance.below(len(usable))] for _ in range(WORLDS - 1))]]


def sums(outputs: Sequence[Output], deal: Deal, given: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All figures and worlds that left, as weighted sums of everybody's ratings: (rows, lowest, highest)."""
    rows, low, high = [np.zeros((0, given.size))], [], []
    for output in outputs:
        told, here = output.released, list(output.here)
        half = (COARSE if len(here) < 8 else STEP) / 2 + 1e-6
        for key in KEYS:
            figure = told.figure(*key)
            if figure is None:
                continue
            values = [figure.estimate]
            if key == PRIMARY and told.strip:
                values += [value for place, value in enumerate(told.strip.worlds) if place != told.strip.place]
            found = weights(deal.of(here), given[here], key, output.seed, with_worlds=len(values) > 1)
            whole = np.zeros((len(found), *given.shape))
            whole[:, here, :] = found.reshape(len(found), len(here), -1)
            rows.append(whole.reshape(len(found), -1))
            low += [-np.inf if value <= -CUT else value - half for value in values]
            high += [np.inf if value >= CUT else value + half for value in values]
    return np.concatenate(rows), np.array(low), np.array(high)


@dataclass
class Attack:
    """What is known of a table of ratings: sums with their bounds, and all that some colleagues gave."""

    rows: np.ndarray
    low: np.ndarray
    high: np.ndarray
    scores: np.ndarray
    is_free: np.ndarray  # whose ratings nobody told, by rating

    @classmethod
    def on(cls, outputs: Sequence[Output], deal: Deal, scores: np.ndarray, friends: Collection[int]) -> "Attack":
        """With everything that left. The outputs are as the ratings were, or nothing here means anything."""
        rows, low, high = sums(outputs, deal, ~np.isnan(scores))
        is_friend = np.isin(np.arange(len(scores)), list(friends))
        ratings = np.nan_to_num(scores, nan=3.0).ravel()
        assert (rows @ ratings >= low - 1e-9).all(), "the outputs contradict the ratings they came from"
        assert (rows @ ratings <= high + 1e-9).all(), "the outputs contradict the ratings they came from"
        is_free = ~np.repeat(is_friend, scores.shape[1]) & (np.abs(rows).sum(axis=0) > 0)
        return cls(rows, low, high, ratings, is_free)

    def misses(self, at: int) -> bool:
        """Whether some table of ratings fits with all that left and has this one more than the window away."""
        return not self.is_free[at] or self._twin_reach(at) > WINDOW or self._reach(at) > WINDOW

    def _twin_reach(self, at: int) -> float:
        """How far apart two tables can be in this rating that agree in all that left to the last digit; at least."""
        is_movable = self.is_free & (np.minimum(5.0 - self.scores, self.scores - 1.0) > 0.3)
        is_movable[at] = True
        table, place = self.rows[:, is_movable], int(is_movable[:at].sum())
        step = -table.T @ (np.linalg.pinv(table @ table.T, hermitian=True) @ table[:, place])
        step[place] += 1.0  # what is left of moving this one alone when nothing that left may change
        if step[place] < 1e-6:
            return 0.0
        step /= step[place]
        step[np.abs(step) < 1e-9] = 0.0
        ratings = self.scores[is_movable]
        with np.errstate(divide="ignore", invalid="ignore"):
            up, down = (5.0 - ratings) / step, (1.0 - ratings) / step
        return float(np.nanmin(np.where(step > 0, up, np.where(step < 0, down, np.inf)))
                     + np.nanmin(np.where(step > 0, -down, np.where(step < 0, -up, np.inf))))  # fmt: skip

    def _reach(self, at: int) -> float:
        """The width of the window in which this rating must lie, or a lower bound that is wide enough."""
        free, here, reach = np.flatnonzero(self.is_free), self.scores[at], 0.0
        has_low, has_high = np.isfinite(self.low), np.isfinite(self.high)
        table = np.vstack([-self.rows[has_low], self.rows[has_high]])
        ends = np.concatenate([-self.low[has_low], self.high[has_high]])
        ends -= table[:, ~self.is_free] @ self.scores[~self.is_free]
        for way in (1, -1) if here < 3 else (-1, 1):  # towards the farther end first
            goal = np.where(free == at, -way, 0.0)
            found = linprog(goal, A_ub=table[:, free], b_ub=ends, bounds=(1.0, 5.0), method="highs-ds")
            assert found.status == 0, "the outputs contradict the ratings they came from"
            reach += way * (found.x[free == at][0] - here)
            if reach > WINDOW:
                break
        return reach
