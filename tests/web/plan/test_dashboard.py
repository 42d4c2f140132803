"""HR sees the share of every target as of any day, in its own units."""

from datetime import date, timedelta

import pytest

from puntari.extensions import db
from puntari.people.models import Posting, UnitPlacement
from puntari.plan.models import Plan
from tests.web.plan.conftest import complete, hire, table_rows, texts, values

URL = "/en/plan"
HEAD = ["Unit", "Completed", "Share", "Against the target", "Pace"]


def test_hr_sees_each_unit_and_the_whole(client, people, plan):
    page = client(people["hilla"]).get(URL)

    assert page.status_code == 200
    assert table_rows(page.text, 1) == [
        HEAD,
        ["Food services", "1 / 1", "100%", "", "target reached"],
        ["Education", "1 / 2", "50%", "", "1 more needed"],
        ["Central administration", "0 / 3", "0%", "", "3 more needed"],
        ["The town", "2 / 6", "33%", "", "4 more needed"],
    ]
    assert texts(page.text, "h1") == ["Training targets on 21 November 2026"]
    assert texts(page.text, "h2")[0] == "Measure en"


@pytest.mark.parametrize(
    ("day", "done"),
    [("2026-06-09", "0 / 6"), ("2026-06-10", "1 / 6"), ("2026-09-30", "1 / 6"), ("2026-10-01", "2 / 6")],
)
def test_a_past_day_shows_what_was_true_then(client, people, plan, day, done):
    page = client(people["hilla"]).get(f"{URL}?day={day}")

    assert table_rows(page.text, 1)[-1][:2] == ["The town", done]


def test_the_figure_for_a_day_stays_when_people_move_and_units_are_reorganised(client, people, plan, units, today):
    def figures(day):
        return table_rows(client(people["hilla"]).get(f"{URL}?day={day}").text, 1)

    before = figures("2026-11-01")
    posting = people["tess"].postings[0]
    posting.ends = date(2026, 11, 10)
    db.session.add(
        Posting(person_id=people["tess"].id, unit_id=units["daycare"].id, role_group="panel", starts=date(2026, 11, 10))
    )
    db.session.query(UnitPlacement).filter_by(unit_id=units["daycare"].id).one().ends = date(2026, 11, 15)
    placed = UnitPlacement(unit_id=units["daycare"].id, parent_id=units["kitchen"].id, starts=date(2026, 11, 15))
    db.session.add(placed)
    complete(people["otto"], date(2026, 11, 18))
    db.session.commit()

    assert figures("2026-11-01") == before
    assert figures("2026-11-20") != before


def test_a_unit_opens_into_the_units_below_it(client, people, plan, units):
    page = client(people["hilla"]).get(f"{URL}?unit={units['education'].id}")

    assert [row[:2] for row in table_rows(page.text, 1)[1:]] == [
        ["Early childhood education", "0 / 1"],
        ["Education, own staff", "1 / 1"],
        ["Education", "1 / 2"],
    ]


def test_hr_of_a_unit_sees_that_unit_and_nothing_else(client, people, plan, units):
    sven = client(people["sven"])
    page = sven.get("/sv/plan")

    assert [row[:2] for row in table_rows(page.text, 1)[1:]] == [
        ["Småbarnspedagogik", "0 / 1"],
        ["Fostran och utbildning, egen personal", "1 / 1"],
        ["Fostran och utbildning", "1 / 2"],
    ]
    assert "Centralförvaltningen" not in page.text.replace("Ansvarig enhet", "").split("<table")[2]
    assert sven.get(f"/sv/plan?unit={units['kitchen'].id}").status_code == 404
    assert sven.get(f"/sv/plan?unit={units['town'].id}").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("hilla", 200), ("sven", 200), ("tess", 403), ("tuula", 403), ("arto", 403), (None, 401)]
)
@pytest.mark.parametrize(
    "path", ["", "/measures/{measure}", "/follow-up", "/shares.csv", "/follow-up.csv", "/report.pdf"]
)
def test_only_hr_reads_the_plan(client, people, plan, target, path, who, status):
    person = people[who] if who else None

    assert client(person).get(URL + path.format(measure=target.measure_id)).status_code == status


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("yesterday", "As of: Write a date, day, month and year."),
        ("", "As of: Choose a day."),
        ("2026-02-30", "As of: Write a date, day, month and year."),
        ("2026-11-22", "As of: Choose today or an earlier day."),
        ("0026-11-01", "As of: Check the year."),
        ("99999-01-01", "As of: Write a date, day, month and year."),
        ("2026-11-01\x00", "As of: Write a date, day, month and year."),
    ],
)
def test_a_day_that_cannot_be_used_is_shown_with_a_message_and_the_unit_kept(client, people, plan, units, day, message):
    page = client(people["hilla"]).get(URL, query_string={"day": day, "unit": units["kitchen"].id})

    assert page.status_code == 422
    assert [item for item in texts(page.text, "li") if item.startswith("As of")] == [message]
    assert values(page.text)["unit"] == str(units["kitchen"].id)
    assert texts(page.text, "table") == []


def test_a_unit_that_was_not_there_that_day_is_an_error(client, people, plan, units):
    page = client(people["hilla"]).get(f"{URL}?day=2019-12-31&unit={units['kitchen'].id}")

    assert page.status_code == 422
    assert "Unit: This unit wasn't in the organisation on that day. Choose another unit or day." in texts(
        page.text, "li"
    )


@pytest.mark.parametrize("unit", ["999999", "x", "-1", "1" * 30, "٣"])
def test_an_unknown_unit_is_not_found(client, people, plan, unit):
    assert client(people["hilla"]).get(URL, query_string={"unit": unit}).status_code == 404


def test_a_city_without_a_plan_is_shown_how_to_begin(client, people):
    page = client(people["hilla"]).get(URL)

    assert (page.status_code, texts(page.text, "a", class_="pt-button")) == (200, ["Begin the plan"])
    assert texts(client(people["sven"]).get(URL).text, "a", class_="pt-button") == []


def test_a_plan_without_targets_says_so(client, people, plan, target):
    db.session.delete(target)
    db.session.commit()

    page = client(people["hilla"]).get(URL)
    assert texts(page.text, "p", class_="pt-lead") == ["No measure of this plan sets a training target yet."]


def test_the_plan_in_force_on_the_day_is_shown(client, people, plan):
    words = {f"title_{language}": f"Old {language}" for language in ("fi", "sv", "en")}
    db.session.add(Plan(starts=date(2022, 1, 1), last_day=date(2025, 12, 31), **words))
    db.session.commit()

    kickers = [
        texts(client(people["hilla"]).get(f"{URL}?day={day}").text, "p", class_="pt-kicker")[0]
        for day in ("2026-11-21", "2025-12-31", "2021-06-01")
    ]
    assert kickers == ["Plan en", "Old en", "Old en"]


def test_nobody_in_the_target_group_is_said_in_words(client, people, plan, target):
    target.role_groups = ["panel"]
    db.session.commit()

    page = client(people["hilla"]).get(URL)
    assert "Nobody belonged to the target group on this day." in texts(page.text, "p")


def test_a_closed_account_changes_no_figure(client, people, plan):
    before = table_rows(client(people["hilla"]).get(URL).text, 1)
    people["tess"].is_active = False
    db.session.commit()

    assert table_rows(client(people["hilla"]).get(URL).text, 1) == before


def test_the_number_of_statements_is_the_same_for_more_people(client, people, plan, units, statements):
    hilla = client(people["hilla"])
    hilla.get(URL)
    with statements() as few:
        hilla.get(URL)
    hire(units["kitchen"], 40)
    with statements() as many:
        hilla.get(URL)

    assert len(many) == len(few)
    assert len(few) <= 9


def test_the_measure_page_tells_the_rule_and_where_people_stand(client, people, plan, target):
    page = client(people["hilla"]).get(f"{URL}/measures/{target.measure_id}")

    assert texts(page.text, "h1") == ["Measure en"]
    assert table_rows(page.text)[-1] == ["The town", "2", "4", "0", "0", "0"]
    assert "everyone who recruits, the whole organisation" in texts(page.text, "dd")
    assert "The target group had 6 people on this day." in texts(page.text, "dd")


def test_a_measure_of_nowhere_is_not_found(client, people, plan):
    assert client(people["hilla"]).get(f"{URL}/measures/999").status_code == 404
    assert client(people["hilla"]).get(f"{URL}/measures/99999999999").status_code == 404


def test_the_measure_page_without_target_offers_one_to_those_who_may(client, people, plan):
    address = f"{URL}/measures/{plan.areas[0].measures[0].id}"

    assert texts(client(people["hilla"]).get(address).text, "a", class_="pt-button")[-1] == "Add a training target"
    assert texts(client(people["sven"]).get(address).text, "a", class_="pt-button") == []


def test_days_are_written_the_same_in_each_language(client, people, plan):
    headings = [texts(client(people["hilla"]).get(f"/{code}/plan").text, "h1")[0] for code in ("fi", "sv", "en")]

    assert headings == [
        "Koulutustavoitteet 21. marraskuuta 2026",
        "Utbildningsmålen den 21 november 2026",
        "Training targets on 21 November 2026",
    ]


def test_late_and_near_people_are_counted_in_words(client, people, plan, target, today):
    target.due = today - timedelta(days=1)
    target.newcomer_days = 0
    db.session.commit()

    page = client(people["hilla"]).get(URL)
    assert texts(page.text, "div", class_="pt-follow") == ["4 people are late. See all 4 who aren't done."]
