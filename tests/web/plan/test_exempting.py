"""HR exempts a person with a reason; figures of past days stay."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from puntari.audit.models import AuditEvent
from puntari.extensions import db
from puntari.plan.models import Exemption
from tests.web.plan.conftest import table_rows, texts, values

GOOD = {"reason": "leave", "note": "", "starts": "2026-11-21", "last_day": ""}


@pytest.fixture
def address(target, people):
    return f"/en/plan/targets/{target.id}/exempt/{people['otto'].id}"


def whole(page):
    return table_rows(page.text, 1)[-1][1]


def test_hr_exempts_a_person_from_today_on(client, people, plan, target, address, today):
    hilla = client(people["hilla"])
    response = hilla.post(address, data=GOOD)

    assert (response.status_code, response.location) == (303, f"/en/plan/follow-up?target={target.id}")
    exemption = db.session.scalars(select(Exemption)).one()
    assert (exemption.person_id, exemption.starts, exemption.by) == (people["otto"].id, today, people["hilla"].id)
    assert whole(hilla.get("/en/plan")) == "2 / 5"
    assert whole(hilla.get("/en/plan?day=2026-11-20")) == "2 / 6"
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.kind, event.target, event.details) == ("exemption.added", f"person:{people['otto'].id}", {})


def test_the_exempt_are_listed_with_their_reason(client, people, plan, target, address):
    hilla = client(people["hilla"])
    hilla.post(address, data={**GOOD, "last_day": "2026-12-31"})

    page = hilla.get("/en/plan/follow-up?state=exempt")
    assert [item.replace("\u00a0", " ") for item in texts(page.text, "span", class_="pt-soft") if "leave" in item] == [
        "On long leave, until 31 Dec 2026"
    ]
    assert "Oppija, Otto" not in hilla.get("/en/plan/follow-up").text


def test_sending_it_twice_exempts_once(client, people, plan, address):
    hilla = client(people["hilla"])

    assert [hilla.post(address, data=GOOD).status_code for _ in range(2)] == [303, 303]
    assert len(db.session.scalars(select(Exemption)).all()) == 1
    assert len(db.session.scalars(select(AuditEvent)).all()) == 1


def test_another_reason_from_the_same_day_is_refused(client, people, plan, address):
    hilla = client(people["hilla"])
    hilla.post(address, data=GOOD)
    page = hilla.post(address, data={**GOOD, "reason": "leaving"})

    assert page.status_code == 422
    assert texts(page.text, "p", class_="pt-field__error") == [
        "There is an exemption from this day already. End that one first."
    ]
    assert db.session.scalars(select(Exemption)).one().reason == "leave"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"reason": ""}, "Choose a reason."),
        ({"reason": "laziness"}, "Choose one of those on the list."),
        ({"reason": "other"}, "Write the reason in a few words."),
        ({"reason": "other", "note": "x" * 201}, "Shorten this to at most 200 characters."),
        ({"starts": "2026-11-20"}, "Choose today or a later day."),
        ({"starts": "tomorrow"}, "Write a date, day, month and year."),
        ({"last_day": "2026-11-20"}, "The last day can't be before the first."),
        ({"last_day": "never"}, "Write a date, day, month and year."),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_kept(client, people, plan, address, change, message):
    form = {**GOOD, "note": "own words", **change}
    if change == {"reason": "other"}:
        form["note"] = ""
    page = client(people["hilla"]).post(address, data=form)

    assert (page.status_code, texts(page.text, "p", class_="pt-field__error")) == (422, [message])
    assert values(page.text)["note"] == form["note"]
    assert db.session.scalars(select(Exemption)).all() == []


@pytest.mark.parametrize(("who", "status"), [("sven", 303), ("tess", 403), ("tuula", 403), ("arto", 403), (None, 401)])
def test_only_hr_exempts(client, people, plan, address, who, status):
    response = client(people[who] if who else None).post(address, data=GOOD)

    assert response.status_code == status
    assert len(db.session.scalars(select(Exemption)).all()) == (status == 303)


def test_people_outside_the_scope_are_not_found(client, people, plan, target):
    address = f"/en/plan/targets/{target.id}/exempt/{people['tess'].id}"

    assert client(people["sven"]).get(address).status_code == 404
    assert client(people["sven"]).post(address, data=GOOD).status_code == 404
    assert client(people["hilla"]).get(address.replace("/exempt/", "/exempt/99")).status_code == 404
    assert client(people["hilla"]).get(address.replace("/targets/", "/targets/99")).status_code == 404


def test_people_outside_the_target_group_are_not_found(client, people, plan, target, address):
    target.role_groups = ["panel"]
    db.session.commit()

    assert client(people["hilla"]).get(address).status_code == 404


@pytest.fixture
def exemption(plan, target, people, today):
    from tests.web.plan.conftest import NOW

    values = {"person_id": people["otto"].id, "reason": "leave", "starts": date(2026, 10, 1), "by": people["hilla"].id}
    found = Exemption(target_id=target.id, at=NOW, **values)
    db.session.add(found)
    db.session.commit()
    return found


def test_an_exemption_ends_with_yesterday(client, people, exemption, today):
    hilla = client(people["hilla"])
    address = f"/en/plan/exemptions/{exemption.id}/end"

    assert hilla.get(address).status_code == 200
    assert [hilla.post(address).status_code for _ in range(2)] == [303, 303]
    assert db.session.get(Exemption, exemption.id).last_day == today - timedelta(days=1)
    assert [whole(hilla.get(f"/en/plan?day={day}")) for day in ("2026-11-20", "2026-11-21")] == ["2 / 5", "2 / 6"]
    assert [event.kind for event in db.session.scalars(select(AuditEvent))] == ["exemption.ended"]


def test_an_exemption_that_has_not_begun_is_taken_back(client, people, exemption, today):
    exemption.starts = today
    db.session.commit()

    assert client(people["hilla"]).post(f"/en/plan/exemptions/{exemption.id}/end").status_code == 303
    assert db.session.scalars(select(Exemption)).all() == []


@pytest.mark.parametrize(("who", "status"), [("sven", 303), ("tess", 403), ("arto", 403), (None, 401)])
def test_only_hr_of_the_unit_ends_it(client, people, exemption, who, status):
    response = client(people[who] if who else None).post(f"/en/plan/exemptions/{exemption.id}/end")

    assert response.status_code == status


def test_an_exemption_outside_the_scope_is_not_found(client, people, exemption):
    exemption.person_id = people["tess"].id
    db.session.commit()

    assert client(people["sven"]).post(f"/en/plan/exemptions/{exemption.id}/end").status_code == 404
    assert client(people["hilla"]).post("/en/plan/exemptions/999/end").status_code == 404
