"""How cards were dealt to a made-up group, in one round or two: what the attackers know, unlike what was given."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from puntari.live.coins import TwoRounds, parts_of, two_rounds
from puntari.live.redraws import Mechanism, OneRound
from puntari.practice import two_rounds as design_of_two_rounds
from puntari.practice.domain import GROUPS, Design, Kind, Material, Quality, Text
from tests.unit.live.sessions import dealt

KIND = Kind("f", 1980)
# The fewest that can be dealt: the fewer there are, the more one rating counts for.
TEXTS = {Design.ONE_ROUND: 6, Design.TWO_ROUNDS: 9}


@dataclass(frozen=True)
class Deal:
    """A whole group's cards. ``orders`` are the columns of the scores in which each one scores, in that order."""

    mechanism: Mechanism
    orders: Sequence[Sequence[int]]

    @property
    def cards(self) -> int:
        """How many each one has."""
        return len(self.orders[0])

    def of(self, here: Sequence[int]) -> Mechanism:
        """How cards were dealt to a part of the people."""
        whole, rows = self.mechanism, np.array(here)
        if isinstance(whole, OneRound):
            return OneRound(whole.blocks[rows], whole.seats[rows], whole.forms[rows], whole.sets[rows])
        return TwoRounds(whole.arrivals[rows], whole.faces[rows], whole.texts)

    def shown(self) -> np.ndarray:
        """(N, R * T): the faces really dealt."""
        return self.mechanism.faces[np.arange(len(self.orders)), self.mechanism.observed, :]


def material_of(texts: int) -> Material:
    """So many texts, as many of each quality, and names enough."""
    return Material(
        tuple(Text(str(n), tuple(Quality)[n % len(Quality)], KIND) for n in range(texts)),
        dict.fromkeys(GROUPS, (KIND,) * texts),
    )


@lru_cache(maxsize=256)
def deal(design: Design, people: int, stream: str, texts: int = 0) -> Deal:
    """The first so many people of a stream."""
    texts = texts or TEXTS[design]
    if design is Design.ONE_ROUND:
        return Deal(dealt(people, texts=texts, stream=stream), [range(texts)] * people)
    material, parts, orders = material_of(texts), [], []
    for arrival in range(people):
        cards = design_of_two_rounds.deal(material, stream=stream, arrival=arrival, seed=f"{stream}-{arrival}")
        parts.append(parts_of(cards, material))
        orders.append([(card.round - 1) * texts + int(card.application) for card in cards])
    return Deal(two_rounds(range(people), parts, texts), orders)


def draw_ratings(dealt_: Deal, chance: np.random.Generator) -> np.ndarray:
    """(N, R * T): in tenths; NaN where there's no card. In a second round half of a judgement comes back."""
    people, texts = len(dealt_.orders), dealt_.mechanism.texts
    rounds = dealt_.mechanism.faces.shape[2] // texts
    judged = chance.normal(0, 0.8, texts) + chance.normal(0, rounds**-0.5, (people, texts))
    judged = np.tile(judged, rounds)
    if rounds > 1:
        judged = judged + chance.normal(0, rounds**-0.5, judged.shape)
    scores = np.clip(np.round((3 + judged) * 10) / 10, 1, 5)
    return np.where(dealt_.shown() < 0, np.nan, scores)
