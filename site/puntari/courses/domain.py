"""How far somebody is with a course: values in, values out.

A page counts as opened when it was marked as read, or something on it answered, in this *edition* of the
course: the versions from one material change to the next. Answers count whatever the version.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Key = tuple[str, str]  # "page", "question" or "case", and the id


class State(StrEnum):
    """How far somebody is with a page or a course."""

    NEW = "new"
    UNDER_WAY = "under_way"
    DONE = "done"


@dataclass(frozen=True)
class Mark:
    """What is kept about one page, question or case."""

    answer: object
    is_done: bool
    edition: str
    at: datetime


@dataclass(frozen=True)
class PageOutline:
    """A page as progress sees it: its id, what on it must be answered, and what may be."""

    id: str
    required: tuple[Key, ...]
    optional: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Outline:
    """A course as progress sees it."""

    pages: tuple[PageOutline, ...]
    exercises: tuple[str, ...]
    needs_questions: bool
    needs_exercises: bool


@dataclass(frozen=True)
class PageProgress:
    """How far somebody is with one page."""

    id: str
    is_opened: bool
    left: tuple[Key, ...]  # what is still to be answered

    @property
    def state(self) -> State:
        """New, under way, or done."""
        if not self.is_opened:
            return State.NEW
        return State.UNDER_WAY if self.left else State.DONE


@dataclass(frozen=True)
class Progress:
    """How far somebody is with a course."""

    pages: tuple[PageProgress, ...]
    questions_left: tuple[tuple[str, Key], ...]  # with the page they stand on
    exercises_left: tuple[str, ...]
    is_complete: bool
    resume: str  # the page to go on from
    is_begun: bool

    @property
    def pages_left(self) -> list[str]:
        """The pages not opened yet."""
        return [page.id for page in self.pages if not page.is_opened]

    @property
    def pages_done(self) -> int:
        """How many pages are done."""
        return sum(page.state is State.DONE for page in self.pages)


def progress_of(
    outline: Outline, marks: Mapping[Key, Mark], edition: str, exercises_done: Collection[str] = ()
) -> Progress:
    """What somebody's marks amount to in an edition of the course."""
    pages = tuple(_page(page, marks, edition) for page in outline.pages)
    questions_left = tuple((page.id, key) for page in pages for key in page.left) if outline.needs_questions else ()
    exercises_left = (
        tuple(one for one in outline.exercises if one not in exercises_done) if outline.needs_exercises else ()
    )
    is_complete = all(page.is_opened for page in pages) and not questions_left and not exercises_left
    return Progress(pages, questions_left, exercises_left, is_complete, _resume(outline, marks, pages), bool(marks))


def _page(page: PageOutline, marks: Mapping[Key, Mark], edition: str) -> PageProgress:
    keys = (("page", page.id), *page.required, *page.optional)
    is_opened = any(key in marks and marks[key].edition == edition for key in keys)
    left = tuple(key for key in page.required if key not in marks or not marks[key].is_done)
    return PageProgress(page.id, is_opened, left)


def _resume(outline: Outline, marks: Mapping[Key, Mark], pages: Collection[PageProgress]) -> str:
    """The page that was last worked on, or the one after it when it was marked as read last."""
    latest: tuple[datetime, int, bool] | None = None
    for number, page in enumerate(outline.pages):
        for key in (("page", page.id), *page.required, *page.optional):
            if key in marks and (latest is None or marks[key].at >= latest[0]):
                latest = (marks[key].at, number, key[0] == "page")
    if latest is None:
        return outline.pages[0].id
    _, number, was_finished = latest
    if was_finished and number + 1 < len(outline.pages):
        return outline.pages[number + 1].id
    if was_finished:  # the last page: back to whatever is left
        return next((page.id for page in pages if page.state is not State.DONE), outline.pages[number].id)
    return outline.pages[number].id
