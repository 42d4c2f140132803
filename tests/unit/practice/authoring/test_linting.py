"""Where a finding leads, and what an unfinished application looks like."""

import pytest

from puntari.practice.authoring import preview
from puntari.practice.authoring.definition import read
from puntari.practice.authoring.linting import lint
from puntari.practice.faces import Bar
from tests import exercises


def places(files: dict[str, str]) -> set[tuple[str, str]]:
    return {(finding.page, finding.field) for finding in lint("cook", files).findings}


def with_text(name: str, old: str, new: str) -> dict[str, str]:
    files = exercises.files()
    return files | {name: files[name].replace(old, new)}


def test_a_whole_draft_has_no_findings_and_is_an_exercise():
    report = lint("cook", exercises.files())

    assert (report.findings, report.exercise.id) == ((), "cook")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        pytest.param(lambda w: w["title"].update(sv=""), ("job", "title.sv"), id="title"),
        pytest.param(lambda w: w["criteria"][1]["anchors"].pop(3), ("criteria", "criteria.1.anchors"), id="anchor"),
        pytest.param(
            lambda w: w["groups"]["comparison"]["names"][2].update(frequency="uncommon"),
            ("names", "groups.comparison.names.2"),
            id="name",
        ),
        pytest.param(lambda w: w["applications"][3]["key"].pop("skill"), ("04", "applications.3"), id="key"),
        pytest.param(lambda w: w.update(source_language="de"), ("other", ""), id="elsewhere"),
    ],
)
def test_a_finding_in_the_definition_leads_to_its_page_and_field(change, place):
    whole = exercises.definition()
    change(whole)

    assert place in places(exercises.files(whole))


@pytest.mark.parametrize(
    ("files", "place"),
    [
        pytest.param(with_text("02.sv.md", "kom jag", "på estniska kom jag"), ("02", "text.sv"), id="leak"),
        pytest.param(
            with_text("02.en.md", "Without leave.", "After family leave"), ("02", "marks.leave.better.en"), id="wording"
        ),
        pytest.param(with_text("02.en.md", "Without leave.", '""'), ("02", "marks.leave.better.en"), id="no wording"),
        pytest.param(exercises.files(**{"notes.txt": "x"}), ("other", ""), id="file"),
    ],
)
def test_a_finding_in_a_text_leads_to_its_language(files, place):
    assert places(files) == {place}


def test_leaks_are_told_while_a_mark_still_has_no_reason():
    files = with_text("02.en.md", "[[leave:", "At 45 years old [[new: X]] [[leave:")
    rules = {finding.problem.rule: finding.field for finding in lint("cook", files).findings}

    assert (rules["mark-reason"], rules["leak-age"]) == ("marks.new.why.en", "text.en")


def test_texts_are_looked_at_even_when_the_definition_is_not_whole():
    files = with_text("02.en.md", "[[leave:", "[[leave")
    files["exercise.yml"] = files["exercise.yml"].replace("minutes: 20", "minutes: soon")

    assert {("job", "minutes"), ("02", "text.en")} <= places(files)


def test_the_words_of_a_leak_are_named():
    (finding,) = lint("cook", with_text("02.sv.md", "kom jag", "på estniska kom jag")).findings

    assert (finding.words, finding.is_advice) == ("estniska", False)


def test_the_three_faces_of_a_finished_application():
    files = exercises.files()
    draft = read(files["exercise.yml"])
    anonymous, reference, comparison = preview.faces(draft, draft["applications"][0], files["01.fi.md"], "fi")

    assert all(row.value is None for row in anonymous.rows)
    assert (reference.name, comparison.name) == ("Aune Aalto", "Ülle Tamm")
    assert any(isinstance(piece, Bar) for section in anonymous.sections for p in section.paragraphs for piece in p)


def test_an_application_with_nothing_in_it_can_be_looked_at():
    draft = read("applications: [{}]")
    faces = preview.faces(draft, draft["applications"][0], "## A\n\n[[x: {shoe_size} {first_name}]] [[half", "en")

    said = str(faces[1].sections)
    assert "{shoe_size}" in said
    assert "…" in said
