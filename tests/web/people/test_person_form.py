"""An administrator adds people and changes their details."""

import pytest
from sqlalchemy import select

from puntari.extensions import db
from puntari.people.models import Person
from tests.web.people.addresses import ADA

TESS = "/en/people/1"


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
