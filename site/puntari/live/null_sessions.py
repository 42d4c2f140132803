"""How often a group is told of a difference that isn't there: sessions without any effect, through the gate.

What is counted are the words on the wall, not an interval on paper: the findings of each session pass ``release``,
which rounds them, and the words are chosen from what came out. So this also holds for what rounding does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from puntari.live.disclosure import PRIMARY, Occasion, release
from puntari.live.domain import DEFAULT_MINIMUM
from puntari.live.outcomes import Outcome, outcome_of
from puntari.live.results import Ratings, findings
from puntari.live.simulation import DEALERS, DEALS, DRAWS, Floats, draw_scores

MIDDLE = 3.0  # of the scale, around which the scores lie
OPINION_SD = 1.0  # of what somebody thinks of a text and thinks again in the second round, as much as what is new
GRID = 10  # scores are tenths, as weighted points are in most exercises
SAYS_A_DIFFERENCE = {Outcome.EXPECTED, Outcome.REVERSED}


@dataclass(frozen=True)
class Said:
    """How many of the sessions of a size were told of a difference, in the expected direction or the other."""

    design: str
    trainees: int
    sessions: int
    told: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.told / self.sessions


def count_told(design: str, trainees: int, *, sessions: int, seed: int, draws: int = DRAWS) -> Said:
    """Hold many sessions in which who the person is moves no score. ``design`` is a key of DEALERS.

    Scores follow the planning model, cut to the scale from 1 to 5 and rounded to tenths. In every other session people
    and texts have slopes: each has an effect of its own, and together they have none. In two rounds people remember.
    """
    chance = np.random.default_rng((seed, trainees))
    deals = [DEALERS[design](trainees, f"{seed}-{number}") for number in range(min(sessions, DEALS))]
    everybody = [str(person) for person in range(trainees)]
    told = 0
    for number in range(sessions):
        mechanism = deals[number % DEALS]
        drawn = draw_scores(mechanism, effect=0.0, hiding=0.0, slopes=number % 2 == 1, chance=chance)
        drawn += _opinions(drawn, mechanism.texts, chance)
        scores = np.round(np.clip(MIDDLE + drawn, 1, 5) * GRID) / GRID
        ratings = Ratings(
            scores, np.full_like(scores, np.nan), mechanism, ["1"] * trainees, [True] * trainees, everybody
        )
        found = findings(ratings, seed=f"{seed}-{number}", draws=draws, keys=[PRIMARY])
        case = Occasion(is_open=False, minimum=DEFAULT_MINIMUM, contributors=everybody)
        told += outcome_of(release(found, case)) in SAYS_A_DIFFERENCE
    return Said(design, trainees, sessions, told)


def _opinions(scores: Floats, texts: int, chance: np.random.Generator) -> Floats:
    """What comes back with a text that is met again. In one round nothing does, so there's nothing to add."""
    rounds = scores.shape[1] // texts
    spread = OPINION_SD if rounds > 1 else 0.0
    return np.tile(chance.normal(0, spread, (len(scores), texts)), rounds) if spread else np.zeros_like(scores)


def count_all(
    designs: Iterable[str], sizes: Iterable[int], *, sessions: int, seed: int, draws: int = DRAWS
) -> Iterator[Said]:
    """One count for each design and size."""
    for design, trainees in product(designs, sizes):
        yield count_told(design, trainees, sessions=sessions, seed=seed, draws=draws)
