"""The words of practice mode, as plain values: faces, designs, what a deal must know, and what it gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Sex = Literal["f", "m"]


class Face(StrEnum):
    """How an application is met: with its identifiers hidden, or with a person from one of the two groups."""

    ANONYMOUS = "anonymous"
    REFERENCE = "reference"
    COMPARISON = "comparison"

    @property
    def is_identified(self) -> bool:
        """Whether a person is shown."""
        return self is not Face.ANONYMOUS

    @property
    def other_group(self) -> "Face":
        """The other of the two groups. Raises ValueError for the anonymous face, which has none."""
        if self is Face.ANONYMOUS:
            raise ValueError("an anonymous face has no group")
        return Face.COMPARISON if self is Face.REFERENCE else Face.REFERENCE


GROUPS = (Face.REFERENCE, Face.COMPARISON)


class Quality(StrEnum):
    """How well an application answers the criteria, as the author's key says."""

    STRONG = "strong"
    MIDDLE = "middle"
    WEAK = "weak"


class Design(StrEnum):
    """How texts and faces are dealt to trainees."""

    TWO_ROUNDS = "two-rounds"
    ONE_ROUND = "one-round"


ROUNDS = {Design.TWO_ROUNDS: 2, Design.ONE_ROUND: 1}
SIZES = {Design.TWO_ROUNDS: (8,), Design.ONE_ROUND: (12, 6)}  # applications in a round


@dataclass(frozen=True)
class Kind:
    """What a name and an application must have in common: sex and decade of birth."""

    sex: Sex
    decade: int


@dataclass(frozen=True)
class Text:
    """What a deal must know about an application."""

    id: str
    quality: Quality
    kind: Kind


@dataclass(frozen=True)
class Material:
    """What there is to deal: the texts, and the kind of each name in each of the two groups, in the author's order."""

    texts: tuple[Text, ...]
    names: Mapping[Face, tuple[Kind, ...]]


@dataclass(frozen=True)
class Dealt:
    """One card: the application met at a position (from 1) of a round (from 1), its face, and whose name it bears."""

    round: int
    position: int
    application: str
    face: Face
    name: int | None


class CannotDeal(Exception):
    """The exercise has too few names of a kind for anybody to meet each name only once."""


class NotOpen(Exception):
    """The round hasn't opened yet: an earlier one is unfinished, or the pause isn't over."""


class AlreadyFinished(Exception):
    """A first judgement is what the exercise is about, so it stays once the round is finished."""


class StillMissing(Exception):
    """Something in the round hasn't been rated; carries the number of the first such card."""

    def __init__(self, number: int) -> None:
        super().__init__(f"card {number} isn't complete")
        self.number = number


def kinds_of(texts: Sequence[Text]) -> dict[Kind, int]:
    """How many texts there are of each kind."""
    counts: dict[Kind, int] = {}
    for text in texts:
        counts[text.kind] = counts.get(text.kind, 0) + 1
    return counts
