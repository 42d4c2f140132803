"""A form about a person, sent many times at the same moment, does one thing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from puntari.extensions import db
from puntari.people.models import Posting, RoleGrant

TIMES = 6


@pytest.mark.parametrize(
    ("what", "form", "table"),
    [
        pytest.param("postings", {"role_group": "other", "starts": "2026-01-15"}, Posting, id="posting"),
        pytest.param("roles", {"role": "hr", "starts": "2026-01-15"}, RoleGrant, id="role-in-a-unit"),
        pytest.param("roles", {"role": "admin", "unit": "", "starts": "2026-01-15"}, RoleGrant, id="role-everywhere"),
    ],
)
def test_one_form_sent_many_times_at_once_adds_one(app, client, people, units, what, form, table):
    person, unit = people["otto"], units["kitchen"]
    sent = {"unit": str(unit.id), **form}
    before = db.session.scalar(select(func.count()).select_from(table))
    kept = client(people["arto"])
    kept.get("/en/home")
    cookie = kept.get_cookie(app.config["SESSION_COOKIE_NAME"])
    address, barrier = f"/en/people/{person.id}/{what}/add", Barrier(TIMES)
    db.session.rollback()

    def send(_number):
        own = FlaskClient(app, app.response_class)
        own.set_cookie(cookie.key, cookie.value)
        barrier.wait()
        return own.post(address, data=sent).status_code

    with ThreadPoolExecutor(TIMES) as threads:
        answers = list(threads.map(send, range(TIMES)))

    assert answers == [303] * TIMES
    assert db.session.scalar(select(func.count()).select_from(table)) == before + 1
