"""The attack by learning: who has seen many sessions with the ratings laid open guesses in new ones."""

import numpy as np

from puntari.live.disclosure import Released
from puntari.live.domain import Guess
from puntari.live.results import CONTRASTS
from tests.unit.live.logic import Output


def seen(outputs: list[Output], asked: int) -> np.ndarray:
    """Every number that left, in one row; nothing where nothing left."""
    row: list[float] = []
    for place in range(asked):
        released = outputs[place].released if place < len(outputs) else Released(minimum=8)
        numbers: list[float] = [float(released.raters or 0)]
        shown = {one.comparison: one.figure for one in (released.primary, *released.others) if one}
        for comparison in CONTRASTS:
            figure = shown.get(comparison)
            numbers += [figure.estimate, figure.low or 0, figure.high or 0, figure.excludes_zero] if figure else [0] * 4
        strip = released.strip
        numbers += [*sorted(strip.worlds), strip.place] if strip else [0] * 21
        unfinished = {part.name: part.share for part in released.unfinished}
        numbers += [unfinished.get(name, -1.0) for name in "12"]
        most = released.expected.most if released.expected else None
        numbers += [float(most is guess) for guess in Guess]
        row += numbers
    return np.array([1.0, *row])


def best_window(values: np.ndarray, width: float) -> float:
    """The middle of the window in which most of these values lie: the best guess of who has seen nothing."""
    middles = np.arange(1, 5.01, 0.1)
    return float(middles[np.argmax([np.mean(np.abs(values - middle) <= width / 2) for middle in middles])])


def hits(features: np.ndarray, truth: np.ndarray, width: float) -> tuple[float, float]:
    """How often a window of this width has the truth, with all that was seen and without; learned on the first half."""
    half = len(truth) // 2
    spread = features[:half].std(axis=0) + 1e-9
    features = np.c_[np.ones(len(features)), (features - features[:half].mean(axis=0)) / spread]
    ridge = features[:half].T @ features[:half] + 30 * np.eye(features.shape[1])
    learned = features[half:] @ np.linalg.solve(ridge, features[:half].T @ truth[:half])
    blind = best_window(truth[:half], width)
    return tuple(float(np.mean(np.abs(guess - truth[half:]) <= width / 2)) for guess in (learned, blind))
