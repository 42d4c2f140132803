"""A branching story as a value: scenes, the ways between them, and the path a person has taken.

Both the cases of a course and the process of practice walk through one. What was chosen is the path itself: a way may
be open only after some scenes, or only without them, so an early choice can show much later. A way without words
isn't chosen: the story goes on by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property


class NoSuchWay(Exception):
    """The scene doesn't lead there."""


@dataclass(frozen=True)
class When:
    """A condition on the scenes passed so far: all of ``after``, and none of ``without``."""

    after: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    def holds(self, passed: frozenset[str]) -> bool:
        """Whether it holds for somebody who has passed these scenes."""
        return self.after <= passed and not self.without & passed

    @property
    def named(self) -> frozenset[str]:
        """The scenes it asks about."""
        return self.after | self.without


ALWAYS = When()


@dataclass(frozen=True)
class Way:
    """A choice that leads on; without text nothing is chosen and the story goes on."""

    text: str
    to: str
    line: int
    when: When = ALWAYS


@dataclass(frozen=True)
class Scene:
    """Where the person stands; without ways it is an end. ``asked`` are further scenes that its text asks about."""

    id: str
    line: int
    text: str
    ways: tuple[Way, ...]
    asked: frozenset[str] = field(default=frozenset())

    @property
    def is_end(self) -> bool:
        """Whether nothing leads on."""
        return not self.ways


State = tuple[str, frozenset[str]]  # a scene, and those passed before it (and itself) that a condition asks about


@dataclass(frozen=True)
class Case:
    """A story with choices. It is done when an end has been reached."""

    id: str
    line: int
    intro: str
    scenes: tuple[Scene, ...]

    def scene(self, scene_id: str) -> Scene | None:
        """The scene with this id."""
        return self._by_id.get(scene_id)

    @cached_property
    def _by_id(self) -> dict[str, Scene]:
        return {scene.id: scene for scene in reversed(self.scenes)}

    def beginning(self) -> list[str]:
        """The path of somebody who has chosen nothing yet."""
        return self.run_on([self.scenes[0].id])

    def fits(self, path: object) -> bool:
        """Whether a kept path still leads through the story."""
        if not isinstance(path, list) or path[:1] != [self.scenes[0].id]:
            return False
        if not all(isinstance(scene_id, str) for scene_id in path):
            return False
        if not all(self._way(path[: step + 1], there) for step, there in enumerate(path[1:])):
            return False
        return self.run_on(path) == path

    def open_ways(self, passed: Sequence[str]) -> list[Way]:
        """The ways that are open at the end of a path."""
        scene = self.scene(passed[-1])
        seen = frozenset(passed)
        return [way for way in scene.ways if way.when.holds(seen)] if scene else []

    def go(self, path: Sequence[str], *, step: int, to: str) -> list[str]:
        """The path after choosing ``to`` at its ``step``-th scene (from 0); what came after is dropped.

        Choosing the same again gives the same path. Raises NoSuchWay.
        """
        if not 0 <= step < len(path) or not self._way(path[: step + 1], to):
            raise NoSuchWay(to)
        return self.run_on([*path[: step + 1], to])

    def run_on(self, path: Sequence[str]) -> list[str]:
        """The path with the scenes added that follow by themselves."""
        longer = list(path)
        while len(ways := self.open_ways(longer)) == 1 and not ways[0].text and ways[0].to not in longer:
            longer.append(ways[0].to)
        return longer

    def has_ended(self, path: Sequence[str]) -> bool:
        """Whether the path stands at an end."""
        scene = self.scene(path[-1])
        return scene is not None and scene.is_end

    def way_taken(self, path: Sequence[str], step: int) -> Way | None:
        """The choice that led from the ``step``-th scene on."""
        return self._way(path[: step + 1], path[step + 1]) if step + 1 < len(path) else None

    def _way(self, passed: Sequence[str], there: str) -> Way | None:
        return next((way for way in self.open_ways(passed) if way.to == there), None)

    def reached(self) -> set[str]:
        """The scenes that somebody can come to."""
        return {scene_id for scene_id, _ in self.states}

    @cached_property
    def states(self) -> dict[State, list[State]]:
        """Everything that can be the case, as far as a condition tells it apart, and what can follow it."""
        if not self.scenes:
            return {}
        asked = frozenset[str]().union(
            *(way.when.named for scene in self.scenes for way in scene.ways), *(scene.asked for scene in self.scenes)
        )
        first = self.scenes[0].id
        waiting: list[State] = [(first, frozenset({first}) & asked)]
        found: dict[State, list[State]] = {}
        while waiting:
            state = waiting.pop()
            if state not in found and self.scene(state[0]):
                found[state] = list(self._following(state, asked))
                waiting += found[state]
        return found

    def _following(self, state: State, asked: frozenset[str]) -> Iterator[State]:
        scene, passed = self._by_id[state[0]], state[1]
        for way in scene.ways:
            if way.when.holds(passed) and self.scene(way.to):
                yield way.to, passed | (frozenset({way.to}) & asked)

    def without_end(self) -> set[str]:
        """The scenes from which, for somebody at least, no end can be reached."""
        leads = {state for state in self.states if self._by_id[state[0]].is_end}
        while more := {s for s, after in self.states.items() if s not in leads and any(a in leads for a in after)}:
            leads |= more
        return {scene_id for scene_id, _ in self.states.keys() - leads}
