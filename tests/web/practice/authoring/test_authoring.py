"""A trainer copies an exercise, writes it anew, publishes it, and takes it home as a file."""

import io
import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from puntari.audit.models import AuditEvent
from puntari.extensions import db
from puntari.live import queries as live
from puntari.live.models import LiveSession
from puntari.practice import catalogue
from puntari.practice.authoring import packing
from puntari.practice.authoring.models import DraftFile, OwnExercise, Publication
from puntari.practice.models import ExerciseVersion
from tests import exercises
from tests.web.practice.conftest import text_of

LIVE = {"X-Fragment": "1"}
ONCE, BAKER = "0000a", "own-baker-0000a"


class Writer:
    """A trainer at work on one draft."""

    def __init__(self, client: Any, once: str = ONCE) -> None:
        self.client = client
        response = client.post("/en/practice/own/copy", data={"source": "cook", "title": "Baker", "once": once})
        assert response.status_code == 303, response.text
        self.at = response.location

    def page(self, part: str = "") -> Any:
        return self.client.get(f"{self.at}{part}")

    def fields(self, part: str) -> dict[str, str]:
        """What a browser would send of the form as it stands."""
        return fields_of(self.page(part).text)

    def save(self, part: str, **changed: str) -> Any:
        fields = self.fields(part) | {name.replace("__", "."): value for name, value in changed.items()}
        return self.client.post(f"{self.at}{part}", data=fields)

    def do(self, deed: str) -> Any:
        return self.client.post(f"{self.at}/{deed}")

    @property
    def own(self) -> OwnExercise:
        return db.session.scalars(select(OwnExercise)).one()


def fields_of(html: str) -> dict[str, str]:
    """The fields of a draft's form, by name."""
    form = html.split('id="draft-form"', 1)[1].split("</form>", 1)[0]
    found = {}
    for tag in re.findall(r"<input [^>]*>", form):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in given and (given.get("type") != "checkbox" or " checked" in tag):
            found[given["name"]] = unescape(given.get("value", ""))
    for name, text in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(text)
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found[name] = unescape(chosen[1]) if chosen else ""
    return found


@pytest.fixture
def writer(client: Any, people: dict[str, Any]) -> Writer:
    return Writer(client(people["tuula"]))


PARTS = ["/job", "/criteria", "/names", "/applications/01"]


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
    catalogue._versions.clear()  # a process that has never seen it

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


def test_what_is_exported_comes_back_as_another_draft(writer):
    packed = writer.page("/export")
    data = {"file": (io.BytesIO(packed.data), "baker.zip"), "once": "0000c"}
    response = writer.client.post("/en/practice/own/import", data=data)
    again = writer.client.get(f"{response.location}/export")

    assert packed.headers["Content-Disposition"] == 'attachment; filename="own-baker-0000a.zip"'
    assert (response.status_code, response.location != writer.at) == (303, True)
    assert unzipped(again.data, "own-baker-0000c") == unzipped(packed.data, BAKER)


def unzipped(packed: bytes, exercise_id: str) -> dict[str, str]:
    from pathlib import Path

    from puntari.content.problems import Problems

    files = packing.unpack(packed, Problems(Path()))
    return {name: text.replace(f"id: {exercise_id}\n", "") for name, text in files.items()}


def test_what_is_exported_is_what_the_checker_of_files_takes(writer, tmp_path):
    from puntari.content.problems import Problems
    from puntari.practice.content import load_exercises

    folder = tmp_path / BAKER
    folder.mkdir()
    for name, text in unzipped(writer.page("/export").data, "none").items():
        (folder / name).write_text(text, encoding="utf-8")
    problems = Problems(tmp_path)

    assert load_exercises(tmp_path, problems).keys() == {BAKER}, list(problems)


@pytest.mark.parametrize(
    ("packed", "message"),
    [
        pytest.param(None, "Choose the file to import.", id="nothing"),
        pytest.param(b"no zip", "zip:1: this isn't a zip file, or it is broken", id="no zip"),
        pytest.param(
            packing.pack("x", {"exercise.yml": "id: [a"}), "exercise.yml:1: can't be read as YAML", id="broken YAML"
        ),
    ],
)
def test_a_file_that_cannot_be_imported_is_refused_with_the_reason(client, people, packed, message):
    data = {} if packed is None else {"file": (io.BytesIO(packed), "x.zip")}
    response = client(people["tuula"]).post("/en/practice/own/import", data=data)

    assert (response.status_code, message in unescape(text_of(response.text))) == (422, True)
    assert db.session.scalar(select(func.count(OwnExercise.id))) == 0


def test_an_unfinished_exercise_can_be_imported_and_opened(client, people):
    packed = packing.pack(
        "x", {"exercise.yml": "id: x\ncolour: red\napplications: [{}, {id: '05'}]\n", "05.fi.md": "T"}
    )
    trainer = client(people["tuula"])
    response = trainer.post("/en/practice/own/import", data={"file": (io.BytesIO(packed), "x.zip")})

    assert "What Puntari doesn't know was left out: exercise.yml:2: colour" in unescape(
        trainer.get(response.location).text
    )
    for page in ("", *PARTS[:3], "/applications/05"):
        assert trainer.get(f"{response.location}{page}").status_code == 200


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


@pytest.mark.parametrize("who", ["tess", "hilla", "arto"])
def test_only_trainers_see_drafts(writer, client, people, who):
    other = client(people[who])

    assert {other.get(f"{writer.at}{part}").status_code for part in ["", *PARTS, "/export"]} == {403}
    assert "/practice/own" not in other.get("/en/home").text


@pytest.mark.parametrize("path", ["/9", "/1/job/x", "/1/applications/13", "/1/applications/job", "/1/other"])
def test_what_is_not_there_is_not_found(writer, path):
    assert writer.client.get(f"/en/practice/own{path}").status_code == 404


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


def test_odd_fields_do_no_harm(writer):
    odd = {
        "job.duties.0": "x", "job.duties.77.fi": "x", "title": "x", "minutes": "9" * 5000, "criteria": "x",
        "seen": "x" * 5000, "job.employer.fi": "\x00\x1ba", "id": "own-other", "title.en": "A" * 20_000,
    }  # fmt: skip
    response = writer.client.post(f"{writer.at}/job", data=writer.fields("/job") | odd | {"show": "xx"})

    assert response.status_code == 200
    assert writer.own.exercise_id == BAKER


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


NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"exercise_id": "cook"}, id="another namespace"),
        pytest.param({"number": 1}, id="a number without a version"),
        pytest.param({"number": -1}, id="less than nothing"),
        pytest.param({"withdrawn_at": NOW}, id="withdrawn before it was published"),
        pytest.param({"digest": "0" * 64, "number": 1}, id="a version that isn't kept"),
    ],
)
def test_the_table_refuses_what_cannot_be(writer, values):
    with pytest.raises(IntegrityError):
        db.session.execute(update(OwnExercise).values(**values))
    db.session.rollback()


@pytest.mark.parametrize("values", [{"number": 0}, {"digest": "0" * 64}])
def test_a_publication_has_a_number_and_a_version(writer, values):
    writer.do("publish")
    with pytest.raises(IntegrityError):
        db.session.execute(update(Publication).values(**values))
    db.session.rollback()


def test_two_exercises_cannot_have_one_id_and_a_file_needs_a_name(writer):
    Writer(writer.client, "0000b")
    for change in (update(OwnExercise).values(exercise_id="own-x"), update(DraftFile).values(name="")):
        with pytest.raises(IntegrityError):
            db.session.execute(change)
        db.session.rollback()
