"""The ledger: appended once, never changed, corrected by appending. Each rule is tested by breaking it."""

import threading
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from puntari.audit.models import AuditEvent
from puntari.certificates.actions import append_completion, correct_completion
from puntari.certificates.models import CompletionEvent, Happening, Kind
from puntari.certificates.queries import completions_of, standing
from puntari.extensions import db

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = date(2026, 3, 1)


def values(person, **other):
    return {
        "person_id": person.id,
        "kind": Kind.COURSE,
        "content_id": "small",
        "content_digest": "a" * 64,
        "language": "fi",
        "rule": "pages: all",
        **other,
    }


def complete(person, **other):
    return append_completion(**values(person, **{"today": DAY, "now": NOW, **other}))


def events():
    return list(db.session.scalars(select(CompletionEvent).order_by(CompletionEvent.id)))


def test_a_completion_is_written_with_all_that_it_says(people):
    assert complete(people["tess"]) is True
    db.session.commit()

    (event,) = events()
    assert (event.person_id, event.event, event.kind, event.content_id) == (
        people["tess"].id,
        "completed",
        "course",
        "small",
    )
    assert (event.content_digest, event.language, event.rule) == ("a" * 64, "fi", "pages: all")
    assert (event.local_date, event.at, event.counts) == (DAY, NOW, True)
    assert (event.by, event.reason, event.corrects_id) == (None, None, None)


def test_the_same_version_completes_once(people):
    assert [complete(people["tess"]) for _ in range(3)] == [True, False, False]
    assert len(events()) == 1


@pytest.mark.parametrize(
    "other",
    [{"kind": Kind.EXERCISE}, {"content_id": "large"}, {"content_digest": "b" * 64}],
    ids=["kind", "id", "version"],
)
def test_something_else_completes_beside_it(people, other):
    complete(people["tess"])

    assert complete(people["tess"], **other) is True
    assert complete(people["otto"]) is True
    assert len(events()) == 3


def test_two_requests_at_the_same_moment_add_one_row(app, people):
    person_id = people["tess"].id
    db.session.rollback()
    start, added = threading.Barrier(2), []

    def request():
        with app.app_context():
            start.wait()
            added.append(append_completion(**values(people_of(person_id)), today=DAY, now=NOW))
            db.session.commit()

    threads = [threading.Thread(target=request) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(added) == [False, True]
    assert len(events()) == 1


def people_of(person_id):
    from types import SimpleNamespace

    return SimpleNamespace(id=person_id)


@pytest.mark.parametrize(
    "statement",
    [
        update(CompletionEvent).values(local_date=date(2020, 1, 1)),
        update(CompletionEvent).values(counts=False),
        delete(CompletionEvent),
        text("UPDATE completion_event SET rule = 'other'"),
        text("DELETE FROM completion_event"),
        text(
            "INSERT INTO completion_event SELECT * FROM completion_event WHERE true "
            "ON CONFLICT (id) DO UPDATE SET rule = 'other'"
        ),
    ],
)
def test_the_database_refuses_to_change_or_delete_a_row(people, statement):
    complete(people["tess"])
    db.session.commit()

    with pytest.raises(IntegrityError, match="append-only"):
        db.session.execute(statement)
    db.session.rollback()

    assert [event.rule for event in events()] == ["pages: all"]


def test_a_row_changed_as_an_object_is_refused_too(people):
    complete(people["tess"])
    db.session.commit()
    events()[0].rule = "other"

    with pytest.raises(IntegrityError, match="append-only"):
        db.session.commit()
    db.session.rollback()


@pytest.mark.parametrize(
    ("other", "constraint"),
    [
        ({"kind": "medal"}, "known_kind"),
        ({"language": "de"}, "known_language"),
        ({"event": "forgotten"}, "known_event"),
        ({"counts": False}, "completion_counts"),
        ({"reason": "why not"}, "completion_counts"),
        ({"event": "corrected"}, "correction_says_who_and_why"),
        ({"event": "corrected", "reason": "why", "corrects_id": 1}, "correction_says_who_and_why"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(people, other, constraint):
    row = {"local_date": DAY, "at": NOW, "event": "completed", "counts": True, **values(people["tess"]), **other}

    with pytest.raises(IntegrityError, match=constraint):
        db.session.execute(insert(CompletionEvent).values(row))
    db.session.rollback()


def test_a_person_who_is_not_there_completes_nothing(people):
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        complete(people_of(9_999))
    db.session.rollback()


def correct(person, *, counts, day, by):
    (completion, *_) = [event for event in events() if event.person_id == person.id]
    correction = correct_completion(completion, counts=counts, reason="Wrong person", by=by.id, today=day, now=NOW)
    db.session.commit()
    return correction


def days_completed(person, *days):
    return [[row.content_id for row in completions_of(person.id, day)] == ["small"] for day in days]


def test_a_correction_is_appended_and_works_from_its_own_day_on(people):
    complete(people["tess"])
    db.session.commit()
    correction = correct(people["tess"], counts=False, day=date(2026, 3, 5), by=people["arto"])

    assert (correction.event, correction.by, correction.reason) == (
        Happening.CORRECTED,
        people["arto"].id,
        "Wrong person",
    )
    assert len(events()) == 2
    assert days_completed(
        people["tess"], date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 4), date(2026, 3, 5), date(2027, 1, 1)
    ) == [False, True, True, False, False]
    (event,) = db.session.scalars(select(AuditEvent))
    assert (event.kind, event.by, event.target) == (
        "completion.corrected",
        people["arto"].id,
        f"person:{people['tess'].id}",
    )


def test_a_correction_can_be_corrected_by_another(people):
    complete(people["tess"])
    db.session.commit()
    correct(people["tess"], counts=False, day=date(2026, 3, 5), by=people["arto"])
    correct(people["tess"], counts=True, day=date(2026, 3, 9), by=people["arto"])

    assert days_completed(people["tess"], date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 9)) == [True, False, True]


def test_of_two_corrections_on_one_day_the_later_holds(people):
    complete(people["tess"])
    db.session.commit()
    correct(people["tess"], counts=False, day=date(2026, 3, 5), by=people["arto"])
    correct(people["tess"], counts=True, day=date(2026, 3, 5), by=people["arto"])

    assert days_completed(people["tess"], date(2026, 3, 5)) == [True]


def test_a_correction_needs_a_reason_and_a_completion(people):
    complete(people["tess"])
    db.session.commit()
    (completion,) = events()
    with pytest.raises(ValueError, match="reason"):
        correct_completion(completion, counts=False, reason=" ", by=1, today=DAY, now=NOW)
    correction = correct(people["tess"], counts=False, day=DAY, by=people["arto"])

    with pytest.raises(ValueError, match="only a completion"):
        correct_completion(correction, counts=True, reason="Again", by=1, today=DAY, now=NOW)


def test_another_persons_correction_changes_nothing(people):
    complete(people["tess"])
    complete(people["otto"])
    db.session.commit()
    correct(people["otto"], counts=False, day=DAY, by=people["arto"])

    assert [event.person_id for event in db.session.scalars(standing(DAY))] == [people["tess"].id]
    assert [event.content_id for event in completions_of(people["tess"].id, DAY)] == ["small"]
    assert completions_of(people["otto"].id, DAY) == []
