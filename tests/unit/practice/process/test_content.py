"""What the check says about a process that is wrong, and what holds for the real ones."""

from pathlib import Path
from typing import Any

import pytest

from puntari.content.problems import Problems
from puntari.practice.process.content import FILE, compile_process, load_processes, restore_process
from tests import processes
from tests.processes import definition, problems_of, scene, texts, way

EXERCISES = Path(__file__).parents[4] / "exercises"


def at(values: dict[str, Any], id_: str) -> dict[str, Any]:
    return next(one for one in values["scenes"] if one["id"] == id_)


def test_a_process_in_order_has_no_problems():
    assert problems_of(definition()) == []


def edit(values: dict[str, Any], what: str) -> None:  # noqa: PLR0912 -- a case for each fault
    match what:
        case "unknown scene":
            at(values, "hurried")["ways"][0]["to"] = "nowhere"
        case "unreachable":
            values["scenes"].append(scene("island"))
        case "no end":
            at(values, "hurried")["ways"][0] = way("bad", after=["quick"])
        case "round":
            at(values, "bad")["ways"] = [way("start")]
        case "one choice":
            at(values, "middle")["ways"].pop()
        case "no leads":
            del at(values, "start")["ways"][0]["leads"]
        case "mixed":
            at(values, "middle")["ways"].append(way("bad"))
        case "never":
            at(values, "calm")["ways"].append(way("bad", after=["hurried"]))
        case "echo for all":
            at(values, "middle")["echoes"][0]["after"] = []
        case "unknown condition":
            at(values, "middle")["echoes"][0]["after"] = ["slow"]
        case "twice":
            values["scenes"].append(scene("bad"))
        case "language":
            del at(values, "good")["text"]["sv"]
        case "source":
            at(values, "middle")["echoes"][0]["text"]["sv"] = "Utan."
        case "no source":
            at(values, "good")["text"] = texts("Told [@nobody].")
        case "unused":
            values["sources"]["other"] = values["sources"]["law"]
        case "folder":
            values["id"] = "large"


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("unknown scene", ["there is no scene nowhere"]),
        ("unreachable", ["no way leads to scene island"]),
        ("no end", ["from scene hurried no end can be reached"]),
        ("round", ["scene start leads back to itself"]),
        ("one choice", ["scene middle: a choice needs at least two ways with words, whatever was chosen before"]),
        ("no leads", ["scene start: a choice needs leads, what it leads to"]),
        ("mixed", ["scene middle: a choice needs at least two ways with words, whatever was chosen before"]),
        ("never", ["scene calm: nobody can meet this condition"]),
        ("echo for all", ["scene middle: an echo says after which scenes, or without which"]),
        ("unknown condition", ["there is no scene slow"]),
        ("twice", ["scene bad is there twice"]),
        ("language", ["scenes.6.text.sv is missing"]),
        ("source", ["scene middle: the languages don't give the same sources"]),
        ("no source", ["scene good: there is no source nobody"]),
        ("unused", ["the source other is given nowhere"]),
        ("folder", ["id is large but the folder is small"]),
    ],
)
def test_what_is_wrong_is_named_with_its_line(what, said):
    values = definition()
    edit(values, what)
    found = problems_of(values)

    for words in said:
        (problem,) = [one for one in found if words in one]
        line = int(problem.partition(":")[0])
        assert 1 <= line <= len(processes.text_of(values).splitlines())


def test_the_line_is_that_of_the_scene():
    values = definition()
    values["scenes"].append(scene("island"))
    lines = processes.text_of(values).splitlines()

    (problem,) = problems_of(values)

    assert lines[int(problem.partition(":")[0]) - 1].strip() == "- id: island"


def test_a_file_that_is_no_part_of_a_process_is_named():
    problems = Problems(Path())
    compile_process(Path("small"), {FILE: processes.text_of(definition()), "notes.txt": ""}, problems)

    assert [str(one) for one in problems] == ["small/notes.txt:1: isn't part of a process"]


def test_a_version_that_was_served_is_made_again_without_checks():
    values = definition()
    values["scenes"].append(scene("island"))

    process = restore_process("small", {FILE: processes.text_of(values)})

    assert process.part("island").title.en == "Title island (en)"


@pytest.fixture(scope="module")
def real():
    problems = Problems(EXERCISES.parent)
    found = load_processes(EXERCISES, problems)
    assert [str(one) for one in problems] == []
    return list(found.values())


def test_the_real_ones_have_room_to_walk(real):
    for process in real:
        assert len(process.story.scenes) >= 16
        assert sum(not part.ways for part in process.story.scenes) >= 3


def test_every_state_of_the_real_ones_leads_to_an_end_within_twelve_choices(real):
    for process in real:
        case, waiting, ends = process.case, [process.case.beginning()], set()
        met = set()
        while waiting:
            path = waiting.pop()
            chosen = sum(len(case.open_ways(path[: n + 1])) > 1 for n in range(len(path)))
            assert chosen <= 12
            if case.has_ended(path):
                ends.add(path[-1])
                continue
            for choice in case.open_ways(path):
                longer = case.go(path, step=len(path) - 1, to=choice.to)
                state = (longer[-1], frozenset(longer) & {one for s in case.scenes for one in s.asked}, chosen)
                if state not in met:
                    met.add(state)
                    waiting.append(longer)
        assert len(ends) >= 3
