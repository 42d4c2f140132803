"""A walk as its owner sees it: the stretch since the last decision, and the record of all decisions. Plain values."""

from collections.abc import Sequence
from dataclasses import dataclass

from puntari.content.languages import Texts
from puntari.content.sources import Source
from puntari.practice.process.content import Process
from puntari.practice.process.story import Part, Stage


@dataclass(frozen=True)
class Choice:
    """A way that was open at a decision: the scene it leads to, its words, and what it leads to."""

    to: str
    words: str
    leads: str


@dataclass(frozen=True)
class Later:
    """Where a decision showed again."""

    title: str
    html: str


@dataclass(frozen=True)
class Decision:
    """A decision on the path: its ``number`` (from 1), its step of the path (from 0), the ways in the order of the
    story and the one chosen. ``taken`` is None while it is still open.
    """

    number: int
    step: int
    title: str
    stage: Stage
    ways: tuple[Choice, ...]
    taken: Choice | None
    later: tuple[Later, ...] = ()

    @property
    def others(self) -> tuple[Choice, ...]:
        """What could have been chosen and wasn't."""
        return tuple(way for way in self.ways if way != self.taken)


@dataclass(frozen=True)
class Passage:
    """A scene as it is read: its text, and what earlier choices have done to it, each with the choice's words."""

    id: str
    title: str
    html: str
    echoes: tuple[tuple[str, str], ...]  # the words of the choice it comes from (may be empty), and the text


@dataclass(frozen=True)
class View:
    """One page of a walk. ``decision`` is what it asks; None at an end."""

    passages: tuple[Passage, ...]
    came_by: Choice | None  # the choice that led here
    decision: Decision | None
    decisions: tuple[Decision, ...]  # all on the path, the open one included
    sources: tuple[tuple[int, Source], ...]
    stage: Stage

    @property
    def is_end(self) -> bool:
        """Whether the story ends here."""
        return self.decision is None

    @property
    def ways(self) -> list[tuple[str, Choice]]:
        """What can be chosen here, each with what the form sends, in the order of the story."""
        if self.decision is None:
            return []
        return [(f"{self.decision.step}:{choice.to}", choice) for choice in self.decision.ways]


def decisions_on(process: Process, path: Sequence[str], language: str) -> tuple[Decision, ...]:
    """The decisions on a path, the last one perhaps still open."""
    found: list[Decision] = []
    for step, scene_id in enumerate(path):
        part, passed = process.part(scene_id), frozenset(path[: step + 1])
        choices = [
            Choice(way.to, process.html[way.words, language], process.html[way.leads, language])
            for way in part.ways
            if way.words and way.leads and way.when.holds(passed)
        ]
        if not choices:
            continue
        following = path[step + 1] if step + 1 < len(path) else None
        taken = next((choice for choice in choices if choice.to == following), None)
        found.append(
            Decision(
                number=len(found) + 1,
                step=step,
                title=part.title[language],
                stage=part.stage,
                ways=tuple(choices),
                taken=taken,
                later=tuple(_later(process, path, step, taken.to, language)) if taken else (),
            )
        )
    return tuple(found)


def _later(process: Process, path: Sequence[str], step: int, chosen: str, language: str) -> list[Later]:
    """What somebody meets later because of a choice: words in a scene, or a whole scene (without words)."""
    found = []
    for place in range(step + 1, len(path)):
        part, way = process.part(path[place]), process.case.way_taken(path, place - 1)
        if way and place > step + 1 and chosen in way.when.after:
            found.append(Later(part.title[language], ""))
        found += [
            Later(part.title[language], process.html[echo.text, language])
            for echo in part.echoes
            if chosen in echo.after and echo.when.holds(frozenset(path[: place + 1]))
        ]
    return found


def view_of(process: Process, path: Sequence[str], language: str, number: int | None = None) -> View:
    """The page of the ``number``-th decision (from 1) of a path; without a number, or beyond, the last page."""
    decisions = decisions_on(process, path, language)
    pages = len(decisions) + (0 if decisions and decisions[-1].taken is None else 1)
    at = pages if number is None or not 1 <= number <= pages else number
    decision = decisions[at - 1] if at <= len(decisions) else None
    before = decisions[at - 2] if at > 1 else None
    first = before.step + 1 if before else 0
    last = decision.step if decision else len(path) - 1
    parts = [process.part(scene_id) for scene_id in path[first : last + 1]]
    passages = tuple(
        _passage(process, part, path[: first + place + 1], decisions, language) for place, part in enumerate(parts)
    )
    read = [text for part in parts for text in part.texts()]
    return View(
        passages=passages,
        came_by=before.taken if before else None,
        decision=decision,
        decisions=decisions,
        sources=tuple(process.sources_of(_all_read(process, path, read, is_end=decision is None), language)),
        stage=parts[-1].stage,
    )


def _all_read(process: Process, path: Sequence[str], read: list[Texts], *, is_end: bool) -> list[Texts]:
    """The texts on a page; at the end the record repeats what ways lead to."""
    if not is_end:
        return read
    return [*read, *(text for scene_id in path for text in process.part(scene_id).texts())]


def _passage(
    process: Process, part: Part, path: Sequence[str], decisions: Sequence[Decision], language: str
) -> Passage:
    words = {decision.taken.to: decision.taken.words for decision in decisions if decision.taken}
    echoes = tuple(
        (next((words[scene_id] for scene_id in echo.after if scene_id in words), ""), process.html[echo.text, language])
        for echo in part.echoes
        if echo.when.holds(frozenset(path))
    )
    return Passage(part.id, part.title[language], process.html[part.text, language], echoes)
