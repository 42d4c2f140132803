"""What stands in exercise.yml, and an exercise as a whole: its definition, its texts, and the faces they have."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from puntari.content.languages import Strict, Text, Texts
from puntari.practice import domain
from puntari.practice.application import ApplicationText
from puntari.practice.domain import GROUPS, Face, Kind, Material, Quality, Sex
from puntari.practice.faces import FacePage, anonymous_face, identified_face, person_values

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Slot = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
Points = Annotated[int, Field(ge=1, le=5)]
FormField = Literal["first_name", "family_name", "born", "sex", "mother_tongue", "municipality", "email"]
OWN_SLOTS = ("first_name", "family_name", "municipality", "born")  # what a person has apart from the group's values


class Job(Strict):
    """What the applicants apply for."""

    employer: Texts
    advertisement: Texts
    duties: list[Texts] = Field(min_length=1)
    requirements: list[Texts] = Field(min_length=1)


class Criterion(Strict):
    """What applications are scored on, from 1 to 5. ``weight`` is in per cent."""

    id: Id
    weight: int | None = Field(default=None, ge=1, le=100)
    title: Texts
    description: Texts
    anchors: dict[int, Texts]


class Name(Strict):
    """A fictional person's name, and whom it fits.

    ``frequency`` is the author's own class, how usual the name is within its group; versions kept from before it was
    asked have none.
    """

    first: Text
    family: Text
    sex: Sex
    decade: int = Field(ge=1900, le=2020, multiple_of=10)
    frequency: Literal["common", "uncommon"] | None = None

    @property
    def whole(self) -> str:
        """First and family name."""
        return f"{self.first} {self.family}"

    @property
    def kind(self) -> Kind:
        """Sex and decade, which an application must share."""
        return Kind(self.sex, self.decade)


class Group(Strict):
    """People who differ from the other group in the facet and in nothing else."""

    title: Texts
    values: dict[Slot, Texts] = Field(default_factory=dict)
    names: list[Name] = Field(min_length=1)


class Groups(Strict):
    """The two groups."""

    reference: Group
    comparison: Group

    def __getitem__(self, face: Face) -> Group:
        """The group of an identified face."""
        return self.reference if face is Face.REFERENCE else self.comparison


class Application(Strict):
    """The key of one application, and what stays the same whoever the person is. Its text is in files of its own."""

    id: Id
    quality: Literal["strong", "middle", "weak"] | None = None
    key: dict[str, Points] | None = None
    sex: Sex
    born: date
    municipality: Texts

    @property
    def kind(self) -> Kind:
        """Sex and decade of birth."""
        return Kind(self.sex, self.born.year // 10 * 10)


class Definition(Strict):
    """All of exercise.yml."""

    id: Id
    taster: bool = False
    research: bool = False  # whether a group's figures may be taken out for research
    twice: str | None = None
    source_language: Literal["fi", "sv", "en"]
    facet: Id
    title: Texts
    minutes: int = Field(ge=1, le=240)
    change: Literal["editorial", "material"]
    job: Job
    criteria: list[Criterion]
    fields: list[FormField] = Field(min_length=1)
    groups: Groups
    applications: list[Application]


@dataclass(frozen=True)
class Exercise:
    """A checked exercise. ``digest`` names this version; ``files`` are the texts it was made from."""

    definition: Definition
    texts: Mapping[tuple[str, str], ApplicationText]
    digest: str
    files: Mapping[str, str]

    @property
    def id(self) -> str:
        """The exercise's id, the same in every version."""
        return self.definition.id

    @property
    def criteria(self) -> list[Criterion]:
        """What is scored."""
        return self.definition.criteria

    @property
    def weights(self) -> dict[str, int]:
        """The weight of each criterion in per cent; equal where the author gives none."""
        return {criterion.id: criterion.weight or 1 for criterion in self.criteria}

    @property
    def material(self) -> Material:
        """What a deal must know; only for an exercise with qualities."""
        texts = tuple(
            domain.Text(application.id, Quality(application.quality or ""), application.kind)
            for application in self.definition.applications
        )
        return Material(texts, {g: tuple(name.kind for name in self.definition.groups[g].names) for g in GROUPS})

    def application(self, application_id: str) -> Application:
        """An application by id. Raises KeyError."""
        for application in self.definition.applications:
            if application.id == application_id:
                return application
        raise KeyError(application_id)

    def face(self, application_id: str, face: Face, language: str, name: int | None = None) -> FacePage:
        """An application as it is met.

        ``name`` is the place (from 0) of the person's name in the group's list; an anonymous face needs none, any other
        raises ValueError without it.
        """
        text = self.texts[application_id, language]
        fields = tuple(self.definition.fields)
        if face is Face.ANONYMOUS:
            return anonymous_face(text, fields)
        if name is None:
            raise ValueError("an identified face needs a person")
        group, application = self.definition.groups[face], self.application(application_id)
        person = group.names[name]
        values = person_values(
            first=person.first,
            family=person.family,
            sex=application.sex,
            born=application.born,
            municipality=application.municipality[language],
            shared={slot: texts[language] for slot, texts in group.values.items()},
            language=language,
        )
        return identified_face(text, fields, face, values)

    def fitting_name(self, application_id: str, group: Face) -> int:
        """The first name in the group that fits the application, for looking at faces outside a deal."""
        kind = self.application(application_id).kind
        return next(number for number, name in enumerate(self.definition.groups[group].names) if name.kind == kind)
