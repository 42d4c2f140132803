"""Signing in and out."""

import threading

import pytest
from flask import session
from sqlalchemy import select

from puntari.extensions import db
from puntari.people import passwords
from puntari.people.demo_accounts import DEMO_ACCOUNTS
from puntari.people.models import Organisation, Person
from tests.web.people.conftest import PASSWORD

TESS = {"email": "tess@example.org", "password": PASSWORD}


def test_a_person_signs_in_with_address_and_password(client, with_passwords, deeds):
    tess = client()
    response = tess.post("/fi/login", data=TESS)

    assert (response.status_code, response.location) == (303, "/fi/home")
    assert tess.get("/fi/home").status_code == 200
    assert deeds() == [("person.signed_in", f"person:{with_passwords['tess'].id}", with_passwords["tess"].id)]
    assert with_passwords["tess"].signed_in_at is not None


@pytest.mark.parametrize("email", ["TESS@Example.org", "  tess@example.org "])
def test_the_address_may_be_written_as_people_write_it(client, with_passwords, email):
    assert client().post("/fi/login", data=TESS | {"email": email}).status_code == 303


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(TESS | {"password": "a quiet morning at home"}, id="wrong password"),
        pytest.param(TESS | {"email": "nobody@example.org"}, id="unknown address"),
        pytest.param(TESS | {"password": PASSWORD + "\0"}, id="control character"),
        pytest.param(TESS | {"password": "x" * 5000}, id="oversized password"),
        pytest.param(TESS | {"email": "t" * 5000 + "@example.org"}, id="oversized address"),
        pytest.param({"email": "tess@example.org"}, id="no password"),
        pytest.param({}, id="nothing"),
    ],
)
def test_a_wrong_pair_is_refused_and_the_address_stays_typed(client, with_passwords, deeds, sent):
    response = client().post("/en/login", data=sent)

    assert response.status_code == 422
    assert ('value="tess@example.org"' in response.text) == (sent.get("email") == "tess@example.org")
    assert PASSWORD not in response.text
    assert deeds() == []


def test_the_refusal_is_the_same_whether_or_not_the_address_is_known(client, with_passwords):
    known = client().post("/en/login", data=TESS | {"password": "something else"}).text
    unknown = client().post("/en/login", data={"email": "nono@example.org", "password": "something else"}).text

    assert known.replace("tess@", "nono@") == unknown


def test_an_unknown_address_costs_a_verification_too(client, with_passwords, monkeypatch):
    asked = []
    monkeypatch.setattr(passwords, "is_right", lambda *args: asked.append(args))

    client().post("/en/login", data={"email": "nono@example.org", "password": "something else"})

    assert asked == [("something else", None)]


def test_no_transaction_is_open_while_a_password_is_verified_or_hashed(client, with_passwords, monkeypatch):
    open_transactions = []

    def looked_at(function):
        def look(*args):
            open_transactions.append(db.session.in_transaction())
            return function(*args)

        return look

    monkeypatch.setattr(passwords, "is_right", looked_at(passwords.is_right))
    monkeypatch.setattr(passwords, "hash_of", looked_at(passwords.hash_of))
    monkeypatch.setattr(passwords, "needs_rehash", lambda kept: True)

    client().post("/fi/login", data=TESS)
    client(with_passwords["otto"]).post("/fi/account/password", data={"old": PASSWORD, "new": "another quiet morning"})

    assert open_transactions == [False] * 4


def test_only_so_many_passwords_are_hashed_at_once(monkeypatch, app):
    running, most, lock = [], [], threading.Lock()

    class Slow:
        def verify(self, kept, password):
            with lock:
                running.append(1)
                most.append(len(running))
            threading.Event().wait(0.01)
            with lock:
                running.pop()
            return True

    monkeypatch.setattr(passwords, "HASHER", Slow())
    threads = [threading.Thread(target=passwords.is_right, args=("x", "y")) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert max(most) <= passwords.AT_ONCE
    assert len(most) == 12


def test_a_hash_with_older_parameters_is_made_anew_at_sign_in(client, people):
    from argon2 import PasswordHasher

    people["tess"].password_hash = old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    db.session.commit()

    assert client().post("/fi/login", data=TESS).status_code == 303
    assert people["tess"].password_hash != old
    assert not passwords.needs_rehash(people["tess"].password_hash)
    assert client().post("/fi/login", data=TESS).status_code == 303


def test_a_kept_hash_that_is_none_refuses(client, people):
    people["tess"].password_hash = "not a hash"
    db.session.commit()

    assert client().post("/fi/login", data=TESS).status_code == 422


def test_a_password_changed_while_it_was_verified_lets_nobody_in(client, with_passwords, monkeypatch, hashed):
    def change_meanwhile(*args):
        db.session.scalars(select(Person).where(Person.email == TESS["email"])).one().password_hash = "changed"
        db.session.commit()
        return True

    monkeypatch.setattr(passwords, "is_right", change_meanwhile)

    assert client().post("/fi/login", data=TESS).status_code == 422


def test_a_closed_account_lets_nobody_in(client, with_passwords):
    with_passwords["tess"].is_active = False
    db.session.commit()

    assert client().post("/fi/login", data=TESS).status_code == 422


def test_the_session_is_renewed_at_sign_in(app, with_passwords):
    with app.test_client() as browser:
        browser.get("/fi/login")
        with browser.session_transaction() as before:
            before["planted"] = "by somebody else"
        browser.post("/fi/login", data=TESS)

        assert "planted" not in session
        assert session["_user_id"] == with_passwords["tess"].get_id()


@pytest.mark.parametrize(
    ("wanted", "way_on"),
    [
        ("/fi/account", "/fi/account"),
        ("/sv/account?a=1", "/fi/account?a=1"),
        ("https://evil.example/", "/fi/home"),
        ("//evil.example/", "/fi/home"),
        ("/\\evil.example/", "/fi/home"),
        ("/%0d%0aLocation:x", "/%0d%0aLocation:x"),
        ("javascript:alert(1)", "/fi/home"),
        ("", "/fi/home"),
    ],
)
def test_the_way_on_after_signing_in_stays_on_this_site(client, with_passwords, wanted, way_on):
    response = client().post("/fi/login", query_string={"next": wanted}, data=TESS)

    assert (response.status_code, response.location) == (303, way_on)


def test_who_is_signed_in_already_goes_on(client, people):
    response = client(people["tess"]).get("/fi/login?next=/fi/account")

    assert (response.status_code, response.location) == (303, "/fi/account")


def test_switching_the_language_keeps_what_was_typed_and_signs_nobody_in(client, with_passwords, deeds):
    response = client().post("/sv/login", data=TESS | {"_switch": "sv"})

    assert response.status_code == 200
    assert 'value="tess@example.org"' in response.text
    assert deeds() == []


def test_signing_out_ends_the_session_and_may_be_repeated(client, with_passwords):
    tess = client()
    tess.post("/fi/login", data=TESS)

    assert tess.post("/fi/logout").location == "/fi/"
    assert tess.get("/fi/home").status_code == 401
    assert tess.post("/fi/logout").status_code == 303


def test_signing_out_takes_a_post(client, people):
    assert client(people["tess"]).get("/fi/logout").status_code == 405


def test_signing_out_everywhere_ends_the_sessions_of_all_devices(client, with_passwords, deeds):
    phone, desktop = client(), client()
    phone.post("/fi/login", data=TESS)
    desktop.post("/fi/login", data=TESS)

    assert phone.post("/fi/logout/everywhere").status_code == 303
    assert [phone.get("/fi/home").status_code, desktop.get("/fi/home").status_code] == [401, 401]
    assert deeds()[-1][0] == "person.signed_out_everywhere"


def test_the_demo_lists_an_account_for_each_role_on_its_sign_in_page(client, units):
    db.session.get(Organisation, 1).is_demo = True
    db.session.commit()
    page = client().get("/en/login").text

    assert [page.count(f'value="{account.email}"') for account in DEMO_ACCOUNTS] == [1, 1, 1, 1]
    assert "puntaroi-rauhassa" in page


def test_no_account_is_listed_where_people_are_real(client, units):
    page = client().get("/en/login").text

    assert "demo.example" not in page
    assert "puntaroi-rauhassa" not in page
