"""What a session of a given size could show, before it takes place: the planning model of the design (3.4).

A judgement varies by σ = 1.0 point, the effect differs between people and between texts with a standard deviation of
0.2 each. With N people and K texts in the two conditions that are compared, the estimate varies around the true effect
with variance (4σ²/K + 0.04)/N + 0.04/K: people crossed with texts, both drawn by chance (Judd, Westfall & Kenny 2012,
Journal of Personality and Social Psychology 103:54). The interval of a result is about the session's own texts, so its
width knows the first term alone; a difference is *seen* when that interval leaves out zero on the right side.

Half the interval is t times the first term's root, with as many degrees of freedom as the dealing has contrasts. The
quantile of t is its expansion from the normal one (Abramowitz & Stegun 1964, 26.7.5). Plain values, no numpy.

In one round K is one number: each text is judged once. In two rounds each participant judges seven of the eight texts
with a person, so the last term has K = 7; and one of them twice, so there are eight judgements, but five are about one
group and three about the other. They tell as much as 4 · 5 · 3 / (5 + 3) = 7.5 evenly divided ones. Besides, which
texts somebody gets is left to chance and not evened out by blocks of six, so a text meets the two groups unevenly
often, and the more so the fewer people there are. That makes 7.5 / (1 + 4 / N) of them, where the 4 is what simulated
sessions of 8 to 240 people show.
"""

from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist

from puntari.live.domain import design_of
from puntari.practice.domain import Design

SCALE_SD, SLOPE_SD = 1.0, 0.2
LARGE, SMALL = 0.5, 0.2  # points: the differences a session is planned for
PEOPLE = (6, 12, 24, 60, 200)  # for the table
BEST_SIZE = 12  # of those that a session can have, the one that shows the smallest differences
MOST_PEOPLE = 1_000
WANTED = 0.8  # of sessions; what "would usually be seen" means
SEATS = 6  # in a block of the dealing
FACES, COMPARED = 3, 2  # one round: a third of the texts stands in each face, and two faces are compared
JUDGEMENTS, TEXTS, UNEVENNESS, COINS = 7.5, 7, 4, 5  # two rounds, see above; and the coins thrown for each participant
NORMAL = NormalDist()
CRITICAL = NORMAL.inv_cdf(0.975)


@dataclass(frozen=True)
class Outlook:
    """What sessions of one size would show. Shares are from 0 to 1; ``smallest`` is in points.

    ``size`` is a session's: how many applications each participant scores, 16 being eight in two rounds.
    """

    people: int
    size: int
    large_seen: float
    small_seen: float
    small_wrong: float
    smallest: float


def outlook(people: int, size: int) -> Outlook:
    """What to expect of a session of this size with so many people."""
    return Outlook(
        people,
        size,
        large_seen=seen(LARGE, people, size),
        small_seen=seen(SMALL, people, size),
        small_wrong=wrong_way(SMALL, people, size),
        smallest=smallest_seen(people, size),
    )


def has_two_rounds(size: int) -> bool:
    """Whether everybody scores the same applications twice."""
    return design_of(size) is Design.TWO_ROUNDS


def judgements(people: int, size: int) -> float:
    """K of the first term: how many evenly divided judgements of the two compared conditions a participant gives."""
    return JUDGEMENTS / (1 + UNEVENNESS / people) if has_two_rounds(size) else size * COMPARED / FACES


def compared_texts(size: int) -> int:
    """K of the last term: how many texts a participant meets in the two conditions that are compared."""
    return TEXTS if has_two_rounds(size) else size * COMPARED // FACES


def freedom(people: int, size: int) -> int:
    """How many independent contrasts the dealing has, as its mechanism counts them."""
    return COINS * people if has_two_rounds(size) else 2 * (people - ceil(people / SEATS))


def own_variance(people: int, size: int) -> float:
    """How much an estimate varies around the mean effect of the session's own texts."""
    return (4 * SCALE_SD**2 / judgements(people, size) + SLOPE_SD**2) / people


def variance(people: int, size: int) -> float:
    """The same around the true effect, of which the session's texts are a sample."""
    return own_variance(people, size) + SLOPE_SD**2 / compared_texts(size)


def half_width(people: int, size: int) -> float:
    """Half of the 95 % interval that such a session would have."""
    z, nu = CRITICAL, freedom(people, size)
    t = z + (z**3 + z) / (4 * nu) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * nu**2)
    return t * sqrt(own_variance(people, size))


def seen(effect: float, people: int, size: int) -> float:
    """How often the interval would lie on the right side of zero if this were the truth."""
    spread = sqrt(variance(people, size))
    return NORMAL.cdf((effect - half_width(people, size)) / spread)


def wrong_way(effect: float, people: int, size: int) -> float:
    """How often the estimate would point the other way."""
    return NORMAL.cdf(-effect / sqrt(variance(people, size)))


def smallest_seen(people: int, size: int) -> float:
    """The smallest true difference that would be seen in 8 of 10 sessions."""
    spread = sqrt(variance(people, size))
    return half_width(people, size) + NORMAL.inv_cdf(WANTED) * spread


def people_needed(effect: float, size: int) -> int | None:
    """How many people it takes to see a difference in 8 of 10 sessions; None when no number of them would do."""
    return next(
        (people for people in range(2, MOST_PEOPLE + 1) if seen(effect, people, size) >= WANTED),
        None,
    )


def in_ten(share: float) -> int:
    """A share as so many of ten; what is neither never nor always isn't rounded to that."""
    return max(1, min(9, round(10 * share))) if 0.005 <= share <= 0.995 else round(10 * share)
