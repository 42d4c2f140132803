"""A form about a person, sent many times at the same moment, does one thing."""

import pytest
from sqlalchemy import func, select

from puntari.extensions import db
from puntari.people.models import Posting, RoleGrant
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
