"""What is left of a session of another exercise: who was there, and what the group was shown."""

from sqlalchemy import func, select

from puntari.certificates.models import CompletionEvent
from puntari.extensions import db
from puntari.live.activity_models import ActivityPicture
from puntari.live.models import Participant
from puntari.practice.process.models import ProcessWalk
from puntari.practice.spotting.models import Item, Run
from tests.web.practice.conftest import text_of


def rows(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_closing_deletes_what_was_given_at_once_and_leaves_the_picture(trainer, walked, people):
    walked(careful=5, hasty=5)
    assert trainer.post("/attendance", person=str(people["otto"].id), is_there="yes").status_code == 303
    trainer.post("/reveal")
    before = text_of(trainer.get("/result/part-1").text)
    assert (rows(ProcessWalk), rows(Participant)) == (10, 10)

    assert trainer.post("/end").status_code == 303

    assert (rows(ProcessWalk), rows(Participant)) == (0, 0)
    assert trainer.live.code is None
    assert text_of(trainer.get("/result/part-1").text) == before
    (event,) = db.session.scalars(select(CompletionEvent))
    assert (event.person_id, event.content_id) == (people["otto"].id, "small")
    assert "was deleted then" in text_of(trainer.get().text)


def test_a_session_closed_without_a_reveal_leaves_nothing(trainer, walked):
    walked(careful=9)
    assert rows(ProcessWalk) == 9
    trainer.post("/end")

    assert rows(ProcessWalk) == 0
    assert trainer.get("/result").status_code == 409
    assert rows(ActivityPicture) == 0


def test_closing_a_hunt_leaves_no_mark_of_anybody(trainer, searched):
    searched(9)
    assert (rows(Run), rows(Item), rows(Participant)) == (9, 27, 9)
    trainer.post("/end")

    assert (rows(Run), rows(Item), rows(Participant)) == (0, 0, 0)
