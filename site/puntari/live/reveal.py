"""What the pages of a reveal show: their order, and where things stand in the pictures. Plain values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from puntari.live.disclosure import Comparison, Figure, Measure, Released, Shown, Strip, limit
from puntari.practice.application import Plain
from puntari.practice.domain import Face
from puntari.practice.exercise import Exercise
from puntari.practice.faces import FacePage, Identifier, Piece, ShownSection

STEPS = ("story", "texts", "effect", "interval", "strip", "marked", "more", "limits", "help")
STEPS_OF_TOO_FEW = ("story", "texts", "few", "help")
STEPS_WITH_POOL = ("story", "texts", "few", "earlier", "help")
STEPS_WITHOUT_STRIP = ("story", "texts", "effect", "interval", "more", "limits", "help")
STEPS_OF_EXTREME = ("story", "texts", "effect", "interval", "limits", "help")

WIDTH = 1000  # of the pictures, in their own units
EDGE = 70  # left free on either side


def steps_of(released: Released, *, has_pool: bool = False) -> tuple[str, ...]:
    """The pages of a result in order; in a small group, and at the end of the scale, some have nothing to show.

    ``has_pool``: too few may see what earlier groups gave, once there are enough of those.
    """
    if released.primary is None:
        return STEPS_WITH_POOL if has_pool else STEPS_OF_TOO_FEW
    if released.strip is None:
        return STEPS_WITHOUT_STRIP if released.others else STEPS_OF_EXTREME
    return STEPS


@dataclass(frozen=True)
class Axis:
    """From ``-end`` to ``end`` with zero in the middle; ``ticks`` are the values that are written."""

    end: float
    ticks: tuple[float, ...]

    def x(self, value: float) -> float:
        """Where a value stands; what lies beyond stands at the edge."""
        inside = max(-self.end, min(self.end, value))
        return round(WIDTH / 2 + inside / self.end * (WIDTH / 2 - EDGE), 1)


def axis_of(values: Sequence[float], measure: Measure) -> Axis:
    """An axis on which all values have room, the same to the left and to the right so that no side looks larger."""
    unit = 0.1 if measure is Measure.INVITATION else 0.5
    end = min(limit(measure), max(2, ceil(max((abs(value) for value in values), default=0) / unit - 1e-9)) * unit)
    count = round(end / unit)
    every = 1 if count <= 2 else 2 if count == 4 else count
    return Axis(end, tuple(round(step * unit, 2) for step in range(-count, count + 1) if step % every == 0))


@dataclass(frozen=True)
class Bounds:
    """An interval in a picture, with arrowheads where it goes on beyond the edge."""

    low: float
    high: float
    estimate: float
    goes_on_left: bool
    goes_on_right: bool


def bounds_of(figure: Figure, axis: Axis) -> Bounds:
    """Where an interval stands on an axis."""
    return Bounds(
        low=axis.x(-axis.end if figure.low is None else figure.low),
        high=axis.x(axis.end if figure.high is None else figure.high),
        estimate=axis.x(figure.estimate),
        goes_on_left=figure.low is None,
        goes_on_right=figure.high is None,
    )


def axis_of_figures(shown: Sequence[Shown]) -> Axis:
    """One axis for several figures of the same measure."""
    ends = [limit(one.measure) if end is None else end for one in shown for end in (one.figure.low, one.figure.high)]
    return axis_of([*ends, *(one.figure.estimate for one in shown)], shown[0].measure)


@dataclass(frozen=True)
class World:
    """One of the twenty: its number (from 1) and value, and where it stands. ``size`` is its height from zero."""

    number: int
    value: float
    x: float
    y: float


FLOOR_Y, TOP_Y = 272.0, 12.0  # the picture of the strip, which has its zero in the middle


def worlds_of(strip: Strip, measure: Measure) -> tuple[list[World], Axis]:
    """The twenty side by side, each at the height of its value."""
    axis = axis_of(strip.worlds, measure)
    step = WIDTH / len(strip.worlds)
    return [
        World(number, value, round(step * (number - 0.5), 1), height(value, axis))
        for number, value in enumerate(strip.worlds, start=1)
    ], axis


def height(value: float, axis: Axis) -> float:
    """Where a value stands when the axis goes upwards."""
    middle = (FLOOR_Y + TOP_Y) / 2
    return round(middle - max(-axis.end, min(axis.end, value)) / axis.end * (FLOOR_Y - TOP_Y) / 2, 1)


SIDES = {
    Comparison.IDENTITY_GAP: (Face.REFERENCE, Face.COMPARISON),
    Comparison.HIDING_REFERENCE: (Face.ANONYMOUS, Face.REFERENCE),
    Comparison.HIDING_COMPARISON: (Face.ANONYMOUS, Face.COMPARISON),
}
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
ROWS = 4  # of the form, so that both sides fit on a wall


def two_faces(exercise: Exercise, comparison: Comparison, language: str) -> list[FacePage]:
    """One application in the two faces that are compared, cut down to where they differ: some rows and a passage.

    It's the application with the shortest such passage, the same for every group. What both sides share isn't marked.
    """
    found = []
    for application in exercise.definition.applications:
        one, other = (
            exercise.face(
                application.id,
                face,
                language,
                exercise.fitting_name(application.id, face) if face.is_identified else None,
            )
            for face in SIDES[comparison]
        )
        passages = [
            (heading, [_cut(pieces, at) for pieces in both])
            for heading, *both in _paragraphs(one, other)
            for at, (left, right) in enumerate(zip(*both, strict=True))
            if left != right and not _is_signature(left, right, one, other)
        ]
        shortest = min(passages, key=lambda passage: max(map(_length, passage[1])), default=None)
        found.append((one, other, shortest))
    one, other, passage = min(found, key=lambda way: max(map(_length, way[2][1])) if way[2] else 10_000)
    rows = [
        (left, right)
        for left, right in zip(one.rows, other.rows, strict=True)
        if left.value != right.value and left.field != "name"
    ][:ROWS]
    return [
        FacePage(
            page.face,
            tuple(row[side] for row in rows),
            (ShownSection(passage[0], (passage[1][side],)),) if passage else (),
            page.name,
        )
        for side, page in enumerate((one, other))
    ]


Pieces = tuple[Piece, ...]


def _paragraphs(one: FacePage, other: FacePage) -> list[tuple[str, Pieces, Pieces]]:
    """The paragraphs of two faces of one text side by side, under their headings."""
    return [
        (section.heading, left, right)
        for section, same in zip(one.sections, other.sections, strict=True)
        for left, right in zip(section.paragraphs, same.paragraphs, strict=True)
    ]


def _is_signature(left: Piece, right: Piece, one: FacePage, other: FacePage) -> bool:
    """Whether nothing but the name stands there, which the sheet shows anyway."""
    return any(
        isinstance(piece, Identifier) and any(part in piece.text for part in (page.name or "").split())
        for piece, page in ((left, one), (right, other))
    )


def _cut(pieces: Pieces, at: int) -> Pieces:
    """The piece at a place with the sentence before it and the one after it."""
    before = pieces[at - 1].text if at and isinstance(pieces[at - 1], Plain) else ""  # type: ignore[union-attr]
    after = pieces[at + 1].text if at + 1 < len(pieces) and isinstance(pieces[at + 1], Plain) else ""  # type: ignore[union-attr]
    return Plain(_SENTENCES.split(before.rstrip())[-1] + " "), pieces[at], Plain(_SENTENCES.split(after)[0])


def _length(pieces: Pieces) -> int:
    return sum(len(getattr(piece, "text", "")) for piece in pieces)
