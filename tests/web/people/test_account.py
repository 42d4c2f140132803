"""One's own account."""

import pytest

from puntari.people import passwords
from tests.web.people.conftest import PASSWORD

NEW = "another quiet morning"


def test_a_person_sees_what_is_known_of_them(client, people):
    page = client(people["sven"]).get("/en/account").text

    for shown in ("Sven Sektor", "T005", "sven@example.org", "Trainee, HR", "Education", "Supervisor, recruits"):
        assert shown in page


def test_the_language_is_saved_and_the_page_comes_in_it(client, people):
    response = client(people["tess"]).post("/en/account", data={"language": "sv"})

    assert (response.status_code, response.location) == (303, "/sv/account")
    assert people["tess"].language == "sv"


@pytest.mark.parametrize("language", ["de", "", "fi\0"])
def test_an_unknown_language_is_refused(client, people, language):
    assert client(people["tess"]).post("/en/account", data={"language": language}).status_code == 422
    assert people["tess"].language == "en"


def test_a_changed_password_signs_other_devices_out_and_this_one_on(client, with_passwords, deeds):
    phone, desktop = client(with_passwords["tess"]), client(with_passwords["tess"])
    response = phone.post("/en/account/password", data={"old": PASSWORD, "new": NEW})

    assert (response.status_code, response.location) == (303, "/en/account")
    assert [phone.get("/en/home").status_code, desktop.get("/en/home").status_code] == [200, 401]
    assert passwords.is_right(NEW, with_passwords["tess"].password_hash)
    assert deeds() == [("person.password_changed", f"person:{with_passwords['tess'].id}", with_passwords["tess"].id)]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"old": "not the one", "new": NEW}, "This isn't your present password."),
        ({"old": PASSWORD, "new": "tess@example.org"}, "Your name or e-mail address"),
        ({"old": PASSWORD, "new": ""}, "Choose a password."),
        ({"new": NEW}, "Write your present password."),
    ],
)
def test_a_bad_change_is_refused_and_nothing_is_kept(client, with_passwords, hashed, sent, says):
    response = client(with_passwords["tess"]).post("/en/account/password", data=sent)

    assert response.status_code == 422
    assert says in response.text.replace("&#39;", "'")
    assert with_passwords["tess"].password_hash == hashed


@pytest.mark.parametrize("address", ["/en/account", "/en/account/password"])
def test_an_account_is_for_whoever_is_signed_in(client, address):
    assert client().get(address).status_code == 401
    assert client().post(address).status_code == 401


def test_a_closed_account_ends_its_sessions(client, people):
    from puntari.extensions import db

    tess = client(people["tess"])
    people["tess"].is_active = False
    db.session.commit()

    assert tess.get("/en/home").status_code == 401


@pytest.mark.parametrize("session_id", ["", "1", "x.y", "1.99", "99999999999999999999.0", "-1.0", "1.0.0", "١.٠"])
def test_a_session_that_is_none_is_nobody(client, people, session_id):
    browser = client()
    with browser.session_transaction() as session:
        session["_user_id"] = session_id

    assert browser.get("/en/home").status_code == 401
