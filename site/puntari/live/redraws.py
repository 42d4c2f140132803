"""What else the dealing could have given: for each participant the possible states, and draws of them.

A randomisation test asks how large the statistic would have been under the other assignments that the same
mechanism could have made (Fisher 1935, The Design of Experiments; Ernst 2004, Statistical Science 19:676). So each
design says here, as arrays, which faces a participant's texts would have had in each state, and how states are drawn:
by the very blocks and orders by which participants were dealt their cards.
"""

from collections.abc import Sequence as Row
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from puntari.practice.domain import Face
from puntari.practice.one_round import FACES, SEATS, Sequence, even_orders

UNSEEN = -1
ANONYMOUS, REFERENCE, COMPARISON = (FACES.index(face) for face in Face)


class Mechanism(Protocol):
    """How faces were dealt to N participants on T texts in R rounds, each participant being in one of S states."""

    @property
    def texts(self) -> int:
        """T, how many texts there are."""

    @property
    def faces(self) -> NDArray[np.int8]:
        """(N, S, R * T): each text's face in each state, an index of ``FACES``; UNSEEN where it isn't dealt."""

    @property
    def observed(self) -> NDArray[np.intp]:
        """(N,): the state each participant was really in."""

    @property
    def freedom(self) -> int:
        """How many independent contrasts chance had a hand in; estimating the nuisance takes one of them."""

    def draw(self, chance: np.random.Generator, times: int) -> NDArray[np.intp]:
        """(times, N): states as the mechanism could as well have dealt them."""


@cache
def _forms() -> NDArray[np.intp]:
    """(orders, SEATS): the form at each seat, in each order of the six sequences that the dealing may use."""
    return np.array([[sequence.form for sequence in order] for order in even_orders()], dtype=np.intp)


@dataclass(frozen=True)
class OneRound:
    """One round: three forms, dealt in permuted blocks of six seats.

    ``blocks`` and ``seats`` are (N,), ``forms`` (N,) the forms really dealt, ``sets`` (N, T) the set (0, 1, 2) in
    which a text stood in the participant's block, UNSEEN for a text that the block doesn't use. The sets are kept as
    they were drawn; what is drawn again is the order of the six sequences, block by block, including in blocks that
    were never filled and with the seats that were given back left out.
    """

    blocks: NDArray[np.intp]
    seats: NDArray[np.intp]
    forms: NDArray[np.intp]
    sets: NDArray[np.intp]

    @property
    def texts(self) -> int:
        """How many texts the exercise has, those that no block uses included."""
        return int(self.sets.shape[1])

    @property
    def faces(self) -> NDArray[np.int8]:
        """(N, 3, T): what each form would have shown."""
        rotated = np.stack([(self.sets + form) % len(FACES) for form in range(len(FACES))], axis=1)
        return np.where(self.sets[:, None, :] == UNSEEN, UNSEEN, rotated).astype(np.int8)

    @property
    def observed(self) -> NDArray[np.intp]:
        """The forms really dealt."""
        return self.forms

    @property
    def freedom(self) -> int:
        """Two contrasts between the three faces for each participant, less those between the sets of each block."""
        return 2 * (len(self.blocks) - len(np.unique(self.blocks)))

    def draw(self, chance: np.random.Generator, times: int) -> NDArray[np.intp]:
        """Another of the even orders for each block, each as likely (as in ``one_round.sequence_of``)."""
        numbers, place = np.unique(self.blocks, return_inverse=True)
        orders = chance.integers(len(_forms()), size=(times, len(numbers)))
        return _forms()[orders[:, place], self.seats[None, :]]


def one_round(blocks: Row[int], seats: Row[int], sequences: Row[Sequence], sets: Row[Row[int]]) -> OneRound:
    """The mechanism of a session from its stored places; see ``OneRound`` for the shapes. Raises ValueError."""
    mechanism = OneRound(
        np.asarray(blocks, dtype=np.intp),
        np.asarray(seats, dtype=np.intp),
        np.asarray([sequence.form for sequence in sequences], dtype=np.intp),
        np.asarray(sets, dtype=np.intp),
    )
    if mechanism.seats.size and not set(mechanism.seats.tolist()) <= set(range(SEATS)):
        raise ValueError("a seat is a number from 0 to 5")
    return mechanism
