"""What a trainee's own pages say about points. Nothing here is ever a score of the trainee."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from statistics import fmean
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def weighted_score(points: Mapping[str, int], weights: Mapping[str, int]) -> float:
    """The weighted mean of the criterion points, on the same scale from 1 to 5.

    Weights needn't add up to 100. Raises KeyError when a criterion has no points, ValueError when all weights are 0.
    """
    total = sum(weights.values())
    if total == 0:
        raise ValueError("some criterion must have a weight")
    return sum(points[criterion] * weight for criterion, weight in weights.items()) / total


def ranks(scores: Mapping[Key, float]) -> dict[Key, int]:
    """Rank from 1, best first; equal scores share the better rank."""
    return {key: 1 + sum(other > score for other in scores.values()) for key, score in scores.items()}


def mean_distance(pairs: Iterable[tuple[float, float]]) -> float | None:
    """How far the two scores of a pair lie apart on average, whichever is higher; None without pairs.

    For applications that didn't change this is the trainee's own noise (test and retest; Kahneman, Sibony &
    Sunstein 2021 call it occasion noise).
    """
    distances = [abs(first - second) for first, second in pairs]
    return fmean(distances) if distances else None


@dataclass(frozen=True)
class Drift:
    """How points lie against the author's key in the first and in the last half of a round."""

    first_half: float
    last_half: float


def drift(scores: Sequence[float], key: Sequence[float]) -> Drift:
    """Mean difference from the key in each half, in order of position; a middle one counts in both.

    The key takes out that some applications are better than others.
    """
    differences = [score - right for score, right in zip(scores, key, strict=True)]
    half = (len(differences) + 1) // 2
    return Drift(fmean(differences[:half]), fmean(differences[-half:]))


@dataclass(frozen=True)
class Concordance:
    """Of all pairs of an invited and an uninvited applicant: where the invited one had more points, and as many."""

    agreeing: int
    equal: int
    pairs: int


def concordance(scores: Mapping[Key, float], invited: Mapping[Key, bool]) -> Concordance:
    """Whether the invitations follow the points (pairs as in Kendall 1938, Biometrika 30:81)."""
    chosen = [scores[key] for key, is_invited in invited.items() if is_invited]
    left_out = [scores[key] for key, is_invited in invited.items() if not is_invited]
    pairs = list(product(chosen, left_out))
    return Concordance(
        agreeing=sum(yes > no for yes, no in pairs), equal=sum(yes == no for yes, no in pairs), pairs=len(pairs)
    )
