"""A definition under way: whole in shape whatever is missing, and changed by fields named after their place."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from puntari.content.problems import Problems
from puntari.practice.authoring import definition
from puntari.practice.authoring.definition import PARTS
from puntari.practice.content import compile_exercise
from tests import exercises

ROOT = Path(__file__).resolve().parents[4]
COOK = yaml.safe_dump(exercises.definition(), allow_unicode=True, sort_keys=False)


def change(roots: tuple[str, ...], **fields: str) -> dict[str, Any]:
    named = {name.replace("__", "."): value for name, value in fields.items()}
    return definition.changed(definition.read(COOK), named, roots)


@pytest.mark.parametrize("text", [COOK, (ROOT / "exercises/ece-teacher/exercise.yml").read_text()], ids=["cook", "ece"])
def test_reading_and_writing_loses_nothing(text):
    assert yaml.safe_load(definition.write(definition.read(text))) == yaml.safe_load(text)


def test_what_is_written_passes_the_checks_that_what_was_read_passes():
    files = exercises.files(**{"exercise.yml": definition.write(definition.read(COOK))})
    problems = Problems(Path())

    assert compile_exercise(Path("cook"), files, problems) is not None, list(problems)


WORDS = ["job", "title", "criteria", "groups", "names", "values", "reference", "applications", "key", "fi", "anchors"]
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS) | st.text(), inner, max_size=4),
    max_leaves=25,
)


@given(ODD)
def test_anything_becomes_whole_in_shape(values):
    tidy = definition.tidy(values)

    assert definition.tidy(tidy) == tidy
    assert definition.read(definition.write(tidy)).keys() == tidy.keys()


@pytest.mark.parametrize(
    "text", ["", "id: [cook", "- a\n- b", "just words", "a: !!python/object:os.x {}", "? [a]\n: b"]
)
def test_what_cannot_be_read_gives_an_empty_shape(text):
    assert definition.read(text) == definition.tidy({})


def test_a_field_changes_the_value_at_its_place():
    draft = change(PARTS["job"], title__sv="Bagare", minutes="45", job__duties__1__fi="Leivo")

    assert (draft["title"]["sv"], draft["minutes"], draft["job"]["duties"][1]["fi"]) == ("Bagare", 45, "Leivo")
    assert draft["title"]["fi"] == "Kokki"


def test_a_number_that_is_none_stays_as_it_was_typed():
    assert change(PARTS["job"], minutes="long")["minutes"] == "long"
    assert change(("applications.0",), applications__0__born="soon")["applications"][0]["born"] == "soon"
    assert change(("applications.0",), applications__0__born="1985-02-03")["applications"][0]["born"] == date(
        1985, 2, 3
    )


def test_a_row_more_is_added_and_an_empty_one_dropped():
    more = change(PARTS["job"], job__duties__2__fi="Siivoa", job__duties__2__sv="", job__duties__2__en="")
    fewer = change(PARTS["job"], **{f"job__duties__0__{language}": "" for language in ("fi", "sv", "en")})

    assert [duty["fi"] for duty in more["job"]["duties"]] == ["Cook (fi)", "Wash (fi)", "Siivoa"]
    assert [duty["fi"] for duty in fewer["job"]["duties"]] == ["Wash (fi)"]


def test_a_new_criterion_gets_an_id_of_its_own_from_its_title():
    fields = {"criteria.3.id": "", "criteria.3.title.en": "Skill", "criteria.3.weight": "10"}
    draft = definition.changed(definition.read(COOK), fields, PARTS["criteria"])

    assert [criterion["id"] for criterion in draft["criteria"]] == ["skill", "experience", "people", "skill-2"]


def test_an_anchor_is_changed_under_its_points():
    draft = change(PARTS["criteria"], criteria__0__anchors__5__fi="Paras")

    assert draft["criteria"][0]["anchors"][5]["fi"] == "Paras"
    assert set(draft["criteria"][0]["anchors"]) == {1, 3, 5}


def test_a_row_with_any_value_in_it_is_kept():
    draft = change(PARTS["criteria"], criteria__3__weight="10")

    assert draft["criteria"][3]["weight"] == 10


def test_fields_of_other_parts_change_nothing():
    before = definition.read(COOK)
    fields = {"criteria.0.weight": "99", "id": "other", "applications.0.quality": "weak", "job": "x", "title": "x"}

    assert definition.changed(before, fields, PARTS["job"]) == before


@pytest.mark.parametrize(
    "path",
    [
        "job.duties.999999.fi",
        "job.duties.-1.fi",
        "job.duties.x.fi",
        "job.employer.fi.deeper",
        "job..fi",
        "title.__class__",
    ],
)
def test_a_way_that_leads_nowhere_changes_nothing(path):
    before = definition.read(COOK)

    assert definition.changed(before, {path: "x"}, PARTS["job"]) == before


def test_the_form_says_which_fields_are_asked():
    draft = definition.changed(definition.read(COOK), {"fields.sex": "1", "fields.born": "1"}, PARTS["names"])

    assert draft["fields"] == ["born", "sex"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Kouluruokala", "kouluruokala"),
        ("Äidinkielen opettaja", "aidinkielen-opettaja"),
        ("!?", ""),
        ("A" * 99, "a" * 30),
    ],
)
def test_an_id_is_made_of_small_letters(title, slug):
    assert definition.slug(title) == slug


def test_an_id_that_is_taken_gets_a_number():
    assert definition.unused("cook", {"cook", "cook-2"}) == "cook-3"


def test_a_value_is_added_to_both_groups_and_dropped_when_neither_has_it():
    new = {"slot": "Yhdistys 1", "slot.reference.fi": "kuoro", "slot.comparison.fi": "orkesteri"}
    draft = definition.changed(definition.read(COOK), new, PARTS["names"])
    groups = draft["groups"]
    cleared = {f"groups.{g}.values.yhdistys.{language}": "" for g in groups for language in ("fi", "sv", "en")}

    assert [groups[g]["values"]["yhdistys"]["fi"] for g in ("reference", "comparison")] == ["kuoro", "orkesteri"]
    assert definition.changed(draft, cleared, PARTS["names"])["groups"]["reference"]["values"].keys() == {
        "mother_tongue"
    }


COMMENTED = (ROOT / "exercises/ece-teacher/exercise.yml").read_text().replace("minutes:", "# why so long\nminutes:")


def test_under_another_id_nothing_else_is_touched():
    assert definition.renamed(COMMENTED, "own-x") == COMMENTED.replace("id: ece-teacher\n", "id: own-x\n", 1)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(COMMENTED.replace("minutes:", "taster: true\nminutes:"), id="a key that no page shows"),
        pytest.param(COMMENTED.replace("id: ece-teacher", "'id': ece-teacher", 1), id="an id in quotation marks"),
        pytest.param(COMMENTED.replace("id: ece-teacher\n", "", 1), id="no id"),
        pytest.param("id: x\n", id="next to nothing"),
        pytest.param("id: [x", id="no YAML"),
    ],
)
def test_what_has_another_shape_is_laid_out_anew(text):
    made = definition.renamed(text, "own-x")

    assert made == definition.write({**definition.read(text), "id": "own-x"})


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["01", "anna", "7"], ["01", "anna", "7"]),
        (["", "01", None], ["02", "01", "03"]),
        (["a", "a", "job", "A b", "x" * 41], ["a", "01", "02", "03", "04"]),
    ],
    ids=["good ones", "none", "bad ones"],
)
def test_every_application_has_an_id_that_a_page_can_be_found_by(ids, expected):
    tidy = definition.tidy({"applications": [{"id": id_} for id_ in ids]})

    assert [each["id"] for each in tidy["applications"]] == expected
    assert definition.tidy(tidy) == tidy
