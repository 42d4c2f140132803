"""The version of an exercise, and what was served once and is shown again."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from puntari.content.problems import Problems
from puntari.practice.content import compile_exercise, load_exercises, restore_exercise
from tests import exercises
from tests.unit.practice.spoiling import problems_of


def test_the_version_changes_with_any_file():
    one, other = exercises.files(), exercises.files()
    other["12.en.md"] = other["12.en.md"].replace("learned", "learnt")
    digests = {compile_exercise(Path("cook"), files, Problems(Path())).digest for files in (one, dict(one), other)}

    assert len(digests) == 2


def test_dates_of_yaml_are_kept(tmp_path):
    exercises.write(tmp_path, exercises.definition(), exercises.taster_definition())
    problems = Problems(tmp_path)
    found = load_exercises(tmp_path, problems)

    assert (list(problems), sorted(found)) == ([], ["cook", "taster"])
    assert found["cook"].application("01").born == date(1980, 2, 1)
    assert yaml.safe_load((tmp_path / "cook" / "exercise.yml").read_text())["id"] == "cook"


def test_a_kept_version_is_restored_as_it_was_even_if_it_no_longer_passes_the_checks():
    files = exercises.files()
    served = compile_exercise(Path("cook"), files, Problems(Path()))
    outdated = files | {"exercise.yml": files["exercise.yml"].replace("weight: 40", "weight: 50")}

    assert restore_exercise("cook", files) == served
    assert problems_of(outdated) != []
    assert restore_exercise("cook", outdated).weights == {"skill": 50, "experience": 30, "people": 30}


def test_files_that_are_no_exercise_cannot_be_restored():
    with pytest.raises(LookupError, match="can't be read"):
        restore_exercise("cook", {"exercise.yml": "id: cook"})
