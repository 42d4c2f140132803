"""The scripts are whole in each language, take twenty minutes, and claim nothing without a source."""

import shutil
from pathlib import Path

import pytest

from puntari.content.problems import Problems
from puntari.live import activity_debrief, debrief
from puntari.live.domain import Activity
from puntari.live.outcomes import Outcome


def problems_of(folder: Path) -> list[str]:
    problems = Problems(folder)
    debrief.load(folder, problems)
    return [str(problem) for problem in problems]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(debrief.FOLDER, tmp_path / "scripts"))


def test_there_is_a_script_for_every_outcome() -> None:
    assert problems_of(debrief.FOLDER) == []
    assert set(debrief.scripts()) == set(Outcome)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_script_takes_twenty_minutes_and_asks_three_questions(outcome: Outcome) -> None:
    script = debrief.scripts()[outcome]

    assert sum(section.minutes for section in script.sections) == 20
    assert len(script.questions) == 3
    assert len(script.avoid) == 3


@pytest.mark.parametrize("kind", activity_debrief.KINDS)
def test_each_other_exercise_has_such_a_script_too(kind: Activity) -> None:
    script = activity_debrief.debriefs()[kind]

    assert sum(section.minutes for section in script.sections) == 20
    assert len(script.questions) == 3
    assert len(script.avoid) >= 3


def test_a_script_of_another_exercise_that_is_missing_or_too_short_is_named(folder: Path) -> None:
    (folder / "activities" / "leak-hunt.yml").unlink()
    process = folder / "activities" / "process.yml"
    process.write_text(process.read_text(encoding="utf-8").replace("minutes: 6", "minutes: 5"), encoding="utf-8")
    problems = Problems(folder)

    activity_debrief.load(folder / "activities", problems)

    assert [str(one).partition(": ")[2] for one in problems] == [
        "is missing",
        "sections take 19 minutes instead of 20",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  sv: Gruppen ser", "  xx: Gruppen ser", "expected.yml:1: aim.sv is missing"),
        ("minutes: 7", "minutes: 8", "expected.yml:5: sections take 21 minutes instead of 20"),
        ("    asks: true\n", "", "expected.yml:5: exactly one section asks the questions"),
        ("hiscox-2017]", "nobody-1999]", "nobody-1999 is not a source"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(folder: Path, old: str, new: str, problem: str) -> None:
    file = folder / "expected.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")

    assert any(problem in found for found in problems_of(folder))


def test_a_script_that_is_not_there_is_named(folder: Path) -> None:
    (folder / "none.yml").unlink()

    assert problems_of(folder) == ["none.yml:1: is missing"]


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.TOO_FEW])
def test_where_no_twenty_pictures_are_shown_the_script_speaks_of_none(outcome: Outcome) -> None:
    said = {
        has_strip: [section.say for section in debrief.fitting(outcome, has_strip=has_strip).sections]
        for has_strip in (True, False)
    }
    pictures = {"fi": "20 kuvio", "sv": "tjugo bilder", "en": "twenty pictures"}

    for language, words in pictures.items():
        assert [sum(words in one[language] for one in said[has_strip]) for has_strip in (True, False)] == [1, 0]
    assert len(said[True]) == len(said[False])
