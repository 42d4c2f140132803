"""Making a session of another exercise, and what belongs to it: the form, the pages, the tables."""

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from puntari.extensions import db
from puntari.live.activity_models import ActivityPicture
from puntari.live.models import LiveSession
from puntari.people.models import RoleGrant
from tests.web.live.activities.conftest import make
from tests.web.live.conftest import Trainer
from tests.web.practice.conftest import text_of


def test_the_form_sent_twice_makes_one_session_and_a_bad_one_none(trainer):
    assert make(trainer, minimum="4").status_code == 422
    assert make(trainer, "process nothing").status_code == 422
    assert make(trainer, fi="", sv="", en="").status_code == 422
    assert db.session.scalar(select(func.count()).select_from(LiveSession)) == 0
    for _ in range(2):
        assert make(trainer).status_code == 303

    assert db.session.scalar(select(func.count()).select_from(LiveSession)) == 1
    assert "Autumn" in text_of(trainer.client.get("/en/live").text)


@pytest.mark.parametrize(("is_trainer", "status"), [(True, 404), (False, 403)])
def test_another_trainers_session_is_not_found(trainer, client, people, is_trainer, status):
    make(trainer)
    if is_trainer:
        people["otto"].grants.append(RoleGrant(role="trainer", starts=people["tuula"].grants[0].starts))
        db.session.commit()
    other = Trainer(client(people["otto"]), people["otto"])
    other.id = trainer.id

    assert [other.get(path).status_code for path in ("", "/rows?phase=work", "/result", "/script")] == [status] * 4
    assert other.post("/reveal").status_code == status
    assert trainer.live.phase == "lobby"


def test_pages_made_for_scoring_do_not_show_another_exercise(trainer, room):
    make(trainer)
    room(1)
    assert trainer.get("/places/1").status_code == 200
    for path in ("/settings", "/paper", "/paper.pdf", "/paper/entry", "/research.zip"):
        assert (path, trainer.get(path).status_code in {404, 409}) == (path, True)


def test_the_database_knows_the_activities(trainer):
    make(trainer)
    with pytest.raises(IntegrityError, match="known_activity"):
        db.session.execute(update(LiveSession).values(activity="dancing"))
    db.session.rollback()
    made = {"session_id": trainer.id, "body": "{}", "created_at": trainer.live.created_at}
    with pytest.raises(IntegrityError, match="digest_whole"):
        db.session.execute(insert(ActivityPicture).values(digest="short", **made))
