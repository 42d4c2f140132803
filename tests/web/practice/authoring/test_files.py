"""An exercise taken home as a file, and brought in from one."""

import io
import re
from html import unescape
from pathlib import Path

import pytest
import yaml
from sqlalchemy import func, select, update

from puntari.audit.models import AuditEvent
from puntari.content.digest import digest_of_files
from puntari.content.problems import Problems
from puntari.extensions import db
from puntari.practice.authoring import packing
from puntari.practice.authoring.models import OwnExercise, Publication
from puntari.practice.content import load_exercises, read_folder
from tests import exercises
from tests.web.practice.authoring.writer import BAKER, PARTS, fields_of
from tests.web.practice.conftest import text_of

ROOT = Path(__file__).resolve().parents[4]
SHIPPED = sorted(path.parent.name for path in (ROOT / "exercises").glob("*/exercise.yml"))


def brought_in(client, packed: bytes, once: str = "0000c"):
    return client.post("/en/practice/own/import", data={"file": (io.BytesIO(packed), "baker.zip"), "once": once})


def unzipped(packed: bytes) -> dict[str, str]:
    return packing.unpack(packed, Problems(Path()))


def test_what_is_exported_comes_back_as_another_draft_when_this_one_has_changed(writer):
    packed = writer.page("/export")
    writer.save("/job", title__en="Pastry cook")
    response = brought_in(writer.client, packed.data)
    again = unzipped(writer.client.get(f"{response.location}/export").data)

    assert packed.headers["Content-Disposition"] == 'attachment; filename="own-baker-0000a.zip"'
    assert (response.status_code, response.location != writer.at) == (303, True)
    again["exercise.yml"] = again["exercise.yml"].replace("own-baker-0000c", BAKER)
    assert again == unzipped(packed.data)
    assert brought_in(writer.client, packed.data).location == response.location  # sent twice


def test_a_draft_that_is_here_just_so_is_not_made_twice(writer):
    response = brought_in(writer.client, writer.page("/export").data)

    assert response.location == writer.at
    assert "The exercise is here already, just as in the file." in text_of(writer.page().text)
    assert db.session.scalar(select(func.count(OwnExercise.id))) == 1
    assert db.session.scalar(select(func.count()).where(AuditEvent.kind == "exercise.imported")) == 0


def test_every_version_can_be_exported_and_has_the_same_digest_in_another_place(writer):
    writer.do("publish")
    writer.save("/job", title__en="Pastry cook")
    writer.do("publish")
    digests = list(db.session.scalars(select(Publication.digest).order_by(Publication.number)))
    packed = {number: writer.page(f"/versions/{number}/export") for number in (1, 2)}
    overview = writer.page().text

    for number, one in packed.items():
        assert f'href="{writer.at}/versions/{number}/export"' in overview
        assert one.headers["Content-Disposition"] == f'attachment; filename="own-baker-0000a-{number}.zip"'
        assert digest_of_files(unzipped(one.data).items()) == digests[number - 1]
    for path in ("/versions/3/export", "/versions/0/export", "/versions/x/export"):
        assert writer.page(path).status_code == 404


@pytest.mark.parametrize("number", [1, 2])
def test_an_exported_version_has_the_same_id_and_digest_where_nobody_has_it_yet(writer, number):
    writer.do("publish")
    writer.save("/job", title__en="Pastry cook")
    writer.do("publish")
    digest = db.session.scalars(select(Publication.digest).where(Publication.number == number)).one()
    packed = writer.page(f"/versions/{number}/export").data
    db.session.execute(update(OwnExercise).values(exercise_id="own-elsewhere"))
    db.session.commit()

    at = brought_in(writer.client, packed).location
    assert brought_in(writer.client, packed, once="0000d").location == at
    assert writer.client.post(f"{at}/publish").status_code == 303
    again = db.session.scalars(select(OwnExercise).where(OwnExercise.exercise_id == BAKER)).one()

    assert (again.digest, again.number) == (digest, 1)


@pytest.mark.parametrize("exercise_id", SHIPPED)
def test_a_shipped_exercise_is_packed_without_loss(exercise_id):
    shipped = read_folder(ROOT / "exercises" / exercise_id, Problems(ROOT))

    assert unzipped(packing.pack(exercise_id, shipped)) == shipped


@pytest.mark.parametrize("exercise_id", sorted(set(SHIPPED) - {"taster"}))
def test_a_shipped_exercise_comes_out_as_it_went_in_but_for_its_id(client, people, exercise_id):
    shipped = load_exercises(ROOT / "exercises", Problems(ROOT))[exercise_id]
    trainer = client(people["tuula"])
    at = brought_in(trainer, packing.pack(exercise_id, shipped.files)).location
    assert trainer.post(f"{at}/publish").status_code == 303
    own_id = db.session.scalars(select(OwnExercise.exercise_id)).one()
    exported = unzipped(trainer.get(f"{at}/versions/1/export").data)
    exported["exercise.yml"] = exported["exercise.yml"].replace(f"id: {own_id}\n", f"id: {exercise_id}\n")

    assert (own_id[:4], digest_of_files(exported.items())) == ("own-", shipped.digest)


def test_a_taster_is_told_that_it_cannot_be_one_here(client, people):
    packed = packing.pack("taster", read_folder(ROOT / "exercises/taster", Problems(ROOT)))
    trainer = client(people["tuula"])
    page = trainer.get(brought_in(trainer, packed).location).text

    assert "What Puntari doesn't know was left out: exercise.yml:2: taster, exercise.yml:3: twice" in unescape(page)


def test_what_is_exported_is_what_the_checker_of_files_takes(writer, tmp_path):
    folder = tmp_path / BAKER
    folder.mkdir()
    for name, text in unzipped(writer.page("/export").data).items():
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


ODD = {
    "escapes": lambda given: given["title"].update(fi="a\0b\x1b[0m", sv="\x7f\x9f"),
    "applications without an id": lambda given: [each.pop("id") for each in given["applications"][:3]],
    "an id that is a page": lambda given: given["applications"][0].update(id="job"),
    "an id twice": lambda given: given["applications"][1].update(id="01"),
    "an id with signs": lambda given: given["applications"][0].update(id="../01 {x}"),
    "no rows": lambda given: given.update(applications=[], criteria=[], fields=[]),
    "other shapes": lambda given: given.update(job=[1], groups="x", criteria={"a": 1}, applications=[1, [], None]),
    "other values": lambda given: given.update(minutes=float("nan"), change=[[]], facet={1: 2}, title=True),
    "far days": lambda given: given["applications"][0].update(born="0001-01-01"),
    "templates": lambda given: given["title"].update(en="{{ 7 * 7 }} %(x)s {first_name} <b>"),
}


@pytest.mark.parametrize("odd", list(ODD.values()), ids=list(ODD))
def test_whatever_stands_in_a_definition_every_part_can_be_opened_and_saved(client, people, odd):
    given = exercises.definition()
    odd(given)
    files = exercises.files(**{"exercise.yml": yaml.safe_dump(given, sort_keys=False)})
    trainer = client(people["tuula"])
    at = brought_in(trainer, packing.pack("x", files)).location
    parts = set(re.findall(rf'<h2><a href="({re.escape(at)}/[^"#]+)"', trainer.get(at).text))

    assert {f"{at}/{part}" for part in ("job", "criteria", "names")} <= parts
    assert len(parts) == 3 + len(given["applications"])
    for part in sorted(parts):
        page = trainer.get(part)
        assert page.status_code == 200, part
        assert trainer.post(part, data=fields_of(page.text)).status_code == 303, part
    assert trainer.post(f"{at}/publish").status_code in {303, 422}
