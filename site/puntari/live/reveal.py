"""What the pages of a reveal show: their order, and where things stand in the pictures. Plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from puntari.live.disclosure import Comparison, Figure, Measure, Shown, Strip, limit
from puntari.live.outcomes import Outcome
from puntari.practice.domain import Face
from puntari.practice.exercise import Exercise
from puntari.practice.faces import Bar, FacePage, Identifier, Piece, ShownSection
from puntari.practice.one_round import FACES

STEPS = ("story", "texts", "effect", "interval", "strip", "marked", "more", "limits", "help")
STEPS_OF_TOO_FEW = ("story", "texts", "few", "help")

WIDTH = 1000  # of the pictures, in their own units
EDGE = 70  # left free on either side


def steps_of(outcome: Outcome) -> tuple[str, ...]:
    """The pages of a result in order."""
    return STEPS_OF_TOO_FEW if outcome is Outcome.TOO_FEW else STEPS


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


FLOOR_Y, TOP_Y = 340.0, 20.0  # the picture of the strip, which has its zero in the middle


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
PARAGRAPHS = 1  # of the text, so that both sides fit on a wall


def two_faces(exercise: Exercise, comparison: Comparison, language: str) -> list[FacePage]:
    """One application in the two faces that are compared, cut down to where they differ.

    It's the application with the most to hide in its text, the same for every group.
    """
    application = max(
        exercise.definition.applications,
        key=lambda one: sum(isinstance(piece, Bar) for piece in _pieces(exercise.face(one.id, FACES[0], language))),
    )
    pages = []
    for face in SIDES[comparison]:
        name = exercise.fitting_name(application.id, face) if face.is_identified else None
        page = exercise.face(application.id, face, language, name)
        pages.append(FacePage(page.face, page.rows, _cut(page.sections), page.name))
    return pages


def _pieces(page: FacePage) -> list[Piece]:
    return [piece for section in page.sections for paragraph in section.paragraphs for piece in paragraph]


def _cut(sections: Sequence[ShownSection]) -> tuple[ShownSection, ...]:
    """Only the first paragraphs in which something is hidden or marked."""
    found = [
        (section.heading, paragraph)
        for section in sections
        for paragraph in section.paragraphs
        if any(isinstance(piece, Bar | Identifier) for piece in paragraph)
    ][:PARAGRAPHS]
    return tuple(ShownSection(heading, (paragraph,)) for heading, paragraph in found)
