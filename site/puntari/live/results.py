"""From a group's ratings to its findings: the effects, their chance, who didn't finish. Arrays in, exact values out.

What comes out is for the gate (``disclosure``) and for nobody else. Needs numpy: import it where a result is made,
so that a process that never makes one stays small.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from puntari.live.disclosure import CELL, PRIMARY, Comparison, Exact, Findings, Key, Measure, Part
from puntari.live.domain import Guess
from puntari.live.inference import (
    DRAWS,
    HIDING_COMPARISON,
    HIDING_REFERENCE,
    IDENTITY_GAP,
    Contrast,
    TooLittle,
    estimate_effect,
)
from puntari.live.redraws import Mechanism
from puntari.practice.chance import Chance

Floats = NDArray[np.float64]

WORLDS = 20  # on the strip, the real one among them: by chance it's the most extreme in one of twenty


@dataclass(frozen=True)
class Ratings:
    """What N participants gave T texts in R rounds; columns text by text within a round, NaN where nothing was given.

    ``scores`` are weighted means on the scale from 1 to 5 of the applications that have points for every criterion,
    ``invitations`` are 1.0 for yes and 0.0 for no. ``sequences`` name what each participant was dealt (the last sign
    says which block came first: 1 the anonymous one), ``finished`` says who got through, ``contributors`` mark each
    one together with all they gave.
    """

    scores: Floats
    invitations: Floats
    mechanism: Mechanism
    sequences: list[str]
    finished: list[bool]
    contributors: Sequence[str]


CONTRASTS = {
    Comparison.IDENTITY_GAP: IDENTITY_GAP,
    Comparison.HIDING_REFERENCE: HIDING_REFERENCE,
    Comparison.HIDING_COMPARISON: HIDING_COMPARISON,
}
KEYS = tuple(product(Comparison, Measure))


def findings(
    ratings: Ratings,
    *,
    seed: str,
    primary: Key = PRIMARY,
    guesses: Mapping[Guess, int] | None = None,
    draws: int = DRAWS,
    keys: Collection[Key] = KEYS,
) -> Findings:
    """The effects (all, unless ``keys`` names some), exact. The same ratings and seed give the same findings."""
    effects = {key: _effect(ratings, key, seed, draws) for key in keys}
    return Findings(
        effects={key: effect for key, effect in effects.items() if effect is not None},
        primary=primary,
        parts=_parts(ratings),
        guesses=guesses or {},
    )


def _effect(ratings: Ratings, key: Key, seed: str, draws: int) -> Exact | None:
    """One effect with its interval and worlds; None when there's nothing to compare."""
    comparison, measure = key
    values = ratings.scores if measure is Measure.SCORE else ratings.invitations
    contrast, chance = CONTRASTS[comparison], Chance(seed, comparison, measure)
    try:
        found = estimate_effect(values, ratings.mechanism, contrast, seed=chance.below(2**32), draws=draws)
    except TooLittle:
        return None
    worlds = found.worlds[~np.isnan(found.worlds)]
    if not worlds.size:  # so little was given that no other deal would have had anything to compare
        return None
    return Exact(
        estimate=found.estimate,
        low=found.low,
        high=found.high,
        people=_people(values, ratings.mechanism, contrast),
        more=_more(values),
        worlds=_chosen(worlds, chance),
        place=chance.below(WORLDS),
    )


def _people(values: Floats, mechanism: Mechanism, contrast: Contrast) -> int:
    """How many contributed to the smaller side."""
    shown = np.take_along_axis(mechanism.faces, mechanism.observed[:, None, None], axis=1)[:, 0, :]
    given = ~np.isnan(values)
    return min(int((given & (shown == face)).any(axis=1).sum()) for face in (contrast.plus, contrast.minus))


def _more(values: Floats) -> int:
    """How many were given beyond each giver's first."""
    return int(np.maximum((~np.isnan(values)).sum(axis=1) - 1, 0).sum())


def _chosen(worlds: Floats, chance: Chance) -> tuple[float, ...]:
    """One fewer than WORLDS of the re-drawn ones, each as likely."""
    return tuple(float(worlds[chance.below(len(worlds))]) for _ in range(WORLDS - 1))


def _parts(ratings: Ratings) -> list[Part]:
    """Who didn't finish, by what they were dealt: a difference would mean that those who stayed aren't alike.

    By sequence (A1 to C2) where each has enough people, otherwise by which block came first (1: the anonymous one).
    """
    by_sequence = _counted(ratings.sequences, ratings.finished)
    if all(part.people >= CELL for part in by_sequence):
        return by_sequence
    return _counted([sequence[-1] for sequence in ratings.sequences], ratings.finished)


def _counted(names: list[str], finished: list[bool]) -> list[Part]:
    both = list(zip(names, finished, strict=True))
    return [Part(name, people=names.count(name), unfinished=both.count((name, False))) for name in sorted(set(names))]
