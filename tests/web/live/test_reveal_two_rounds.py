"""The result of two rounds says what was done there, on the wall, in files and in the table for research."""

import json
from typing import Any

import pytest
from flask import Flask

from puntari.live import snapshots
from puntari.live.feature import moved
from puntari.live.reveal import STEPS, STEPS_OF_TOO_FEW
from tests.documents import sheets_of, words_of
from tests.web.live.conftest import Trainer
from tests.web.live.filling import Fill, worse
from tests.web.live.test_research import allowed, files_of
from tests.web.practice.conftest import text_of

__all__ = ["allowed"]
ONCE = {"fi": "kunkin hakemuksen kerran", "sv": "varje ansökan en gång", "en": "each application once"}
TWICE = {"fi": "kunkin hakemuksen kahdesti", "sv": "varje ansökan två gånger", "en": "each application twice"}
EXTENT = {
    "fi": "8 hakemusta kahdella kierroksella",
    "sv": "8 ansökningar i två omgångar",
    "en": "8 applications in two rounds",
}
OLD = (
    '{"form":1,"exercise_id":"cook","exercise_digest":"d","design":"one-round","design_version":1,"size":12,'
    '"draws":5000,"outcome":"too-few","released":{"minimum":8,"raters":null,"primary":null,"others":[],"strip":null,'
    '"unfinished":[],"expected":null}}'
)


@pytest.fixture
def tuula(tuula: Trainer) -> Trainer:
    """The trainer with a session of two rounds."""
    assert tuula.make(token="cd" * 12, size="16").status_code == 303
    return tuula


def pages_of(trainer: Trainer, language: str, steps: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for step in steps:
        response = trainer.client.get(f"/{language}/live/{trainer.id}/result/{step}")
        assert response.status_code == 200
        found[step] = text_of(response.text)
    return found


def test_the_wall_says_that_each_text_was_read_twice(tuula: Trainer, fill: Fill) -> None:
    fill(12, worse, rated=8)
    tuula.post("/reveal")
    reading_twice = {"fi": "Kahdesti lukemisesta", "sv": "Om att läsa två gånger", "en": "About reading twice"}
    noise = {"fi": "omaa kohinaa", "sv": "eget brus", "en": "own noise"}
    for language in ("fi", "sv", "en"):
        pages = pages_of(tuula, language, STEPS)
        assert EXTENT[language] in pages["story"]
        assert (TWICE[language] in pages["story"], ONCE[language] in pages["story"]) == (True, False)
        assert [step for step in STEPS if reading_twice[language] in pages[step]] == ["limits"]
        assert noise[language] in text_of(tuula.client.get(f"/{language}/live/{tuula.id}/script").text)


def test_a_group_that_is_too_small_is_told_the_same_story(tuula: Trainer, fill: Fill) -> None:
    fill(7, worse, rated=8)
    tuula.post("/reveal")

    assert TWICE["en"] in pages_of(tuula, "en", STEPS_OF_TOO_FEW)["story"]


@pytest.mark.parametrize(
    ("count", "questions"), [(12, "Two minutes in pairs"), (7, "Talk all together")], ids=["figures", "too few"]
)
def test_the_script_lets_each_one_look_at_their_own_noise_before_the_questions(
    tuula: Trainer, fill: Fill, count: int, questions: str
) -> None:
    fill(count, worse, rated=8)
    tuula.post("/reveal")
    said = text_of(tuula.get("/script").text)

    assert said.count("own noise") == 1
    assert said.index("own noise") < said.index(questions)


def test_one_round_has_nothing_of_it(tuula: Trainer, fill: Fill) -> None:
    tuula.make(token="ef" * 12, size="6")
    fill(12, worse)
    tuula.post("/reveal")
    pages = pages_of(tuula, "en", STEPS)

    assert ("6 applications" in pages["story"], ONCE["en"] in pages["story"]) == (True, True)
    said = " ".join(pages.values()) + text_of(tuula.get("/script").text)
    assert [words for words in ("two rounds", "twice", "own noise") if words in said] == []


def test_files_say_it_too(tuula: Trainer, fill: Fill) -> None:
    fill(12, worse, rated=8)
    tuula.post("/reveal")
    pdf = words_of(tuula.get("/result.pdf").data)
    sheets = sheets_of(tuula.get("/result.xlsx").data)

    for words in (EXTENT["en"], TWICE["en"], "About reading twice."):
        assert words in pdf
        assert any(words in str(cell) for sheet in sheets.values() for row in sheet for cell in row)
    assert ["Each scored", EXTENT["en"]] in sheets["Summary"]
    assert ONCE["en"] not in pdf


def test_the_table_for_research_describes_two_rounds(allowed: Any, tuula: Trainer, fill: Fill) -> None:
    tuula.make(token="ef" * 12, size="16")  # in the version that allows it
    fill(12, worse, rated=8)
    tuula.post("/reveal")
    tuula.post("/end")
    files = files_of(tuula.get("/research.zip"))

    assert json.loads(files["design.json"])["deal"] == {
        "design": "two-rounds", "version": 1, "applications": 8, "rounds": 2, "changed": 6, "kept": 2, "orders": 2
    }  # fmt: skip
    unfinished = [line.split(",")[3] for line in files["table.csv"].splitlines() if line.startswith("unfinished")]
    explained = [line.split(",")[1] for line in files["codebook.csv"].splitlines() if line.startswith("item")]
    assert set(unfinished) == {"1", "2"}
    assert set(unfinished) < set(explained)


def test_desk_and_list_call_it_eight_applications_in_two_rounds(tuula: Trainer) -> None:
    listed = text_of(tuula.client.get("/en/live").text)

    assert EXTENT["en"] in text_of(tuula.get().text)
    assert (listed.count(EXTENT["en"]), listed.count("6 applications")) == (1, 1)


def test_a_result_that_was_frozen_before_there_were_two_rounds_can_be_read() -> None:
    result = snapshots.Result.model_validate_json(OLD)

    assert (result.rounds, result.size) == (1, 12)


def test_the_audit_trail_names_the_rounds_and_still_reads_what_was_noted_before_there_were_two(app: Flask) -> None:
    with app.test_request_context("/en/"):
        assert moved({"phase": "block-2", "rounds": 2}).endswith("Scoring, round 2")
        assert moved({"phase": "block-2"}).endswith("Scoring, second half")
