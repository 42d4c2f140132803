"""Random evenings: people join, score at their own pace, lose the line or leave, and the desk is looked at each second.

What the trainer's browser is sent is made of a ``Desk`` and nothing else (``tests/web/live/test_desk_and_scores.py``
shows that), so an evening is played with the desk's own rule instead of a server.
"""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from puntari.live.desk import Desk, Standing, desk_at
from puntari.live.disclosure import PRIMARY, Exact, Findings, Occasion, Released, TooAlike, release
from puntari.live.domain import Phase
from puntari.live.results import CONTRASTS, WORLDS, Ratings, _people
from puntari.practice.chance import Chance
from tests.unit.live.sessions import dealt

START = datetime(2026, 5, 4, 18, 0, tzinfo=UTC)
DRAWS, TEXTS, SEATS = 39, 6, 17  # as many places as anybody takes in an evening
LASTS, FIRST, SECOND = 40, 20, 38  # seconds; when the result is asked for
MOMENTS = [START + timedelta(seconds=second) for second in range(LASTS + 1)]
KEYS = [(comparison, PRIMARY[1]) for comparison in CONTRASTS]


@dataclass
class Guest:
    """What one person does, by the second. ``gone`` is when the line is lost, ``removed`` when the trainer says so."""

    joined: int
    scored: list[int]  # when each application was finished, in order
    gone: int = LASTS
    removed: int = LASTS
    is_watching: bool = False

    def stands(self, number: int, second: int) -> Standing:
        """How far they are, as the desk's statements would find it."""
        return Standing(
            number=number,
            joined_at=MOMENTS[self.joined],
            last_seen_at=MOMENTS[min(second, self.gone)],
            removed_at=MOMENTS[self.removed] if self.removed <= second else None,
            rated=None if self.is_watching else bisect_right(self.scored, second),
        )


@dataclass
class Output:
    """What left at one moment, and what the attacker knows of how it came about: all but the ratings."""

    released: Released
    ratings: Ratings
    here: list[int]
    seed: str


@dataclass
class Evening:
    """An evening with all that the attacker isn't told: ``scores``, NaN for what somebody never scored."""

    guests: list[Guest]
    scores: np.ndarray
    stream: str
    minimum: int
    outputs: list[Output] = field(default_factory=list)

    def desk(self, second: int) -> Desk:
        """What the trainer's page is made of at a second."""
        phase = Phase.LOBBY if second < 4 else Phase.BLOCK_1 if second < 14 else Phase.BLOCK_2
        here = [guest.stands(number, second) for number, guest in enumerate(self.guests, 1) if guest.joined <= second]
        return desk_at(here, phase=phase, size=TEXTS, now=MOMENTS[second])


def play(chance: np.random.Generator, *, floor: int = 5) -> Evening:
    """An evening of at most two results; person 0 is the victim and stays to the end."""
    minimum = int(chance.choice([floor, 8]))
    size = int(chance.integers(minimum, 14))
    late = int(chance.integers(0, SEATS - size + 1)) if chance.random() < 0.3 else 0
    guests = [_guest(chance, int(joined), FIRST) for joined in sorted(chance.integers(0, 6, size))]
    guests += [_guest(chance, int(joined), SECOND) for joined in sorted(chance.integers(FIRST, FIRST + 6, late))]
    for guest in guests[1:size]:
        if late and chance.random() < 0.1:
            guest.removed = int(chance.integers(FIRST + 1, SECOND))
    if chance.random() < 0.2:
        guests.append(Guest(joined=guests[-1].joined, scored=[], is_watching=True))
    people = size + late
    quality = chance.normal(0, 0.8, TEXTS)
    scores = np.clip(np.round((3 + quality + chance.normal(0, 1, (people, TEXTS))) * 10) / 10, 1, 5)
    for person, guest in enumerate(guests[:people]):
        scores[person, len(guest.scored) :] = np.nan
    evening = Evening(guests, scores, str(chance.integers(10**6)), minimum)
    marks: list[Sequence[str]] = []
    for second in (FIRST, SECOND)[: 1 + bool(late)]:
        here = [n for n in range(people) if guests[n].joined < second < guests[n].removed and guests[n].scored]
        if output := _ask(evening, here, marks):
            evening.outputs.append(output)
            marks.append(output.ratings.contributors)
    return evening


def _guest(chance: np.random.Generator, joined: int, end: int) -> Guest:
    """Somebody who has scored everything by the end, unless they stop half-way."""
    moments = sorted(int(moment) for moment in chance.choice(np.arange(max(joined, 4) + 1, end), TEXTS, replace=False))
    if chance.random() < 0.15:
        stop = int(chance.integers(1, TEXTS))
        return Guest(joined, moments[:stop], gone=moments[stop - 1])
    return Guest(joined, moments)


def _ask(evening: Evening, here: list[int], before: Sequence[Collection[str]]) -> Output | None:
    """What the gate lets out of a result, without the intervals: they would take most of the time."""
    seed = f"seed {len(before)}"
    ratings = ratings_of(evening.scores, here, evening.stream)
    effects = {}
    for key in KEYS:
        rows = weights(ratings, key, seed, with_worlds=key == PRIMARY)
        if np.isfinite(rows[0]).all():
            estimate, *worlds = (rows @ np.nan_to_num(ratings.scores.ravel())).tolist()
            people = _people(ratings.scores, ratings.mechanism, CONTRASTS[key[0]])
            effects[key] = Exact(estimate, -np.inf, np.inf, people, worlds, len(evening.guests) % WORLDS)
    case = Occasion(is_open=False, minimum=evening.minimum, contributors=ratings.contributors, before=before)
    try:
        return Output(release(Findings(effects), case), ratings, here, seed)
    except TooAlike:
        return None


def ratings_of(scores: np.ndarray, here: list[int], stream: str) -> Ratings:
    """A part of the people with what they gave. The stream's seed says what everybody read in which face."""
    whole, rows = dealt(len(scores), texts=TEXTS, stream=stream), np.array(here)
    part = type(whole)(whole.blocks[rows], whole.seats[rows], whole.forms[rows], whole.sets[rows])
    marks = [f"{person}:{scores[person].tolist()}" for person in here]
    invitations = np.where(np.isnan(scores[rows]), np.nan, (scores[rows] > 3) * 1.0)
    return Ratings(scores[rows], invitations, part, ["1"] * len(here), [True] * len(here), marks)


def weights(ratings: Ratings, key: tuple, seed: str, *, with_worlds: bool) -> np.ndarray:
    """The estimate and the strip's worlds as weighted sums of the ratings: (rows, people x texts), NaN if there's none.

    Worked out at once from who read what in which face, and so known to whoever knows that and the seed.
    """
    chance, contrast, mechanism = Chance(seed, *key), CONTRASTS[key[0]], ratings.mechanism
    states, given = mechanism.observed[None, :], ~np.isnan(ratings.scores)
    if with_worlds:
        drawn = mechanism.draw(np.random.default_rng(chance.below(2**32)), DRAWS)
        states = np.concatenate([states, drawn])
    faces = mechanism.faces[np.arange(len(given))[None, :], states, :]  # (rows, people, texts)

    def means(face, shown):
        """Weights that give each text's mean in a face, NaN where it has none."""
        there = (shown == face) & given
        counts = there.sum(axis=-2, keepdims=True)
        return np.divide(there, counts, out=np.full(there.shape, np.nan), where=counts > 0)

    def over_texts(cells):
        """The mean over texts of what every text has, as weights of the ratings, each from its giver's own mean."""
        both = ~np.isnan(cells).any(axis=-2, keepdims=True)
        texts = both.sum(axis=-1, keepdims=True)
        cells = np.divide(np.where(both, cells, 0.0), texts, out=np.full(cells.shape, np.nan), where=texts > 0)
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
    return rows[[0, *(usable[chance.below(len(usable))] for _ in range(WORLDS - 1))]]
