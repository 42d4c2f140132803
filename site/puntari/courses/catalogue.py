"""The checked courses of the running app, compiled once per version."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from flask import Flask, current_app

from puntari.content.languages import LANGUAGES
from puntari.content.problems import BadContent, Problems
from puntari.courses.content import load_course
from puntari.courses.course import Course
from puntari.courses.domain import Key, Outline, PageOutline
from puntari.courses.render import CasePart, Part, QuestionPart, Shown, show

EXTENSION = "puntari.courses"


@dataclass(frozen=True)
class Compiled:
    """A course with its pages ready to show, by page id and language."""

    course: Course
    shown: dict[tuple[str, str], Shown]

    @property
    def id(self) -> str:
        """The course's id."""
        return self.course.id

    @cached_property
    def outline(self) -> Outline:
        """What progress is measured against."""
        completes = self.course.head.completes
        pages = []
        for page in self.course.in_source():
            required: list[Key] = [("question", one.id) for one in page.questions if one.counts]
            required += [("case", one.id) for one in page.cases]
            optional: list[Key] = [("question", one.id) for one in page.questions if not one.counts]
            pages.append(PageOutline(page.id, tuple(required), tuple(optional)))
        return Outline(
            pages=tuple(pages),
            exercises=tuple(self.course.exercise_ids),
            needs_questions=completes.questions is not None,
            needs_exercises=completes.exercises is not None,
        )

    def page_of_exercise(self, exercise_id: str) -> str:
        """The first page on which the exercise stands, by the ledger's id. Raises StopIteration when it isn't there."""
        pages = self.course.in_source()
        return next(page.id for page in pages for block in page.exercises if block.completed_as == exercise_id)

    def part(self, page_id: str, item_id: str, language: str) -> QuestionPart | CasePart | None:
        """The question or case with this id on a page."""
        for part in self.answerable(page_id, language):
            if part_id(part) == item_id:
                return part
        return None

    def answerable(self, page_id: str, language: str) -> Iterator[QuestionPart | CasePart]:
        """The questions and cases of a page, in order."""
        parts: tuple[Part, ...] = self.shown[page_id, language].parts
        return (part for part in parts if isinstance(part, QuestionPart | CasePart))


def part_id(part: QuestionPart | CasePart) -> str:
    """The id under which answers are kept."""
    return part.question.id if isinstance(part, QuestionPart) else part.case.id


@dataclass
class Catalogue:
    """All courses by id. ``fragments`` keeps what has been rendered for everybody (see ``fragments.py``)."""

    courses: dict[str, Compiled]
    fragments: dict[tuple[str, ...], str] = field(default_factory=dict)


def compile_course(course: Course) -> Compiled:
    """Turn every page into HTML, in every language."""
    pages = [course.page(page_id, language) for page_id in course.head.pages for language in LANGUAGES]
    return Compiled(course, {(page.id, page.language): show(course, page) for page in pages})


def exercise_ids(exercises: Path) -> set[str]:
    """What can stand in a course, as its blocks call it: by the file that defines it in the folder of its id."""
    defined_by = (
        ("exercise", ""),
        ("exercise", "leak-hunt "),
        ("advertisement", "advertisement "),
        ("process", "process "),
    )
    return {kind + file.parent.name for name, kind in defined_by for file in exercises.glob(f"*/{name}.yml")}


def check_courses(courses: Path, exercises: Path, problems: Problems) -> list[Course]:
    """All courses under a folder that could be read; what is wrong with them is noted in ``problems``."""
    known = exercise_ids(exercises)
    folders = sorted(path for path in courses.iterdir() if path.is_dir()) if courses.is_dir() else []
    found = [load_course(folder, problems, exercises=known) for folder in folders]
    return [course for course in found if course is not None]


def load(courses: Path, exercises: Path, *, is_strict: bool) -> Catalogue:
    """The catalogue of a folder.

    Raises BadContent when something is wrong with a course and ``is_strict``; otherwise that course is left
    out and logged, so that a half-written one doesn't stop whoever is writing it.
    """
    compiled = {}
    problems = Problems(courses.parent)
    for folder in sorted(path for path in courses.iterdir() if path.is_dir()) if courses.is_dir() else []:
        of_this = Problems(courses.parent)
        course = load_course(folder, of_this, exercises=exercise_ids(exercises))
        if course is not None and not len(of_this):
            compiled[course.id] = compile_course(course)
        for problem in of_this:
            problems.add(courses.parent / problem.file, problem.line, problem.text)
    if is_strict:
        problems.raise_if_any()
    elif len(problems):
        logging.getLogger(__name__).warning("courses left out:\n%s", BadContent(problems))
    return Catalogue(compiled)


def init_app(app: Flask) -> None:
    """Load the courses of the settings. Raises BadContent in production."""
    settings = app.config["SETTINGS"]
    app.extensions[EXTENSION] = load(settings.courses, settings.exercises, is_strict=settings.mode == "production")


def catalogue() -> Catalogue:
    """The courses of the running app."""
    found: Catalogue = current_app.extensions[EXTENSION]
    return found
