"""Working in a session of another exercise: one's own work holds, and nobody else sees anything of it yet."""

import re

from sqlalchemy import func, select

from puntari.extensions import db
from puntari.live.activity_models import ActivityPicture
from puntari.practice.spotting.models import Item
from tests.web.live.activities.conftest import HASTY, make, walk
from tests.web.live.conftest import Guest
from tests.web.practice.conftest import text_of


def test_nothing_about_choices_is_seen_before_the_reveal(trainer, walked):
    guests = walked(hasty=5, idle=5)
    for guest in guests[5:]:
        walk(guest, (0, "careful"), (2, "hurried"))

    for path in ("", "/rows?phase=work", "/code", "/end"):
        page = trainer.get(path).text
        assert not any(words in page for words in ("Be careful", "Be quick", "Stay calm", "Hurry", "Title ", "Leads "))
        assert not re.search(r"\d ?%", page)
    assert trainer.get("/result").status_code == 409
    assert "Show the result from the desk when the work is over" in trainer.get("/script").text
    assert guests[0].get("/result").status_code == 409
    assert db.session.scalar(select(func.count()).select_from(ActivityPicture)) == 0


def test_the_desk_shows_the_same_whatever_was_chosen(trainer, walked):
    walked(careful=1, hasty=1)
    page = trainer.get("/rows?phase=work").text
    rows = [row.split("</td>", 2)[2].split("Remove", 1)[0] for row in page.split("<tr>")[2:]]

    assert len(rows) == 2
    assert rows[0].replace("places/1", "") == rows[1].replace("places/2", "")


def test_a_walk_that_has_ended_or_whose_time_is_over_stays(trainer, walked):
    first, slow = walked(careful=1, idle=1)
    walk(slow, HASTY[0])

    assert first.post("/walk", to="0:quick").status_code == 409
    assert first.post("/walk", to="2:calm").status_code == 303  # the same again
    trainer.post("/reveal")
    assert slow.post("/walk", to="2:calm").status_code == 409
    assert "Your own walk" in text_of(slow.get("/place").text)
    assert slow.get("/walk").status_code == 200


def test_marks_are_kept_as_they_are_made_and_nothing_empty_is_handed_in(trainer, room):
    make(trainer, "leak-hunt cook")
    (guest,) = room(1)
    trainer.go_on()
    assert guest.client.post(guest.address("/texts/1"), data={}).status_code == 422
    item = db.session.scalars(select(Item).where(Item.position == 1)).one()
    key = re.search('name="pieces"[^>]* value="([^"]+)"', guest.get("/texts/1").text)[1]
    sent = {"pieces": key, "sequence": "99999999999999"}
    for _ in range(2):
        saved = guest.client.post(guest.address("/texts/1/marks"), data=sent, headers={"Accept": "application/json"})
        assert saved.status_code == 200
    db.session.refresh(item)
    assert item.marked == [key]
    assert guest.client.post(guest.address("/texts/1/marks"), data={"pieces": key, "sequence": "x"}).status_code == 422


def test_who_comes_when_the_work_is_over_watches(trainer, room, walked):
    walked(idle=1)
    trainer.post("/reveal")
    (late,) = room(1)

    assert late.me.owner_key is None
    assert late.at() == "Look at the wall"
    assert late.get("/walk").status_code == 404


def test_a_participant_reaches_only_what_the_session_is_about(walked):
    (guest,) = walked(idle=1)

    assert guest.get("/texts/1").status_code == 404
    assert guest.post("/texts/1/marks", sequence="1").status_code == 404
    assert guest.get("/cards/1").status_code == 404
    assert guest.choose(1, "c-pedagogy", "4").status_code == 404
    assert guest.post("/walk", to="nonsense").status_code == 422


def test_somebody_without_a_place_is_led_to_the_way_in(trainer, walked, client):
    walked()
    stranger = Guest(client(None), trainer.code)

    assert stranger.get("/walk").location == stranger.address("/place")
    assert stranger.get("/texts/1").location == stranger.address("/place")
    assert stranger.post("/walk", to="0:quick").status_code == 404
