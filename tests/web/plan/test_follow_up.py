"""Who isn't done: names within HR's scope, and nothing but whether."""

from datetime import date, timedelta

import pytest

from puntari.extensions import db
from puntari.people.models import Posting
from tests.web.plan.conftest import hire, texts

URL = "/en/plan/follow-up"


def names(page):
    return [item.split(" ", 2)[0] + " " + item.split(" ", 2)[1] for item in texts(page.text, "b") if "," in item]


def test_hr_sees_everybody_who_is_not_done(client, people, plan):
    page = client(people["hilla"]).get(URL)

    assert names(page) == ["Henkilöstö, Hilla", "Kouluttaja, Tuula", "Oppija, Otto", "Ylläpitäjä, Arto"]
    assert texts(page.text, "p", role="status") == ["4 people"]


def test_hr_of_a_unit_sees_its_own_people_only(client, people, plan):
    page = client(people["sven"]).get(URL)

    assert names(page) == ["Oppija, Otto"]
    for name in ("Ylläpitäjä", "Kouluttaja", "arto@example.org"):
        assert name not in page.text


def test_a_person_who_moves_out_of_the_scope_is_not_seen_any_longer(client, people, plan, units, today):
    people["otto"].postings[0].ends = today
    moved = Posting(person_id=people["otto"].id, unit_id=units["kitchen"].id, role_group="panel", starts=today)
    moved.recruits = True
    db.session.add(moved)
    db.session.commit()

    assert names(client(people["sven"]).get(URL)) == []
    assert names(client(people["sven"]).get(f"{URL}?day={today - timedelta(days=1)}")) == ["Oppija, Otto"]


@pytest.mark.parametrize(
    ("due", "state", "expected"),
    [
        (date(2026, 11, 20), "late", 4),
        (date(2026, 11, 20), "near", 0),
        (date(2026, 11, 21), "late", 0),
        (date(2026, 11, 21), "near", 4),
        (date(2027, 1, 20), "near", 4),
        (date(2027, 1, 21), "near", 0),
        (date(2027, 1, 21), "unfinished", 4),
        (date(2027, 1, 21), "exempt", 0),
    ],
)
def test_states_are_told_apart(client, people, plan, target, due, state, expected):
    target.due = due
    db.session.commit()

    assert len(names(client(people["hilla"]).get(f"{URL}?state={state}"))) == expected


def test_words_narrow_the_list_whatever_their_case(client, people, plan):
    assert names(client(people["hilla"]).get(URL, query_string={"q": "YLLÄPITÄJÄ ar"})) == ["Ylläpitäjä, Arto"]
    assert names(client(people["hilla"]).get(URL, query_string={"q": "100%_"})) == []


def test_a_long_list_has_pages(client, people, plan, units):
    hire(units["kitchen"], 60)
    hilla = client(people["hilla"])

    assert (len(names(hilla.get(URL))), len(names(hilla.get(f"{URL}?page=2")))) == (50, 14)
    assert [hilla.get(f"{URL}?page={page}").status_code for page in ("3", "0", "x", "9" * 40)] == [404] * 4


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"state": "clever"}, 422),
        ({"q": "x" * 101}, 422),
        ({"q": "a\x07b"}, 422),
        ({"day": "soon"}, 422),
        ({"target": "999"}, 404),
        ({"target": "x"}, 404),
        ({"unit": "999"}, 404),
    ],
)
def test_nonsense_is_refused(client, people, plan, query, status):
    assert client(people["hilla"]).get(URL, query_string=query).status_code == status
    assert client(people["hilla"]).get(f"{URL}.csv", query_string=query).status_code == status


def test_without_a_plan_there_is_nobody_to_follow(client, people):
    page = client(people["hilla"]).get(URL)

    assert (page.status_code, names(page)) == (200, [])


def test_the_number_of_statements_is_the_same_for_more_people(client, people, plan, units, statements):
    hilla = client(people["hilla"])
    hilla.get(URL)
    with statements() as few:
        hilla.get(URL)
    hire(units["kitchen"], 20)
    with statements() as many:
        hilla.get(URL)

    assert len(many) == len(few)
