"""Cutting running text into pieces that can be marked: sentences, and the parts of a long one at its commas.

Harmless text is cut the same way as the places in it, so that the cuts don't tell where the places are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from puntari.practice.spotting.domain import Piece, key

END_OF_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?![\da-zåäö])")  # "kl. 7" and "t.ex. så" go on
COMMA = re.compile(r"(?<=,)\s+")
JOINS = re.compile(r"[\s.,;:!?)]+")
SHORTEST = 3  # words in a part of a sentence


@dataclass(frozen=True)
class Stretch:
    """A run of words that share a scope. ``telling`` are the values in it that give away; without any, all of it does.

    ``place`` and ``keep`` are those of the pieces made from it.
    """

    text: str
    scope: str
    place: str | None = None
    keep: str | None = None
    telling: tuple[str, ...] = ()


def phrases(text: str) -> list[str]:
    """The sentences of a text, long ones in parts; together they are the text without the white space between."""
    found: list[str] = []
    for sentence in END_OF_SENTENCE.split(text.strip()):
        found += _parts(sentence)
    return [phrase for phrase in found if phrase]


def _parts(sentence: str) -> Iterator[str]:
    """The parts of a sentence between commas, none of them short."""
    gathered: list[str] = []
    rest = COMMA.split(sentence)
    while rest:
        gathered.append(rest.pop(0))
        words_before = len(" ".join(gathered).split())
        if words_before >= SHORTEST and len(" ".join(rest).split()) >= SHORTEST:
            yield " ".join(gathered)
            gathered = []
    yield " ".join(gathered)


def cut(stretches: Sequence[Stretch]) -> tuple[Piece, ...]:
    """The pieces of a paragraph; what only joins, such as a full stop after a place, can't be marked."""
    raw: list[tuple[Stretch, str, str]] = []  # the stretch, the words, what follows them
    for stretch in stretches:
        text = stretch.text
        joins = JOINS.match(text)
        if joins and raw:
            of, words, after = raw[-1]
            raw[-1] = (of, words, after.rstrip() + joins.group())
            text = text[joins.end() :]
        is_spaced = text != text.rstrip()
        made = [(stretch, phrase, " ") for phrase in phrases(text)]
        if made and not is_spaced:
            made[-1] = (*made[-1][:2], "")
        raw += made
    totals: dict[str, int] = {}
    for stretch, _words, _after in raw:
        totals[stretch.scope] = totals.get(stretch.scope, 0) + 1
    seen: dict[str, int] = {}
    pieces = []
    for stretch, words, after in raw:
        number = seen.get(stretch.scope, 0)
        seen[stretch.scope] = number + 1
        counts = stretch.place is not None and (not stretch.telling or any(value in words for value in stretch.telling))
        name = key(stretch.scope, number, totals[stretch.scope])
        pieces.append(Piece(name, words, after, stretch.place, counts, stretch.keep))
    return tuple(pieces)
