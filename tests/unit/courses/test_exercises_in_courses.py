"""Which exercises a course can have on its pages."""

import pytest

from tests.unit.courses.checked import found
from tests.unit.courses.factory import change


@pytest.mark.parametrize(
    ("rounds", "words"),
    [
        ("round: 2", "nurse stands once as a whole, or as round 1 and then round 2"),
        ("round: 1", "round 2 of nurse is on no page"),
        ("round: 3", "inside an exercise stands round: 1, round: 2, optional: yes, or nothing"),
    ],
)
def test_the_rounds_of_an_exercise_make_a_whole(folder, rounds, words):
    change(folder, "03-third.*.md", "::: rule ours\n:::", f"::: exercise nurse\n{rounds}\n:::")

    problems = found(folder, exercises=("nurse",))

    assert {problem.split(": ", 1)[1] for problem in problems} == {words}


def test_both_rounds_or_a_whole_exercise_are_in_order(folder):
    change(folder, "01-first.*.md", "::: law", "::: exercise nurse\nround: 1\n:::\n\n::: law")
    change(folder, "02-second.*.md", "::: order", "::: exercise nurse\nround: 2\n:::\n\n::: order")
    change(folder, "03-third.*.md", "::: rule ours", "::: exercise cook")

    assert found(folder, exercises=("nurse", "cook")) == []


def test_the_leak_hunt_of_an_exercise_stands_beside_its_rounds(folder):
    change(folder, "01-first.*.md", "::: law", "::: exercise nurse\n:::\n\n::: law")
    change(folder, "03-third.*.md", "::: rule ours", "::: leak-hunt nurse\noptional: yes")

    assert found(folder, exercises=("nurse", "leak-hunt nurse")) == []


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("::: advertisement nurse", "there is no advertisement nurse"),
        ("::: leak-hunt baker", "there is no leak-hunt baker"),
        ("::: leak-hunt nurse\nround: 1", "inside an exercise stands optional: yes, or nothing"),
        ("::: leak-hunt nurse\noptional: no", "inside an exercise stands optional: yes, or nothing"),
    ],
)
def test_other_kinds_of_exercise_must_be_there_and_have_no_rounds(folder, block, words):
    change(folder, "03-third.*.md", "::: rule ours", block)

    problems = found(folder, exercises=("nurse", "leak-hunt nurse"))

    assert {problem.split(": ", 1)[1] for problem in problems} == {words}


def test_a_translation_says_that_an_exercise_is_optional_too(folder):
    change(folder, "03-third.*.md", "::: rule ours", "::: leak-hunt nurse\noptional: yes")
    change(folder, "03-third.sv.md", "optional: yes\n", "")

    assert [problem.split(":")[0] for problem in found(folder, exercises=("leak-hunt nurse",))] == ["03-third.sv.md"]
