"""Walking through a process by plain forms: choices, going back, and what is kept of it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from puntari.audit.models import AuditEvent
from puntari.certificates.models import CompletionEvent
from puntari.extensions import db
from puntari.practice.owner import key_of
from puntari.practice.process.models import ProcessWalk
from puntari.web import embeds
from tests.web.practice.conftest import text_of
from tests.web.practice.process.conftest import AT, Walker

WALK = f"{AT}/walk"


def completions() -> list[CompletionEvent]:
    return list(db.session.scalars(select(CompletionEvent)))


def test_somebody_walks_to_an_end(tess: Walker):
    assert "Begin" in text_of(tess.client.get(AT).text)
    begun = tess.begin()
    assert (begun.status_code, begun.location) == (303, WALK)

    chosen = tess.choose(0, "quick")
    assert (chosen.status_code, chosen.location) == (303, WALK)
    page = text_of(tess.page().text)
    assert "You chose Be quick (en) Title quick (en) Text quick. (en)" in page
    assert "Because of an earlier choice: Be quick (en) The haste shows. (en)" in page

    tess.choose(2, "calm")
    end = text_of(tess.page().text)
    assert "Leads to quick. (en)" in end
    assert "Later, at: Title doubtful (en)" in end
    assert "What another choice would have led to" in end
    assert tess.walk.path == ["start", "quick", "middle", "calm", "doubtful"]
    (event,) = completions()
    assert (event.content_id, event.person_id) == ("small", tess.person.id)


def test_the_own_page_shows_a_walk_once_it_is_begun(tess: Walker):
    before = [AT in tess.client.get(path).text for path in ("/en/home", "/en/practice")]
    tess.begin()
    assert (before, AT in tess.client.get("/en/home").text) == ([False, True], True)


def test_choosing_twice_changes_nothing_even_when_one_has_gone_on(tess: Walker):
    tess.begin()
    for _ in range(2):
        assert tess.choose(0, "quick").status_code == 303
    tess.choose(2, "calm")
    before = list(tess.walk.path)

    assert tess.choose(0, "quick").status_code == 303
    assert tess.walk.path == before


def test_beginning_twice_makes_one_walk_and_loses_nothing(tess: Walker):
    tess.begin()
    tess.choose(0, "quick")

    assert tess.begin().status_code == 303
    assert tess.walk.path == ["start", "quick", "middle"]


def test_another_choice_at_an_earlier_decision_drops_what_came_after(tess: Walker):
    tess.begin()
    tess.choose(0, "quick")
    tess.choose(2, "hurried")
    assert "your choice" in text_of(tess.page(at=1).text)

    tess.choose(0, "careful")

    assert tess.walk.path == ["start", "careful", "middle"]
    assert tess.walk.ended_at is not None
    assert len(completions()) == 1


def test_an_end_reached_again_is_written_once(tess: Walker):
    tess.begin()
    tess.choose(0, "careful")
    tess.choose(2, "calm")
    assert tess.client.post(f"{AT}/again").status_code == 303
    assert tess.walk.path == ["start"]
    tess.choose(0, "quick")
    tess.choose(2, "calm")

    assert len(completions()) == 1


@pytest.mark.parametrize(
    ("sent", "status"),
    [("0:middle", 409), ("7:quick", 409), ("0:nowhere", 409), ("quick", 422), ("-1:quick", 422), ("", 422)],
)
def test_a_way_that_is_not_there_is_refused_and_nothing_is_lost(tess: Walker, sent, status):
    tess.begin()

    assert tess.client.post(f"{AT}/choose", data={"to": sent}).status_code == status
    assert tess.walk.path == ["start"]


def test_a_way_closed_by_an_earlier_choice_is_refused(tess: Walker):
    tess.begin()
    tess.choose(0, "quick")
    tess.choose(2, "calm")

    assert tess.choose(3, "good").status_code == 409


def test_nothing_is_read_or_changed_before_beginning(tess: Walker):
    assert tess.page().status_code == 303
    assert tess.choose(0, "quick").status_code == 404
    assert db.session.scalar(select(func.count()).select_from(ProcessWalk)) == 0


def test_somebody_elses_walk_is_not_seen(tess: Walker, otto: Walker):
    tess.begin()
    tess.choose(0, "quick")
    otto.begin()

    assert otto.walk.path == ["start"]
    assert "Be quick (en) Title quick" not in text_of(otto.page().text)


def test_the_language_is_switched_without_losing_the_way(tess: Walker):
    tess.begin()
    tess.choose(0, "quick")

    page = tess.client.get(WALK.replace("/en/", "/sv/"))

    assert "The haste shows. (sv)" in text_of(page.text)


def test_a_walk_names_no_person_and_leaves_no_audit_event(tess: Walker):
    before = db.session.scalar(select(func.count()).select_from(AuditEvent))
    tess.begin()
    tess.choose(0, "quick")

    assert tess.walk.owner_key == key_of(tess.person.id)
    assert not {"person_id", "tag"} & set(ProcessWalk.__table__.columns.keys())
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == before


def test_a_walk_that_no_longer_fits_begins_anew(tess: Walker):
    tess.begin()
    tess.walk.path = ["start", "gone"]
    db.session.commit()

    assert tess.page().status_code == 303
    tess.begin()
    assert tess.walk.path == ["start"]


def test_it_stands_among_the_exercises_and_inside_a_course(tess: Walker):
    assert "Small walk (en)" in text_of(tess.client.get("/en/practice").text)
    tess.begin()
    tess.choose(0, "quick")
    with tess.client.application.test_request_context("/en/"):
        shown = embeds.find("process", tess.person.id, "small", {})
        assert shown is not None
        assert (shown.title, shown.state, shown.url) == ("Small walk (en)", "On the way: 1 choice made", WALK)
        assert embeds.find("process", tess.person.id, "nothing", {}) is None


def test_no_such_process_is_not_found(tess: Walker):
    assert tess.client.get("/en/practice/process/nothing").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"owner_key": "short"}, "owner_key_whole"),
        ({"language": "de"}, "known_language"),
        ({"changed_at": datetime(2020, 1, 1, tzinfo=UTC)}, "changed_after_start"),
        ({"ended_at": datetime(2020, 1, 1, tzinfo=UTC)}, "ended_after_start"),
        ({}, "process_id"),
    ],
)
def test_what_must_hold_of_a_walk_is_held_by_the_database(tess: Walker, small, wrong, constraint):
    tess.begin()
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    values = {
        "owner_key": "b" * 64 if wrong else tess.walk.owner_key,
        "process_id": "small",
        "process_digest": small.digest,
        "language": "fi",
        "path": ["start"],
        "started_at": moment,
        "changed_at": moment + timedelta(minutes=1),
        **wrong,
    }
    with pytest.raises(IntegrityError, match=constraint):
        db.session.execute(insert(ProcessWalk).values(values))
