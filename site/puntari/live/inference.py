"""Group effects by randomisation: the estimate, its p-value and interval, and the worlds of chance beside it.

The estimands are those of the design: **E1**, the same text with a person of the comparison group minus with one of
the reference group; **E2**, anonymous minus identified, for each group apart. (E3, over both groups together, isn't
here: gains of one group would cancel losses of the other.)

The statistic is the mean over texts of the difference between the two faces' mean scores, each score taken from its
giver's own mean, so that a strict participant moves nothing. States are re-drawn by the stored mechanism
(``redraws``). The p-value counts the observed assignment among the draws (Phipson & Smyth 2010, Statistical
Applications in Genetics and Molecular Biology 9:39). The interval is the set of effects, the same for everybody, that
the test doesn't reject (test inversion; Young 2019, Quarterly Journal of Economics 134:557). The third face is a
nuisance: its mean distance from the two is estimated and taken off first, so that an effect of hiding doesn't pass
for one of names. Estimating it takes one of the ν independent contrasts that chance had a hand in and so narrows the
re-drawn statistics; they are widened by √(ν / (ν - 1)), as the residual variance of least squares is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from puntari.live.redraws import ANONYMOUS, COMPARISON, REFERENCE, Mechanism

Floats = NDArray[np.float64]

DRAWS = 5_000
LEVEL = 0.05
TINY = 1e-9  # what rounding does to equal statistics


@dataclass(frozen=True)
class Contrast:
    """One face minus another, as indices of ``FACES``; ``third`` is the face that isn't compared."""

    plus: int
    minus: int
    third: int


IDENTITY_GAP = Contrast(COMPARISON, REFERENCE, ANONYMOUS)  # E1
HIDING_REFERENCE = Contrast(ANONYMOUS, REFERENCE, COMPARISON)  # E2, reference group
HIDING_COMPARISON = Contrast(ANONYMOUS, COMPARISON, REFERENCE)  # E2, comparison group


class TooLittle(Exception):
    """No text has ratings in both faces, so there's nothing to compare, or chance had too small a part in it."""


@dataclass(frozen=True)
class Effect:
    """An effect in points of the scale (or in shares, for invitations).

    ``low`` and ``high`` bound the 95 % interval, infinite where the data can't bound it. ``worlds`` are the
    statistics of the re-drawn assignments had there been no effect at all.
    """

    estimate: float
    p_value: float
    low: float
    high: float
    worlds: Floats

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval lies on one side of no effect."""
        return self.low > 0 or self.high < 0


def estimate_effect(
    scores: Floats, mechanism: Mechanism, contrast: Contrast, *, seed: int, draws: int = DRAWS
) -> Effect:
    """The effect in a group.

    ``scores`` is (N, R * T): what each participant gave each text in each round, NaN where nothing was given; its
    columns are those of ``mechanism.faces``, text by text within a round. Incomplete participants count with what
    they rated. Raises TooLittle when no text was rated in both faces.
    """
    shown = np.take_along_axis(mechanism.faces, mechanism.observed[:, None, None], axis=1)[:, 0, :]
    adjusted = scores - _nuisance(scores, shown, contrast, mechanism.texts) * (shown == contrast.third)
    share = 0.5 * (shown == contrast.plus) - 0.5 * (shown == contrast.minus)
    share[np.isnan(scores)] = np.nan

    states = np.concatenate([mechanism.observed[None, :], mechanism.draw(np.random.default_rng(seed), draws)])
    of_scores, of_share = _statistics(
        (_centred(adjusted), _centred(share)), mechanism.faces, states, contrast, mechanism.texts
    )
    if np.isnan(of_scores[0]) or abs(of_share[0]) < TINY or mechanism.freedom < 2:
        raise TooLittle
    widening = np.sqrt(mechanism.freedom / (mechanism.freedom - 1))
    of_scores[1:] *= widening
    of_share[1:] *= widening
    estimate = of_scores[0] / of_share[0]
    test = _Test(of_scores, of_share)
    return Effect(
        estimate=float(estimate),
        p_value=test.p_value(0.0),
        low=test.bound(estimate, -1.0),
        high=test.bound(estimate, 1.0),
        worlds=of_scores[1:] / of_share[0],
    )


def _nuisance(scores: Floats, shown: NDArray[np.int8], contrast: Contrast, texts: int) -> float:
    """How far the third face's mean lies from the middle of the two compared, over texts that have all three."""
    means = [_means(_centred(scores), shown == face, texts) for face in (contrast.third, contrast.plus, contrast.minus)]
    distances = means[0] - (means[1] + means[2]) / 2
    distances = distances[~np.isnan(distances)]
    return float(distances.mean()) if distances.size else 0.0


def _means(scores: Floats, chosen: NDArray[np.bool_], texts: int) -> Floats:
    """(T,): the mean of the chosen scores of each text, NaN where there are none."""
    given = (chosen & ~np.isnan(scores)).reshape(-1, texts)
    sums = np.where(given, np.nan_to_num(scores).reshape(-1, texts), 0.0).sum(axis=0)
    counts = given.sum(axis=0)
    means: Floats = np.divide(sums, counts, out=np.full(texts, np.nan), where=counts > 0)
    return means


def _centred(scores: Floats) -> Floats:
    """Each participant's scores less their own mean; NaN stays NaN."""
    given = ~np.isnan(scores)
    counts = given.sum(axis=1, keepdims=True)
    sums = np.nansum(scores, axis=1, keepdims=True)
    means: Floats = np.divide(sums, counts, out=np.zeros_like(sums), where=counts > 0)
    return scores - means


def _statistics(
    outcomes: tuple[Floats, Floats], faces: NDArray[np.int8], states: NDArray[np.intp], contrast: Contrast, texts: int
) -> tuple[Floats, Floats]:
    """For each row of states and each outcome the mean over texts of plus minus minus; (1 + draws,) each.

    Sums and counts by text are linear in who is in which state, so each state is one matrix product.
    """
    given = ~np.isnan(outcomes[0])
    parts = []
    for face in (contrast.plus, contrast.minus):
        chosen = (faces == face) & given[:, None, :]
        for values in (*outcomes, given.astype(np.float64)):
            cells = np.where(chosen, np.nan_to_num(values)[:, None, :], 0.0)
            parts.append(cells.reshape(*faces.shape[:2], -1, texts).sum(axis=2))
    table = np.concatenate(parts, axis=2)
    totals = np.zeros((len(states), table.shape[2]))
    for state in range(faces.shape[1]):
        totals += (states == state).astype(np.float64) @ table[:, state, :]
    (plus, plus_share, plus_count, minus, minus_share, minus_count) = np.split(totals, 6, axis=1)
    both = (plus_count > 0) & (minus_count > 0)
    compared = both.sum(axis=1)

    def over_texts(above: Floats, below: Floats) -> Floats:
        gaps = np.divide(above, plus_count, out=np.zeros_like(above), where=both)
        gaps -= np.divide(below, minus_count, out=np.zeros_like(below), where=both)
        means: Floats = np.divide(gaps.sum(axis=1), compared, out=np.full(len(states), np.nan), where=compared > 0)
        return means

    return over_texts(plus, minus), over_texts(plus_share, minus_share)


class _Test:
    """The randomisation test of any supposed effect: statistics are linear in it, so nothing is drawn again."""

    def __init__(self, of_scores: Floats, of_share: Floats) -> None:
        usable = ~np.isnan(of_scores)
        self._real = of_scores[0], of_share[0]
        self._drawn = of_scores[1:][usable[1:]], of_share[1:][usable[1:]]

    def p_value(self, effect: float) -> float:
        """The share of assignments, the real one among them, at least as extreme if the effect is this."""
        real = abs(self._real[0] - effect * self._real[1])
        drawn = np.abs(self._drawn[0] - effect * self._drawn[1])
        return float((1 + np.count_nonzero(drawn >= real - TINY)) / (1 + len(drawn)))

    def bound(self, estimate: float, direction: float) -> float:
        """The end of the interval on one side, to a thousandth; infinite when no effect is rejected there."""
        step, inside = 0.05, estimate
        while self.p_value(estimate + direction * step) > LEVEL:
            inside = estimate + direction * step
            step *= 2
            if step > 100:
                return float(direction * np.inf)
        outside = estimate + direction * step
        while abs(outside - inside) > 0.0005:
            middle = (inside + outside) / 2
            if self.p_value(middle) > LEVEL:
                inside = middle
            else:
                outside = middle
        return float(inside)
