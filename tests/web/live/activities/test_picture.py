"""The group's picture of another exercise: shares, through the gate, and frozen once."""

from sqlalchemy import func, select, update

from puntari.extensions import db
from puntari.live.activity_models import ActivityPicture
from puntari.live.activity_pictures import kept
from puntari.practice.process.models import ProcessWalk
from puntari.practice.spotting.models import Run
from tests.web.live.activities.conftest import CAREFUL, HASTY, hand_in, make, walk
from tests.web.practice.conftest import text_of


def released(trainer):
    return kept(trainer.live)[1].released


def test_a_process_is_walked_by_a_group_and_the_shares_are_shown(trainer, room):
    assert make(trainer).status_code == 303
    guests = room(12)
    assert guests[0].at() == "You are in"
    trainer.go_on()
    assert guests[0].at() == "/walk"
    assert "Text start. (en)" in text_of(guests[0].get("/walk").text)
    for number, guest in enumerate(guests):
        walk(guest, *(HASTY if number < 6 else CAREFUL))

    desk = text_of(trainer.get().text)
    assert "here 12" in desk
    assert "2 choices" in desk
    shown = trainer.post("/reveal")

    assert (shown.status_code, shown.location) == (303, f"/en/live/{trainer.id}/result")
    first = text_of(trainer.get("/result/part-1").text)
    assert "50% Be careful (en)" in first
    assert "50% Be quick (en)" in first
    assert trainer.get("/result/part-2").status_code == 404  # all were calm, so that page shows nothing
    assert text_of(guests[0].get("/result/part-1").text) == first
    assert "Three questions" in text_of(trainer.get("/result/talk").text)
    assert "Don't say" in trainer.get("/script").text.replace("&#39;", "'")


def test_all_going_the_same_way_is_not_shown(trainer, walked):
    walked(careful=9)
    trainer.post("/reveal")

    assert released(trainer).raters == 9
    assert [question.id for question in released(trainer).questions if question.is_shown] == []
    assert "No share can be shown" in text_of(trainer.get("/result/even").text)


def test_too_few_see_no_figures(trainer, walked):
    walked(careful=7)
    trainer.post("/reveal")

    assert "You are too few for shares" in text_of(trainer.get("/result/few").text)
    assert trainer.get("/result/part-1").status_code == 404
    assert "too small for shares" in text_of(trainer.get("/script").text)


def test_somebody_who_did_nothing_is_nobody_in_the_picture(trainer, walked):
    walked(careful=7, idle=5)
    trainer.post("/reveal")

    assert released(trainer).raters is None


def test_a_place_that_is_taken_out_stays_in_the_groups_picture(trainer, walked):
    guests = walked(careful=5, hasty=5)
    assert trainer.post("/places/1").status_code == 303
    assert guests[0].post("/walk", to="0:quick").status_code == 404
    trainer.post("/reveal")

    assert released(trainer).raters == 10
    assert "here 9" in text_of(trainer.get().text)


def test_the_picture_is_frozen_once(trainer, walked):
    walked(careful=5, hasty=5)
    trainer.post("/reveal")
    before = released(trainer)
    db.session.execute(update(ProcessWalk).values(path=["start", "quick", "middle", "hurried", "bad"]))
    db.session.commit()

    for path in ("/reveal", "/result"):
        assert trainer.post(path).status_code == 303
    assert released(trainer) == before
    assert db.session.scalar(select(func.count()).select_from(ActivityPicture)) == 1


def test_a_leak_hunt_deals_everybody_the_same_texts_and_shows_what_was_found(trainer, room):
    assert make(trainer, "leak-hunt cook").status_code == 303
    guests = room(10)
    trainer.go_on()
    assert guests[0].at() == "/texts/1"
    texts = {tuple(item.text for item in run.items) for run in db.session.scalars(select(Run))}
    assert len(texts) == 1
    for number, guest in enumerate(guests):
        hand_in(guest, 1, found=1 if number < 5 else 2)
    assert "1 of 3" in text_of(trainer.get().text)
    assert guests[0].get("/texts/1").status_code == 303  # what was found is for later
    trainer.post("/reveal")

    shares = [question.shares for question in released(trainer).questions]
    assert {"found": 0.5, "missed": 0.5} in shares  # the second place
    assert shares[0] == {"found": None, "missed": None}  # all found the first one
    assert "50% found it" in text_of(trainer.get("/result/part-1").text)
    assert guests[0].get("/texts/1").status_code == 200
    assert "What you found" in text_of(guests[0].get("/texts/1").text)
