from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from puntari.courses.catalogue import EXTENSION, Catalogue, Compiled, compile_course
from puntari.courses.course import Course
from tests.unit.courses.factory import course_of, write_course


def serve(app: Flask, *courses: Course) -> Catalogue:
    """Let the app serve these courses and no others."""
    catalogue = Catalogue({course.id: compiled(course) for course in courses})
    app.extensions[EXTENSION] = catalogue
    return catalogue


def compiled(course: Course) -> Compiled:
    """The course with its pages rendered, once for each version of it."""
    if course.digest not in COMPILED:
        COMPILED[course.digest] = compile_course(course)
    return COMPILED[course.digest]


COMPILED: dict[str, Compiled] = {}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small course's files."""
    return write_course(tmp_path)


@pytest.fixture
def course(app: Flask, folder: Path) -> Iterator[Compiled]:
    """The small course, served."""
    before = app.extensions[EXTENSION]
    yield serve(app, course_of(folder)).courses["small"]
    app.extensions[EXTENSION] = before
