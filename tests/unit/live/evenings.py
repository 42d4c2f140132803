"""Random evenings: people join, score at their own pace, lose the line or leave, and the desk is looked at each second.

What the trainer's browser is sent is made of a ``Desk`` and nothing else (``tests/web/live/test_desk_and_scores.py``
shows that), so an evening is played with the desk's own rule instead of a server.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from puntari.live.desk import Desk, Standing, desk_at
from puntari.live.disclosure import PRIMARY, Exact, Findings, Occasion, TooAlike, release
from puntari.live.domain import Guess, Phase
from puntari.live.results import CONTRASTS, WORLDS, _more, _parts, _people
from puntari.practice.domain import Design
from tests.unit.live.deals import Deal, deal, draw_ratings
from tests.unit.live.logic import KEYS, Output, weights
from tests.unit.live.rooms import ratings_of

START = datetime(2026, 5, 4, 18, 0, tzinfo=UTC)
PLACES = 17  # as many as anybody takes in an evening
LASTS, FIRST, SECOND = 40, 20, 38  # seconds; when the result is asked for
MOMENTS = [START + timedelta(seconds=second) for second in range(LASTS + 1)]


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
class Evening:
    """An evening with all that the attacker isn't told: ``scores``, NaN for what somebody never scored."""

    guests: list[Guest]
    scores: np.ndarray
    deal: Deal
    minimum: int
    outputs: list[Output] = field(default_factory=list)

    def desk(self, second: int) -> Desk:
        """What the trainer's page is made of at a second."""
        phase = Phase.LOBBY if second < 4 else Phase.BLOCK_1 if second < 14 else Phase.BLOCK_2
        here = [guest.stands(number, second) for number, guest in enumerate(self.guests, 1) if guest.joined <= second]
        return desk_at(here, phase=phase, size=self.deal.cards, now=MOMENTS[second])


def play(
    chance: np.random.Generator,
    design: Design = Design.ONE_ROUND,
    *,
    floor: int = 5,
    texts: int = 0,
    streams: int = 60,
    cut: float = 0.1,
) -> Evening:
    """An evening of at most two results; person 0 is the victim and stays to the end."""
    minimum = int(chance.choice([floor, 8]))
    size = int(chance.integers(minimum, 14))
    late = int(chance.integers(0, PLACES - size + 1)) if chance.random() < 0.3 else 0
    dealt = deal(design, PLACES, str(chance.integers(streams)), texts)
    guests = [_guest(chance, int(joined), FIRST, dealt.cards) for joined in sorted(chance.integers(0, 6, size))]
    joined_late = sorted(chance.integers(FIRST, FIRST + 6, late))
    guests += [_guest(chance, int(joined), SECOND, dealt.cards) for joined in joined_late]
    for guest in guests[1:size]:
        if late and chance.random() < 0.1:
            guest.removed = int(chance.integers(FIRST + 1, SECOND))
    if chance.random() < cut:  # the trainer ends it before anybody is through
        last = int(chance.integers(1, dealt.cards))
        for guest in guests:
            guest.scored = guest.scored[:last]
    if chance.random() < 0.2:
        guests.append(Guest(joined=guests[-1].joined, scored=[], is_watching=True))
    people = size + late
    scores = draw_ratings(dealt, chance)[:people]
    for person, guest in enumerate(guests[:people]):
        scores[person, dealt.orders[person][len(guest.scored) :]] = np.nan
    evening = Evening(guests, scores, Deal(dealt.of(range(people)), dealt.orders[:people]), minimum)
    marks: list[Sequence[str]] = []
    for second in (FIRST, SECOND)[: 1 + bool(late)]:
        here = [n for n in range(people) if guests[n].joined < second < guests[n].removed and guests[n].scored]
        if output := _ask(evening, here, marks):
            evening.outputs.append(output)
            marks.append(output.ratings.contributors)
    return evening


def _guest(chance: np.random.Generator, joined: int, end: int, cards: int) -> Guest:
    """Somebody who has scored everything by the end, unless they stop half-way."""
    seconds = np.arange(max(joined, 4) + 1, end)
    moments = sorted(int(moment) for moment in chance.choice(seconds, cards, replace=cards > len(seconds)))
    if chance.random() < 0.15:
        stop = int(chance.integers(1, cards))
        return Guest(joined, moments[:stop], gone=moments[stop - 1])
    return Guest(joined, moments)


def _ask(evening: Evening, here: list[int], before: Sequence[Collection[str]]) -> Output | None:
    """What the gate lets out of a result, without the intervals: they would take most of the time.

    Nor are there figures of invitations, since an extreme one would keep others from being shown.
    """
    seed = f"seed {len(before)}"
    ratings = ratings_of(evening.scores, here, evening.deal)
    effects, given = {}, ~np.isnan(ratings.scores)
    for key in KEYS:
        rows = weights(ratings.mechanism, given, key, seed, with_worlds=key == PRIMARY)
        if np.isfinite(rows[0]).all():
            estimate, *worlds = (rows @ np.nan_to_num(ratings.scores.ravel())).tolist()
            people = _people(ratings.scores, ratings.mechanism, CONTRASTS[key[0]])
            effects[key] = Exact(
                estimate, -np.inf, np.inf, people, _more(ratings.scores), worlds, len(evening.guests) % WORLDS
            )
    told = Findings(effects, parts=_parts(ratings), guesses=_guesses(evening, here))
    case = Occasion(is_open=False, minimum=evening.minimum, contributors=ratings.contributors, before=before)
    try:
        return Output(release(told, case), ratings, here, seed)
    except TooAlike:
        return None


def _guesses(evening: Evening, here: Sequence[int]) -> Counter[Guess]:
    """Everybody expects of the group what they gave themselves, so that what was expected could tell of it."""
    counts: Counter[Guess] = Counter()
    shown = evening.deal.shown()
    for person in here:
        reference, comparison = (evening.scores[person, shown[person] == face] for face in (1, 2))
        if not np.isnan(reference).all() and not np.isnan(comparison).all():
            gap = np.nanmean(comparison) - np.nanmean(reference)
            counts[Guess.NONE if abs(gap) < 0.2 else Guess.COMPARISON if gap > 0 else Guess.REFERENCE] += 1
    return counts
