"""What is left when a session has ended."""

from datetime import UTC, datetime, timedelta

import time_machine
from sqlalchemy import func, inspect, select

from puntari.certificates.models import CompletionEvent
from puntari.extensions import Model, UtcDateTime, db
from puntari.live import queries
from puntari.live.ending import purge
from puntari.live.models import Attendance, Participant
from puntari.practice.models import Attempt, Card, Invitation, Place, Rating
from tests.web.live.conftest import Guest


def everything():
    """Every value in every table, as text, with its table and column."""
    found = []
    for table in Model.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            found += [(table.name, column, str(value)) for column, value in row._mapping.items()]
    return found


def counted(table):
    return lambda: db.session.scalar(select(func.count()).select_from(table))


SCORES = [counted(table) for table in (Attempt, Card, Rating, Invitation)]


def crowd(guest, *people):
    """A block's worth of people: what fewer than five give isn't kept beyond the end."""
    return [guest(person, attend="y") for person in people] + [guest() for _ in range(6 - len(people))]


def finished(tuula, guest, people):
    everybody = crowd(guest, people["tess"], people["otto"])
    tuula.go_to("block-2")
    for somebody in reversed(everybody):
        for number in range(1, 7):
            somebody.rate(number)
    tess, otto, *_ = everybody
    tuula.go_to("predict")
    tuula.post("/reveal")
    return tess, otto


def test_nothing_ties_ratings_to_words_devices_or_people(tuula, guest, people):
    tess, otto = finished(tuula, guest, people)
    secrets = [one for who in (tess, otto) for one in (who.me.tag, who.me.token_hash)]
    keys = {who.me.owner_key for who in (tess, otto)}
    assert {value for _t, _c, value in everything()} >= set(secrets) | keys
    assert tuula.post("/end").status_code == 303

    assert [place for place in everything() if place[2] in set(secrets) | keys] == []
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 0
    assert db.session.scalar(select(func.count()).select_from(Rating)) == 6 * 6 * 3
    for table in (Attempt, Place, Rating, Invitation):
        moments = {column: set(db.session.scalars(select(column))) for column in table.__table__.columns}
        assert {len(seen) for column, seen in moments.items() if isinstance(column.type, UtcDateTime)} <= {1}


def test_no_foreign_key_leads_from_attendance_to_ratings(app):
    look = inspect(db.engine)
    graph = {name: {key["referred_table"] for key in look.get_foreign_keys(name)} for name in look.get_table_names()}

    assert graph["live_attendance"] == {"live_session", "person"}
    assert graph["live_participant"] == {"live_session"}
    assert "person" not in graph["practice_attempt"] | graph["practice_card"] | graph["practice_rating"]


def test_who_was_there_gets_the_exercise_as_completed_once(tuula, guest, people):
    finished(tuula, guest, people)
    assert tuula.get("/attendance?q=hilla").status_code == 200
    for _ in range(2):
        tuula.post("/attendance", person=str(people["hilla"].id), is_there="yes")
    tuula.post("/attendance", person=str(people["otto"].id), is_there="no")  # said so himself: corrected at the end
    assert [tuula.post("/end").status_code for _ in range(2)] == [303, 303]

    done = db.session.execute(select(CompletionEvent.person_id, CompletionEvent.kind, CompletionEvent.content_id))
    assert sorted(done.all()) == [(people[who].id, "exercise", "cook") for who in ("tess", "otto", "hilla")]
    moments = db.session.scalars(select(CompletionEvent.at)).all()
    assert len(set(moments)) == 1
    assert db.session.scalars(select(Attendance.person_id).order_by(Attendance.person_id)).all() == sorted(
        [people[who].id for who in ("tess", "otto", "hilla")]
    )


def test_a_session_that_ends_before_scoring_is_over_completes_nothing(tuula, guest, people):
    guest(people["tess"], attend="y")
    tuula.go_to("block-1")
    tuula.post("/end")

    assert db.session.scalar(select(func.count()).select_from(CompletionEvent)) == 0


def test_after_the_end_everything_is_refused(tuula, guest, people):
    anna = guest()
    tuula.go_to("block-1")
    token = anna.token
    tuula.post("/end")

    assert anna.get("/place").status_code == 410
    assert anna.choose(1, "c-skill", "3").status_code == 404
    assert anna.post("", token=token).status_code == 410
    assert tuula.post("/next", seen="block-1").status_code == 409
    assert tuula.post("/reveal").status_code == 409
    assert tuula.get("/code").status_code == 303
    assert tuula.post("/attendance", person="1", is_there="yes").status_code == 422
    assert tuula.live.code is None


def test_a_whole_room_that_learns_of_the_end_isnt_taken_for_a_machine(tuula, guest, client):
    anna = guest()
    code = anna.code
    tuula.post("/end")
    assert {anna.get("/place").status_code for _ in range(70)} == {410}
    forged = client()
    forged.set_cookie("puntari-live", anna.token)
    assert forged.get(f"/en/join/{code}/place").status_code == 404


def test_attendance_takes_only_people(tuula):
    for person, is_there in (("999999", "yes"), ("x", "yes"), ("1", "perhaps"), ("", "")):
        assert tuula.post("/attendance", person=person, is_there=is_there).status_code in {404, 422}


def test_ratings_are_deleted_when_their_time_is_over(tuula, guest, people):
    closed = datetime.now(UTC).replace(microsecond=0)
    with time_machine.travel(closed, tick=False):
        tuula.make(token="cd" * 12)
        here = crowd(guest)
        tuula.go_to("block-1")
        for somebody in here:
            somebody.rate(1)
        tuula.post("/end")
    assert queries.due_for_purge(closed + timedelta(days=29)) == []
    (live,) = queries.due_for_purge(closed + timedelta(days=30))
    assert purge(live, now=closed + timedelta(days=30)) == 6
    db.session.commit()

    assert [db.session.scalar(select(func.count()).select_from(table)) for table in (Rating, Attempt, Place)] == [0] * 3
    assert queries.due_for_purge(closed + timedelta(days=31)) == []
    assert tuula.get().status_code == 200


def test_the_scores_of_two_rounds_are_deleted_at_the_end_and_the_result_stays(tuula, client):
    """What each was dealt there tells who came beside whom, so they can't be kept without names."""
    tuula.make(token="cd" * 12, size="16")
    tuula.go_to("block-1")
    for number in range(8):
        somebody = Guest(client(None), tuula.code)
        somebody.join()
        for card in range(1, 9):
            assert somebody.rate(card, points=str(1 + (number + card) % 5)).status_code == 303
    tuula.go_to("predict")
    tuula.post("/reveal")
    shown = tuula.get("/result/effect")
    assert shown.status_code == 200
    assert all(count() for count in SCORES)

    tuula.post("/end")

    assert [count() for count in SCORES] == [0, 0, 0, 0]
    assert tuula.live.purged_at == tuula.live.closed_at
    assert "have been deleted" in tuula.get().text
    assert tuula.get("/result/effect").text == shown.text


def test_the_command_deletes_what_is_due_and_nothing_twice(app, tuula, guest):
    from click.testing import CliRunner

    from puntari.live.purging import purge as command

    here = crowd(guest)
    tuula.go_to("block-1")
    for somebody in here:
        somebody.rate(1)
    tuula.post("/end")
    said = []
    for days in (1, 31, 31):
        with time_machine.travel(datetime.now(UTC) + timedelta(days=days)):
            said.append(CliRunner().invoke(command).output)

    nothing, one = "Deleted the ratings of 0 live sessions.\n", "Deleted the ratings of 1 live session.\n"
    assert said == [nothing, one, nothing]
    assert db.session.scalar(select(func.count()).select_from(Rating)) == 0


def test_a_session_that_was_forgotten_is_ended_and_its_keys_are_destroyed(app, tuula, guest, people):
    from puntari.live.purging import look

    here = crowd(guest, people["tess"])
    tuula.go_to("block-1")
    for somebody in here:
        somebody.rate(1)
    moved = tuula.live.phase_changed_at
    told = []
    for days in (13.9, 14, 14, 44):
        with time_machine.travel(moved + timedelta(days=days)):
            told.append(look())

    assert told == [(0, 0), (1, 0), (0, 0), (0, 1)]
    assert tuula.live.closed_at == moved + timedelta(days=14)
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 0
    assert here[0].get("/place").status_code != 500
    assert "The session has ended" in tuula.get().text


def test_a_session_that_cannot_be_purged_does_not_keep_the_ratings_of_others(app, tuula, guest, monkeypatch):
    from puntari.live import purging

    ended = []
    for token in ("ab" * 12, "cd" * 12):
        tuula.make(token=token)
        ended.append(tuula.live.id)
        tuula.post("/end")
    real = purging.purge_session

    def broken(live, **rest):
        if live.id == ended[0]:
            raise RuntimeError("no way")
        return real(live, **rest)

    monkeypatch.setattr(purging, "purge_session", broken)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
        assert purging.purge_due() == 1
        monkeypatch.undo()
        assert purging.purge_due() == 1
        assert purging.purge_due() == 0
