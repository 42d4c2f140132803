"""A trainer copies an exercise and writes it anew, page by page."""

import re

import pytest
from sqlalchemy import func, select

from puntari.audit.models import AuditEvent
from puntari.extensions import db
from puntari.practice.authoring.models import DraftFile, OwnExercise
from tests.web.practice.authoring.writer import BAKER, PARTS, Writer, fields_of
from tests.web.practice.conftest import text_of

LIVE = {"X-Fragment": "1"}


def test_a_copy_has_a_name_and_an_id_of_its_own_and_nothing_to_mend(writer):
    assert (writer.own.exercise_id, writer.own.titles["sv"]) == (BAKER, "Baker")
    assert "It is ready to be published." in text_of(writer.page().text)


def test_sending_the_form_for_a_copy_twice_makes_one_copy(writer):
    assert Writer(writer.client).at == writer.at
    assert db.session.scalar(select(func.count(OwnExercise.id))) == 1
    assert db.session.scalar(select(func.count(AuditEvent.id)).where(AuditEvent.kind == "exercise.copied")) == 1
    assert Writer(writer.client, "0000b").at != writer.at


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"source": "cook", "title": " "}, "Give your exercise a name."),
        ({"source": "none", "title": "Baker"}, "Choose the exercise to begin with."),
        ({"source": "taster", "title": "Baker"}, "Choose the exercise to begin with."),
        ({"source": "cook", "title": "x" * 101}, "The name can be at most 100 characters long."),
    ],
)
def test_a_copy_needs_an_exercise_and_a_name(client, people, data, message):
    response = client(people["tuula"]).post("/en/practice/own/copy", data=data)

    assert (response.status_code, message in text_of(response.text)) == (422, True)
    assert db.session.scalar(select(func.count(OwnExercise.id))) == 0


@pytest.mark.parametrize("part", PARTS)
def test_saving_a_page_as_it_stands_changes_nothing(writer, part):
    before = dict(db.session.execute(select(DraftFile.name, DraftFile.text)).all())

    assert writer.save(part).status_code == 303
    assert dict(db.session.execute(select(DraftFile.name, DraftFile.text)).all()) == before


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("/job", "job.duties.0.sv", "Du bakar bröd."),
        ("/criteria", "criteria.1.anchors.5.en", "Bakes better than anybody."),
        ("/names", "groups.comparison.names.3.family", "Kirves"),
        ("/applications/01", "marks.leave.why.fi", "Koska vapaa kertoo perheestä."),
        ("/applications/01", "applications.0.municipality.fi", "Leipäkylä"),
    ],
)
def test_what_is_saved_is_there_again(writer, part, field, value):
    assert writer.save(part, **{field: value}).status_code == 303
    assert writer.fields(part)[field] == value


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_preview_shows_three_faces_of_what_was_typed_in_the_language_asked_for(writer, language):
    fields = writer.fields("/applications/01") | {"show": language}
    fields[f"text.{language}"] = "## Head\n\nPlain words. [[leave: Hidden words]] [[signature: {first_name}]]"
    response = writer.client.post(f"{writer.at}/applications/01", data=fields)
    preview = response.text.split('id="preview"', 1)[1].split("</section>", 1)[0]

    assert response.status_code == 200
    assert preview.count('<article class="pt-sheet">') == 3
    assert (preview.count("Plain words."), preview.count("Hidden words"), preview.count("Aune</mark>")) == (3, 2, 1)
    assert "Plain words." not in db.session.get(DraftFile, (writer.own.id, f"01.{language}.md")).text


def test_a_script_gets_findings_preview_and_marks_alone(writer):
    fields = writer.fields("/applications/02") | {"show": "en"}
    fields["text.en"] += "\n\nI was born in 1990. [[new: x]]"
    response = writer.client.post(f"{writer.at}/applications/02", data=fields, headers=LIVE)

    assert "<html" not in response.text
    assert re.findall(r' id="(findings|preview|marks)"', response.text) == ["findings", "preview", "marks"]
    assert 'href="#marks.new.why.en"' in response.text
    assert 'data-marks="leave language signature new"' in response.text


def test_unfinished_work_is_saved_with_its_findings_and_cannot_be_published(writer):
    writer.save("/criteria", criteria__0__weight="41")
    overview, refused = text_of(writer.page().text), writer.do("publish")

    assert "the weights add up to 101, not to 100" in overview
    assert (refused.status_code, "It can't be published yet" in text_of(refused.text)) == (422, True)
    assert writer.own.digest is None


def test_findings_are_said_in_the_language_of_the_page(writer):
    writer.save("/criteria", criteria__0__weight="41")
    page = writer.client.get(writer.at.replace("/en/", "/fi/") + "/criteria")

    assert "painoarvojen summa on 101, ei 100" in text_of(page.text)


def test_advice_does_not_stop_publishing(writer):
    fields = writer.fields("/applications/02")
    for language, words in (("fi", "Opin sen vuonna 2009."), ("sv", "Det var 2009."), ("en", "It was 2009.")):
        fields[f"text.{language}"] = fields[f"text.{language}"].replace("\n\n[[leave", f" {words}\n\n[[leave")
    writer.client.post(f"{writer.at}/applications/02", data=fields)

    assert "a year lets the age be reckoned" in text_of(writer.page().text)
    assert writer.do("publish").status_code == 303


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_and_what_was_typed_is_kept(writer):
    stale = writer.fields("/job") | {"title.en": "Mine"}
    writer.save("/job", title__en="Theirs")
    response = writer.client.post(f"{writer.at}/job", data=stale)

    assert response.status_code == 409
    assert fields_of(response.text)["title.en"] == "Mine"
    assert "Somebody has saved this page since you opened it" in text_of(response.text)
    assert writer.fields("/job")["title.en"] == "Theirs"
    assert writer.client.post(f"{writer.at}/job", data=fields_of(response.text)).status_code == 303
    assert writer.fields("/job")["title.en"] == "Mine"


def test_two_who_write_different_pages_do_not_stand_in_each_others_way(writer):
    mine = writer.fields("/job") | {"title.en": "Mine"}
    writer.save("/criteria", criteria__0__title__en="Theirs")

    assert writer.client.post(f"{writer.at}/job", data=mine).status_code == 303
    assert writer.fields("/criteria")["criteria.0.title.en"] == "Theirs"


def test_sending_the_same_twice_is_one_saving(writer):
    sent = writer.fields("/job") | {"title.en": "Mine"}

    assert [writer.client.post(f"{writer.at}/job", data=sent).status_code for _ in range(2)] == [303, 303]


def test_switching_the_language_keeps_what_was_typed_and_saves_nothing(writer):
    fields = writer.fields("/job") | {"title.en": "Typed", "_switch": "sv"}
    response = writer.client.post(f"{writer.at}/job".replace("/en/", "/sv/"), data=fields)

    assert (response.status_code, fields_of(response.text)["title.en"]) == (200, "Typed")
    assert writer.fields("/job")["title.en"] == "Baker"


@pytest.mark.parametrize("who", ["tess", "hilla", "arto"])
def test_only_trainers_see_drafts(writer, client, people, who):
    other = client(people[who])

    assert {other.get(f"{writer.at}{part}").status_code for part in ["", *PARTS, "/export"]} == {403}
    assert "/practice/own" not in other.get("/en/home").text


@pytest.mark.parametrize("path", ["/9", "/1/job/x", "/1/applications/13", "/1/applications/job", "/1/other"])
def test_what_is_not_there_is_not_found(writer, path):
    assert writer.client.get(f"/en/practice/own{path}").status_code == 404


def test_odd_fields_do_no_harm(writer):
    odd = {
        "job.duties.0": "x", "job.duties.77.fi": "x", "title": "x", "minutes": "9" * 5000, "criteria": "x",
        "seen": "x" * 5000, "job.employer.fi": "\x00\x1ba", "id": "own-other", "title.en": "A" * 20_000,
    }  # fmt: skip
    response = writer.client.post(f"{writer.at}/job", data=writer.fields("/job") | odd | {"show": "xx"})

    assert response.status_code == 200
    assert writer.own.exercise_id == BAKER
