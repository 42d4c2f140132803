"""Looking for wordings in a text: pieces that can be marked, places that should be, and what was found.

A text is cut into pieces, each of which a trainee may mark. Some pieces belong to a *place*: words that give a person
away, or that narrow a field without need. Marking too little and marking too much are both told.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

KEY = re.compile(r"(?P<scope>[^:]+):(?P<number>[0-9]{1,3})/(?P<of>[0-9]{1,3})")
MUCH = 0.2  # of the harmless words; who marks more has left too little to judge by


class Kind(StrEnum):
    """What is looked for."""

    LEAK_HUNT = "leak-hunt"
    ADVERTISEMENT = "advertisement"


class NothingMarked(Exception):
    """A text can't be handed in before something in it is marked."""


class HandedIn(Exception):
    """The text has been handed in; what was marked stays."""


@dataclass(frozen=True)
class Place:
    """Words that should be marked, with the reason and a better wording. ``kind`` and ``source`` may be empty."""

    id: str
    why: str
    better: str = ""
    kind: str = ""
    source: str = ""


@dataclass(frozen=True)
class Keep:
    """Words that tempt but do no harm, with the reason."""

    id: str
    why: str
    source: str = ""


@dataclass(frozen=True)
class Piece:
    """Words that are marked together. ``counts`` says whether marking them finds the place they belong to.

    ``after`` is what follows and can't be marked: a space, a full stop.
    """

    key: str
    text: str
    after: str = " "
    place: str | None = None
    counts: bool = False
    keep: str | None = None

    @property
    def scope(self) -> str:
        """What the key says about where the piece is, the same in every language."""
        return self.key.partition(":")[0]


@dataclass(frozen=True)
class FormRow:
    """A field of a form; without a piece it is hidden already."""

    field: str
    piece: Piece | None


@dataclass(frozen=True)
class Section:
    """A heading and its paragraphs, each a row of pieces."""

    heading: str
    paragraphs: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class Reading:
    """A text in one language as it is worked on."""

    sections: tuple[Section, ...]
    places: Mapping[str, Place]
    keeps: Mapping[str, Keep] = field(default_factory=dict)
    rows: tuple[FormRow, ...] = ()

    def pieces(self) -> list[Piece]:
        """Everything that can be marked, in order."""
        rows = [row.piece for row in self.rows if row.piece]
        return rows + [piece for s in self.sections for paragraph in s.paragraphs for piece in paragraph]

    def place_ids(self) -> list[str]:
        """The places in the order in which they stand."""
        return list(dict.fromkeys(piece.place for piece in self.pieces() if piece.place))


def key(scope: str, number: int, of: int) -> str:
    """The key of a piece: where it is, and which of how many pieces there."""
    return f"{scope}:{number}/{of}"


def carried(marked: Iterable[str], pieces: Sequence[Piece]) -> set[str]:
    """What is marked, in the pieces of this language.

    Another language may cut the same paragraph into fewer or more pieces: then the piece at the like point is meant.
    What is no key, or of a place that isn't in the text, is left out.
    """
    by_scope: dict[str, list[str]] = {}
    for piece in pieces:
        by_scope.setdefault(piece.scope, []).append(piece.key)
    found = set()
    for one in marked:
        named = KEY.fullmatch(one)
        here = by_scope.get(named["scope"], []) if named else []
        if one in here:
            found.add(one)
        elif named and here and int(named["number"]) < int(named["of"]):
            found.add(here[int(named["number"]) * len(here) // int(named["of"])])
    return found


@dataclass(frozen=True)
class Verdict:
    """Which places were found and which weren't, and the harmless pieces that were marked, all in order."""

    found: tuple[str, ...]
    missed: tuple[str, ...]
    needless: tuple[Piece, ...]
    is_too_much: bool


def judge(reading: Reading, marked: Collection[str]) -> Verdict:
    """Hold what was marked against the places.

    A place is found when a piece that counts is marked; the other pieces of a place are neither right nor wrong.
    """
    pieces = reading.pieces()
    found = {piece.place for piece in pieces if piece.counts and piece.key in marked}
    harmless = [piece for piece in pieces if piece.place is None]
    needless = tuple(piece for piece in harmless if piece.key in marked)
    words = sum(len(piece.text.split()) for piece in harmless)
    lost = sum(len(piece.text.split()) for piece in needless)
    places = reading.place_ids()
    return Verdict(
        found=tuple(place for place in places if place in found),
        missed=tuple(place for place in places if place not in found),
        needless=needless,
        is_too_much=lost > MUCH * words,
    )


def rewritten(reading: Reading) -> list[tuple[str, list[str]]]:
    """The text with the better wording in every place: headings, each with its paragraphs."""
    return [(section.heading, [_better(paragraph, reading) for paragraph in section.paragraphs]) for section in
            reading.sections]  # fmt: skip


def _better(paragraph: Sequence[Piece], reading: Reading) -> str:
    words: list[str] = []
    for number, piece in enumerate(paragraph):
        follower = paragraph[number + 1] if number + 1 < len(paragraph) else None
        if piece.place is None:
            words += [piece.text, piece.after]
        elif follower is None or follower.place != piece.place:
            words += [reading.places[piece.place].better, piece.after]
    return "".join(words).strip()
