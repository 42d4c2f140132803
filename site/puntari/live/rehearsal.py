"""What simulated participants do in a rehearsal: values in, values out, all of it from a stored seed.

A seed is two parts with a hyphen between. The second is a number: the scores come from both parts, and the larger the
number the clearer the difference, should the trainer's own scores have hidden it. All else comes from the first part.

They give the points that an exercise's key would give, each with a strictness and a mood of their own, and the dial
adds what the trainer wants to practise. Nothing runs in the background: how far they are is worked out from the time
since scoring began, and what they gave is written when the trainer moves on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import floor

from puntari.live.domain import Dial, Guess, design_of
from puntari.live.outcomes import Outcome
from puntari.practice.chance import Chance
from puntari.practice.domain import Design, Face, Quality
from puntari.practice.measures import weighted_score
from puntari.practice.one_round import SEATS, sequence_of
from puntari.practice.two_rounds import turn_of

SIMULATED = 12
BEGINNING = 5  # who stays when most leave: fewer than any setting lets a result be shown for, with the trainer too
GAP = 0.5  # points between the two groups, when there is a difference
STEP = 0.3  # of it more with each try, should the difference not be seen
ARRIVAL = timedelta(seconds=2)  # between two who come in
SLOWEST, FASTEST = 14, 6  # seconds for an application
LEVELS = {Quality.STRONG: 4.0, Quality.MIDDLE: 3.0, Quality.WEAK: 2.0}
INVITED_FROM = 3.2
GUESSES = (Guess.REFERENCE,) * 7 + (Guess.NONE,) * 4 + (Guess.COMPARISON,)

PROMISED = {
    Dial.SMALL: Outcome.EXPECTED,
    Dial.NONE: Outcome.NONE,
    Dial.REVERSED: Outcome.REVERSED,
    Dial.DROPOUTS: Outcome.EXPECTED,
    Dial.FEW: Outcome.TOO_FEW,
}
# What the comparison group gets more than the reference group.
GAPS = {Dial.SMALL: -GAP, Dial.NONE: 0.0, Dial.REVERSED: GAP, Dial.DROPOUTS: -GAP, Dial.FEW: 0.0}


@dataclass(frozen=True)
class Given:
    """What one application was given."""

    points: Mapping[str, int]
    invited: bool


def give(
    seed: str,
    person: int,
    application: str,
    round_: int = 1,
    *,
    quality: Quality,
    face: Face,
    dial: Dial,
    weights: Mapping[str, int],
) -> Given:
    """What a person (from 1) gives an application in a round. The same seed gives the same."""
    chance = Chance(seed, "scores", person, application, round_)
    strictness = (Chance(seed, "strictness", person).below(61) - 30) / 100
    mood = (chance.below(51) - 25) / 100
    side = {Face.COMPARISON: 0.5, Face.REFERENCE: -0.5, Face.ANONYMOUS: 0.0}[face]
    turn = int(seed.partition("-")[2] or 0)
    level = LEVELS[quality] + strictness + mood + side * GAPS[dial] * (1 + turn * STEP)
    # Rounded up as often as the fraction says, so that small differences aren't lost on whole points.
    points = {criterion: min(5, max(1, floor(level + chance.below(1000) / 1000))) for criterion in weights}
    return Given(points, weighted_score(points, weights) >= INVITED_FROM)


def stops_of(dial: Dial, stream: str, size: int) -> dict[int, int]:
    """After how many applications a person leaves, for those who do. ``stream`` is the seed of the dealing.

    Of those who stop half-way both met the persons first: so the trainer sees a difference between the two orders.
    """
    if dial is Dial.FEW:
        return dict.fromkeys(range(BEGINNING + 1, SIMULATED + 1), 0)
    if dial is Dial.DROPOUTS:
        late = [person for person in range(1, SIMULATED + 1) if not _meets_anonymous_first(person, stream, size)]
        return {late[0]: size // 6, late[1]: size // 3}
    return {}


def _meets_anonymous_first(person: int, stream: str, size: int) -> bool:
    """Whether somebody's first block, or that of the first round, has no persons: they came one after the other."""
    if design_of(size) is Design.TWO_ROUNDS:
        return turn_of(stream, person - 1).anonymous_first
    return sequence_of(stream, *divmod(person - 1, SEATS)).anonymous_first


def pace_of(seed: str, person: int) -> timedelta:
    """How long a person takes for an application."""
    return timedelta(seconds=FASTEST + Chance(seed.partition("-")[0], "pace", person).below(SLOWEST - FASTEST + 1))


def rated_after(elapsed: timedelta, pace: timedelta, *, before: int, last: int, stop: int | None) -> int:
    """How many applications somebody has scored, so long after the present half began (``before`` it: so many)."""
    reached = min(last, before + max(0, elapsed // pace))
    return reached if stop is None else min(reached, stop)


def guess_of(seed: str, person: int) -> Guess:
    """What a person expects of the group."""
    return Chance(seed.partition("-")[0], "guesses").shuffled(GUESSES)[person - 1]


def language_of(person: int, languages: Sequence[str]) -> str:
    """The languages of the session in turn."""
    return languages[person % len(languages)]
