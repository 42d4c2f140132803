"""The list of people and a person's page."""

from datetime import date

import pytest
from sqlalchemy import insert

from puntari.extensions import db
from puntari.people.models import Person, Posting, RoleGrant
from puntari.web import clock
from tests.pages import text_of

TESS = "/en/people/1"


def names_on(page):
    """The people on a page of the list, in order."""
    import html5lib

    tree = html5lib.parse(page, namespaceHTMLElements=False)
    people = next((e for e in tree.iter("ul") if e.get("class") == "pt-people"), [])
    return [text_of(item.find("div/a")) for item in people]


def test_everybody_is_listed_in_alphabetical_order(client, people):
    db.session.add(Person(employee_id="X1", first_name="Åke", last_name="Åberg", email="a@x.fi"))
    db.session.add(Person(employee_id="X2", first_name="Zoe", last_name="Zetterberg", email="z@x.fi"))
    db.session.add(Person(employee_id="X3", first_name="Äijä", last_name="ähtäri", email="ah@x.fi"))
    db.session.commit()

    assert names_on(client(people["arto"]).get("/en/people/").text) == [
        "Henkilöstö, Hilla",
        "Kouluttaja, Tuula",
        "Oppija, Otto",
        "Sektor, Sven",
        "Trainee, Tess",
        "Ylläpitäjä, Arto",
        "Zetterberg, Zoe",
        "Åberg, Åke",
        "ähtäri, Äijä",
    ]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("yllä", ["Ylläpitäjä, Arto"]),
        ("YLLÄ", ["Ylläpitäjä, Arto"]),
        ("arto ylläpitäjä", ["Ylläpitäjä, Arto"]),
        ("Ylläpitäjä Arto", ["Ylläpitäjä, Arto"]),
        ("T002", ["Oppija, Otto"]),
        ("tess@example", ["Trainee, Tess"]),
        ("%", []),
        ("_", []),
        ("nobody at all", []),
        ("\x00yllä", ["Ylläpitäjä, Arto"]),
        ("y" * 3000, []),
    ],
)
def test_people_are_found_by_any_part_of_what_is_known(client, people, search, found):
    assert names_on(client(people["arto"]).get("/en/people/", query_string={"q": search}).text) == found


def test_a_unit_means_those_below_it_too(client, people, units):
    page = client(people["arto"]).get("/en/people/", query_string={"unit": units["education"].id}).text

    assert names_on(page) == ["Oppija, Otto", "Sektor, Sven"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"unit": "x"}, 404),
        ({"unit": "99999"}, 404),
        ({"unit": "9" * 30}, 404),
        ({"page": "0"}, 404),
        ({"page": "2"}, 404),
        ({"page": "x"}, 404),
        ({"page": "9" * 40}, 404),
        ({"page": "²"}, 404),
    ],
)
def test_an_address_that_asks_for_nonsense_is_not_found(client, people, query, status):
    assert client(people["arto"]).get("/en/people/", query_string=query).status_code == status


def test_hr_of_a_unit_sees_its_people_and_no_others(client, people):
    sven = client(people["sven"])

    assert names_on(sven.get("/en/people/").text) == ["Oppija, Otto", "Sektor, Sven"]
    assert names_on(sven.get("/en/people/?q=tess").text) == []
    assert sven.get(f"/en/people/{people['otto'].id}").status_code == 200
    assert sven.get(f"/en/people/{people['tess'].id}").status_code == 404


def test_asking_for_a_unit_outside_ones_scope_finds_nobody(client, people, units):
    page = client(people["sven"]).get("/en/people/", query_string={"unit": units["kitchen"].id}).text

    assert names_on(page) == []


def test_a_person_who_left_the_unit_is_no_longer_in_its_hrs_sight(client, people):
    people["otto"].postings[0].ends = clock.today()
    db.session.commit()

    assert client(people["sven"]).get(f"/en/people/{people['otto'].id}").status_code == 404
    assert client(people["hilla"]).get(f"/en/people/{people['otto'].id}").status_code == 200


def test_hr_sees_no_buttons_that_would_refuse_her(client, people):
    page = client(people["hilla"]).get(TESS).text

    assert "<form" in page  # signing out
    assert [
        address for address in ("/edit", "/postings/add", "/roles/add", "/invite", "/close") if address in page
    ] == []


def test_a_closed_account_is_listed_only_when_asked_for(client, people):
    people["tess"].is_active = False
    db.session.commit()
    arto = client(people["arto"])

    assert names_on(arto.get("/en/people/?q=tess").text) == []
    assert names_on(arto.get("/en/people/?q=tess&closed=1").text) == ["Trainee, Tess"]


def test_a_long_list_comes_in_pages(client, people):
    rows = [
        {
            "employee_id": f"N{n:03}",
            "first_name": "Nn",
            "last_name": f"Many{n:03}",
            "email": f"n{n}@x.fi",
            "language": "fi",
        }
        for n in range(120)
    ]
    db.session.execute(insert(Person), rows)
    db.session.commit()
    arto = client(people["arto"])

    pages = [names_on(arto.get(f"/en/people/?q=many&page={n}").text) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [*pages[0], *pages[1], *pages[2]] == [f"Many{n:03}, Nn" for n in range(120)]
    assert "Page 2 of 3" in arto.get("/en/people/?q=many&page=2").text


def test_the_list_takes_as_many_statements_for_many_people_as_for_few(client, people, units, statements):
    arto = client(people["arto"])
    with statements() as few:
        arto.get("/en/people/")
    for n in range(40):
        person = Person(employee_id=f"M{n}", first_name="M", last_name=f"M{n}", email=f"m{n}@x.fi")
        person.postings.append(Posting(unit_id=units["kitchen"].id, role_group="panel", starts=date(2022, 1, 1)))
        person.grants.append(RoleGrant(role="trainer", starts=date(2022, 1, 1)))
        db.session.add(person)
    db.session.commit()

    with statements() as many:
        arto.get("/en/people/")
    assert many == few


def test_a_renamed_person_is_found_under_the_new_name(client, people):
    people["tess"].last_name = "Östberg"
    db.session.commit()
    arto = client(people["arto"])

    assert names_on(arto.get("/en/people/?q=östb").text) == ["Östberg, Tess"]
    assert names_on(arto.get("/en/people/").text)[-1] == "Östberg, Tess"
    assert names_on(arto.get("/en/people/?q=trainee").text) == []


def test_a_persons_page_shows_postings_and_roles_with_their_dates(client, people):
    page = client(people["arto"]).get(f"/en/people/{people['sven'].id}").text

    assert "Sven Sektor" in page
    assert page.count("since 1 Jan 2021") == 2
    assert "Supervisor" in page


@pytest.mark.parametrize("person_id", ["0", "999999", "2147483648", "9" * 30, "x", "-1"])
def test_a_person_who_is_none_is_not_found(client, people, person_id):
    assert client(people["arto"]).get(f"/en/people/{person_id}").status_code == 404


@pytest.mark.parametrize("who", ["tess", "tuula"])
def test_trainees_and_trainers_have_no_business_with_the_list(client, people, who):
    assert client(people[who]).get("/en/people/").status_code == 403
    assert client(people[who]).get(TESS).status_code == 403
