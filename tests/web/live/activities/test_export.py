"""The result of another exercise as files: the shares of the wall, and nothing that the gate kept back."""

import re

import pytest
from sqlalchemy import select, update

from puntari.extensions import db
from puntari.live.activity_models import ActivityPicture
from puntari.live.activity_pictures import kept
from puntari.practice.spotting import queries
from puntari.practice.spotting.models import Item, Run
from tests.documents import check_tagged, words_of
from tests.web.live.activities.conftest import make
from tests.web.live.test_export import get, said_in, sheets

PDF, XLSX = "/result.pdf", "/result.xlsx"


@pytest.fixture
def divided(trainer, walked):
    """Half of twelve were quick, half careful, and then all were calm."""
    walked(careful=6, hasty=6, title="=1+1")
    trainer.post("/reveal")
    return trainer


@pytest.fixture
def hunted(trainer, searched):
    """Ten looked through the first text: half found a second place, the other half marked the same harmless words."""
    searched(10, needless=5)
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
    assert check_tagged(response.data, tag) == f"=1+1 – {kicker}"
    said = words_of(response.data)
    for words in (kicker, headline, f"Be careful ({language})", "50%" if language == "en" else "50 %"):
        assert words in said
    assert kept(divided.live)[0].digest in said.replace(" ", "")


def test_the_workbook_has_the_shares_as_numbers_and_leaves_out_what_the_gate_hid(divided):
    found = sheets(divided)

    assert list(found) == ["Summary", "Shares", "Notes"]
    assert [row[2:4] for row in found["Shares"][1:]] == [["Be careful (en)", 0.5], ["Be quick (en)", 0.5]]
    assert ["Took part", "12 people"] in found["Summary"]
    assert "Stay calm" not in str(found) + said_in(divided)
    assert found["Summary"][0][1] == "=1+1"


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_workbook_is_in_the_viewers_language(divided, language):
    names = {"fi": ["Yhteenveto", "Osuudet", "Huomioita"], "sv": ["Sammandrag", "Andelar", "Att notera"]}

    assert list(sheets(divided, language)) == names[language]


def test_the_wordings_that_many_marked_without_need_are_named(hunted):
    run = db.session.scalars(select(Run).limit(1)).one()
    work = queries.work_of(run)
    harmless = [piece for piece in queries.reading_of(run.items[0], work, "en").pieces() if piece.place is None]
    shares = {one.id: one.shares for one in kept(hunted.live)[1].released.questions}
    rows = sheets(hunted)["Shares"]

    wall = " ".join(hunted.get(f"/result/part-{number}").text for number in (1, 2))
    assert "This could have stayed" in wall
    assert harmless[0].text.rstrip(",") in wall
    assert [row[2:4] for row in rows if row[1] == f"“{harmless[0].text.rstrip(',')}”"] == [["marked it", 0.5]]
    assert shares["1:needless"] == {"marked": None, "left": None}  # the same five: held against each other they'd tell
    assert "What is hidden can't be given points" in said_in(hunted).replace("’", "'")


def test_a_group_that_is_too_small_gets_no_figure_in_any_file(trainer, walked):
    walked(hasty=7)
    trainer.post("/reveal")
    found, said = sheets(trainer), said_in(trainer)

    assert "The group was too small for shares" in said
    assert found["Shares"][1:] == []
    assert not any(isinstance(cell, int | float) for rows in found.values() for row in rows for cell in row)
    assert "Be quick" not in str(found) + said


def test_where_all_went_the_same_way_both_files_say_so(trainer, walked):
    walked(careful=9)
    trainer.post("/reveal")

    assert "No share can be shown" in said_in(trainer)
    assert sheets(trainer)["Shares"][1:] == []


def test_nothing_but_the_frozen_picture_gets_into_the_files(hunted):
    before, wall = (said_in(hunted), sheets(hunted)), hunted.get("/result/part-1").text
    db.session.execute(update(Item).values(marked=[]))
    db.session.commit()
    hunted.post("/end")

    assert (said_in(hunted), sheets(hunted)) == before
    assert re.findall("<q>.*?</q>", hunted.get("/result/part-1").text) == re.findall("<q>.*?</q>", wall) != []


def test_before_it_is_frozen_and_when_it_was_changed_there_is_no_file(trainer, divided):
    picture = db.session.query(ActivityPicture).one()
    picture.body = picture.body.replace('"raters":12', '"raters":13')
    db.session.commit()
    assert {get(divided, path).status_code for path in (PDF, XLSX)} == {409}

    make(trainer, token="ef" * 12)
    assert {get(trainer, path).status_code for path in (PDF, XLSX)} == {409}


@pytest.mark.parametrize("path", [PDF, XLSX])
def test_nobody_else_gets_the_files(divided, client, people, path):
    for who, status in (("hilla", 403), ("tess", 403), (None, 401)):
        other = client(people[who]) if who else client()
        assert other.get(f"/en/live/{divided.id}{path}").status_code == status
    assert path in divided.get().text
