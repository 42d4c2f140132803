"""The result as files: the same as on the wall, and nothing that the gate kept back."""

import io
import re
import zipfile

import openpyxl
import pytest

from puntari.extensions import db
from puntari.live import snapshots
from puntari.live.disclosure import Released
from puntari.live.snapshot_models import Snapshot
from tests.documents import check_tagged, sheets_of, words_of
from tests.web.live.filling import alike, at_the_end, better, worse

PDF, XLSX = "/result.pdf", "/result.xlsx"


def revealed(tuula, fill, people=12, points=worse):
    fill(people, points)
    tuula.post("/reveal")
    return snapshots.result_in(snapshots.latest(tuula.live)).released


def get(tuula, path, language="en"):
    return tuula.client.get(f"/{language}/live/{tuula.id}{path}")


def said_in(tuula, language="en"):
    return words_of(get(tuula, PDF, language).data)


def sheets(tuula, language="en"):
    return sheets_of(get(tuula, XLSX, language).data)


@pytest.mark.parametrize(
    ("language", "tag", "kicker", "headline"),
    [
        ("fi", "fi-FI", "Ryhmätilaisuuden tulos", "Ryhmän pisteissä näkyi ero"),
        ("sv", "sv-FI", "Resultatet av en gruppsession", "I gruppens poäng fanns en skillnad"),
        ("en", "en-GB", "Result of a live session", "The group showed a difference"),
    ],
)
def test_the_result_is_a_tagged_pdf_in_each_language(tuula, fill, language, tag, kicker, headline):
    released = revealed(tuula, fill)
    response = get(tuula, PDF, language)

    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    assert response.headers["Content-Disposition"] == f'attachment; filename="puntari-result-{tuula.id}.pdf"'
    assert check_tagged(response.data, tag) == f"Spring – {kicker}"
    said = words_of(response.data)
    for words in (kicker, headline, "Spring"):
        assert words in said
    digest = snapshots.latest(tuula.live).digest
    assert digest in said.replace(" ", "")
    assert f"{abs(released.primary.figure.estimate):.1f}".replace(".", "." if language == "en" else ",") in said


def test_the_pdf_says_what_was_agreed_and_what_it_doesnt_tell(tuula, fill):
    revealed(tuula, fill)
    said = said_in(tuula)

    for words in (
        "12 people",
        "a result from 8 people on",
        "Nothing about any one person.",
        "Not to be compared with other groups.",
        "Criteria first.",
        "An interval made like this holds the true difference for about 95 groups of 100.",
        "Their values in order:",
    ):
        assert words in said


def test_the_workbook_has_the_figures_as_numbers(tuula, fill):
    released = revealed(tuula, fill)
    found = sheets(tuula)
    shown = [released.primary, *released.others]

    assert list(found) == ["Summary", "Figures", "Strip", "Notes"]
    assert [tuple(row[number] for number in (2, 4, 5)) for row in found["Figures"][1:]] == [
        (one.figure.estimate, one.figure.low, one.figure.high) for one in shown
    ]
    assert [row[1] for row in found["Strip"][1:]] == list(released.strip.worlds)
    assert [row[0] for row in found["Strip"][1:] if row[2] == "the group"] == [released.strip.place + 1]
    assert ["Scored by", "12 people"] in found["Summary"]


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_workbook_is_in_the_viewers_language(tuula, fill, language):
    revealed(tuula, fill)
    names = {"fi": ["Yhteenveto", "Luvut", "Sattuman vaihtelu", "Huomioita"],
             "sv": ["Sammandrag", "Siffror", "Slumpens variation", "Att notera"]}  # fmt: skip

    assert list(sheets(tuula, language)) == names[language]


def test_a_group_that_is_too_small_gets_no_figure_in_any_file(tuula, fill):
    assert revealed(tuula, fill, people=7) == Released(minimum=8)
    said, found = said_in(tuula), sheets(tuula)

    assert "The group was too small for figures" in said
    assert "7" not in re.sub(r"\d{2,}|[0-9a-f]{32}", "", said.split("What others have found")[0].split("Mark of")[0])
    assert (found["Figures"][1:], "Strip" in found) == ([], False)
    assert not any(isinstance(cell, int | float) for rows in found.values() for row in rows for cell in row)


def test_the_files_of_a_small_group_say_why_no_picture_of_chance_is_there(tuula, fill):
    released = revealed(tuula, fill, people=9, points=alike)
    said, found = said_in(tuula), sheets(tuula)

    assert (released.raters, released.strip) == (9, None)
    assert list(found) == ["Summary", "Figures", "Notes"]
    assert "left out in groups of fewer than 12" in said
    assert any("left out in groups of fewer than 12" in str(row[1]) for row in found["Summary"])
    assert "Beside what chance alone gives" not in said


@pytest.mark.parametrize("points", [alike, better, at_the_end])
def test_every_outcome_makes_both_files(tuula, fill, points):
    released = revealed(tuula, fill, points=points)

    assert get(tuula, PDF).status_code == 200
    rows = sheets(tuula)["Figures"][1:]
    assert len(rows) == 1 + len(released.others)


def test_nothing_but_the_frozen_result_gets_into_the_files(tuula, fill, guest):
    """What happens to the ratings afterwards changes no byte of what is said."""
    from sqlalchemy import update

    from puntari.practice.models import Invitation, Rating

    revealed(tuula, fill)
    before = said_in(tuula), sheets(tuula)
    db.session.execute(update(Rating).values(points=5))
    db.session.execute(update(Invitation).values(invited=False))
    db.session.commit()
    tuula.post("/end")

    assert (said_in(tuula), sheets(tuula)) == before


def test_a_name_that_looks_like_a_formula_stays_text(tuula, fill):
    title = '=HYPERLINK("http://x.example";"+1")'
    wanted = {"title": title, "expected": "12", "minimum": "8", "en": "y", "has_prediction": "y"}
    assert tuula.post("/settings", **wanted).status_code == 303
    assert tuula.live.title == title
    revealed(tuula, fill)
    response = get(tuula, XLSX)

    book = openpyxl.load_workbook(io.BytesIO(response.data))
    cell = book["Summary"]["B1"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (title, "s", None)
    with zipfile.ZipFile(io.BytesIO(response.data)) as packed:
        pages = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/")]
    assert not any("<f>" in page for page in pages)


def test_before_it_is_frozen_and_when_it_was_changed_there_is_no_file(tuula, fill):
    assert {get(tuula, path).status_code for path in (PDF, XLSX)} == {409}
    revealed(tuula, fill)
    snapshot = db.session.query(Snapshot).one()
    snapshot.body = snapshot.body.replace('"raters":12', '"raters":13')
    db.session.commit()

    assert {get(tuula, path).status_code for path in (PDF, XLSX)} == {409}


@pytest.mark.parametrize("path", [PDF, XLSX])
def test_nobody_else_gets_the_files(tuula, fill, client, people, path):
    revealed(tuula, fill)
    for who, status in (("hilla", 403), ("tess", 403), (None, 401)):
        other = client(people[who]) if who else client()
        assert other.get(f"/en/live/{tuula.id}{path}").status_code == status
    assert tuula.get(path).status_code == 200
