"""Sessions as histories of results: who is there at each, and what the gate lets out."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from puntari.live.disclosure import PRIMARY, Occasion, TooAlike, release
from puntari.live.domain import TooEarlyToReveal
from puntari.live.results import Ratings, findings
from puntari.practice.domain import Design
from tests.unit.live.deals import Deal, deal, draw_ratings
from tests.unit.live.logic import DRAWS, KEYS, Output


@dataclass
class Room:
    """A session with all that the attacker isn't told: the ratings."""

    deal: Deal
    scores: np.ndarray

    def ratings(self, here: Sequence[int]) -> Ratings:
        """What a part of the people gave."""
        return ratings_of(self.scores, here, self.deal)


def ratings_of(scores: np.ndarray, here: Sequence[int], dealt: Deal) -> Ratings:
    """A part of the people with what they gave. In two rounds those came first who did so in the first round."""
    given = scores[list(here)]
    marks = [f"{person}:{scores[person].tolist()}" for person in here]
    invitations = np.where(np.isnan(given), np.nan, (given > 3) * 1.0)
    names = ["1" if dealt.shown()[person, dealt.orders[person][0]] == 0 else "2" for person in here]
    finished = [int(count) == dealt.cards for count in (~np.isnan(given)).sum(axis=1)]
    return Ratings(given, invitations, dealt.of(here), names, finished, marks)


class Session:
    """A history in which everything that leaves passes the gate."""

    def __init__(self, room: Room, minimum: int = 8) -> None:
        self.room, self.minimum = room, minimum
        self.outputs: list[Output] = []
        self._marks: list[Sequence[str]] = []

    def ask(self, here: Sequence[int], *, is_open: bool = False) -> None:
        """Ask for a result; what the gate refuses is lost."""
        if not here:
            return
        ratings, seed = self.room.ratings(here), f"seed {len(self.outputs)}"
        case = Occasion(is_open=is_open, minimum=self.minimum, contributors=ratings.contributors, before=self._marks)
        with contextlib.suppress(TooAlike, TooEarlyToReveal):
            released = release(findings(ratings, seed=seed, primary=PRIMARY, draws=DRAWS, keys=KEYS), case)
            self.outputs.append(Output(released, ratings, here, seed))
            if released.primary:
                self._marks.append(list(ratings.contributors))


def make_room(people: int, chance: np.random.Generator, design: Design = Design.ONE_ROUND) -> Room:
    """So many people who have scored everything."""
    dealt = deal(design, people, str(chance.integers(10**6)))
    return Room(dealt, draw_ratings(dealt, chance))
