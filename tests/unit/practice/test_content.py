"""An exercise's files: a whole one is served, and each thing that can be wrong is told with file and line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from puntari.content.problems import Problems
from puntari.practice.content import compile_exercise, load_exercises, read_folder
from tests import exercises
from tests.unit.practice.spoiling import problems_of

ROOT = Path(__file__).resolve().parents[3]


def test_a_whole_exercise_has_no_problems():
    assert problems_of(exercises.files()) == []
    assert problems_of(exercises.files(exercises.taster_definition()), "taster") == []


def test_the_real_exercises_have_no_problems():
    problems = Problems(ROOT)
    found = load_exercises(ROOT / "exercises", problems)

    assert list(problems) == []
    assert {"ece-teacher", "taster"} <= found.keys()


Change = Callable[[dict[str, Any]], Any]


def set_(*path: Any) -> Change:
    """Set the value at the end of a path to the last item."""

    def change(whole: dict[str, Any]) -> None:
        *way, key, value = path
        for step in way:
            whole = whole[step]
        whole[key] = value

    return change


def remove(*path: Any) -> Change:
    def change(whole: dict[str, Any]) -> None:
        *way, key = path
        for step in way:
            whole = whole[step]
        del whole[key]

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(set_("id", "baker"), "id is baker but the folder is cook", id="id"),
        pytest.param(set_("colour", "red"), "colour is not a known key", id="unknown key"),
        pytest.param(remove("title", "sv"), "title.sv is missing", id="missing language"),
        pytest.param(set_("job", "duties", 0, "en", ""), "job.duties.0.en is empty", id="empty text"),
        pytest.param(set_("criteria", 1, "id", "skill"), "criterion skill is there twice", id="criterion twice"),
        pytest.param(set_("criteria", 0, "weight", 41), "the weights add up to 101, not to 100", id="weights"),
        pytest.param(remove("criteria", 0, "weight"), "criterion skill has no weight", id="no weight"),
        pytest.param(
            remove("criteria", 0, "anchors", 3), "criterion skill: anchors must say what 1, 3 and 5 mean", id="anchors"
        ),
        pytest.param(set_("twice", "02"), "twice belongs to the taster only", id="twice"),
        pytest.param(set_("fields", ["born", "born"]), "fields: born is there twice", id="field twice"),
        pytest.param(
            remove("groups", "comparison", "names", 5), "comparison: 6 names are needed, here are 5", id="few names"
        ),
        pytest.param(
            set_("groups", "comparison", "names", 1, "sex", "m"),
            "Virve Saar isn't of the sex and decade of Berta Bister, its pair",
            id="pair of another sex",
        ),
        pytest.param(
            set_("groups", "reference", "names", 1, "decade", 1990),
            "Virve Saar isn't of the sex and decade of Berta Bister, its pair",
            id="pair of another decade",
        ),
        pytest.param(
            set_("groups", "comparison", "names", 4, "first", "Aune"), "the name Aune is there twice", id="name twice"
        ),
        pytest.param(
            remove("groups", "comparison", "values", "mother_tongue"),
            "comparison: no value for mother_tongue, which the other group has",
            id="value missing",
        ),
        pytest.param(
            set_("groups", "reference", "values", "municipality", exercises.texts("Town")),
            "reference: municipality is the person's own and can't be shared",
            id="own value shared",
        ),
        pytest.param(remove("applications", 11), "12 applications are needed, here are 11", id="eleven"),
        pytest.param(set_("applications", 1, "id", "01"), "application 01 is there twice", id="application twice"),
        pytest.param(
            set_("applications", 0, "quality", "middle"), "four applications must be strong, here are 3", id="quality"
        ),
        pytest.param(remove("applications", 0, "quality"), "application 01 has no quality", id="no quality"),
        pytest.param(
            remove("applications", 0, "key", "skill"),
            "application 01: the key must have points for each criterion",
            id="incomplete key",
        ),
        pytest.param(
            set_("applications", 0, "key", {"skill": 3, "experience": 3, "people": 3}),
            "application 01 is strong, but its key (3.00) isn't above all middle ones (3.00)",
            id="key and quality disagree",
        ),
        pytest.param(
            set_("applications", 0, "key", {"skill": 6, "experience": 3, "people": 3}),
            "applications.0.key.skill Input should be less than or equal to 5",
            id="points off the scale",
        ),
        pytest.param(
            set_("applications", 0, "born", date(1970, 1, 1)),
            "application 01: comparison has no name for its sex and decade (f, 1970s)",
            id="nobody fits",
        ),
    ],
)
def test_what_is_wrong_in_the_definition_is_told_with_its_line(change, expected):
    definition = exercises.definition()
    change(definition)
    found = problems_of(exercises.files(definition))
    texts = [line.split(": ", 1)[1] for line in found]

    assert expected in texts
    assert all(line.startswith("exercise.yml:") and int(line.split(":")[1]) >= 1 for line in found if expected in line)


def test_the_line_is_the_line():
    definition = exercises.definition()
    definition["criteria"][2]["anchors"].pop(5)
    files = exercises.files(definition)
    line = next(n for n, t in enumerate(files["exercise.yml"].splitlines(), 1) if t.startswith("- id: people")) + 10

    (found,) = problems_of(files)

    assert files["exercise.yml"].splitlines()[line - 1].strip() == "anchors:"
    assert found == f"exercise.yml:{line}: criterion people: anchors must say what 1, 3 and 5 mean"


def test_names_that_cannot_be_dealt_without_repetition_are_told():
    definition = exercises.definition()
    for application in definition["applications"]:
        application["born"] = date(1985, 1, 1)
    found = problems_of(exercises.files(definition))

    assert len(found) == 1
    assert "too few names for" in found[0]


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        pytest.param("01.sv.md", None, "01.sv.md:1: is missing", id="file missing"),
        pytest.param(
            "02.en.md", lambda t: t.replace("[[leave: After family leave]]", "After leave"),
            "02.en.md:3: mark leave has a reason but isn't in the text", id="mark missing",
        ),
        pytest.param(
            "02.en.md", lambda t: t.replace("## Language skills\n", ""),
            "02.en.md:14: 1 sections; fi has 2", id="section missing",
        ),
        pytest.param(
            "02.en.md", lambda t: t.replace("I returned.", "I\n\nreturned."),
            "02.en.md:14: 3 paragraphs below this heading; fi has 2", id="paragraphs differ",
        ),
        pytest.param(
            "02.en.md", lambda t: t.replace("{mother_tongue}", "{first_name}"),
            "02.en.md:14: mark language doesn't take the same values as in fi", id="values differ",
        ),
        pytest.param(
            "02.en.md", lambda t: t.replace("{mother_tongue}", "{shoe_size}"),
            "02.en.md:22: mark language: {shoe_size} "
            "isn't one of born, family_name, first_name, mother_tongue, municipality",
            id="unknown value",
        ),
        pytest.param(
            "02.en.md", lambda t: t.replace("Text02en.", "Text02en. " + "word " * 150),
            "02.en.md:1: the text has 331 words; one language may have 110 to 270", id="too long",
        ),
        pytest.param(
            "02.fi.md", lambda t: t.replace(exercises.SENTENCE["fi"], "", 6),
            "02.fi.md:1: the text has 79 words; one language may have 110 to 270", id="too short",
        ),
        pytest.param("02.fi.md", lambda t: t.replace("palasin", "Aunen kanssa palasin"),
            "02.fi.md:18: “Aunen” is left in the anonymous face; put it inside a mark", id="inflected name",
        ),
        pytest.param("03.fi.md", lambda t: t.replace("palasin", "Kunta3:ssa palasin"),
            "03.fi.md:18: “Kunta3” is left in the anonymous face; put it inside a mark", id="municipality",
        ),
        pytest.param("02.en.md", lambda t: t.replace("I returned.", "I, born in 1990, returned."),
            "02.en.md:18: “1990” is left in the anonymous face; put it inside a mark", id="year of birth",
        ),
        pytest.param("02.fi.md", lambda t: t.replace("palasin", "2.2.1990 palasin"),
            "02.fi.md:18: “2.2.1990” is left in the anonymous face; put it inside a mark", id="date of birth",
        ),
        pytest.param("02.sv.md", lambda t: t.replace("kom jag", "på estniska kom jag"),
            "02.sv.md:18: “estniska” is left in the anonymous face; put it inside a mark", id="group value",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_text_is_told_with_its_line(name, change, expected):
    files = exercises.files()
    if change is None:
        del files[name]
    else:
        assert change(files[name]) != files[name]
        files[name] = change(files[name])

    assert expected in problems_of(files)


def test_a_language_that_the_job_asks_for_is_no_leak():
    files = exercises.files()

    assert "Finnish: good." in files["01.en.md"]
    assert problems_of(files) == []


def test_all_problems_are_told_at_once():
    definition = exercises.definition()
    definition["criteria"][0]["weight"] = 50
    files = exercises.files(definition, **{"01.fi.md": "Text.", "extra.txt": "x", "13.fi.md": "x"})
    del files["05.en.md"]
    places = {line.split(": ", 1)[0] for line in problems_of(files)}

    assert {"01.fi.md:1", "05.en.md:1", "13.fi.md:1", "extra.txt:1"} < places
    assert any(place.startswith("exercise.yml:") for place in places)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(remove("twice"), "twice must name one of the applications", id="no twice"),
        pytest.param(set_("twice", "09"), "twice must name one of the applications", id="twice elsewhere"),
        pytest.param(
            set_("applications", 0, "quality", "weak"),
            "application 01: the taster has no quality and no key",
            id="quality",
        ),
        pytest.param(
            set_("criteria", 0, "weight", 100),
            "criterion skill has a weight, which the taster doesn't use",
            id="weight",
        ),
        pytest.param(set_("criteria", []), "the taster has one criterion, here are 0", id="no criterion"),
        pytest.param(remove("applications", 0), "3 applications are needed, here are 2", id="two applications"),
    ],
)
def test_what_is_wrong_in_the_taster_is_told(change, expected):
    definition = exercises.taster_definition()
    change(definition)
    files = exercises.files(definition)

    assert expected in [line.split(": ", 1)[1] for line in problems_of(files, "taster")]


def test_yaml_that_cannot_be_read_is_told_with_its_line():
    assert problems_of(exercises.files(**{"exercise.yml": "id: [cook"}))[0].startswith(
        "exercise.yml:1: can't be read as YAML"
    )


def test_a_folder_without_definition_or_with_another_encoding_is_told(tmp_path):
    folder = tmp_path / "cook"
    folder.mkdir()
    (folder / "01.fi.md").write_bytes("Päivä".encode("latin-1"))
    problems = Problems(tmp_path)

    assert compile_exercise(folder, read_folder(folder, problems), problems) is None
    assert [str(p) for p in problems] == ["cook/01.fi.md:1: isn't text in UTF-8", "cook/exercise.yml:1: is missing"]
