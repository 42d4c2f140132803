"""Where somebody works and what they may, each with its dates; and accounts that are closed."""

from datetime import date, timedelta

import pytest

from puntari.web import clock
from tests.web.people.addresses import ADA

TESS = "/en/people/1"


def test_a_posting_is_added_once_however_often_it_is_sent(client, people, units, deeds):
    sent = {"unit": str(units["daycare"].id), "role_group": "panel", "recruits": "y", "starts": "2026-01-15"}
    arto = client(people["arto"])

    assert [arto.post(f"{TESS}/postings/add", data=sent).location for _ in range(2)] == [TESS, TESS]
    added = people["tess"].postings[1:]
    assert [(p.unit_id, p.role_group, p.recruits, p.starts, p.ends) for p in added] == [
        (units["daycare"].id, "panel", True, date(2026, 1, 15), None)
    ]
    assert deeds() == [("posting.added", f"person:{people['tess'].id}", people["arto"].id)]


@pytest.mark.parametrize(
    "changed",
    [
        {"unit": "99999"},
        {"unit": ""},
        {"role_group": "king"},
        {"starts": "2026-02-30"},
        {"starts": "0001-01-01"},
        {"starts": "9999-12-31"},
        {"starts": ""},
    ],
)
def test_a_bad_posting_is_refused_and_nothing_is_kept(client, people, units, changed):
    sent = {"unit": str(units["daycare"].id), "role_group": "panel", "starts": "2026-01-15"} | changed

    assert client(people["arto"]).post(f"{TESS}/postings/add", data=sent).status_code == 422
    assert len(people["tess"].postings) == 1


def test_a_posting_ends_after_its_last_day(client, people, deeds):
    posting = people["tess"].postings[0]
    client(people["arto"]).post(f"{TESS}/postings/{posting.id}/end", data={"last_day": "2026-03-31"})

    assert posting.ends == date(2026, 4, 1)
    assert deeds() == [("posting.ended", f"person:{people['tess'].id}", people["arto"].id)]


def test_a_posting_cannot_end_before_it_began(client, people):
    posting = people["tess"].postings[0]
    response = client(people["arto"]).post(f"{TESS}/postings/{posting.id}/end", data={"last_day": "2020-12-31"})

    assert response.status_code == 422
    assert "can&#39;t be before the first, 1 Jan 2021" in response.text
    assert posting.ends is None


def test_somebody_elses_posting_is_not_found(client, people):
    posting = people["otto"].postings[0]

    assert client(people["arto"]).get(f"{TESS}/postings/{posting.id}/end").status_code == 404
    assert (
        client(people["arto"]).post(f"{TESS}/postings/{posting.id}/end", data={"last_day": "2026-03-31"}).status_code
        == 404
    )
    assert posting.ends is None


def test_a_role_is_given_for_a_unit_from_a_day_on(client, people, units, deeds):
    sent = {"role": "hr", "unit": str(units["kitchen"].id), "starts": clock.today().isoformat()}
    arto = client(people["arto"])

    assert [arto.post(f"{TESS}/roles/add", data=sent).status_code for _ in range(2)] == [303, 303]
    assert [(g.role, g.unit_id) for g in people["tess"].grants] == [("hr", units["kitchen"].id)]
    assert deeds() == [("role.granted", f"person:{people['tess'].id}", people["arto"].id)]
    assert client(people["tess"]).get("/en/people/").status_code == 200


def test_a_role_that_begins_tomorrow_opens_nothing_today(client, people):
    tomorrow = clock.today() + timedelta(days=1)
    client(people["arto"]).post(f"{TESS}/roles/add", data={"role": "admin", "unit": "", "starts": tomorrow.isoformat()})

    assert client(people["tess"]).get("/en/people/").status_code == 403


@pytest.mark.parametrize("role", ["trainee", "king", ""])
def test_only_roles_that_can_be_given_are_given(client, people, role):
    sent = {"role": role, "unit": "", "starts": "2026-01-01"}

    assert client(people["arto"]).post(f"{TESS}/roles/add", data=sent).status_code == 422
    assert people["tess"].grants == []


def test_an_administrator_administers_the_whole_or_nothing(client, people, units):
    sent = {"role": "admin", "unit": str(units["kitchen"].id), "starts": "2026-01-01"}
    response = client(people["arto"]).post(f"{TESS}/roles/add", data=sent)

    assert response.status_code == 422
    assert "An administrator always has the whole organisation. Choose that." in response.text


def test_a_role_given_by_mistake_is_ended_at_once(client, people):
    today = clock.today()
    arto = client(people["arto"])
    arto.post(f"{TESS}/roles/add", data={"role": "hr", "unit": "", "starts": today.isoformat()})
    grant = people["tess"].grants[0]
    arto.post(f"{TESS}/roles/{grant.id}/end", data={"last_day": (today - timedelta(days=1)).isoformat()})

    assert people["tess"].grants == []
    assert client(people["tess"]).get("/en/people/").status_code == 403


def test_the_last_administrator_stays(client, people):
    arto, grant = client(people["arto"]), people["arto"].grants[0]

    assert (
        arto.post(f"/en/people/{people['arto'].id}/roles/{grant.id}/end", data={"last_day": "2026-03-31"}).status_code
        == 409
    )
    assert arto.post(f"/en/people/{people['arto'].id}/close").status_code == 409
    assert (grant.ends, people["arto"].is_active) == (None, True)


def test_with_another_administrator_one_may_go(client, people):
    arto = client(people["arto"])
    arto.post(f"{TESS}/roles/add", data={"role": "admin", "unit": "", "starts": "2026-01-01"})

    assert arto.post(f"/en/people/{people['arto'].id}/close").status_code == 303
    assert people["arto"].is_active is False


def test_closing_an_account_ends_its_sessions_and_may_be_repeated(client, people, deeds):
    arto, tess = client(people["arto"]), client(people["tess"])

    assert [arto.post(f"{TESS}/close").status_code for _ in range(2)] == [303, 303]
    assert tess.get("/en/home").status_code == 401
    assert [kind for kind, _, _ in deeds()] == ["person.closed"]
    assert [arto.post(f"{TESS}/reopen").status_code for _ in range(2)] == [303, 303]
    assert people["tess"].is_active
    assert tess.get("/en/home").status_code == 401


@pytest.mark.parametrize("who", ["hilla", "sven", "tess"])
@pytest.mark.parametrize("path", ["add", "1/edit", "1/postings/add", "1/roles/add", "1/invite", "1/close", "1/reopen"])
def test_only_administrators_change_people(client, people, who, path):
    assert client(people[who]).post(f"/en/people/{path}", data=ADA).status_code == 403
