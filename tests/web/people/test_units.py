"""The units on any day, and what administrators change in the tree."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from puntari.extensions import db
from puntari.people import queries
from puntari.people.models import Unit, UnitPlacement
from puntari.web import clock

NEW = {"code": "5000", "name_fi": "Kirjasto", "name_sv": "Bibliotek", "name_en": "Library", "starts": "2026-01-01"}
DAY = date(2026, 1, 1)


def placements_of(unit):
    return [(p.parent_id, p.starts, p.ends) for p in reversed(queries.placements_of(unit.id))]


def test_the_tree_is_shown_in_the_language_of_the_page(client, people):
    page = client(people["hilla"]).get("/sv/people/units").text
    order = [page.index(name) for name in ("Staden", "Centralförvaltningen", "Fostran", "Småbarns", "Måltids")]

    assert order == sorted(order)


def test_the_tree_is_shown_as_it_stood_on_a_day(client, people, units):
    units["kitchen"].placements[0].ends = DAY
    db.session.commit()
    hilla = client(people["hilla"])

    assert "Food services" in hilla.get("/en/people/units?day=2025-12-31").text
    assert "Food services" not in hilla.get("/en/people/units?day=2026-01-01").text
    assert "There are no units on 1 Jan 2019." in hilla.get("/en/people/units?day=2019-01-01").text


@pytest.mark.parametrize("day", ["x", "2026-02-30", "0001-01-01", "9999-12-31", "2026-01-01T00:00"])
def test_a_day_that_is_none_is_refused(client, people, day):
    assert client(people["hilla"]).get("/en/people/units", query_string={"day": day}).status_code == 400


def test_a_units_page_tells_where_it_stands_and_has_stood(client, people, units):
    page = client(people["hilla"]).get(f"/en/people/units/{units['daycare'].id}").text

    for shown in ("Early childhood education", "Under Education", "since 1 Jan 2020", "Småbarnspedagogik"):
        assert shown in page
    assert "/edit" not in page


@pytest.mark.parametrize("unit_id", ["0", "99999", "2147483648", "x"])
def test_a_unit_that_is_none_is_not_found(client, people, unit_id):
    assert client(people["arto"]).get(f"/en/people/units/{unit_id}").status_code == 404


def test_an_administrator_adds_a_unit_once(client, people, units, deeds):
    arto = client(people["arto"])
    sent = NEW | {"parent": str(units["education"].id)}
    first, again = arto.post("/en/people/units/add", data=sent), arto.post("/en/people/units/add", data=sent)
    library = db.session.scalars(select(Unit).where(Unit.code == "5000")).one()

    assert (first.status_code, first.location) == (303, f"/en/people/units/{library.id}")
    assert again.status_code == 422
    assert "Another unit has this code." in again.text
    assert placements_of(library) == [(units["education"].id, DAY, None)]
    assert deeds() == [("unit.added", f"unit:{library.id}", people["arto"].id)]


@pytest.mark.parametrize(
    "changed",
    [
        {"code": ""},
        {"code": "has space"},
        {"code": "a;b"},
        {"code": "town"},
        {"name_sv": ""},
        {"name_en": "x" * 121},
        {"parent": "99999"},
        {"starts": "2019-01-01"},
        {"starts": "soon"},
    ],
)
def test_a_bad_unit_is_refused_and_the_rest_stays_typed(client, people, units, changed):
    sent = NEW | {"parent": str(units["education"].id)} | changed
    response = client(people["arto"]).post("/en/people/units/add", data=sent)

    assert response.status_code == 422
    assert 'value="Kirjasto"' in response.text
    assert len(db.session.scalars(select(Unit)).all()) == len(units)


def test_a_unit_is_renamed(client, people, units, deeds):
    sent = {"code": "town", "name_fi": "Kylä", "name_sv": "Byn", "name_en": "The village"}
    client(people["arto"]).post(f"/en/people/units/{units['town'].id}/edit", data=sent)

    assert units["town"].name("sv") == "Byn"
    assert deeds() == [("unit.renamed", f"unit:{units['town'].id}", people["arto"].id)]


def test_renaming_to_a_code_in_use_is_refused(client, people, units):
    sent = {"code": "kitchen", "name_fi": "Kylä", "name_sv": "Byn", "name_en": "The village"}

    assert client(people["arto"]).post(f"/en/people/units/{units['town'].id}/edit", data=sent).status_code == 422


def test_a_unit_moves_from_a_day_on_however_often_it_is_sent(client, people, units, deeds):
    sent = {"parent": str(units["kitchen"].id), "on": "2026-01-01"}
    arto = client(people["arto"])

    assert [arto.post(f"/en/people/units/{units['daycare'].id}/move", data=sent).status_code for _ in "ab"] == [
        303,
        303,
    ]
    assert placements_of(units["daycare"]) == [
        (units["education"].id, date(2020, 1, 1), DAY),
        (units["kitchen"].id, DAY, None),
    ]
    assert queries.tree_of(DAY - timedelta(days=1)).subtree(units["education"].id) == {
        units["education"].id,
        units["daycare"].id,
    }
    assert queries.tree_of(DAY).subtree(units["education"].id) == {units["education"].id}
    assert [kind for kind, _, _ in deeds()] == ["unit.moved"]


def test_a_unit_moves_to_the_top(client, people, units):
    client(people["arto"]).post(f"/en/people/units/{units['kitchen'].id}/move", data={"parent": "", "on": "2026-01-01"})

    assert queries.tree_of(DAY).path(units["kitchen"].id) == [units["kitchen"].id]


@pytest.mark.parametrize(
    ("unit", "parent", "on"),
    [
        pytest.param("education", "daycare", "2026-01-01", id="below itself"),
        pytest.param("education", "education", "2026-01-01", id="under itself"),
        pytest.param("daycare", "town", "2019-01-01", id="before it was there"),
        pytest.param("daycare", "town", "", id="no day"),
    ],
)
def test_a_move_that_cannot_be_is_refused(client, people, units, unit, parent, on):
    sent = {"parent": str(units[parent].id), "on": on}

    assert client(people["arto"]).post(f"/en/people/units/{units[unit].id}/move", data=sent).status_code == 422
    assert len(placements_of(units[unit])) == 1


def test_a_unit_without_people_closes_after_its_last_day(client, people, units, deeds):
    for person in people.values():
        person.postings[0].ends = date(2026, 3, 1)
    db.session.commit()
    response = client(people["arto"]).post(
        f"/en/people/units/{units['kitchen'].id}/close", data={"last_day": "2026-03-31"}
    )

    assert response.status_code == 303
    assert placements_of(units["kitchen"]) == [(units["town"].id, date(2020, 1, 1), date(2026, 4, 1))]
    assert deeds() == [("unit.closed", f"unit:{units['kitchen'].id}", people["arto"].id)]


@pytest.mark.parametrize("unit", ["kitchen", "education", "town"])
def test_a_unit_where_somebody_is_stays_open(client, people, units, unit):
    response = client(people["arto"]).post(f"/en/people/units/{units[unit].id}/close", data={"last_day": "2026-03-31"})

    assert response.status_code == 422
    assert "People or units are still there after that day." in response.text
    assert placements_of(units[unit])[0][2] is None


@pytest.mark.parametrize("who", ["hilla", "sven", "tess", "tuula"])
@pytest.mark.parametrize("path", ["add", "1/edit", "1/move", "1/close"])
def test_only_administrators_change_units(client, people, who, path):
    assert client(people[who]).post(f"/en/people/units/{path}", data=NEW).status_code == 403


def test_headcounts_count_each_person_once_on_the_day(app, people, units):
    assert queries.headcounts(clock.today()) == {
        units["centre"].id: 3,
        units["education"].id: 1,
        units["daycare"].id: 1,
        units["kitchen"].id: 1,
    }
    assert queries.headcounts(date(2020, 6, 1)) == {}


def test_the_people_in_some_units_on_a_day(app, people, units):
    def ids(wanted, day):
        return set(db.session.scalars(queries.people_in(wanted, day)))

    everyone = {person.id for person in people.values()}
    assert ids(None, DAY) == everyone
    assert ids(frozenset({units["kitchen"].id, units["daycare"].id}), DAY) == {people["tess"].id, people["otto"].id}
    assert ids(frozenset(), DAY) == set()
    assert ids(None, date(2020, 12, 31)) == set()


def test_a_posting_holds_up_to_the_day_before_it_ends(app, people, units):
    people["tess"].postings[0].ends = DAY
    db.session.commit()
    kitchen = frozenset({units["kitchen"].id})

    assert list(db.session.scalars(queries.people_in(kitchen, DAY - timedelta(days=1)))) == [people["tess"].id]
    assert list(db.session.scalars(queries.people_in(kitchen, DAY))) == []


def test_a_scope_follows_the_tree_of_the_day(app, people, units):
    db.session.add(UnitPlacement(unit_id=units["kitchen"].id, parent_id=units["education"].id, starts=DAY))
    units["kitchen"].placements[0].ends = DAY
    db.session.commit()

    def scope(day):
        return queries.scope_of(people["sven"].grants, {"hr"}, day=day, tree=queries.tree_of(day))

    before = {units["education"].id, units["daycare"].id}
    assert scope(DAY - timedelta(days=1)) == before
    assert scope(DAY) == before | {units["kitchen"].id}
    assert scope(date(2020, 6, 1)) == frozenset()


def test_hr_of_the_whole_sees_everything_and_others_nothing(app, people):
    def scope(person):
        return queries.scope_of(person.grants, {"hr", "admin"}, day=DAY, tree=queries.tree_of(DAY))

    assert scope(people["hilla"]) is None
    assert scope(people["tess"]) == frozenset()
