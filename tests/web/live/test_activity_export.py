"""The result of another exercise as files: the shares of the wall, and nothing that the gate kept back."""

import io
import re

import pikepdf
import pytest
from sqlalchemy import update

from puntari.extensions import db
from puntari.live.activity_models import ActivityPicture
from puntari.live.activity_pictures import kept
from puntari.practice.spotting import queries
from puntari.practice.spotting.models import Item, Run
from tests.web.live.test_activities import DOUBTFUL, GOOD, hand_in, make, room, small, trainer, walk
from tests.web.live.test_export import get, sheets_of, text_of

__all__ = ["room", "small", "trainer"]
PDF, XLSX = "/result.pdf", "/result.xlsx"


@pytest.fixture
def divided(trainer, room):
    """Half of twelve were quick, half careful, and then all were calm."""
    make(trainer, "process small", title="=1+1")
    guests = room(12)
    trainer.go_on()
    for number, guest in enumerate(guests):
        walk(guest, *(GOOD if number < 6 else DOUBTFUL))
    trainer.post("/reveal")
    return trainer


@pytest.fixture
def hunted(trainer, room):
    """Ten looked through the first text: half found a second place, and seven marked the same harmless words."""
    make(trainer, "leak-hunt cook")
    guests = room(10)
    trainer.go_on()
    for number, guest in enumerate(guests):
        hand_in(guest, 1, found=1 if number < 5 else 2, needless=number < 5)
    trainer.post("/reveal")
    return trainer


@pytest.mark.parametrize(
    ("language", "tag", "kicker", "headline"),
    [
        ("fi", "fi-FI", "Ryhmätilaisuuden tulos", "Mitä ryhmä teki"),
        ("sv", "sv-FI", "Resultatet av en gruppsession", "Vad gruppen gjorde"),
        ("en", "en-GB", "Result of a live session", "What the group did"),
    ],
)
def test_the_result_is_a_tagged_pdf_in_each_language(divided, language, tag, kicker, headline):
    response = get(divided, PDF, language)

    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    with pikepdf.open(io.BytesIO(response.data)) as pdf:
        assert str(pdf.Root.Lang) == tag
        assert bool(pdf.Root.MarkInfo.Marked) is True
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"] == f"=1+1 – {kicker}"
    said = text_of(response)
    for words in (kicker, headline, f"Be careful ({language})", "50%" if language == "en" else "50 %"):
        assert words in said
    assert kept(divided.live)[0].digest in said.replace(" ", "")


def test_the_workbook_has_the_shares_as_numbers_and_leaves_out_what_the_gate_hid(divided):
    sheets = sheets_of(get(divided, XLSX))

    assert list(sheets) == ["Summary", "Shares", "Notes"]
    assert [row[2:4] for row in sheets["Shares"][1:]] == [["Be careful (en)", 0.5], ["Be quick (en)", 0.5]]
    assert ["Took part", "12 people"] in sheets["Summary"]
    assert "Stay calm" not in str(sheets) + text_of(get(divided, PDF))
    assert sheets["Summary"][0][1] == "=1+1"


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_workbook_is_in_the_viewers_language(divided, language):
    names = {"fi": ["Yhteenveto", "Osuudet", "Huomioita"], "sv": ["Sammandrag", "Andelar", "Att notera"]}

    assert list(sheets_of(get(divided, XLSX, language))) == names[language]


def test_the_wordings_that_many_marked_without_need_are_named(hunted):
    run = db.session.scalars(select_run()).one()
    work = queries.work_of(run)
    harmless = [piece for piece in queries.reading_of(run.items[0], work, "en").pieces() if piece.place is None]
    shares = {one.id: one.shares for one in kept(hunted.live)[1].released.questions}
    rows = sheets_of(get(hunted, XLSX))["Shares"]

    wall = " ".join(hunted.get(f"/result/part-{number}").text for number in (1, 2))
    assert "This could have stayed" in wall
    assert harmless[0].text.rstrip(",") in wall
    assert [row[2:4] for row in rows if row[1] == f"“{harmless[0].text.rstrip(',')}”"] == [["marked it", 0.5]]
    assert shares["1:needless"] == {"marked": None, "left": None}  # the same five: held against each other they'd tell
    assert "What is hidden can't be given points" in text_of(get(hunted, PDF)).replace("’", "'")


def select_run():
    from sqlalchemy import select

    return select(Run).limit(1)


def test_a_group_that_is_too_small_gets_no_figure_in_any_file(trainer, room):
    make(trainer, "process small")
    guests = room(7)
    trainer.go_on()
    for guest in guests:
        walk(guest, *DOUBTFUL)
    trainer.post("/reveal")
    sheets = sheets_of(get(trainer, XLSX))

    assert "The group was too small for shares" in text_of(get(trainer, PDF))
    assert sheets["Shares"][1:] == []
    assert not any(isinstance(cell, int | float) for rows in sheets.values() for row in rows for cell in row)
    assert "Be quick" not in str(sheets)


def test_where_all_went_the_same_way_both_files_say_so(trainer, room):
    make(trainer, "process small")
    guests = room(9)
    trainer.go_on()
    for guest in guests:
        walk(guest, *GOOD)
    trainer.post("/reveal")

    assert "No share can be shown" in text_of(get(trainer, PDF))
    assert sheets_of(get(trainer, XLSX))["Shares"][1:] == []


def test_nothing_but_the_frozen_picture_gets_into_the_files(hunted):
    before, wall = (text_of(get(hunted, PDF)), sheets_of(get(hunted, XLSX))), hunted.get("/result/part-1").text
    db.session.execute(update(Item).values(marked=[]))
    db.session.commit()
    hunted.post("/end")

    assert (text_of(get(hunted, PDF)), sheets_of(get(hunted, XLSX))) == before
    assert re.findall("<q>.*?</q>", hunted.get("/result/part-1").text) == re.findall("<q>.*?</q>", wall) != []


def test_before_it_is_frozen_and_when_it_was_changed_there_is_no_file(trainer, room, divided):
    picture = db.session.query(ActivityPicture).one()
    picture.body = picture.body.replace('"raters":12', '"raters":13')
    db.session.commit()
    assert {get(divided, path).status_code for path in (PDF, XLSX)} == {409}

    make(trainer, "process small", token="ef" * 12)
    assert {get(trainer, path).status_code for path in (PDF, XLSX)} == {409}


@pytest.mark.parametrize("path", [PDF, XLSX])
def test_nobody_else_gets_the_files(divided, client, people, path):
    for who, status in (("hilla", 403), ("tess", 403), (None, 401)):
        other = client(people[who]) if who else client()
        assert other.get(f"/en/live/{divided.id}{path}").status_code == status
    assert path in divided.get().text
