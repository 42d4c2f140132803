"""The demo organisation: the same each time for a day, worth looking at on any day, and never among real people."""

from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from puntari.authz.policy import Role
from puntari.authz.pseudonym import owner_key
from puntari.certificates.models import CompletionEvent
from puntari.extensions import db
from puntari.live import group_pictures
from puntari.live.picture_models import GroupPicture
from puntari.mail.models import OutgoingMail
from puntari.people.demo_accounts import DEMO_ACCOUNTS
from puntari.people.models import Organisation, Person, Posting, Unit, UnitPlacement
from puntari.people.passwords import is_right
from puntari.people.queries import posted_on, tree_of
from puntari.plan import demo
from puntari.plan.models import Exemption, Measure, Plan, TrainingTarget
from puntari.practice.models import Attempt

TODAY, NOW = date(2026, 11, 21), datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
LEAP = date(2028, 2, 29)


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_the_town_is_as_large_as_promised(app):
    demo.load(today=TODAY, now=NOW)

    tree = tree_of(TODAY)
    assert (count(Person), count(Unit), max(depth for _, depth in tree.walk()) + 1) == (260, 14, 3)
    assert {len(tree.children.get(unit, ())) for unit in tree.children[None]} == {5}
    assert db.session.get(Organisation, 1).is_demo is True


@pytest.mark.parametrize("today", [TODAY, LEAP, date(2027, 1, 1)])
def test_everything_in_it_lies_in_the_past_and_the_plan_covers_today(app, today):
    demo.load(today=today, now=datetime(today.year, today.month, today.day, 9, tzinfo=UTC))

    latest = [
        db.session.scalar(select(func.max(column)))
        for column in (Posting.starts, Posting.ends, UnitPlacement.starts, CompletionEvent.local_date, Exemption.starts)
    ]
    assert [day for day in latest if day > today] == []
    plan = db.session.scalars(select(Plan)).one()
    assert plan.starts <= db.session.scalar(select(func.min(CompletionEvent.local_date)))
    assert plan.starts <= today <= plan.last_day
    course, exercise = db.session.scalars(select(TrainingTarget).order_by(TrainingTarget.id))
    assert exercise.due < today < course.due


@pytest.mark.parametrize("today", [TODAY, LEAP, date(2027, 1, 1)])
def test_the_last_day_of_the_year_before_is_worth_looking_at(app, today):
    demo.load(today=today, now=datetime(today.year, today.month, today.day, 9, tzinfo=UTC))

    first = db.session.scalar(select(func.min(CompletionEvent.local_date)))
    by_then = CompletionEvent.local_date <= date(today.year - 1, 12, 31)
    early = db.session.scalar(select(func.count()).select_from(CompletionEvent).where(by_then))
    assert (today - first).days > 700
    assert early > 20


def test_it_is_the_same_each_time_for_the_same_day(app):
    def everything():
        db.session.rollback()
        people = db.session.execute(select(Person.employee_id, Person.email, Person.language).order_by(Person.id))
        ledger = select(CompletionEvent.person_id, CompletionEvent.kind, CompletionEvent.at).order_by(
            CompletionEvent.id
        )
        postings = select(Posting.person_id, Posting.unit_id, Posting.starts, Posting.ends).order_by(Posting.id)
        return [
            [tuple(row) for row in rows] for rows in (people, db.session.execute(ledger), db.session.execute(postings))
        ]

    from tests.conftest import empty_tables

    demo.load(today=TODAY, now=NOW)
    first = everything()
    empty_tables()
    db.session.commit()
    demo.load(today=TODAY, now=NOW)

    assert everything() == first


def test_each_role_has_its_account(app):
    demo.load(today=TODAY, now=NOW)

    found = {}
    for account in DEMO_ACCOUNTS:
        person = db.session.scalars(select(Person).where(Person.email == account.email)).one()
        found[account.role] = (person.roles, is_right(account.password, person.password_hash))
    assert found == {role: (frozenset({Role.TRAINEE, role}), True) for role in Role}
    with_password = select(func.count()).where(Person.password_hash.is_not(None))
    assert db.session.scalar(with_password) == len(DEMO_ACCOUNTS)


def test_nobody_is_posted_in_a_unit_before_it_stands_there(app):
    demo.load(today=TODAY, now=NOW)

    founded = {}
    for unit_id, starts in db.session.execute(select(UnitPlacement.unit_id, UnitPlacement.starts)):
        founded[unit_id] = min(founded.get(unit_id, starts), starts)
    assert [p.id for p in db.session.scalars(select(Posting)) if p.starts < founded[p.unit_id]] == []


def test_everybody_has_at_most_one_posting_a_day(app):
    demo.load(today=TODAY, now=NOW)

    for day in (TODAY, date(2026, 6, 1), date(2025, 12, 31)):
        query = select(func.count(Posting.id) - func.count(Posting.person_id.distinct())).where(posted_on(day))
        assert db.session.scalar(query) == 0


def test_mails_wait_in_each_language_and_are_never_sent(app):
    demo.load(today=TODAY, now=NOW)

    mails = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.language)).all()
    assert [(mail.language, mail.is_kept, "{" in mail.body + mail.subject) for mail in mails] == [
        ("en", True, False),
        ("fi", True, False),
        ("sv", True, False),
    ]


def test_every_measure_is_said_in_three_languages(app):
    demo.load(today=TODAY, now=NOW)

    measures = db.session.scalars(select(Measure)).all()
    assert len(measures) == 11
    assert [m.id for m in measures if not all(m.title(code) and m.text(code) for code in ("fi", "sv", "en"))] == []


def test_it_never_mixes_with_real_people(app, people):
    before = count(Person)

    with pytest.raises(demo.NotEmpty):
        demo.load(today=TODAY, now=NOW)
    assert (count(Person), db.session.get(Organisation, 1).is_demo) == (before, False)


def test_the_command_refuses_in_words(app, people):
    result = CliRunner().invoke(demo.demo, [])

    assert (result.exit_code, result.output) == (
        1,
        "Error: The database holds people or an organisation; the demo needs an empty one.\n",
    )
    assert CliRunner().invoke(demo.demo, ["--if-empty"]).exit_code == 0


def test_the_command_tells_the_accounts(app):
    result = CliRunner().invoke(demo.demo, ["--if-empty"])

    assert (result.exit_code, [account.email in result.output for account in DEMO_ACCOUNTS]) == (0, [True] * 4)


def test_invented_people_have_done_the_exercise_so_that_there_is_a_picture_of_everybody(app):
    demo.load(today=TODAY, now=NOW)
    results = {
        picture.stream_id: group_pictures.result_in(picture) for picture in db.session.scalars(select(GroupPicture))
    }

    assert sorted((one.design, one.released.raters) for one in results.values()) == [
        ("one-round", 18),
        ("two-rounds", 30),
    ]
    assert all(one.released.primary for one in results.values())
    unfinished = select(func.count()).select_from(Attempt).where(Attempt.finished_at.is_(None))
    assert db.session.scalar(unfinished) == 0
    secret = app.config["SETTINGS"].pseudonym_key
    keys = {owner_key(person_id, "practice", secret=secret) for person_id in db.session.scalars(select(Person.id))}
    assert keys & set(db.session.scalars(select(Attempt.owner_key))) == set()  # nobody in the organisation
