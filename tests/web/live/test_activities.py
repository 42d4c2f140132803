"""A session of another exercise than scoring: coming in, working, the group's picture, and what is left of it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from puntari.certificates.models import CompletionEvent
from puntari.extensions import db
from puntari.live.activity_models import ActivityPicture
from puntari.live.activity_pictures import kept
from puntari.live.models import LiveSession, Participant
from puntari.practice.process.models import ProcessWalk
from puntari.practice.spotting.models import Item, Run
from tests import processes
from tests.pages import CheckedClient
from tests.web.live.conftest import Guest, Trainer
from tests.web.practice.conftest import text_of

SMALL = processes.compiled()
SETTINGS = {"title": "Autumn", "fi": "y", "sv": "y", "en": "y", "expected": "12", "minimum": "8"}
DOUBTFUL = [(0, "quick"), (2, "calm")]
GOOD = [(0, "careful"), (2, "calm")]


@pytest.fixture(autouse=True)
def small(app: Flask) -> Iterator[dict[str, Any]]:
    """The made-up process in place of the real ones, which a test may put back."""
    real = app.extensions["puntari.processes"]
    app.extensions["puntari.processes"] = {"small": SMALL}
    yield real
    app.extensions["puntari.processes"] = real


def make(trainer: Trainer, content: str, **changed: str) -> Any:
    sent = {**SETTINGS, "token": "cd" * 12, "exercise": content, **changed}
    response = trainer.client.post("/en/live/activities/new", data={k: v for k, v in sent.items() if v})
    if response.status_code == 303:
        trainer.id = int(response.location.rsplit("/", 1)[1])
    return response


@pytest.fixture
def trainer(client: Callable[..., CheckedClient], people: dict[str, Any]) -> Trainer:
    return Trainer(client(people["tuula"]), people["tuula"])


@pytest.fixture
def room(client: Callable[..., CheckedClient], trainer: Trainer) -> Callable[..., list[Guest]]:
    """So many people in the trainer's session."""

    def joined(count: int) -> list[Guest]:
        guests = [Guest(client(None), trainer.code) for _ in range(count)]
        for guest in guests:
            assert guest.join().status_code == 303
        return guests

    return joined


def walk(guest: Guest, *ways: tuple[int, str]) -> None:
    for step, to in ways:
        assert guest.post("/walk", to=f"{step}:{to}").status_code == 303


def hand_in(guest: Guest, position: int, *, found: int, needless: bool = False) -> None:
    """Mark so many places of a text, the first ones, and perhaps the first harmless words; and hand it in."""
    page = guest.get(f"/texts/{position}").text
    run = db.session.scalars(select(Run).where(Run.owner_key == guest.me.owner_key)).one()
    from puntari.practice.spotting import queries

    item = run.items[position - 1]
    reading = queries.reading_of(item, queries.work_of(run), "en")
    keys = [next(p.key for p in reading.pieces() if p.place == place and p.counts) for place in reading.place_ids()]
    assert keys[0] in page
    harmless = [piece.key for piece in reading.pieces() if piece.place is None][: int(needless)]
    response = guest.client.post(guest.address(f"/texts/{position}"), data={"pieces": keys[:found] + harmless})
    assert response.status_code == 303


def test_a_process_is_walked_by_a_group_and_the_shares_are_shown(trainer: Trainer, room):
    assert make(trainer, "process small").status_code == 303
    guests = room(12)
    assert guests[0].at() == "You are in"
    trainer.go_on()
    assert guests[0].at() == "/walk"
    assert "Text start. (en)" in text_of(guests[0].get("/walk").text)
    for guest in guests[:6]:
        walk(guest, *DOUBTFUL)
    for guest in guests[6:]:
        walk(guest, *GOOD)

    desk = text_of(trainer.get().text)
    assert "12 here" in desk.replace("here 12", "12 here")
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


def test_all_going_the_same_way_is_not_shown(trainer: Trainer, room):
    make(trainer, "process small")
    guests = room(9)
    trainer.go_on()
    for guest in guests:
        walk(guest, *GOOD)
    trainer.post("/reveal")

    picture = kept(trainer.live)
    assert picture is not None
    assert all(not question.is_shown for question in picture[1].released.questions)
    assert "No share can be shown" in text_of(trainer.get("/result/even").text)


def test_too_few_see_no_figures(trainer: Trainer, room):
    make(trainer, "process small")
    guests = room(7)
    trainer.go_on()
    for guest in guests[:4]:
        walk(guest, *GOOD)
    trainer.post("/reveal")

    assert "You are too few for shares" in text_of(trainer.get("/result/few").text)
    assert trainer.get("/result/part-1").status_code == 404
    assert "too small for shares" in text_of(trainer.get("/script").text)


def test_nothing_about_choices_is_seen_before_the_reveal(trainer: Trainer, room):
    make(trainer, "process small")
    guests = room(10)
    trainer.go_on()
    for guest in guests[:5]:
        walk(guest, *DOUBTFUL)
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


def test_the_desk_shows_the_same_whatever_was_chosen(trainer: Trainer, room):
    make(trainer, "process small")
    first, second = room(2)
    trainer.go_on()
    walk(first, *DOUBTFUL)
    walk(second, *GOOD)
    page = trainer.get("/rows?phase=work").text
    rows = [row.split("</td>", 2)[2].split("Remove", 1)[0] for row in page.split("<tr>")[2:]]

    assert len(rows) == 2
    assert rows[0].replace("places/1", "") == rows[1].replace("places/2", "")


def test_a_walk_that_has_ended_or_whose_time_is_over_stays(trainer: Trainer, room):
    make(trainer, "process small")
    first, slow = room(2)
    trainer.go_on()
    walk(first, *GOOD)
    walk(slow, (0, "quick"))

    assert first.post("/walk", to="0:quick").status_code == 409
    assert first.post("/walk", to="2:calm").status_code == 303  # the same again
    trainer.post("/reveal")
    assert slow.post("/walk", to="2:calm").status_code == 409
    assert "Your own walk" in text_of(slow.get("/place").text)
    assert slow.get("/walk").status_code == 200


def test_closing_deletes_what_was_given_at_once_and_leaves_the_picture(trainer: Trainer, room, people):
    make(trainer, "process small")
    guests = room(10)
    assert trainer.post("/attendance", person=str(people["otto"].id), is_there="yes").status_code == 303
    trainer.go_on()
    for number, guest in enumerate(guests):
        walk(guest, *(GOOD if number < 5 else DOUBTFUL))
    trainer.post("/reveal")
    before = text_of(trainer.get("/result/part-1").text)

    assert trainer.post("/end").status_code == 303

    for table in (ProcessWalk, Participant):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
    assert trainer.live.code is None
    assert text_of(trainer.get("/result/part-1").text) == before
    (event,) = db.session.scalars(select(CompletionEvent))
    assert (event.person_id, event.content_id) == (people["otto"].id, "small")
    assert "was deleted then" in text_of(trainer.get().text)


def test_a_session_closed_without_a_reveal_leaves_nothing(trainer: Trainer, room):
    make(trainer, "process small")
    guests = room(9)
    trainer.go_on()
    for guest in guests:
        walk(guest, *GOOD)
    trainer.post("/end")

    assert db.session.scalar(select(func.count()).select_from(ProcessWalk)) == 0
    assert trainer.get("/result").status_code == 409
    assert db.session.scalar(select(func.count()).select_from(ActivityPicture)) == 0


def test_the_picture_is_frozen_once(trainer: Trainer, room):
    make(trainer, "process small")
    guests = room(10)
    trainer.go_on()
    for number, guest in enumerate(guests):
        walk(guest, *(GOOD if number < 5 else DOUBTFUL))
    trainer.post("/reveal")
    before = kept(trainer.live)
    db.session.execute(ProcessWalk.__table__.update().values(path=["start", "quick", "middle", "hurried", "bad"]))
    db.session.commit()

    for path in ("/reveal", "/result"):
        assert trainer.post(path).status_code == 303
    after = kept(trainer.live)
    assert before is not None
    assert after is not None
    assert after[1] == before[1]


def test_a_leak_hunt_deals_everybody_the_same_texts_and_shows_what_was_found(trainer: Trainer, room):
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

    picture = kept(trainer.live)
    assert picture is not None
    shares = [question.shares for question in picture[1].released.questions]
    assert {"found": 0.5, "missed": 0.5} in shares  # the second place
    assert shares[0] == {"found": None, "missed": None}  # all found the first one
    assert "50% found it" in text_of(trainer.get("/result/part-1").text)
    assert guests[0].get("/texts/1").status_code == 200
    assert "What you found" in text_of(guests[0].get("/texts/1").text)


def test_marks_are_kept_as_they_are_made_and_nothing_empty_is_handed_in(trainer: Trainer, room):
    make(trainer, "leak-hunt cook")
    (guest,) = room(1)
    trainer.go_on()
    empty = guest.client.post(guest.address("/texts/1"), data={})
    assert empty.status_code == 422
    item = db.session.scalars(select(Item).where(Item.position == 1)).one()
    page = guest.get("/texts/1").text
    key = page.split('name="pieces"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    sent = {"pieces": key, "sequence": "99999999999999"}
    for _ in range(2):
        saved = guest.client.post(guest.address("/texts/1/marks"), data=sent, headers={"Accept": "application/json"})
        assert saved.status_code == 200
    db.session.refresh(item)
    assert item.marked == [key]
    assert guest.client.post(guest.address("/texts/1/marks"), data={"pieces": key, "sequence": "x"}).status_code == 422


def test_who_comes_when_the_work_is_over_watches(trainer: Trainer, room):
    make(trainer, "process small")
    room(1)
    trainer.go_on()
    trainer.post("/reveal")
    (late,) = room(1)

    assert late.me.owner_key is None
    assert late.at() == "Look at the wall"
    assert late.get("/walk").status_code == 404


def test_a_participant_reaches_only_what_the_session_is_about(trainer: Trainer, room):
    make(trainer, "process small")
    (guest,) = room(1)
    trainer.go_on()

    assert guest.get("/texts/1").status_code == 404
    assert guest.post("/texts/1/marks", sequence="1").status_code == 404
    assert guest.get("/cards/1").status_code == 404
    assert guest.choose(1, "c-pedagogy", "4").status_code == 404
    assert guest.post("/walk", to="nonsense").status_code == 422


def test_somebody_without_a_place_is_led_to_the_way_in(trainer: Trainer, client):
    make(trainer, "process small")
    trainer.go_on()
    stranger = Guest(client(None), trainer.code)

    assert stranger.get("/walk").location == stranger.address("/place")
    assert stranger.get("/texts/1").location == stranger.address("/place")
    assert stranger.post("/walk", to="0:quick").status_code == 404


def test_the_form_sent_twice_makes_one_session_and_a_bad_one_none(trainer: Trainer):
    assert make(trainer, "process small", minimum="4").status_code == 422
    assert make(trainer, "process nothing").status_code == 422
    assert make(trainer, "process small", fi="", sv="", en="").status_code == 422
    assert db.session.scalar(select(func.count()).select_from(LiveSession)) == 0
    for _ in range(2):
        assert make(trainer, "process small").status_code == 303

    assert db.session.scalar(select(func.count()).select_from(LiveSession)) == 1
    assert "Autumn" in text_of(trainer.client.get("/en/live").text)


def test_another_trainers_session_is_not_found(trainer: Trainer, client, people):
    make(trainer, "process small")

    other = Trainer(client(people["otto"]), people["otto"])
    other.id = trainer.id
    assert other.get().status_code == 403
    assert other.get("/result").status_code == 403


def test_pages_made_for_scoring_do_not_show_another_exercise(trainer: Trainer, room):
    make(trainer, "process small")
    room(1)
    assert trainer.get("/places/1").status_code == 200
    for path in ("/settings", "/paper", "/paper.pdf", "/paper/entry", "/research.zip"):
        assert (path, trainer.get(path).status_code in {404, 409}) == (path, True)


def test_the_database_knows_the_activities(trainer: Trainer):
    make(trainer, "process small")
    with pytest.raises(IntegrityError, match="known_activity"):
        db.session.execute(LiveSession.__table__.update().values(activity="dancing"))
    db.session.rollback()
    with pytest.raises(IntegrityError, match="digest_whole"):
        db.session.execute(
            insert(ActivityPicture).values(
                session_id=trainer.id, body="{}", digest="short", created_at=trainer.live.created_at
            )
        )


def test_closing_a_hunt_leaves_no_mark_of_anybody(trainer: Trainer, room):
    make(trainer, "leak-hunt cook")
    guests = room(9)
    trainer.go_on()
    for guest in guests:
        hand_in(guest, 1, found=2)
    assert db.session.scalar(select(func.count()).select_from(Item)) == 27
    trainer.post("/end")

    for table in (Run, Item, Participant):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0


def test_a_place_that_is_taken_out_stays_in_the_groups_picture(trainer: Trainer, room):
    make(trainer, "process small")
    guests = room(10)
    trainer.go_on()
    for number, guest in enumerate(guests):
        walk(guest, *(GOOD if number < 5 else DOUBTFUL))
    assert trainer.post("/places/1").status_code == 303
    assert guests[0].post("/walk", to="0:quick").status_code == 404
    trainer.post("/reveal")

    picture = kept(trainer.live)
    assert picture is not None
    assert picture[1].released.raters == 10
    assert "here 9" in text_of(trainer.get().text).replace("9 here", "here 9")


def test_somebody_who_did_nothing_is_nobody_in_the_picture(trainer: Trainer, room):
    make(trainer, "process small")
    guests = room(12)
    trainer.go_on()
    for guest in guests[:7]:
        walk(guest, *GOOD)
    trainer.post("/reveal")

    picture = kept(trainer.live)
    assert picture is not None
    assert picture[1].released.raters is None
