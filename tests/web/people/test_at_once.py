"""A form about a person, sent many times at the same moment, does one thing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from puntari.audit.models import AuditEvent
from puntari.extensions import db
from puntari.people.models import Posting, RoleGrant, Unit, UnitPlacement
from tests.web.at_once import at_once, cookie_of

TIMES = 6


def test_two_administrators_who_close_each_others_accounts_leave_one(app, client, people):
    one, other = people["arto"], people["otto"]
    other.grants.append(RoleGrant(role="admin", starts=one.grants[0].starts))
    db.session.commit()
    sent = [(cookie_of(app, client, by), f"/en/people/{who.id}/close", {}) for by, who in ((one, other), (other, one))]

    answers = at_once(app, sent)

    assert sorted(answers)[0] == 303
    db.session.expire_all()
    assert [person.is_active for person in (one, other)].count(True) == 1


@pytest.mark.parametrize(
    ("what", "form", "table"),
    [
        pytest.param("postings", {"role_group": "other", "starts": "2026-01-15"}, Posting, id="posting"),
        pytest.param("roles", {"role": "hr", "starts": "2026-01-15"}, RoleGrant, id="role-in-a-unit"),
        pytest.param("roles", {"role": "admin", "unit": "", "starts": "2026-01-15"}, RoleGrant, id="role-everywhere"),
    ],
)
def test_one_form_sent_many_times_at_once_adds_one(app, client, people, units, what, form, table):
    sent = {"unit": str(units["kitchen"].id), **form}
    before = db.session.scalar(select(func.count()).select_from(table))
    address = f"/en/people/{people['otto'].id}/{what}/add"

    answers = at_once(app, [(cookie_of(app, client, people["arto"]), address, sent)] * TIMES)

    assert answers == [303] * TIMES
    assert db.session.scalar(select(func.count()).select_from(table)) == before + 1


@pytest.mark.parametrize("began", [-400, 30], ids=["in-force", "to-come"])
@pytest.mark.parametrize("what", ["postings", "roles"])
def test_what_is_ended_many_times_at_once_ends_once(app, client, people, units, what, began):
    otto, kitchen, today = people["otto"], units["kitchen"].id, datetime.now(UTC).date()
    starts = today + timedelta(began)
    row = (
        Posting(person_id=otto.id, unit_id=kitchen, role_group="other", recruits=False, starts=starts)
        if what == "postings"
        else RoleGrant(person_id=otto.id, role="hr", unit_id=kitchen, starts=starts)
    )
    db.session.add(row)
    db.session.commit()
    address = f"/en/people/{otto.id}/{what}/{row.id}/end"
    sent = (cookie_of(app, client, people["arto"]), address, {"last_day": str(today - timedelta(2))})

    assert set(at_once(app, [sent] * TIMES)) <= {303, 404}
    kind = "posting.ended" if what == "postings" else "role.ended"
    assert len(db.session.scalars(select(AuditEvent).where(AuditEvent.kind == kind)).all()) == 1


def test_a_unit_closed_many_times_at_once_is_closed_once(app, client, people, units):
    unit = Unit(code="lab", name_fi="Labra", name_sv="Labb", name_en="Lab")
    db.session.add(unit)
    db.session.flush()
    db.session.add(UnitPlacement(unit_id=unit.id, parent_id=units["town"].id, starts=date(2020, 1, 1)))
    db.session.commit()
    sent = (cookie_of(app, client, people["arto"]), f"/en/people/units/{unit.id}/close", {"last_day": "2026-12-31"})

    assert set(at_once(app, [sent] * TIMES)) <= {303, 409, 422}
    assert len(db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "unit.closed")).all()) == 1
