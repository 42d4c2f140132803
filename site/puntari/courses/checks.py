"""What must be true of a course as a whole. Each check notes what is wrong, with file and line."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from puntari.content.languages import LANGUAGES
from puntari.content.problems import Problems
from puntari.content.yamlfile import YamlFile
from puntari.courses import translations
from puntari.courses.course import RESERVED, Course, CourseFile
from puntari.courses.notation import LINK, SLUG, TAG, TERM, Piece
from puntari.courses.page import Page

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff]")


def check_course(
    course: Course, folder: Path, yml: YamlFile, problems: Problems, *, exercises: Collection[str]
) -> None:
    """All checks that need more than one block."""
    check_head(course.head, folder, yml)
    check_files(course, folder, problems)
    for page in course.pages.values():
        check_texts(course, page, problems)
    check_ids(course, problems, exercises=exercises)
    check_sources_used(course, yml)
    translations.check_structure(course, problems)
    translations.check_fresh(course, folder, problems)


def check_head(head: CourseFile, folder: Path, yml: YamlFile) -> None:
    """Ids in course.yml."""
    if head.id != folder.name:
        yml.add_problem(f"id must be the folder's name, {folder.name}", "id")
    for number, page_id in enumerate(head.pages):
        if not SLUG.match(page_id) or page_id in RESERVED:
            yml.add_problem(f"{page_id} can't be a page's id; use small letters, numbers and hyphens", "pages", number)
        if page_id in head.pages[:number]:
            yml.add_problem(f"{page_id} is listed twice", "pages", number)
    for source_id in head.sources:
        if not SLUG.match(source_id):
            yml.add_problem(f"{source_id}: a source's id has small letters, numbers and hyphens", "sources", source_id)


def check_files(course: Course, folder: Path, problems: Problems) -> None:
    """Every page file belongs to a page that is listed."""
    wanted = {f"{page_id}.{language}.md" for page_id in course.head.pages for language in LANGUAGES}
    for name in course.files:
        if name.endswith(".md") and name not in wanted:
            problems.add(
                folder / name,
                1,
                "this page is not listed in course.yml (or its name doesn't end .fi.md, .sv.md or .en.md)",
            )
        if name.endswith(".yml") and name not in {"course.yml", "glossary.yml"}:
            problems.add(folder / name, 1, "is not a file that a course has")


def check_texts(course: Course, page: Page, problems: Problems) -> None:
    """Sources, terms and links in the text of a page."""
    for piece in page.pieces:
        for line, text in enumerate(piece.text.splitlines(), start=piece.line):
            for words in text_problems(course, text):
                problems.add(page.file, line, words)


def text_problems(course: Course, text: str) -> Iterator[str]:
    """What is wrong in one line of text."""
    for source_id in Piece(0, "", text).citations:
        if source_id not in course.head.sources:
            yield f"there is no source {source_id or '(empty)'} in course.yml"
    for term, _ in TERM.findall(text):
        if term.strip() not in course.glossary:
            yield f"there is no term {term.strip() or '(empty)'} in glossary.yml; write [[term|shown words]]"
    for address in LINK.findall(text):
        page_id = address.partition("#")[0]
        if not address.startswith(("https://", "mailto:")) and page_id not in course.head.pages:
            yield f"the link leads nowhere: {address or '(empty)'} is no page of this course and no https:// address"
    rest = TERM.sub("", text)
    if "[[" in rest or "[@" in re.sub(r"\[@[^\]]*\]", "", text):
        yield "a [[ or [@ isn't closed"
    if TAG.search(text):
        yield "HTML is not used here; write the notation of this page instead"
    if CONTROL.search(text):
        yield "there is a character that can't be shown"


def check_ids(course: Course, problems: Problems, *, exercises: Collection[str]) -> None:
    """Ids are there once in the course; exercises exist and their rounds make a whole."""
    for language in LANGUAGES:
        pages = [
            course.pages[page_id, language] for page_id in course.head.pages if (page_id, language) in course.pages
        ]
        seen: dict[str, str] = {}
        rounds: dict[str, list[int]] = {}
        for page in pages:
            for item in page.items:
                if item.id in seen:
                    problems.add(page.file, item.line, f"{item.id} is used already at {seen[item.id]}")
                seen.setdefault(item.id, f"{page.file.name}:{item.line}")
            for exercise in page.exercises:
                if exercise.known_as not in exercises:
                    problems.add(page.file, exercise.line, f"there is no {exercise.kind} {exercise.id}")
                before = rounds.setdefault(exercise.known_as, [])
                before.append(exercise.round)
                if before not in ([0], [1], [1, 2]):
                    problems.add(
                        page.file,
                        exercise.line,
                        f"{exercise.id} stands once as a whole, or as round 1 and then round 2",
                    )
        for page in pages:
            for exercise in page.exercises:
                if rounds[exercise.known_as] == [1]:
                    problems.add(page.file, exercise.line, f"round 2 of {exercise.id} is on no page")


def check_sources_used(course: Course, yml: YamlFile) -> None:
    """A source in the list is given somewhere."""
    used = {one for page in course.pages.values() for piece in page.pieces for one in piece.citations}
    for source_id in course.head.sources:
        if source_id not in used:
            yml.add_problem(f"the source {source_id} is given on no page", "sources", source_id)


def note_overdue_reviews(folder: Path, course: Course, problems: Problems, *, today: date) -> None:
    """Sources that somebody should have looked at by now. A reason to look, not to stop serving."""
    yml = YamlFile(folder / "course.yml", course.files["course.yml"], Problems(folder))
    for source_id, source in course.head.sources.items():
        if source.review_by < today:
            line = yml.line_of("sources", source_id, "review_by")
            problems.add(folder / "course.yml", line, f"{source_id} was to be reviewed by {source.review_by}")
