"""The list of people and a person's page."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, insert, select

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


def test_the_list_takes_as_many_statements_for_many_people_as_for_few(client, people, units):
    arto = client(people["arto"])

    def statements():
        seen = []
        count = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", count)
        arto.get("/en/people/")
        event.remove(db.engine, "before_cursor_execute", count)
        return len(seen)

    few = statements()
    for n in range(40):
        person = Person(employee_id=f"M{n}", first_name="M", last_name=f"M{n}", email=f"m{n}@x.fi")
        person.postings.append(Posting(unit_id=units["kitchen"].id, role_group="panel", starts=date(2022, 1, 1)))
        person.grants.append(RoleGrant(role="trainer", starts=date(2022, 1, 1)))
        db.session.add(person)
    db.session.commit()

    assert statements() == few


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


# What administrators change


ADA = {
    "employee_id": "A100",
    "first_name": "Ada",
    "last_name": "Åkerman",
    "email": "Ada@Example.org",
    "language": "sv",
}


def test_an_administrator_adds_a_person(client, people, deeds):
    response = client(people["arto"]).post("/en/people/add", data=ADA)
    ada = db.session.scalars(select(Person).where(Person.employee_id == "A100")).one()

    assert (response.status_code, response.location) == (303, f"/en/people/{ada.id}")
    assert (ada.first_name, ada.last_name, ada.email, ada.language) == ("Ada", "Åkerman", "ada@example.org", "sv")
    assert (ada.is_active, ada.password_hash) == (True, None)
    assert deeds() == [("person.added", f"person:{ada.id}", people["arto"].id)]


def test_switching_the_language_keeps_all_that_was_typed_and_adds_nobody(client, people):
    page = client(people["arto"]).post("/sv/people/add", data=ADA | {"email": "not yet an addr", "_switch": "sv"})

    assert page.status_code == 200
    typed = ("A100", "Ada", "Åkerman", "not yet an addr")
    assert [f'value="{value}"' in page.text for value in typed] == [True] * 4
    assert len(db.session.scalars(select(Person)).all()) == len(people)


def test_sending_the_form_twice_adds_one_person(client, people):
    arto = client(people["arto"])
    arto.post("/en/people/add", data=ADA)
    again = arto.post("/en/people/add", data=ADA)

    assert again.status_code == 422
    assert "Somebody else has this employee id." in again.text
    assert len(db.session.scalars(select(Person).where(Person.employee_id == "A100")).all()) == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"employee_id": ""}, "Write the employee id from the personnel system."),
        ({"first_name": "   "}, "Write the first name."),
        ({"last_name": "x" * 81}, "Shorten this to at most 80 characters."),
        ({"email": "ada"}, "Write the address in the form name@example.fi."),
        ({"email": "tess@example.org"}, "Somebody else has this address."),
        ({"email": "TESS@example.org"}, "Somebody else has this address."),
        ({"employee_id": "T001"}, "Somebody else has this employee id."),
        ({"language": "de"}, "Choose one of those on the list."),
        ({"first_name": "A\x08da"}, "a character that can't be used"),
    ],
)
def test_a_bad_person_is_refused_and_the_rest_stays_typed(client, people, changed, says):
    response = client(people["arto"]).post("/en/people/add", data=ADA | changed)

    assert response.status_code == 422
    assert says in response.text.replace("&#39;", "'")
    kept = {"employee_id", "last_name"} - set(changed)
    assert all(f'value="{ADA[name]}"' in response.text for name in kept)
    assert db.session.scalars(select(Person).where(Person.first_name == "Ada")).all() == []


def test_two_who_add_the_same_person_at_once_get_one_person(client, people, monkeypatch):
    from puntari.people import queries

    answers = iter([set(), {"employee_id"}])  # the first look found nothing, then the other was faster
    monkeypatch.setattr(queries, "taken_by_others", lambda *args, **kwargs: next(answers))
    response = client(people["arto"]).post("/en/people/add", data=ADA | {"employee_id": "T001"})

    assert response.status_code == 422
    assert "Somebody else has this employee id." in response.text


def test_an_administrator_changes_a_persons_details(client, people, deeds):
    sent = {
        "employee_id": "T001",
        "first_name": "Tess",
        "last_name": "Terä",
        "email": "tess@example.org",
        "language": "fi",
    }
    response = client(people["arto"]).post(f"{TESS}/edit", data=sent)

    assert (response.status_code, response.location) == (303, TESS)
    assert (people["tess"].last_name, people["tess"].language) == ("Terä", "fi")
    assert deeds() == [("person.edited", f"person:{people['tess'].id}", people["arto"].id)]


def test_keeping_ones_own_address_is_no_clash(client, people):
    page = client(people["arto"]).get(f"{TESS}/edit").text
    sent = {
        "employee_id": "T001",
        "first_name": "Tess",
        "last_name": "Trainee",
        "email": "tess@example.org",
        "language": "en",
    }

    assert 'value="tess@example.org"' in page
    assert client(people["arto"]).post(f"{TESS}/edit", data=sent).status_code == 303


def test_a_new_address_ends_the_links_mailed_to_the_old_one(client, people, letters):
    arto = client(people["arto"])
    arto.post(f"{TESS}/invite")
    link = letters()[0][1].removeprefix("http://127.0.0.1:8000")
    sent = {
        "employee_id": "T001",
        "first_name": "Tess",
        "last_name": "Trainee",
        "email": "new@example.org",
        "language": "en",
    }
    arto.post(f"{TESS}/edit", data=sent)

    assert client().get(link).status_code == 410


def test_an_invitation_is_mailed_once_however_often_it_is_clicked(client, people, letters, deeds):
    arto = client(people["arto"])

    assert [arto.post(f"{TESS}/invite").status_code for _ in range(3)] == [303] * 3
    ((mail, _),) = letters()
    assert (mail.recipient, mail.subject) == ("tess@example.org", "Welcome to Puntari")
    assert deeds() == [("person.invitation_sent", f"person:{people['tess'].id}", people["arto"].id)]


def test_a_closed_account_gets_no_invitation(client, people, letters):
    people["tess"].is_active = False
    db.session.commit()
    client(people["arto"]).post(f"{TESS}/invite")

    assert letters() == []


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
