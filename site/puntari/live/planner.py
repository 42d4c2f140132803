"""What a session of a given size could show, before it takes place: the planning model of the design (3.4).

A judgement varies by σ = 1.0 point, the effect differs between people and between texts with a standard deviation of
0.2 each. With N people and K texts in the two conditions that are compared, the estimate varies around the true effect
with variance (4σ²/K + 0.04)/N + 0.04/K: people crossed with texts, both drawn by chance (Judd, Westfall & Kenny 2012,
Journal of Personality and Social Psychology 103:54). The interval of a result is about the session's own texts, so its
width knows the first term alone; a difference is *seen* when that interval leaves out zero on the right side.

Half the interval is t times the first term's root, with as many degrees of freedom as the dealing has contrasts. The
quantile of t is its expansion from the normal one (Abramowitz & Stegun 1964, 26.7.5). Plain values, no numpy.
"""

from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist

SCALE_SD, SLOPE_SD = 1.0, 0.2
LARGE, SMALL = 0.5, 0.2  # points: the differences a session is planned for
SIZES = (6, 12, 24, 60, 200)  # people, for the table
APPLICATIONS = (12, 6)
MOST_PEOPLE = 1_000
WANTED = 0.8  # of sessions; what "would usually be seen" means
SEATS = 6  # in a block of the dealing
FACES, COMPARED = 3, 2  # a third of the texts stands in each face, and two faces are compared
NORMAL = NormalDist()
CRITICAL = NORMAL.inv_cdf(0.975)


@dataclass(frozen=True)
class Outlook:
    """What sessions of one size would show. Shares are from 0 to 1; ``smallest`` is in points."""

    people: int
    applications: int
    large_seen: float
    small_seen: float
    small_wrong: float
    smallest: float


def outlook(people: int, applications: int) -> Outlook:
    """What to expect of a session with so many people, each scoring so many applications."""
    return Outlook(
        people,
        applications,
        large_seen=seen(LARGE, people, applications),
        small_seen=seen(SMALL, people, applications),
        small_wrong=wrong_way(SMALL, people, applications),
        smallest=smallest_seen(people, applications),
    )


def compared_texts(applications: int) -> int:
    """K: how many of the applications a participant meets in the two conditions that are compared."""
    return applications * COMPARED // FACES


def own_variance(people: int, applications: int) -> float:
    """How much an estimate varies around the mean effect of the session's own texts."""
    return (4 * SCALE_SD**2 / compared_texts(applications) + SLOPE_SD**2) / people


def variance(people: int, applications: int) -> float:
    """The same around the true effect, of which the session's texts are a sample."""
    return own_variance(people, applications) + SLOPE_SD**2 / compared_texts(applications)


def half_width(people: int, applications: int) -> float:
    """Half of the 95 % interval that such a session would have."""
    freedom = 2 * (people - ceil(people / SEATS))
    z = CRITICAL
    t = z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
    return t * sqrt(own_variance(people, applications))


def seen(effect: float, people: int, applications: int) -> float:
    """How often the interval would lie on the right side of zero if this were the truth."""
    spread = sqrt(variance(people, applications))
    return NORMAL.cdf((effect - half_width(people, applications)) / spread)


def wrong_way(effect: float, people: int, applications: int) -> float:
    """How often the estimate would point the other way."""
    return NORMAL.cdf(-effect / sqrt(variance(people, applications)))


def smallest_seen(people: int, applications: int) -> float:
    """The smallest true difference that would be seen in 8 of 10 sessions."""
    spread = sqrt(variance(people, applications))
    return half_width(people, applications) + NORMAL.inv_cdf(WANTED) * spread


def people_needed(effect: float, applications: int) -> int | None:
    """How many people it takes to see a difference in 8 of 10 sessions; None when no number of them would do."""
    return next(
        (people for people in range(2, MOST_PEOPLE + 1) if seen(effect, people, applications) >= WANTED),
        None,
    )


def in_ten(share: float) -> int:
    """A share as so many of ten; what is neither never nor always isn't rounded to that."""
    return max(1, min(9, round(10 * share))) if 0.005 <= share <= 0.995 else round(10 * share)
