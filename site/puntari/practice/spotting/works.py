"""What can be worked on: the leak hunt of an exercise, or an advertisement. Both are dealt, read and titled alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from puntari.content.languages import Texts
from puntari.practice import catalogue as exercises
from puntari.practice import queries as practice
from puntari.practice.domain import Face
from puntari.practice.exercise import Exercise
from puntari.practice.kept import Kept
from puntari.practice.spotting import advertisement, catalogue, leak_hunt
from puntari.practice.spotting.advertisement import Advertisement
from puntari.practice.spotting.content import restore_advertisement
from puntari.practice.spotting.domain import Kind, Reading
from puntari.practice.spotting.words import FIELDS

ADVERTISEMENT_TEXT = "advertisement"  # the only text that an advertisement has

_kept = Kept(restore_advertisement)


@dataclass(frozen=True)
class Card:
    """One text of a run, and the person it is shown with, if any."""

    text: str
    face: str | None = None
    name: int | None = None


class Work(Protocol):
    """What a run is about."""

    @property
    def kind(self) -> Kind:
        """What is looked for."""

    @property
    def id(self) -> str:
        """The id of the content."""

    @property
    def digest(self) -> str:
        """The version of the content."""

    @property
    def files(self) -> Mapping[str, str]:
        """The texts it was made from."""

    @property
    def title(self) -> Texts:
        """The job's title in each language."""

    @property
    def employer(self) -> Texts:
        """The fictional employer in each language."""

    @property
    def minutes(self) -> int:
        """How long it takes."""

    def deal(self, *, seed: str, met: Iterable[str]) -> list[Card]:
        """The texts of a run; ``met`` are those seen in earlier runs."""

    def read(self, card: Card, language: str, *, position: int) -> Reading:
        """A text in a language, as it is worked on at its position in the run."""


@dataclass(frozen=True)
class LeakHunt:
    """Looking for what gives the person away in applications of an exercise."""

    exercise: Exercise
    kind = Kind.LEAK_HUNT
    minutes = 15

    @property
    def id(self) -> str:
        """The exercise's id."""
        return self.exercise.id

    @property
    def digest(self) -> str:
        """The exercise's version."""
        return self.exercise.digest

    @property
    def files(self) -> Mapping[str, str]:
        """The exercise's files."""
        return self.exercise.files

    @property
    def title(self) -> Texts:
        """The job's title."""
        return self.exercise.definition.title

    @property
    def employer(self) -> Texts:
        """The town."""
        return self.exercise.definition.job.employer

    def deal(self, *, seed: str, met: Iterable[str]) -> list[Card]:
        """A few applications with their people."""
        table = leak_hunt.deal(self.exercise, seed=seed, met=met)
        return [Card(dealt.application, dealt.face.value, dealt.name) for dealt in table]

    def read(self, card: Card, language: str, *, position: int) -> Reading:
        """An application. In the first of a run the form is worked on too; after that the system has hidden it."""
        if card.face is None or card.name is None:
            raise ValueError("an application in a leak hunt has its person")
        dealt = leak_hunt.Dealt(card.text, Face(card.face), card.name)
        fields = {field: str(why) for field, why in FIELDS.items()}
        return leak_hunt.read(self.exercise, dealt, language, fields=fields, with_form=position == 1)


@dataclass(frozen=True)
class Review:
    """Looking for what narrows the field in an advertisement."""

    advertisement: Advertisement
    kind = Kind.ADVERTISEMENT

    @property
    def id(self) -> str:
        """The advertisement's id."""
        return self.advertisement.id

    @property
    def digest(self) -> str:
        """The advertisement's version."""
        return self.advertisement.digest

    @property
    def files(self) -> Mapping[str, str]:
        """The advertisement's files."""
        return self.advertisement.files

    @property
    def title(self) -> Texts:
        """The job's title."""
        return self.advertisement.definition.title

    @property
    def employer(self) -> Texts:
        """The town."""
        return self.advertisement.definition.employer

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return self.advertisement.definition.minutes

    def deal(self, *, seed: str, met: Iterable[str]) -> list[Card]:  # noqa: ARG002 -- there is one text
        """The advertisement."""
        return [Card(ADVERTISEMENT_TEXT)]

    def read(self, card: Card, language: str, *, position: int) -> Reading:  # noqa: ARG002 -- there is one text
        """The advertisement."""
        return advertisement.read(self.advertisement, language)


def all_works() -> list[Work]:
    """Everything that can be worked on, leak hunts first."""
    hunts: list[Work] = [LeakHunt(exercise) for exercise in exercises.exercises()]
    return hunts + [Review(one) for one in catalogue.advertisements()]


def find(kind: str, content_id: str) -> Work | None:
    """A work in its present version."""
    if kind == Kind.LEAK_HUNT:
        exercise = exercises.find(content_id)
        return LeakHunt(exercise) if exercise else None
    found = catalogue.find(content_id)
    return Review(found) if found else None


def version(kind: str, content_id: str, digest: str) -> Work:
    """A work as it was in this version. Raises LookupError when the version was never kept."""
    if kind == Kind.LEAK_HUNT:
        return LeakHunt(practice.version(content_id, digest))
    present = catalogue.find(content_id)
    if present and present.digest == digest:
        return Review(present)
    return Review(_kept.version(content_id, digest))
