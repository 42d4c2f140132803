"""Whatever goes wrong, a person gets a page of ours, in their language, that says what to do."""

import html5lib
import pytest
from flask_babel import force_locale
from sqlalchemy.exc import OperationalError

from puntari.content.languages import LANGUAGES
from puntari.extensions import db
from puntari.people.models import Person
from puntari.web import errors, last_resort, site
from puntari.web.i18n import LOCALES
from tests.pages import text_of
from tests.web.conftest import SECRET, token_of


def heading(html):
    return text_of(next(html5lib.parse(html, namespaceHTMLElements=False).iter("h1")))


def links(html):
    page = html5lib.parse(html, namespaceHTMLElements=False)
    return {text_of(link): link.get("href") for link in page.iter("a")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 413, 422, 429, 500])
def test_each_status_has_its_own_page_in_each_language(city, language, status):
    response = city.test_client().get(f"/{language}/wrong/status/{status}")

    with city.test_request_context(), force_locale(LOCALES[language]):
        title = str(errors.PAGES[status][0])
    assert response.status_code == status
    assert heading(response.text) == title
    assert f'<html lang="{language}">' in response.text


def test_the_titles_are_translated(city):
    titles = set()
    for language in LANGUAGES:
        with city.test_request_context(), force_locale(LOCALES[language]):
            titles |= {str(title) for title, _ in errors.PAGES.values()}

    assert len(titles) == len(errors.PAGES) * len(LANGUAGES)


def test_a_status_without_a_page_becomes_its_neighbour(city):
    assert city.test_client().get("/en/wrong/status/418").status_code == 400
    assert city.test_client().get("/en/wrong/status/503").status_code == 500


def test_an_unknown_address_keeps_its_language(city):
    response = city.test_client().get("/sv/nowhere?a=1")

    assert response.status_code == 404
    assert links(response.text)["English"] == "/en/nowhere?a=1"


def test_sign_in_leads_back_to_the_page_one_wanted(client, people):
    response = client().get("/en/home?tab=2")

    assert response.status_code == 401
    assert links(response.text)["Sign in"].startswith("/en/login")
    assert "/en/login?next=/en/home?tab%3D2" in response.text


def test_after_a_lost_form_sign_in_leads_to_the_page_of_the_form(app, client):
    response = client().post("/en/account", headers={"Referer": "http://localhost/en/home"})

    assert response.status_code == 401
    assert "/en/login?next=/en/home" in response.text


def test_a_form_that_no_longer_fits_leads_back_to_its_page(city):
    with city.test_client() as visitor:
        page = visitor.get("/en/wrong/note").text
        token = token_of(page)
        response = visitor.post(
            "/en/wrong/sent", data={"csrf_token": token}, headers={"Referer": "http://localhost/en/wrong/note"}
        )

    assert response.status_code == 409
    assert links(response.text)["Go back"] == "/en/wrong/note"
    assert links(response.text)["Suomi"] == "/fi/wrong/note"


def given_back(html):
    page = html5lib.parse(html, namespaceHTMLElements=False)
    return ["".join(area.itertext()) for area in page.iter("textarea")]


LONG = "First line\n\nÄiti & <b>poika</b>"


@pytest.mark.parametrize("is_signed_in", [True, False], ids=["old-token", "signed-out"])
def test_what_was_written_in_a_form_that_is_too_old_is_given_back(city, app, client, is_signed_in):
    visitor = city.test_client() if is_signed_in else client()
    address = "/en/wrong/note" if is_signed_in else "/en/account"
    sent = {"text": LONG, "other": LONG, "choice": "a", "number": "12", "csrf_token": "a b", "new": "old pass phrase"}
    response = visitor.post(address, data=sent, headers={"Referer": f"http://localhost{address}"})

    assert response.status_code == (400 if is_signed_in else 401)
    assert given_back(response.text) == [LONG]


def test_what_another_site_sends_is_not_shown(city):
    response = city.test_client().post(
        "/en/wrong/note", data={"text": LONG}, headers={"Referer": "http://evil.example/"}
    )

    assert response.status_code == 400
    assert given_back(response.text) == []


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [
        (1, "Try again in 1 second."),
        (90, "Try again in 90 seconds."),
        (91, "Try again in 2 minutes."),
        (5400, "Try again in 90 minutes."),
        (5401, "Try again in 2 hours."),
    ],
)
def test_a_wait_is_said_in_words(city, seconds, sentence):
    with city.test_request_context("/en/"):
        assert errors.in_words(seconds) == sentence


def test_too_many_tries_says_when_to_try_again(city):
    response = city.test_client().get("/fi/wrong/slow")

    assert (response.status_code, response.headers["Retry-After"]) == (429, "125")
    assert "Not so fast. Yritä uudelleen 3 minuutin kuluttua." in response.text


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/en/wrong/slow", 429, {"error": "Not so fast. Try again in 3 minutes.", "status": 429}),
        (
            "/en/home",
            401,
            {
                "error": "This page is for people with an account. You come straight back here.",
                "sign_in": "/en/login?next=/en/home",
                "status": 401,
            },
        ),
        (
            "/en/wrong/broken",
            500,
            {
                "error": "The error has been noted. What you had saved is safe. Try again in a moment.",
                "status": 500,
            },
        ),
    ],
)
def test_a_script_is_told_in_json(city, path, status, said):
    response = city.test_client().get(path, headers={"Accept": "application/json"})

    assert (response.status_code, response.json) == (status, said)


def test_the_page_of_a_wrong_method_names_the_right_ones(app, client):
    response = client().post("/en/privacy")

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_an_unexpected_error_is_noted_and_tells_nothing(city, caplog):
    response = city.test_client().get("/sv/wrong/broken")

    assert response.status_code == 500
    assert heading(response.text) == "Något gick fel hos oss"
    assert SECRET not in response.text
    assert SECRET in caplog.text


def lost(*args, **kwargs):
    raise OperationalError("SELECT", {}, Exception("the database is gone"))


@pytest.mark.parametrize(("path", "status"), [("/fi/home", 500), ("/fi/nowhere", 404), ("/nowhere", 404)])
def test_a_database_that_is_gone_gives_our_page(city, monkeypatch, path, status):
    from puntari.extensions import login_manager

    monkeypatch.setattr(login_manager, "_user_callback", lost)
    monkeypatch.setattr(site._kept, "load", lost)
    site.forget()
    client = city.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = "1.0"
    response = client.get(path)

    assert response.status_code == status
    assert "pt-header" in response.text  # the whole layout, as for somebody who isn't signed in


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_not_even_the_templates_work_there_is_a_last_page(city, monkeypatch, language):
    monkeypatch.setattr(errors, "render_template", lost)
    response = city.test_client().get(f"/{language}/wrong/broken")

    assert response.status_code == 500
    assert heading(response.text) == last_resort.WORDS[language][0]
    assert f'<html lang="{language}">' in response.text


def test_the_last_page_shows_no_address_as_markup(city, monkeypatch):
    monkeypatch.setattr(errors, "render_template", lost)
    response = city.test_client().get('/en/"><script>x</script>')

    assert "<script>x" not in response.text


def test_what_is_too_large_is_refused(city):
    size = city.config["SETTINGS"].max_request_bytes + 1
    response = city.test_client().post("/fi/wrong/note", data={"text": "a" * size})

    assert response.status_code == 413
    assert heading(response.text) == "Liian suuri"


def test_a_file_that_is_too_large_is_refused(city):
    size = city.config["SETTINGS"].max_request_bytes + 1
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = head + b"a" * size + b"\r\n--b--\r\n"
    response = city.test_client().post("/fi/wrong/note", data=body, content_type="multipart/form-data; boundary=b")

    assert response.status_code == 413


def test_a_person_is_led_to_their_own_page(client, people):
    response = client(people["tess"]).get("/en/nowhere")

    assert links(response.text)["My learning"] == "/en/home"
    assert isinstance(db.session.get(Person, people["tess"].id), Person)
