"""Two rounds, drawn again: five coins for each participant."""

from collections import Counter
from collections.abc import Sequence as Row
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from puntari.live.redraws import ANONYMOUS, COMPARISON, REFERENCE, UNSEEN
from puntari.practice.domain import Dealt, Face, Material
from puntari.practice.one_round import FACES

# What chance decided for a participant, given the eight texts and their parts: which of the two single
# identified texts got which group, which group the kept person is of (one of each in every two arrivals), and, within
# each quality, which of the two texts that change face began anonymous.
COINS = ("groups", "kept", "more_anonymous", "more_identified", "short")
STATES = tuple(product((False, True), repeat=len(COINS)))


@dataclass(frozen=True)
class Parts:
    """The columns (from 0) of one participant's eight texts by the part they play in ``two_rounds``, as dealt.

    ``to_identified`` and ``to_anonymous`` are the texts that change face, each for the qualities (more_anonymous,
    more_identified, short); the kept two stay as they are.
    """

    kept_anonymous: int
    kept_identified: int
    to_identified: tuple[int, int, int]
    to_anonymous: tuple[int, int, int]
    kept_group: int
    first_group: int  # the group of the text that leaves its person, of the quality more_anonymous


def faces_of(parts: Parts, state: tuple[bool, ...], texts: int) -> NDArray[np.int8]:
    """(2 * texts,): the faces in rounds 1 and 2 if the coins had fallen so; all False is how they really fell.

    Follows ``two_rounds._draw_faces`` line by line; a test holds the two together.
    """
    groups, kept, *swaps = state
    kept_group = _other(parts.kept_group) if kept else parts.kept_group
    first_group = _other(parts.first_group) if groups else parts.first_group
    leaving = (first_group, _other(kept_group), _other(first_group))
    coming = (_other(first_group), kept_group, first_group)
    rounds = np.full((2, texts), UNSEEN, dtype=np.int8)
    rounds[:, parts.kept_anonymous] = ANONYMOUS
    rounds[:, parts.kept_identified] = kept_group
    for quality, is_swapped in enumerate(swaps):
        pair = (parts.to_identified[quality], parts.to_anonymous[quality])
        comes, leaves = pair[::-1] if is_swapped else pair
        rounds[:, comes] = ANONYMOUS, coming[quality]
        rounds[:, leaves] = leaving[quality], ANONYMOUS
    return rounds.ravel()


def _other(group: int) -> int:
    return COMPARISON if group == REFERENCE else REFERENCE


@dataclass(frozen=True)
class TwoRounds:
    """Two rounds: five coins for each participant; the coin of the kept group is one for every two arrivals."""

    arrivals: NDArray[np.intp]
    faces: NDArray[np.int8]
    texts: int

    @property
    def observed(self) -> NDArray[np.intp]:
        """Everybody's first state is the real one."""
        return np.zeros(len(self.arrivals), dtype=np.intp)

    @property
    def freedom(self) -> int:
        """The coins of each participant."""
        return len(COINS) * len(self.arrivals)

    def draw(self, chance: np.random.Generator, times: int) -> NDArray[np.intp]:
        """Coins thrown again."""
        numbers, pair = np.unique(self.arrivals // 2, return_inverse=True)
        coins = chance.integers(2, size=(times, len(self.arrivals), len(COINS)))
        coins[:, :, COINS.index("kept")] = chance.integers(2, size=(times, len(numbers)))[:, pair]
        states: NDArray[np.intp] = coins @ (2 ** np.arange(len(COINS) - 1, -1, -1))
        return states


def two_rounds(arrivals: Row[int], parts: Row[Parts], texts: int) -> TwoRounds:
    """The mechanism of participants who did two rounds, from their arrival numbers (from 0) and parts."""
    faces = np.array([[faces_of(part, state, texts) for state in STATES] for part in parts], dtype=np.int8)
    return TwoRounds(np.asarray(arrivals, dtype=np.intp), faces.reshape(len(parts), len(STATES), 2 * texts), texts)


def parts_of(cards: tuple[Dealt, ...], material: Material) -> Parts:
    """Which text plays which part in a deal of two rounds, by its column in the material: the cards show it."""
    column = {text.id: number for number, text in enumerate(material.texts)}
    quality = {text.id: text.quality for text in material.texts}
    first, second = ({card.application: card.face for card in cards if card.round == number} for number in (1, 2))
    texts = Counter(quality[text] for text in first)
    hidden = Counter(quality[text] for text, face in first.items() if face is Face.ANONYMOUS)
    # First the quality with two of its three hidden, then the one with one of three, then the short one.
    order = sorted(texts, key=lambda name: (texts[name] == 2, -hidden[name]))
    moving = {
        (quality[text], face is Face.ANONYMOUS): column[text] for text, face in first.items() if face != second[text]
    }
    kept = {face is Face.ANONYMOUS: text for text, face in first.items() if face == second[text]}
    leaves = [moving[name, False] for name in order]
    first_group = next(face for text, face in first.items() if column[text] == leaves[0])
    return Parts(
        kept_anonymous=column[kept[True]],
        kept_identified=column[kept[False]],
        to_identified=(moving[order[0], True], moving[order[1], True], moving[order[2], True]),
        to_anonymous=(leaves[0], leaves[1], leaves[2]),
        kept_group=FACES.index(first[kept[False]]),
        first_group=FACES.index(first_group),
    )
