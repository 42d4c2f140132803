"""A branching case as a value: scenes, the ways between them, and the path a person has taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


class NoSuchWay(Exception):
    """The scene doesn't lead there."""


@dataclass(frozen=True)
class Way:
    """A choice that leads on."""

    text: str
    to: str
    line: int


@dataclass(frozen=True)
class Scene:
    """Where the person stands; without ways it is an end."""

    id: str
    line: int
    text: str
    ways: tuple[Way, ...]

    @property
    def is_end(self) -> bool:
        """Whether nothing leads on."""
        return not self.ways


@dataclass(frozen=True)
class Case:
    """A story with choices. It is done when an end has been reached."""

    id: str
    line: int
    intro: str
    scenes: tuple[Scene, ...]

    def scene(self, scene_id: str) -> Scene | None:
        """The scene with this id."""
        return next((scene for scene in self.scenes if scene.id == scene_id), None)

    def beginning(self) -> list[str]:
        """The path of somebody who has chosen nothing yet."""
        return [self.scenes[0].id]

    def fits(self, path: object) -> bool:
        """Whether a kept path still leads through the case."""
        if not isinstance(path, list) or path[:1] != self.beginning():
            return False
        return all(self._way(here, there) for here, there in pairwise(path))

    def go(self, path: Sequence[str], *, step: int, to: str) -> list[str]:
        """The path after choosing ``to`` at its ``step``-th scene (from 0); what came after is dropped.

        Choosing the same again gives the same path. Raises NoSuchWay.
        """
        if not 0 <= step < len(path) or not self._way(path[step], to):
            raise NoSuchWay(to)
        return [*path[: step + 1], to]

    def has_ended(self, path: Sequence[str]) -> bool:
        """Whether the path stands at an end."""
        scene = self.scene(path[-1])
        return scene is not None and scene.is_end

    def way_taken(self, path: Sequence[str], step: int) -> Way | None:
        """The choice that led from the ``step``-th scene on."""
        return self._way(path[step], path[step + 1]) if step + 1 < len(path) else None

    def _way(self, here: object, there: object) -> Way | None:
        scene = self.scene(str(here))
        return next((way for way in scene.ways if way.to == there), None) if scene else None

    def reached(self) -> set[str]:
        """The scenes that somebody can come to."""
        found: set[str] = set()
        waiting = self.beginning()
        while waiting:
            scene = self.scene(waiting.pop())
            if scene and scene.id not in found:
                found.add(scene.id)
                waiting += [way.to for way in scene.ways]
        return found

    def without_end(self) -> set[str]:
        """The scenes from which no end can be reached."""
        leads = {scene.id for scene in self.scenes if scene.is_end}
        while more := {s.id for s in self.scenes if s.id not in leads and any(w.to in leads for w in s.ways)}:
            leads |= more
        return {scene.id for scene in self.scenes} - leads
