"""Nothing is taken from a form that isn't ours."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.routing.converters import AnyConverter, BaseConverter, NumberConverter

from puntari.extensions import csrf, db
from puntari.people.models import Person
from puntari.web import errors
from tests.web.conftest import token_of


def sample(converter: BaseConverter) -> Any:
    """Something that fits into an address; ids are made up, since the token is looked at first."""
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    return 1 if isinstance(converter, NumberConverter) else "x"


def addresses_that_take_something(app: Flask) -> list[tuple[str, str]]:
    """(method, address) of every route that isn't only read."""
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        values = {name: sample(converter) for name, converter in rule._converters.items()} | {"lang": "en"}
        for method in sorted((rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}):
            found.append((method, adapter.build(rule.endpoint, values, method=method).partition("?")[0]))
    return found


@pytest.fixture
def guarded(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application with CSRF protection on, as it is in use."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    return app


@pytest.mark.parametrize("who", [None, "tess", "arto"])
def test_every_address_that_takes_something_wants_a_token(guarded, client, people, who):
    visitor = client(people[who] if who else None)
    addresses = addresses_that_take_something(guarded)

    answers = {}
    for method, address in addresses:
        response = visitor.open(address, method=method, data={"email": "tess@example.org", "x": "1"})
        answers[method, address] = (response.status_code, str(errors.OLD_FORM)[:30] in response.text)

    assert len(addresses) > 20
    assert answers == dict.fromkeys(addresses, (400, True))


def test_nothing_is_exempt(guarded):
    assert csrf._exempt_views == set()
    assert csrf._exempt_blueprints == set()


def test_a_wrong_token_is_refused(guarded, client, people):
    response = client(people["tess"]).post("/en/account", data={"csrf_token": "wrong", "language": "sv"})

    assert response.status_code == 400
    assert db.session.get(Person, people["tess"].id).language == "en"


def test_a_token_of_somebody_else_is_refused(guarded, client, people):
    theirs = token_of(client(people["otto"]).get("/en/account").text)
    response = client(people["tess"]).post("/en/account", data={"csrf_token": theirs, "language": "sv"})

    assert response.status_code == 400
    assert db.session.get(Person, people["tess"].id).language == "en"


def test_the_right_token_is_taken(guarded, client, people):
    visitor = client(people["tess"])
    token = token_of(visitor.get("/en/account").text)
    response = visitor.post("/en/account", data={"csrf_token": token, "language": "sv"})

    assert response.status_code == 303
    assert db.session.get(Person, people["tess"].id).language == "sv"


def test_a_script_may_send_the_token_as_a_header(guarded, client, people):
    visitor = client(people["tess"])
    token = token_of(visitor.get("/en/account").text)
    response = visitor.post("/en/account", data={"language": "sv"}, headers={"X-CSRFToken": token})

    assert response.status_code == 303


def test_a_form_of_another_site_is_refused_over_https(make_city):
    app = make_city(base_url="https://puntari.example.fi")
    visitor = app.test_client()
    here = {"base_url": "https://puntari.example.fi"}
    token = token_of(visitor.get("/en/wrong/note", **here).text)
    sent = {"csrf_token": token, "text": "a", "number": "1", "choice": "a"}
    other = visitor.post("/en/wrong/note", data=sent, headers={"Referer": "https://evil.example/"}, **here)
    ours = visitor.post(
        "/en/wrong/note", data=sent, headers={"Referer": "https://puntari.example.fi/en/wrong/note"}, **here
    )

    assert (other.status_code, ours.status_code) == (400, 303)
