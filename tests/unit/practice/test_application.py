"""The text of an application: what is read, and what is refused with its line."""

from pathlib import Path

import pytest

from puntari.content.problems import Problems
from puntari.practice.application import Mark, Plain, parse_application

FRONT = """---
marks:
  leave:
    why: Family.
    better: Worked part-time.
---
"""


def parse(source: str):
    problems = Problems(Path())
    text = parse_application(source, Path("01.en.md"), problems)
    return text, [str(problem) for problem in problems]


def test_sections_paragraphs_and_marks_are_read_with_their_lines():
    source = (
        FRONT + "\n## Application\n\nFirst line\nsecond line.\n\n[[leave: After {first_name}'s\nleave]] I returned."
    )
    text, problems = parse(source + "\n\n## Skills\n\nMany.\n")
    application, skills = text.sections

    assert problems == []
    assert (application.line, application.heading, skills.heading) == (8, "Application", "Skills")
    assert [p.line for p in application.paragraphs] == [10, 13]
    assert application.paragraphs[0].pieces == (Plain("First line second line."),)
    assert application.paragraphs[1].pieces == (Mark("leave", "After {first_name}'s leave"), Plain(" I returned."))
    assert text.reasons["leave"].better == "Worked part-time."
    assert text.words == 10


OTHER_HALF = "a mark is opened or closed without its other half"


@pytest.mark.parametrize(
    ("body", "line", "problem"),
    [
        pytest.param("Text.", 7, "the text must begin with a heading (##)", id="no heading"),
        pytest.param("", 7, "the application has no text", id="nothing"),
        pytest.param("## A\n\n## B\n\nText.", 7, "there is no text below this heading", id="empty section"),
        pytest.param("# A\n\nText.", 7, "a heading begins with ## and a space", id="another level"),
        pytest.param("## A {x}\n\nText.", 7, "a heading can't hold marks", id="mark in heading"),
        pytest.param("## A\n\n- one\n- two", 9, "lists can't be used in an application; write sentences", id="list"),
        pytest.param(
            "## A\n\nHello {first_name}.",
            9,
            "{first_name} stands outside a mark, so it would show in the anonymous face",
            id="slot outside",
        ),
        pytest.param("## A\n\nOne [[leave: two", 9, OTHER_HALF, id="unclosed"),
        pytest.param("## A\n\nOne\nleave: two]]", 9, OTHER_HALF, id="unopened"),
        pytest.param(
            "## A\n\nOne\n[[two]]",
            10,
            "[[two]] needs an id in small letters, a colon and words, and no mark inside it",
            id="no id",
        ),
        pytest.param(
            "## A\n\n[[leave: {Name}]]", 9, "the curly brackets of mark leave don't hold a name", id="bad slot"
        ),
        pytest.param(
            "## A\n\n[[other: x]]", 9, "mark other has no reason and better wording at the top", id="no reason"
        ),
        pytest.param(
            "## A\n\n[[leave: x]] [[leave: y]]", 9, "mark leave stands twice; give each its own id", id="twice"
        ),
        pytest.param("## A\n\nText.", 3, "mark leave has a reason but isn't in the text", id="unused"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(body, line, problem):
    _, problems = parse(FRONT + body)

    unused = "01.en.md:3: mark leave has a reason but isn't in the text"
    assert [p for p in problems if p != unused or problem in unused] == [f"01.en.md:{line}: {problem}"]


def test_dashes_must_be_closed():
    _, problems = parse("---\nmarks: {}\n\n## A\n\nText.")

    assert "01.en.md:1: the three dashes at the top have no three dashes to close them" in problems


def test_a_reason_without_better_wording_is_told_with_its_line():
    _, problems = parse("---\nmarks:\n  leave:\n    why: Family.\n---\n## A\n\n[[leave: x]]")

    assert "01.en.md:3: marks.leave.better is missing" in problems
