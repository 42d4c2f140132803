"""A trainer alone with twelve simulated participants: every result can be practised, and nothing of it is kept."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from flask import url_for
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from puntari.audit.models import AuditEvent
from puntari.certificates.models import CompletionEvent
from puntari.extensions import db
from puntari.live import actions, queries, snapshots
from puntari.live.desk import desk_of
from puntari.live.disclosure import PRIMARY, Occasion, release
from puntari.live.domain import DIALS, Activity, Dial
from puntari.live.models import Attendance, LiveSession, Participant
from puntari.live.outcomes import outcome_of
from puntari.live.rehearsal import PROMISED, SIMULATED
from puntari.live.result_queries import ratings_of
from puntari.live.results import findings
from puntari.live.snapshot_models import Snapshot
from puntari.practice.models import Attempt, Card, Invitation, Place, Rating
from tests.web.live.conftest import Guest, Trainer

HEADLINES = {
    Dial.SMALL: "Your group showed a difference",
    Dial.NONE: "The difference can&#39;t be told from chance",
    Dial.REVERSED: "Your group showed a difference, the other way round",
    Dial.DROPOUTS: "Your group showed a difference",
    Dial.FEW: "Too few scores for figures",
}
LABEL = '<p class="pt-rehearsal"><strong>Rehearsal</strong>'


@pytest.fixture
def alone(client, people):
    """The trainer, who hasn't made anything yet."""
    return Trainer(client(people["tuula"]), people["tuula"])


def begin(trainer, dial=Dial.SMALL, size="6", token="ef" * 12):
    return trainer.send("/en/live/rehearse", {"exercise": "cook", "dial": str(dial), "size": size, "token": token})


def to_result(trainer):
    trainer.go_to("predict")
    assert trainer.post("/reveal").status_code == 303


@pytest.mark.parametrize("size", ["6", "12", "16"])
@pytest.mark.parametrize("dial", DIALS[Activity.SCORING])
def test_each_position_of_the_dial_leads_to_the_result_that_it_says(alone, dial, size):
    begin(alone, dial, size)
    to_result(alone)

    result = snapshots.result_in(snapshots.latest(alone.live))
    assert result.outcome is PROMISED[dial]
    page, script = alone.get("/result/few" if dial is Dial.FEW else "/script").text, alone.get("/script").text
    assert HEADLINES[dial] in page
    assert "Don't say" in script
    unfinished = {part.name: part.share for part in result.released.unfinished}
    assert ("Some stopped more often than others" in script) is (dial is Dial.DROPOUTS)
    wanted = {Dial.DROPOUTS: {"1": 0.0, "2": 0.3}, Dial.FEW: {}}
    assert unfinished == wanted.get(dial, {"1": 0.0, "2": 0.0})


@pytest.mark.parametrize("dial", [Dial.SMALL, Dial.NONE, Dial.REVERSED, Dial.DROPOUTS, Dial.FEW])
def test_the_trainers_own_phone_takes_part_and_doesnt_turn_the_result(alone, client, dial):
    begin(alone, dial)
    phone = Guest(client(), alone.code)
    assert phone.join().status_code == 303
    assert LABEL in phone.get("/place").text
    alone.go_to("block-2")
    for number in range(1, 7):
        assert phone.rate(number, points="51"[number % 2]).status_code == 303
    to_result(alone)

    result = snapshots.result_in(snapshots.latest(alone.live))
    assert result.outcome is PROMISED[dial]
    assert result.released.raters == (None if dial is Dial.FEW else SIMULATED + 1)


@pytest.mark.parametrize("dial", [Dial.SMALL, Dial.NONE, Dial.REVERSED, Dial.DROPOUTS])
def test_in_two_rounds_not_even_a_trainer_who_scores_against_the_dial_turns_it(alone, client, dial):
    begin(alone, dial, "16")
    phone = Guest(client(), alone.code)
    phone.join()
    alone.go_to("block-2")
    favoured = "reference" if dial in {Dial.NONE, Dial.REVERSED} else "comparison"
    for card in queries.cards_of(phone.me):
        points = {"anonymous": "3", favoured: "5"}.get(card.face, "1")
        assert phone.rate(card.number, points=points).status_code == 303
    alone.go_to("predict")

    live = alone.live
    ratings = ratings_of(live.stream, queries.exercise_of(live))
    found = findings(ratings, seed="another than the rehearsal's own", keys=[PRIMARY])
    released = release(found, Occasion(is_open=False, minimum=live.minimum, contributors=ratings.contributors))
    assert outcome_of(released) is PROMISED[dial]
    assert released.raters == SIMULATED + 1


def test_they_come_in_and_get_on_with_time_and_nothing_is_written_by_looking(alone):
    start = datetime.now(UTC).replace(microsecond=0)
    with time_machine.travel(start, tick=False) as clock:
        begin(alone, Dial.DROPOUTS)
        seen = []
        for _ in range(4):
            seen.append(len(desk_of(alone.live, datetime.now(UTC)).here))
            clock.shift(8)
        assert seen == [0, 4, 8, 12]

        alone.go_to("block-1")
        progress = []
        for _ in range(8):
            assert alone.get("/rows?phase=block-1").status_code == 200
            progress.append([row.rated for row in desk_of(alone.live, datetime.now(UTC)).here])
            clock.shift(10)
        assert progress[0] == [0] * SIMULATED
        assert all(one <= two for early, late in pairwise(progress)
                   for one, two in zip(early, late, strict=True))  # fmt: skip
        assert sorted(progress[-1]) == [1, 2] + [3] * 10
        assert desk_of(alone.live, datetime.now(UTC)).lost == 2
        assert db.session.scalar(select(func.count()).select_from(Rating)) == 0

        alone.go_on()
        assert db.session.scalar(select(func.count()).select_from(Invitation)) == 33
        alone.go_on()
        clock.shift(timedelta(minutes=3))
        rows = desk_of(alone.live, datetime.now(UTC)).here
        assert sorted(row.rated for row in rows) == [1, 2] + [6] * 10
        assert sum(row.is_done for row in rows) == 10
        assert alone.get().text.count(">simulated<") == SIMULATED


def test_the_desk_shows_how_far_they_are_in_each_of_two_rounds(alone):
    start = datetime.now(UTC).replace(microsecond=0)
    with time_machine.travel(start, tick=False) as clock:
        begin(alone, Dial.DROPOUTS, "16")
        clock.shift(30)
        alone.go_to("block-1")
        clock.shift(40)
        half_way = [tuple(row.by_round) for row in desk_of(alone.live, datetime.now(UTC)).here]
        assert {second for _first, second in half_way} == {0}
        assert all(0 < first < 8 for first, _second in half_way)
        clock.shift(timedelta(minutes=2))
        assert shown(alone) == sorted([("2 of 8", "0 of 8"), ("5 of 8", "0 of 8"), *[("8 of 8", "0 of 8")] * 10])
        alone.go_on()
        assert shown(alone) == sorted([("2 of 8", "0 of 8"), ("5 of 8", "0 of 8"), *[("8 of 8", "0 of 8")] * 10])
        alone.go_on()
        clock.shift(40)
        assert {first for first, _second in shown(alone)} == {"2 of 8", "5 of 8", "8 of 8"}
        assert len({second for _first, second in shown(alone)}) > 1
        clock.shift(timedelta(minutes=2))
        at_last = desk_of(alone.live, datetime.now(UTC))
        assert (at_last.done, at_last.lost) == (10, 2)
        assert shown(alone) == sorted([("2 of 8", "0 of 8"), ("5 of 8", "0 of 8"), *[("8 of 8", "8 of 8")] * 10])


def shown(trainer):
    """What the desk says of each participant's two rounds, in no particular order."""
    page = trainer.get(f"/rows?phase={trainer.live.phase}").text
    assert re.findall(r"<th>(Round \d)</th>", page) == ["Round 1", "Round 2"]
    return sorted(re.findall(r"<td>(\d of \d)</td>\s*<td>(\d of \d)</td>", page))


def test_every_page_says_that_its_a_rehearsal_and_no_file_is_made_of_one(app, alone):
    begin(alone)
    to_result(alone)
    gone = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("live.") and rule.arguments == {"lang", "session_id"} and "GET" in rule.methods:
            with app.test_request_context():
                path = url_for(rule.endpoint, lang="en", session_id=alone.id)
            response = alone.client.get(path)
            if response.status_code != 200:
                gone.append(rule.endpoint)
                continue
            assert response.mimetype == "text/html", rule.endpoint
            if rule.endpoint not in {"live.here"}:  # the changing part of a page that says so
                assert LABEL in response.text, rule.endpoint
    assert {"live.attendance", "live.settings", "live.hand_over"} <= set(gone)
    assert not {"live.desk", "live.code", "live.result", "live.script", "live.end"} & set(gone)
    for step in ("story", "texts", "effect", "interval", "strip", "marked", "more", "limits", "help"):
        assert LABEL in alone.get(f"/result/{step}").text


@pytest.mark.parametrize(("size", "dial"), [("6", Dial.SMALL), ("16", Dial.FEW)], ids=["one round", "two rounds"])
def test_ending_deletes_everything_of_it(alone, people, client, size, dial):
    begin(alone, dial, size)
    phone = Guest(client(people["tess"]), alone.code)
    assert "Register that I was here" not in phone.get().text
    phone.join(attend="y")
    to_result(alone)
    assert db.session.scalar(select(func.count()).select_from(Snapshot)) == 1
    stream = alone.live.stream_id
    assert [alone.post("/end").status_code for _ in range(2)] == [303, 303]

    for table in (Participant, Snapshot, Attempt, Card, Rating, Invitation, Place, Attendance, CompletionEvent):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0, table
    live = alone.live
    assert (live.stream_id, live.code, live.purged_at) == (stream, None, live.closed_at)
    page = alone.get().text
    assert "The rehearsal has ended" in page
    assert "Open the result" not in page
    assert [alone.get(path).status_code for path in ("/result", "/script", "/code")] == [404] * 3
    assert alone.post("/result").status_code == 404
    assert "Rehearsal" not in re.sub(r"(?s).*<main", "", alone.client.get("/en/live").text).replace("Rehearse", "")


def test_the_database_refuses_what_would_carry_a_rehearsal_into_a_report(alone, people):
    begin(alone)
    rehearsal = alone.id
    alone.make()
    real = alone.id
    for row in (
        Attendance(session_id=rehearsal, person_id=people["tess"].id),
        Attendance(session_id=rehearsal, person_id=people["tess"].id, is_rehearsal=True),
        Attendance(session_id=real, person_id=people["tess"].id, is_rehearsal=True),
    ):
        db.session.add(row)
        with pytest.raises(IntegrityError):
            db.session.commit()
        db.session.rollback()
    planted = db.session.scalars(select(Participant).where(Participant.is_simulated).limit(1)).one()
    planted.session_id, planted.number = real, 99
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()
    live = db.session.get(LiveSession, rehearsal)
    live.is_rehearsal, live.dial, live.rehearsal_seed = False, None, None  # a real session it can't become
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_a_rehearsal_isnt_in_the_public_room_and_its_form_makes_one(alone, people):
    assert [begin(alone).status_code for _ in range(2)] == [303, 303]
    assert db.session.scalar(select(func.count()).select_from(LiveSession)) == 1
    assert queries.open_in_room(queries.room_of(people["tuula"].id)) is None
    kinds = db.session.scalars(select(AuditEvent.kind)).all()
    assert kinds == ["live.rehearsal_made"]
    page = alone.client.get("/en/live").text
    assert ">rehearsal<" in page


@pytest.mark.parametrize("wrong", [{"dial": "huge"}, {"size": "8"}, {"exercise": "none"}, {"token": "x"}])
def test_a_wrong_form_makes_nothing(alone, wrong):
    sent = {"exercise": "cook", "dial": "none", "size": "6", "token": "ef" * 12, **wrong}
    assert alone.client.post("/en/live/rehearse", data=sent).status_code == 422
    assert db.session.scalar(select(func.count()).select_from(LiveSession)) == 0


def test_taking_a_simulated_participant_out_works(alone):
    begin(alone)
    joined = datetime.now(UTC) + timedelta(seconds=40)
    removed = [actions.remove_place(alone.live, 3, by=alone.person.id, now=joined) for _ in range(2)]
    assert removed == [True, False]
    db.session.commit()
    assert 3 not in {row.number for row in desk_of(alone.live, joined).here}
    to_result(alone)
    result = snapshots.result_in(snapshots.latest(alone.live))
    assert result.released.raters == SIMULATED - 1
