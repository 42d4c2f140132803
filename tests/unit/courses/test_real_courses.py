"""The courses in the repository are in order."""

from pathlib import Path

from puntari.content.problems import Problems
from puntari.courses.catalogue import check_courses, compile_course
from puntari.courses.questions import Question

ROOT = Path(__file__).resolve().parents[3]


def courses():
    problems = Problems(ROOT)
    found = check_courses(ROOT / "courses", ROOT / "exercises", problems)
    return {course.id: course for course in found}, [str(problem) for problem in problems]


def test_every_course_in_the_repository_passes_the_checker():
    assert courses()[1] == []


def test_the_course_on_anonymous_recruitment_has_what_it_promises():
    course = courses()[0]["anonymous-recruitment"]
    pages = list(course.in_source())
    questions = [question for page in pages for question in page.questions]

    assert len(pages) >= 6
    assert len(questions) >= 10
    assert len({question.kind for question in questions}) >= 4
    assert [len(page.cases) for page in pages if page.cases] == [1]
    assert course.exercise_ids == ["ece-teacher"]


def test_no_right_answer_can_be_told_from_where_it_stands():
    course = courses()[0]["anonymous-recruitment"]
    firsts = [
        question.options[0].is_right
        for page in course.in_source()
        for question in page.questions
        if isinstance(question, Question) and question.kind == "choice"
    ]

    assert 0 < sum(firsts) < len(firsts)


def test_every_page_can_be_made_ready_in_every_language():
    course = courses()[0]["anonymous-recruitment"]

    shown = compile_course(course).shown

    assert len(shown) == 3 * len(course.head.pages)
    html = "".join(text for page in shown.values() for part in page.parts for text in texts_of(part))
    assert [mark for mark in ("\ue000", "\ue001", "[[", "]]", "[@") if mark in html] == []


def texts_of(part):
    """All HTML of a part."""
    for value in vars(part).values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from (text for one in value for text in (one if isinstance(one, tuple) else (one,)))
        elif isinstance(value, dict):
            yield from value.values()
