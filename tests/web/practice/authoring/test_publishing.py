"""What is published is on offer, is told, and stays as it was for whoever has begun it."""

from typing import Any

from sqlalchemy import func, select

from puntari.audit.models import AuditEvent
from puntari.extensions import db
from puntari.live import queries as live
from puntari.live.models import LiveSession
from puntari.practice import catalogue
from puntari.practice.authoring.models import Publication
from puntari.practice.models import ExerciseVersion
from tests import exercises
from tests.web.practice.authoring.writer import BAKER, Writer
from tests.web.practice.conftest import text_of


def test_a_published_exercise_is_in_the_list_can_be_started_and_is_on_offer_to_groups(writer, client, people, tess):
    assert writer.do("publish").status_code == 303

    assert "Baker" in text_of(tess.get("").text)
    assert "Baker" in text_of(client(people["tuula"]).get("/en/live/new").text)
    response = tess.post(BAKER, way="two-rounds", pause="0")
    tess.at = response.location.removeprefix("/en/practice/")
    assert tess.rate(1).status_code == 303


def test_a_version_that_was_begun_stays_as_it_was_when_a_new_one_is_published(writer, tess):
    writer.do("publish")
    first = writer.own.digest
    response = tess.post(BAKER, way="two-rounds", pause="0")
    kept = db.session.get_one(ExerciseVersion, first).files
    writer.save("/job", title__en="Pastry cook")
    writer.do("publish")

    assert (writer.own.number, writer.own.digest != first) == (2, True)
    assert db.session.get_one(ExerciseVersion, first).files == kept
    assert "Baker" in tess.client.get(f"{response.location}/cards/1").text
    assert [each.number for each in db.session.scalars(select(Publication).order_by(Publication.number))] == [1, 2]


def test_a_group_goes_on_with_the_version_that_its_session_was_made_with(writer):
    writer.do("publish")
    first = writer.own.digest
    made = {"token": "a" * 24, "exercise": BAKER, "title": "Spring", "size": "12", "en": "y", "expected": "12"}
    made["minimum"] = "8"
    response = writer.client.post("/en/live/new", data=made)
    writer.save("/job", title__en="Pastry cook")
    writer.do("publish")
    session = db.session.scalars(select(LiveSession)).one()

    assert (session.exercise_digest, live.exercise_of(session).definition.title.en) == (first, "Baker")
    assert "Baker" in text_of(writer.client.get(response.location).text)


def test_publishing_twice_is_one_version(writer):
    assert [writer.do("publish").status_code for _ in range(2)] == [303, 303]
    assert (writer.own.number, db.session.scalar(select(func.count()).select_from(Publication))) == (1, 1)


def test_another_process_finds_what_was_published_without_a_restart(writer, app):
    writer.do("publish")
    catalogue.kept.forget()  # a process that has never seen it

    with app.test_request_context("/en/"):
        assert catalogue.find(BAKER).definition.title.en == "Baker"
        assert [exercise.id for exercise in catalogue.exercises()] == ["cook", BAKER]


def test_an_exercise_that_is_withdrawn_is_out_of_the_list_and_can_be_finished(writer, tess):
    writer.do("publish")
    at = tess.post(BAKER, way="two-rounds", pause="0").location
    assert writer.do("withdraw").status_code == 303

    assert "Baker" not in text_of(tess.get("").text)
    assert tess.client.get(f"/en/practice/{BAKER}").status_code == 404
    assert tess.client.get(f"{at}/cards/1").status_code == 200
    assert catalogue.title_of(BAKER, "en") == "Baker"
    writer.do("offer")
    assert "Baker" in text_of(tess.get("").text)


def test_a_draft_can_be_removed_and_what_was_published_cannot(writer):
    other = Writer(writer.client, "0000b")
    other.do("publish")

    assert writer.client.get(f"{writer.at}/remove").status_code == 200
    assert writer.do("remove").status_code == 303
    assert writer.page().status_code == 404
    assert other.do("remove").status_code == 409


def test_every_deed_is_in_the_audit_trail(writer, client, people):
    writer.do("publish")
    writer.do("withdraw")
    kinds = db.session.scalars(
        select(AuditEvent.kind).where(AuditEvent.kind.like("exercise.%")).order_by(AuditEvent.id)
    )

    assert list(kinds) == ["exercise.copied", "exercise.published", "exercise.withdrawn"]
    page = text_of(client(people["arto"]).get("/en/audit").text)
    assert "Published an exercise, version 1" in page
    assert "Baker" in page


def test_rating_an_own_exercise_asks_the_database_no_more_than_rating_one_from_the_files(
    writer, tess, otto, statements
):
    def asked(trainee: Any, exercise_id: str) -> list[str]:
        at = trainee.post(exercise_id, way="two-rounds", pause="0").location
        trainee.at = at.removeprefix("/en/practice/")
        trainee.client.get(f"{at}/cards/1")
        with statements() as seen:
            trainee.choose(1, "c-skill", "3", 1)
        return seen

    writer.do("publish")

    assert asked(tess, BAKER) == asked(otto, "cook")


def test_the_file_folder_comes_first_when_an_exported_exercise_is_put_there(writer, app):
    writer.do("publish")
    whole = exercises.definition()
    whole["id"] = BAKER
    from_files = exercises.compiled(whole)
    app.extensions["puntari.exercises"][BAKER] = from_files
    try:
        with app.test_request_context("/en/"):
            assert catalogue.find(BAKER) is from_files
            assert [exercise.id for exercise in catalogue.exercises()].count(BAKER) == 1
    finally:
        del app.extensions["puntari.exercises"][BAKER]
