"""Figures for research: only where the exercise allows it, only after the end, and told of beforehand."""

import csv
import io
import json
import zipfile

import pytest
from sqlalchemy import update

from puntari.extensions import db
from puntari.live import snapshots
from puntari.live.research import COLUMNS, table
from puntari.practice.models import Invitation, Rating
from tests import exercises
from tests.web.live.conftest import Guest
from tests.web.live.filling import worse
from tests.web.live.test_ending import everything

TOLD = "The figures of the whole group may be used for research, never what one person scored."


@pytest.fixture
def allowed(app, cook):
    """The exercise lets its figures be used. Before the session is made."""
    app.extensions["puntari.exercises"]["cook"] = exercises.compiled({**exercises.definition(), "research": True})


def files_of(response):
    assert (response.status_code, response.mimetype) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def closed(tuula, fill, people=12):
    fill(people, worse)
    tuula.post("/reveal")
    kept = {value for name, column, value in everything() if column in {"tag", "owner_key", "token_hash", "seed"}}
    tuula.post("/end")
    return kept


def test_the_table_is_what_was_on_the_wall(allowed, tuula, fill):
    closed(tuula, fill)
    snapshot = snapshots.latest(tuula.live)
    files = files_of(tuula.get("/research.zip"))

    assert "research.zip" in tuula.get().text
    assert list(files) == ["table.csv", "codebook.csv", "design.json"]
    rows = list(csv.reader(io.StringIO(files["table.csv"])))
    shown = table(snapshots.result_in(snapshot).released)
    assert rows == [list(COLUMNS), *[["" if cell is None else str(cell) for cell in row] for row in shown]]
    explained = {row[0] for row in csv.reader(io.StringIO(files["codebook.csv"]))}
    assert explained == {"column", *COLUMNS}
    assert json.loads(files["design.json"])["snapshot"] == snapshot.digest


def test_nothing_that_leads_to_people_places_or_moments_is_in_it(allowed, tuula, fill):
    secrets = closed(tuula, fill)
    text = "".join(files_of(tuula.get("/research.zip")).values())

    assert len(secrets) > 12
    assert [secret for secret in secrets if secret in text] == []
    for planted in ("Spring", "Tuula", "Kouluttaja", "Valkonummi centre", "tuula@example.org"):
        assert planted not in text
    assert f"{snapshots.latest(tuula.live).created_at:%Y-%m-%d}" not in text


def test_other_ratings_behind_the_same_result_change_no_byte(allowed, tuula, fill):
    closed(tuula, fill)
    before = tuula.get("/research.zip").data
    db.session.execute(update(Rating).values(points=1))
    db.session.execute(update(Invitation).values(invited=False))
    db.session.commit()

    assert tuula.get("/research.zip").data == before


def test_the_codebook_is_in_the_readers_language_and_the_table_is_the_same_in_all(allowed, tuula, fill):
    closed(tuula, fill)
    files = {one: files_of(tuula.client.get(f"/{one}/live/{tuula.id}/research.zip")) for one in ("fi", "sv", "en")}

    assert len({found["codebook.csv"] for found in files.values()}) == 3
    assert len({found["table.csv"] + found["design.json"] for found in files.values()}) == 1


def test_an_exercise_allows_nothing_unless_it_says_so(tuula, fill, client):
    assert TOLD not in Guest(client(), tuula.code).get().text
    closed(tuula, fill)

    assert tuula.get("/research.zip").status_code == 404
    assert "research.zip" not in tuula.get().text


def test_people_are_told_before_they_score(allowed, tuula, client):
    assert TOLD in Guest(client(), tuula.code).get().text


def test_there_is_nothing_before_the_end_and_nothing_of_a_small_group(allowed, tuula, fill):
    assert tuula.get("/research.zip").status_code == 409
    fill(7, worse)
    tuula.post("/reveal")
    assert tuula.get("/research.zip").status_code == 409
    tuula.post("/end")

    assert tuula.get("/research.zip").status_code == 409
    assert "research.zip" not in tuula.get().text


def test_only_who_led_the_session_gets_it(allowed, tuula, fill, client, people):
    closed(tuula, fill)
    for who, status in (("hilla", 403), ("tess", 403), (None, 401)):
        other = client(people[who]) if who else client()
        assert other.get(f"/en/live/{tuula.id}/research.zip").status_code == status
