"""A course as a value: what its files say, put together."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, RootModel

from puntari.content.branching import Case
from puntari.content.languages import Strict, Text, Texts
from puntari.content.sources import Source
from puntari.courses.page import Page
from puntari.courses.questions import Question

Language = Literal["fi", "sv", "en"]
RESERVED = {"missing", "print", "done"}


class Completes(Strict):
    """What a person must have done; a line that is left out asks for nothing."""

    pages: Literal["all"]
    questions: Literal["all"] | None = None
    exercises: Literal["all"] | None = None

    @property
    def rule(self) -> str:
        """The rule as the ledger keeps it, in the words of the file."""
        return ", ".join(f"{key}: {value}" for key, value in self.model_dump(exclude_none=True).items())


class CourseFile(Strict):
    """What course.yml says."""

    id: Text
    source_language: Language
    title: Texts
    summary: Texts
    audience: Texts
    minutes: int = Field(ge=1, le=600)
    pages: list[Text] = Field(min_length=1)
    completes: Completes
    change: Literal["editorial", "material"]
    sources: dict[str, Source] = Field(default_factory=dict)


class Term(Strict):
    """A word that is explained where it stands."""

    term: Texts
    meaning: Texts


class Glossary(RootModel[dict[str, Term]]):
    """What glossary.yml says: terms by their English id."""


@dataclass(frozen=True)
class Course:
    """A course in its three languages. ``digest`` is its version; ``files`` what the version was made of."""

    head: CourseFile
    glossary: dict[str, Term]
    pages: dict[tuple[str, str], Page]  # by page id and language
    digest: str
    files: dict[str, str]

    @property
    def id(self) -> str:
        """The id, which is the folder's name too."""
        return self.head.id

    def page(self, page_id: str, language: str) -> Page:
        """One page. Raises KeyError when there's no such page."""
        return self.pages[page_id, language]

    def in_source(self) -> Iterator[Page]:
        """The pages in the language they were written in; what can be answered is the same in all."""
        for page_id in self.head.pages:
            yield self.pages[page_id, self.head.source_language]

    @property
    def exercise_ids(self) -> list[str]:
        """What the ledger calls the exercises on its pages, each once; optional ones left out."""
        blocks = (block for page in self.in_source() for block in page.exercises if not block.is_optional)
        return list(dict.fromkeys(block.completed_as for block in blocks))

    def find(self, item_id: str, language: str) -> tuple[Page, Question | Case] | None:
        """A question or a case, and the page it stands on."""
        for page_id in self.head.pages:
            page = self.pages[page_id, language]
            for item in page.items:
                if item.id == item_id:
                    return page, item
        return None
