"""One-time links: mailed, looked at by scanners, used once."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from puntari.extensions import db
from puntari.people import links, passwords
from puntari.people.access_models import OneTimeLink
from puntari.people.domain import LinkPurpose
from puntari.web import clock
from tests.web.people.conftest import PASSWORD
from tests.web.people.test_throttling import NOW

NEW = "another quiet morning"


@pytest.fixture
def link_for(people, letters):
    """Send a person a link and give its path."""

    def send(key, purpose=LinkPurpose.RESET):
        links.send(people[key], purpose, by=None, now=clock.now())
        db.session.commit()
        return letters()[-1][1].removeprefix("http://127.0.0.1:8000")

    return send


def test_asking_for_a_link_mails_it_in_the_persons_language(client, with_passwords, letters, deeds):
    response = client().post("/en/reset", data={"email": "Otto@example.org"})

    assert (response.status_code, response.location) == (303, "/en/reset/sent")
    ((mail, link),) = letters()
    assert (mail.recipient, mail.language, mail.subject) == (
        "otto@example.org",
        "fi",
        "Valitse uusi salasana Puntariin",
    )
    assert link.startswith("http://127.0.0.1:8000/fi/link/")
    assert deeds() == [("person.reset_sent", f"person:{with_passwords['otto'].id}", None)]


def test_the_answer_never_tells_whether_an_address_has_an_account(client, with_passwords, letters):
    known, unknown = (client().post("/en/reset", data={"email": e}) for e in ("otto@example.org", "no@example.org"))

    assert (known.status_code, known.location, known.text) == (unknown.status_code, unknown.location, unknown.text)
    assert len(letters()) == 1


@pytest.mark.parametrize(
    "address", ["", "otto", "otto@", "otto@example.org\nBcc: all@example.org", "o" * 300 + "@x.fi"]
)
def test_an_address_that_is_none_is_refused_and_stays_typed(client, people, letters, address):
    response = client().post("/en/reset", data={"email": address})

    assert response.status_code == 422
    assert letters() == []


def test_somebody_who_never_had_a_password_gets_an_invitation(client, people, letters):
    client().post("/en/reset", data={"email": "otto@example.org"})

    assert letters()[0][0].subject == "Tervetuloa Puntariin"


def test_a_closed_account_gets_no_link(client, people, letters):
    people["otto"].is_active = False
    db.session.commit()
    client().post("/en/reset", data={"email": "otto@example.org"})

    assert letters() == []


def test_only_a_digest_of_the_link_is_kept(link_for):
    token = link_for("otto").rsplit("/", 1)[1]
    (kept,) = db.session.scalars(select(OneTimeLink.token_hash))

    assert len(token) >= 43
    assert kept == links.digest(token)
    assert token not in kept


def test_a_second_click_sends_no_second_mail(people, letters):
    for _ in range(2):
        links.send(people["otto"], LinkPurpose.INVITATION, by=None, now=clock.now())
    db.session.commit()

    assert len(letters()) == 1


def test_a_mail_scanner_that_opens_the_link_uses_nothing_up(client, link_for, people):
    path = link_for("otto")
    statuses = [client().get(path).status_code, client().head(path).status_code, client().post(path).status_code]

    assert statuses == [200, 200, 422]
    assert people["otto"].password_hash is None
    assert client().post(path, data={"new": NEW}).status_code == 303


def test_a_new_password_is_set_and_the_person_is_in(client, link_for, with_passwords, deeds):
    other_device, browser = client(with_passwords["otto"]), client()
    response = browser.post(link_for("otto"), data={"new": NEW})

    assert (response.status_code, response.location) == (303, "/fi/home")
    assert browser.get("/fi/home").status_code == 200
    assert other_device.get("/fi/home").status_code == 401
    assert passwords.is_right(NEW, with_passwords["otto"].password_hash)
    assert deeds()[-1] == ("person.reset_used", f"person:{with_passwords['otto'].id}", with_passwords["otto"].id)


def test_a_link_works_once(client, link_for, people):
    path = link_for("otto")
    client().post(path, data={"new": NEW})

    again = client().post(path, data={"new": "a third quiet morning"})
    assert again.status_code == 410
    assert 'href="/fi/reset"' in again.text
    assert client().get(path).status_code == 410
    assert passwords.is_right(NEW, people["otto"].password_hash)


def test_setting_a_password_ends_the_persons_other_links(client, link_for, people):
    first = link_for("otto", LinkPurpose.INVITATION)
    client().post(link_for("otto"), data={"new": NEW})

    assert client().get(first).status_code == 410


def test_two_who_use_a_link_at_once_do_not_both_succeed(client, link_for, people, monkeypatch):
    path = link_for("otto")
    passes, used_meanwhile = iter([True, False]), []

    def hash_of(password):
        if next(passes):
            used_meanwhile.append(client().post(path, data={"new": NEW}).status_code)
        return "hash of " + password

    monkeypatch.setattr(passwords, "hash_of", hash_of)

    assert client().post(path, data={"new": "the slower quiet morning"}).status_code == 410
    assert used_meanwhile == [303]
    assert people["otto"].password_hash == "hash of " + NEW


@pytest.mark.parametrize(
    ("purpose", "lifetime"), [(LinkPurpose.RESET, timedelta(hours=2)), (LinkPurpose.INVITATION, timedelta(days=14))]
)
def test_a_link_expires(client, link_for, purpose, lifetime):
    with time_machine.travel(NOW, tick=False) as moment:
        path = link_for("otto", purpose)
        moment.shift(lifetime - timedelta(seconds=1))
        assert client().get(path).status_code == 200
        moment.shift(timedelta(seconds=1))
        assert [client().get(path).status_code, client().post(path, data={"new": NEW}).status_code] == [410, 410]


@pytest.mark.parametrize("token", ["x", "%00", "a" * 3000, "../../etc", "é"])
def test_a_link_that_never_was_says_the_same(client, units, token):
    assert client().get(f"/en/link/{token}").status_code in {404, 410}


def test_a_closed_account_cannot_use_its_link(client, link_for, people):
    path = link_for("otto")
    people["otto"].is_active = False
    db.session.commit()

    assert client().get(path).status_code == 410


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("too short", "Choose at least 12 characters."),
        ("otto@example.org", "Your name or e-mail address is easy to guess."),
        ("abcabcabcabc", "Choose something less regular"),
        ("x" * 201, "Choose a shorter password"),
        ("with a \x07 bell in it", "a character that can't be used"),
    ],
)
def test_a_password_that_will_not_do_leaves_the_link_unused(client, link_for, people, new, says):
    path = link_for("otto").replace("/fi/", "/en/")
    response = client().post(path, data={"new": new})

    assert response.status_code == 422
    assert says in response.text.replace("&#39;", "'")
    assert people["otto"].password_hash is None
    assert client().get(path).status_code == 200


def test_a_password_typed_in_another_keyboards_way_signs_in(client, link_for, people):
    client().post(link_for("otto"), data={"new": "pa\u0308iva\u0308 on pitka\u0308"})
    signed_in = client().post("/fi/login", data={"email": "otto@example.org", "password": "päivä on pitkä"})

    assert signed_in.status_code == 303


def test_the_link_in_a_mail_never_comes_from_the_browsers_host_header(client, with_passwords, letters):
    client().post("/en/reset", data={"email": "otto@example.org"}, headers={"Host": "evil.example"})

    assert letters()[0][1].startswith("http://127.0.0.1:8000/")


def test_a_locked_account_opens_with_a_new_password(client, link_for, with_passwords):
    for _ in range(8):
        client().post("/fi/login", data={"email": "otto@example.org", "password": "wrong"})
    client().post(link_for("otto"), data={"new": NEW})

    assert client().post("/fi/login", data={"email": "otto@example.org", "password": NEW}).status_code == 303
    assert client().post("/fi/login", data={"email": "otto@example.org", "password": PASSWORD}).status_code == 422
