"""A trainer alone with twelve simulated participants who do another exercise than scoring."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from puntari.certificates.models import CompletionEvent
from puntari.extensions import db
from puntari.live.activity_desk import desk_of
from puntari.live.activity_models import ActivityPicture
from puntari.live.activity_pictures import kept
from puntari.live.domain import DIALS, Activity, Dial
from puntari.live.models import Attendance, LiveSession, Participant
from puntari.practice.process.models import ProcessWalk
from puntari.practice.spotting.models import Item, Run
from tests.web.live.activities.conftest import CAREFUL, walk
from tests.web.live.conftest import Guest

LABEL = '<p class="pt-rehearsal"><strong>Rehearsal</strong>'
CONTENT = {"leak-hunt": "cook", "process": "small"}
EACH = [(kind, dial) for kind in (Activity.LEAK_HUNT, Activity.PROCESS) for dial in DIALS[kind]]


def begin(trainer, kind, dial, **changed):
    sent = {"exercise": CONTENT[kind], "dial": dial, "token": "ef" * 12, **changed}
    return trainer.send(f"/en/live/rehearse/{kind}", sent)


def to_result(trainer):
    trainer.go_on()
    assert trainer.post("/reveal").status_code == 303


def on_the_wall(trainer, language):
    """The pages of the result, in their order."""
    page: str | None = f"/{language}/live/{trainer.id}/result"
    pages = []
    while page:
        pages.append(trainer.client.get(page).text)
        following = re.search(r'rel="next" href="([^"]+)"', pages[-1])
        page = following[1] if following else None
    return pages


def shares(trainer):
    return {one.id: one.shares for one in kept(trainer.live)[1].released.questions}


@pytest.mark.parametrize(("kind", "dial"), EACH, ids=[f"{kind} {dial}" for kind, dial in EACH])
def test_each_position_of_the_dial_leads_to_the_result_that_it_says(trainer, kind, dial):
    assert begin(trainer, kind, dial).status_code == 303
    to_result(trainer)

    released = kept(trainer.live)[1].released
    assert released.raters == (None if dial is Dial.FEW else 12)
    visible = [one.id for one in released.questions if one.is_shown]
    needless = [one for one in visible if ":needless:" in one]
    if dial is Dial.DIVIDED:
        assert visible[0] == "start"
    elif dial in {Dial.ALIKE, Dial.FEW}:
        assert visible == []
    else:
        assert len(visible) > len(needless)
        assert bool(needless) is (dial is Dial.MUCH)
    page = {Dial.ALIKE: "even", Dial.FEW: "few"}.get(dial, "part-1")
    for path in (f"/result/{page}", "/script", ""):
        assert LABEL in trainer.get(path).text, path
    assert "Don't say" in trainer.get("/script").text


def test_the_pages_on_the_wall_say_what_could_have_stayed_in_each_language(trainer):
    begin(trainer, "leak-hunt", Dial.MUCH)
    to_result(trainer)
    for language, words in (("en", "This could have stayed"), ("fi", "Tämä olisi voinut jäädä"),
                            ("sv", "Det här hade kunnat stå kvar")):  # fmt: skip
        assert words in "".join(on_the_wall(trainer, language))


def test_the_wall_says_what_a_dash_means_where_there_is_one(app, small, trainer):
    app.extensions["puntari.processes"] = small  # which have choices of three ways
    begin(trainer, "process", Dial.DIVIDED, exercise="process-youth-worker")
    to_result(trainer)

    pages = on_the_wall(trainer, "en")
    assert any("not shown" in page for page in pages)
    assert [page for page in pages if ("not shown" in page) != ("A dash: too few" in page)] == []


def test_the_trainers_own_phone_takes_part(trainer, client):
    begin(trainer, "process", Dial.DIVIDED)
    phone = Guest(client(None), trainer.code)
    assert phone.join().status_code == 303
    trainer.go_on()
    assert LABEL in phone.get("/walk").text
    walk(phone, *CAREFUL)
    trainer.post("/reveal")

    assert kept(trainer.live)[1].released.raters == 13
    assert shares(trainer)["start"] == {"careful": 0.5, "quick": 0.5}


def test_they_come_in_and_get_on_with_time_and_nothing_is_written_by_looking(trainer):
    with time_machine.travel(datetime.now(UTC).replace(microsecond=0), tick=False) as clock:
        begin(trainer, "leak-hunt", Dial.MOST)
        seen = []
        for _ in range(4):
            seen.append(len(desk_of(trainer.live, datetime.now(UTC)).here))
            clock.shift(8)
        assert seen == [0, 4, 8, 12]
        trainer.go_on()
        steps = []
        for _ in range(8):
            assert trainer.get("/rows?phase=work").status_code == 200
            steps.append([row.progress.done for row in desk_of(trainer.live, datetime.now(UTC)).here])
            clock.shift(12)
        assert steps[0] == [0] * 12
        assert steps[-1] == [3] * 12
        assert len({tuple(step) for step in steps}) > 3
        assert db.session.scalar(select(func.count()).select_from(Item).where(Item.done_at.is_not(None))) == 0
        assert trainer.get().text.count(">simulated<") == 12


def test_those_who_leave_lose_contact_and_a_place_that_is_taken_out_does_nothing(trainer):
    with time_machine.travel(datetime.now(UTC).replace(microsecond=0), tick=False) as clock:
        begin(trainer, "process", Dial.FEW)
        clock.shift(40)
        assert trainer.post("/places/3").status_code == 303
        trainer.go_on()
        clock.shift(90)
        desk = desk_of(trainer.live, datetime.now(UTC))
        assert (len(desk.here), desk.lost, desk.done) == (11, 7, 4)
        trainer.post("/reveal")
    ended = select(func.count()).select_from(ProcessWalk).where(ProcessWalk.ended_at.is_not(None))
    assert db.session.scalar(ended) == 4


@pytest.mark.parametrize("kind", CONTENT)
def test_ending_deletes_everything_of_it_and_no_file_or_report_is_made(trainer, client, people, kind):
    begin(trainer, kind, DIALS[Activity(kind)][0])
    phone = Guest(client(people["tess"]), trainer.code)
    phone.join(attend="y")
    to_result(trainer)
    assert [trainer.get(path).status_code for path in ("/result.pdf", "/result.xlsx", "/attendance")] == [404] * 3
    assert "result.pdf" not in trainer.get().text
    assert [trainer.post("/end").status_code for _ in range(2)] == [303, 303]

    for table in (Participant, ActivityPicture, ProcessWalk, Run, Item, Attendance, CompletionEvent):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0, table
    page = trainer.get().text
    assert "The rehearsal has ended" in page
    assert f"/rehearse/{kind}" in page
    assert [trainer.get(path).status_code for path in ("/result", "/script", "/result.pdf")] == [404] * 3


def test_the_form_makes_one_and_offers_only_what_fits(trainer):
    assert [begin(trainer, "process", "divided").status_code for _ in range(2)] == [303, 303]
    assert db.session.scalar(select(func.count()).select_from(LiveSession)) == 1
    for wrong in ({"dial": "most"}, {"dial": "small"}, {"exercise": "cook"}, {"token": "x"}):
        assert begin(trainer, "process", **{"dial": "alike", "token": "ab" * 12, **wrong}).status_code == 422
    assert db.session.scalar(select(func.count()).select_from(LiveSession)) == 1
    page = trainer.client.get("/en/live/rehearse/advertisement").text
    assert all(f"/live/rehearse/{kind}" in page for kind in CONTENT)
    assert trainer.client.get("/en/live/rehearse/dancing").status_code == 404


def test_the_database_refuses_a_dial_of_another_exercise(trainer):
    begin(trainer, "process", "divided")
    for dial in ("most", "small", "huge"):
        with pytest.raises(IntegrityError, match="known_dial"):
            db.session.execute(LiveSession.__table__.update().values(dial=dial))
        db.session.rollback()
