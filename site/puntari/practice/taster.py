"""The taster: four screens, one text met twice, and the state that travels with the visitor. Values in, values out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from puntari.practice.chance import Chance
from puntari.practice.domain import GROUPS, Face
from puntari.practice.exercise import Exercise

SCREENS = 4


@dataclass(frozen=True)
class Screen:
    """One application as the visitor meets it."""

    application: str
    face: Face
    name: int | None


def screens(exercise: Exercise, seed: str) -> tuple[Screen, ...]:
    """The text that comes twice is first, anonymous, and last, with a person; the other two stand between.

    One of those has a person too, from the other group, so that the last screen isn't the only one with a name.
    """
    chance = Chance(seed, "taster")
    twice = exercise.definition.twice or ""
    others = chance.shuffled([a.id for a in exercise.definition.applications if a.id != twice])
    group = chance.one_of(GROUPS)

    def with_person(application: str, face: Face) -> Screen:
        kind = exercise.application(application).kind
        names = [n for n, name in enumerate(exercise.definition.groups[face].names) if name.kind == kind]
        return Screen(application, face, chance.one_of(names))

    return (
        Screen(twice, Face.ANONYMOUS, None),
        with_person(others[0], group.other_group),
        Screen(others[1], Face.ANONYMOUS, None),
        with_person(twice, group),
    )


def next_screen(points: Sequence[int]) -> int:
    """The number (from 1) of the screen after these scores; one past the last when all are given."""
    return len(points) + 1


def is_state(value: object) -> bool:
    """Whether this can be the state that travels: a seed, and up to four scores from 1 to 5."""
    if not isinstance(value, Mapping) or set(value) != {"seed", "points"}:
        return False
    seed, points = value["seed"], value["points"]
    return (
        isinstance(seed, str)
        and len(seed) == 16
        and isinstance(points, list)
        and len(points) <= SCREENS
        and all(isinstance(point, int) and 1 <= point <= 5 for point in points)
    )
