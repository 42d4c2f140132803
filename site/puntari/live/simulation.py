"""Sessions that never took place: how often the inference is right when the truth is known.

The planning model of the design: scale SD 1.0 (the spread of a judgement about what this person gives this text on
the whole), person slope SD 0.2, text slope SD 0.2. The truth that an interval must cover is the mean effect over the
session's own texts, so the slopes of its texts are drawn to add up to nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from puntari.live.coins import TwoRounds, parts_of, two_rounds
from puntari.live.inference import IDENTITY_GAP, estimate_effect
from puntari.live.redraws import ANONYMOUS, COMPARISON, REFERENCE, UNSEEN, Mechanism, OneRound, one_round
from puntari.practice import two_rounds as two_rounds_design
from puntari.practice.domain import GROUPS, Kind, Material, Quality, Text
from puntari.practice.one_round import FACES, SEATS, sequence_of

Floats = NDArray[np.float64]

SCALE_SD = 1.0
PERSON_SD = 0.5
TEXT_SD = 1.0
SLOPE_SD = 0.2
DRAWS = 999
DEALS = 50  # so many deals of a size are made; sessions take them in turn, since chance in the scores is what matters
TEXTS = 12
KIND = Kind("f", 1980)
MATERIAL = Material(
    texts=tuple(Text(str(n), tuple(Quality)[n % len(Quality)], KIND) for n in range(TEXTS)),
    names=dict.fromkeys(GROUPS, (KIND,) * TEXTS),
)


@dataclass(frozen=True)
class Row:
    """What came of many sessions of one kind; shares from 0 to 1.

    ``found`` is how often the interval excluded zero: false alarms when there is no effect, power when there is one.
    ``wrong_sign`` is how often the estimate pointed the wrong way (with no effect: NaN).
    """

    design: str
    trainees: int
    effect: float
    slopes: bool
    sessions: int
    coverage: float
    found: float
    wrong_sign: float


def deal_one_round(trainees: int, stream: str) -> OneRound:
    """A full session of one round in the first seats; sets of texts are drawn anew for each block."""
    places = [divmod(arrival, SEATS) for arrival in range(trainees)]
    chance = np.random.default_rng(list(stream.encode()))
    blocks = places[-1][0] + 1
    sets = np.stack([chance.permutation(np.arange(TEXTS) % len(FACES)) for _ in range(blocks)])
    sequences = [sequence_of(stream, block, seat) for block, seat in places]
    return one_round([b for b, _ in places], [s for _, s in places], sequences, [sets[b].tolist() for b, _ in places])


def deal_two_rounds(trainees: int, stream: str) -> TwoRounds:
    """A full session of two rounds, dealt by the design's own code."""
    parts = []
    for arrival in range(trainees):
        cards = two_rounds_design.deal(MATERIAL, stream=stream, arrival=arrival, seed=f"{stream}-{arrival}")
        parts.append(parts_of(cards, MATERIAL))
    return two_rounds(range(trainees), parts, TEXTS)


def draw_scores(
    mechanism: Mechanism, *, effect: float, hiding: float, slopes: bool, chance: np.random.Generator
) -> Floats:
    """(N, R * T): scores as the planning model makes them, NaN where nothing was dealt."""
    faces = np.take_along_axis(mechanism.faces, mechanism.observed[:, None, None], axis=1)[:, 0, :]
    people, columns = faces.shape
    rounds = columns // mechanism.texts
    spread = SLOPE_SD if slopes else 0.0
    slopes_of_texts = chance.normal(0, spread, mechanism.texts)
    of_texts = np.tile(effect + slopes_of_texts - slopes_of_texts.mean(), rounds)
    of_people = chance.normal(0, spread, (people, 1))
    judgement = chance.normal(0, SCALE_SD, (people, columns))
    judgement += chance.normal(0, PERSON_SD, (people, 1))
    judgement += np.tile(chance.normal(0, TEXT_SD, mechanism.texts), rounds)
    side = np.select([faces == COMPARISON, faces == REFERENCE], [0.5, -0.5], 0.0)
    scores = judgement + side * (of_texts + of_people) + hiding * (faces == ANONYMOUS)
    return np.where(faces == UNSEEN, np.nan, scores)


DEALERS: dict[str, Callable[[int, str], Mechanism]] = {"one-round": deal_one_round, "two-rounds": deal_two_rounds}


def simulate(
    *, design: str, trainees: int, effect: float, slopes: bool, sessions: int, seed: int, draws: int = DRAWS
) -> Row:
    """Many sessions of one kind, from one seed. ``design`` is a key of DEALERS; hiding has no effect of its own."""
    chance = np.random.default_rng((seed, trainees, round(effect * 1000), int(slopes)))
    covered = found = wrong = 0
    deals = [DEALERS[design](trainees, f"{seed}-{number}") for number in range(min(sessions, DEALS))]
    for number in range(sessions):
        mechanism = deals[number % DEALS]
        scores = draw_scores(mechanism, effect=effect, hiding=0.0, slopes=slopes, chance=chance)
        result = estimate_effect(scores, mechanism, IDENTITY_GAP, seed=number, draws=draws)
        covered += result.low <= effect <= result.high
        found += result.excludes_zero
        wrong += result.estimate * effect < 0
    return Row(
        design, trainees, effect, slopes, sessions, covered / sessions, found / sessions,
        wrong / sessions if effect else float("nan"),
    )  # fmt: skip


def table(
    *, designs: list[str], trainees: list[int], effects: list[float], sessions: int, seed: int, draws: int = DRAWS
) -> Iterator[Row]:
    """A row for each design, size and effect, without and with slopes, in that order."""
    for design, size, effect, slopes in product(designs, trainees, effects, (False, True)):
        yield simulate(
            design=design, trainees=size, effect=effect, slopes=slopes, sessions=sessions, seed=seed, draws=draws
        )
