"""What stands in process.yml: a recruitment as a story with choices, in three languages."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from puntari.content.branching import Case, Scene, Way, When
from puntari.content.languages import Strict, Text, Texts
from puntari.content.sources import Source

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Stage = Literal["prepare", "publish", "read", "lift", "decide"]
STAGES: tuple[Stage, ...] = ("prepare", "publish", "read", "lift", "decide")


class Conditional(Strict):
    """What is there only after some scenes, or only without them."""

    after: list[Id] = Field(default_factory=list)
    without: list[Id] = Field(default_factory=list)

    @property
    def when(self) -> When:
        """The condition as a value."""
        return When(frozenset(self.after), frozenset(self.without))


class Echo(Conditional):
    """A consequence that shows later than the choice it comes from."""

    text: Texts


class WayOn(Conditional):
    """What can be chosen, and in one sentence what it leads to; without ``words`` the story goes on by itself."""

    to: Id
    words: Texts | None = None
    leads: Texts | None = None


class Part(Strict):
    """One scene. Without ways it is an end."""

    id: Id
    stage: Stage
    title: Texts
    text: Texts
    echoes: list[Echo] = Field(default_factory=list)
    ways: list[WayOn] = Field(default_factory=list)

    def texts(self) -> Iterator[Texts]:
        """Everything that is read in it."""
        yield self.text
        yield from (echo.text for echo in self.echoes)
        yield from (text for way in self.ways for text in (way.words, way.leads) if text)


class Story(Strict):
    """All of process.yml."""

    id: Id
    title: Texts
    employer: Texts
    minutes: int = Field(ge=1, le=60)
    change: Literal["editorial", "material"]
    summary: Texts
    intro: Texts
    scenes: list[Part] = Field(min_length=1)
    sources: dict[Text, Source] = Field(default_factory=dict)

    def as_case(self) -> Case:
        """The scenes and ways without their texts, to walk through. The text of a way says whether it is chosen."""
        scenes = (
            Scene(
                part.id,
                0,
                "",
                tuple(Way(way.words.en if way.words else "", way.to, 0, way.when) for way in part.ways),
                frozenset[str]().union(*(echo.when.named for echo in part.echoes)),
            )
            for part in self.scenes
        )
        return Case(self.id, 0, "", tuple(scenes))
