"""HR of the whole organisation writes the plan down, from nothing."""

from datetime import date

import pytest
from sqlalchemy import func, select

from puntari.audit.models import AuditEvent
from puntari.extensions import db
from puntari.plan.models import FocusArea, Measure, Plan, TrainingTarget
from tests.web.plan.conftest import texts, values

TITLES = {"title_fi": "Otsikko", "title_sv": "Rubrik", "title_en": "Title"}
PLAN = {**TITLES, "starts": "2026-01-01", "last_day": "2029-12-31"}
AREA = {**TITLES, "number": "2"}
TARGET = {
    "what": "course/anonymous-recruitment",
    "share": "80",
    "due": "2027-06-30",
    "unit": "",
    "recruits_only": "y",
    "newcomer_days": "60",
    "validity_months": "",
}
GROUPS = ["panel", "supervisor"]
EXERCISE = {**TARGET, "what": "exercise/ece-teacher"}


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def deeds():
    return [(event.kind, event.by) for event in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id))]


@pytest.fixture
def paths(plan, target):
    return {
        "plan": plan.id,
        "area": plan.areas[0].id,
        "measure": target.measure_id,
        "target": target.id,
    }


PAGES = {
    "/en/plan/add": PLAN,
    "/en/plan/{plan}/edit": PLAN,
    "/en/plan/{plan}/areas/add": AREA,
    "/en/plan/areas/{area}/edit": AREA,
    "/en/plan/areas/{area}/measures/add": {**AREA, "unit": ""},
    "/en/plan/measures/{measure}/edit": {**AREA, "unit": ""},
    "/en/plan/measures/{measure}/targets/add": EXERCISE,
    "/en/plan/targets/{target}/edit": TARGET,
}


def test_a_city_writes_its_plan_from_nothing(client, people, units, today):
    hilla = client(people["hilla"])
    steps = [
        ("/en/plan/add", PLAN),
        ("/en/plan/1/areas/add", {**TITLES, "number": "1"}),
        ("/en/plan/areas/1/measures/add", {**TITLES, "number": "3", "unit": str(units["centre"].id)}),
        (
            "/en/plan/measures/1/targets/add",
            {**TARGET, "role_groups": ["panel", "supervisor"], "validity_months": "24"},
        ),
    ]
    for address, form in steps:
        response = hilla.post(address, data=form)
        assert (response.status_code, response.location) == (303, "/en/plan/edit")

    target = db.session.scalars(select(TrainingTarget)).one()
    assert (target.measure.label, target.share, target.due) == ("1.3", 80, date(2027, 6, 30))
    assert (target.role_groups, target.validity_months, target.newcomer_days) == (["panel", "supervisor"], 24, 60)
    assert target.measure.unit_id == units["centre"].id
    hilla_id = people["hilla"].id
    kinds = ["plan.added", "focus_area.added", "measure.added", "training_target.added"]
    assert deeds() == [(kind, hilla_id) for kind in kinds]
    page = hilla.get("/en/plan")
    assert texts(page.text, "h2") == ["Title"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("who", "status"), [("sven", 403), ("tess", 403), ("arto", 403), (None, 401)])
def test_others_change_nothing(client, people, paths, address, who, status):
    before = [count(model) for model in (Plan, FocusArea, Measure, TrainingTarget)]
    visitor = client(people[who] if who else None)

    assert visitor.get(address.format(**paths)).status_code == status
    assert visitor.post(address.format(**paths), data=PAGES[address]).status_code == status
    assert [count(model) for model in (Plan, FocusArea, Measure, TrainingTarget)] == before


@pytest.mark.parametrize("address", PAGES)
def test_each_form_saves_and_saves_once(client, people, paths, address):
    hilla = client(people["hilla"])
    found = [hilla.post(address.format(**paths), data=PAGES[address]) for _ in range(2)]

    assert [response.status_code for response in found] == [303, 303]
    assert len(deeds()) == 1


@pytest.mark.parametrize("address", PAGES)
def test_an_empty_form_is_shown_with_what_is_missing(client, people, paths, address):
    page = client(people["hilla"]).post(address.format(**paths), data={})

    assert page.status_code == 422
    assert len(texts(page.text, "p", class_="pt-field__error")) >= 1
    assert deeds() == []


@pytest.mark.parametrize("address", [one for one in PAGES if "target" not in one])
def test_what_was_typed_stays_when_the_language_is_switched(client, people, paths, address):
    typed = {**PAGES[address], "title_en": "Half a ti", "text_fi": "Vain suomeksi", "_switch": "sv"}
    page = client(people["hilla"]).post(address.format(**paths).replace("/en/", "/sv/"), data=typed)

    assert page.status_code == 200
    assert (values(page.text)["title_en"], values(page.text)["text_fi"]) == ("Half a ti", "Vain suomeksi")
    assert deeds() == []


@pytest.mark.parametrize(
    ("address", "change", "message"),
    [
        ("/en/plan/add", {"last_day": "2025-12-31"}, "The last day can't be before the first."),
        ("/en/plan/add", {"starts": "x"}, "Write a date, day, month and year."),
        ("/en/plan/add", {"starts": "2026-01-01\x00"}, "Write a date, day, month and year."),
        ("/en/plan/add", {"starts": "1026-01-01"}, "Check the year."),
        ("/en/plan/add", {"title_sv": "   "}, "Write the title in this language too."),
        ("/en/plan/add", {"title_sv": "a\x00b"}, "The text has a character that can't be used here. Write it again."),
        ("/en/plan/add", {"title_en": "x" * 201}, "Shorten this to at most 200 characters."),
        (
            "/en/plan/add",
            {"text_fi": "Vain suomeksi"},
            "Write the text in this language too, or leave it out of all three.",
        ),
        ("/en/plan/{plan}/areas/add", {"number": "1"}, "This number is in use. Choose another."),
        ("/en/plan/{plan}/areas/add", {"number": "0"}, "Write a number from 1 to 99."),
        ("/en/plan/{plan}/areas/add", {"number": "1e9"}, "Write a number from 1 to 99."),
        ("/en/plan/areas/{area}/measures/add", {"number": "3"}, "This number is in use. Choose another."),
        ("/en/plan/areas/{area}/measures/add", {"unit": "999"}, "Choose one of those on the list."),
        ("/en/plan/measures/{measure}/edit", {"number": "1"}, "This number is in use. Choose another."),
        (
            "/en/plan/measures/{measure}/targets/add",
            {"what": "course/anonymous-recruitment"},
            "This measure has a target for it already. Edit that one.",
        ),
        ("/en/plan/measures/{measure}/targets/add", {"what": "course/../x"}, "Choose one of those on the list."),
        ("/en/plan/measures/{measure}/targets/add", {"what": "exercise/taster"}, "Choose one of those on the list."),
        ("/en/plan/measures/{measure}/targets/add", {"share": "101"}, "Write a number from 1 to 100."),
        ("/en/plan/measures/{measure}/targets/add", {"share": "9" * 400}, "Write a number from 1 to 100."),
        ("/en/plan/measures/{measure}/targets/add", {"newcomer_days": "-1"}, "Write a number from 0 to 730."),
        ("/en/plan/measures/{measure}/targets/add", {"validity_months": "121"}, "Write a number from 1 to 120."),
        ("/en/plan/measures/{measure}/targets/add", {"role_groups": ["king"]}, None),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_not_kept(client, people, paths, address, change, message):
    before = [count(model) for model in (Plan, FocusArea, Measure, TrainingTarget)]
    page = client(people["hilla"]).post(address.format(**paths), data={**PAGES[address], **change})

    assert page.status_code == 422
    found = set(texts(page.text, "p", class_="pt-field__error"))
    assert found == {message} if message else len(found) == 1
    assert [count(model) for model in (Plan, FocusArea, Measure, TrainingTarget)] == before
    assert deeds() == []


def test_saving_without_a_change_writes_nothing(client, people, paths, plan):
    form = {**{name: getattr(plan, name) for name in TITLES}, "starts": "2026-01-01", "last_day": "2029-12-31"}
    response = client(people["hilla"]).post(f"/en/plan/{paths['plan']}/edit", data=form)

    assert (response.status_code, deeds()) == (303, [])


def test_the_form_of_a_target_shows_the_target(client, people, paths, target, units):
    target.unit_id, target.role_groups, target.validity_months = units["education"].id, ["panel"], 24
    db.session.commit()

    page = client(people["hilla"]).get(f"/en/plan/targets/{paths['target']}/edit")
    shown = values(page.text)
    assert (shown["what"], shown["share"], shown["due"]) == ("course/anonymous-recruitment", "90", "2027-03-31")
    assert (shown["unit"], shown["validity_months"]) == (str(units["education"].id), "24")


def test_the_form_of_a_measure_shows_the_measure(client, people, paths, units):
    shown = values(client(people["hilla"]).get(f"/en/plan/measures/{paths['measure']}/edit").text)

    assert (shown["number"], shown["unit"], shown["title_sv"]) == ("3", str(units["centre"].id), "Measure sv")


def test_content_that_was_taken_out_stays_a_targets_content(client, people, paths, target):
    target.content_id = "gone"
    db.session.commit()
    response = client(people["hilla"]).post(
        f"/en/plan/targets/{paths['target']}/edit", data={**TARGET, "what": "course/gone"}
    )

    assert (response.status_code, db.session.get(TrainingTarget, paths["target"]).content_id) == (303, "gone")


@pytest.mark.parametrize("kind", ["areas", "measures", "targets"])
def test_what_something_hangs_on_stays(client, people, paths, kind, target, today):
    from puntari.plan.models import Exemption
    from tests.web.plan.conftest import NOW

    exemption = {"person_id": people["otto"].id, "reason": "leave", "starts": today, "by": people["hilla"].id}
    db.session.add(Exemption(target_id=target.id, at=NOW, **exemption))
    db.session.commit()
    part = paths[kind.removesuffix("s")]

    page = client(people["hilla"]).post(f"/en/plan/{kind}/{part}/remove")
    assert (page.status_code, deeds()) == (409, [])
    assert [count(model) for model in (FocusArea, Measure, TrainingTarget)] == [1, 2, 1]


def test_parts_are_removed_from_below(client, people, paths, plan):
    hilla = client(people["hilla"])
    other = plan.areas[0].measures[0].id
    for kind, part in [("targets", paths["target"]), ("measures", paths["measure"]), ("measures", other)]:
        assert hilla.post(f"/en/plan/{kind}/{part}/remove").status_code == 303
    assert hilla.post(f"/en/plan/areas/{paths['area']}/remove").status_code == 303

    assert [count(model) for model in (FocusArea, Measure, TrainingTarget)] == [0, 0, 0]
    assert hilla.post(f"/en/plan/areas/{paths['area']}/remove").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        *("/999/edit", "/999/areas/add", "/areas/999/edit", "/areas/999/measures/add", "/measures/999/edit"),
        *("/measures/999/targets/add", "/targets/999/edit"),
    ],
)
def test_what_does_not_exist_is_not_found(client, people, plan, address):
    assert client(people["hilla"]).get(f"/en/plan{address}").status_code == 404


def test_the_page_for_editing_shows_all_parts(client, people, plan, target):
    page = client(people["hilla"]).get("/en/plan/edit")

    assert texts(page.text, "h2") == ["Plan en"]
    assert texts(page.text, "b") == ["1.1", "1.3"]
    (goal,) = texts(page.text, "p", class_="pt-goal")
    assert goal.replace("\u00a0", " ").startswith("The target is that 90% of the target group have taken the course")
