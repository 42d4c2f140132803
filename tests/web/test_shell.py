"""The shell: languages, front page, own page, menu, statements, gallery."""

import html5lib
import pytest
from flask_babel import lazy_gettext as _l

from puntari.authz.policy import Permission
from puntari.content.languages import LANGUAGES
from puntari.extensions import db
from puntari.people.models import Organisation
from puntari.web import embeds, menu, pages
from puntari.web.embeds import Card
from tests.pages import text_of
from tests.web.conftest import token_of

TYPED = {"text": "Ääkköset & <b>", "number": "twelve", "choice": "b"}


def parsed(response):
    return html5lib.parse(response.text, namespaceHTMLElements=False)


def switches(response):
    """What the language switch does: language → (element, address)."""
    nav = next(nav for nav in parsed(response).iter("nav") if nav.get("class") == "pt-lang")
    return {
        item.get("lang"): (item.tag, item.get("href") or item.get("formaction")) for item in nav if item.get("lang")
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "accessibility", "privacy", "gallery/"])
def test_the_open_pages_are_there_in_each_language(client, units, language, path):
    response = client().get(f"/{language}/{path}")

    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text


@pytest.mark.parametrize(
    ("wish", "address"),
    [("sv-FI,sv;q=0.9", "/sv/"), ("en", "/en/"), ("de", "/fi/"), (None, "/fi/"), ("sv;q=0.3,en;q=0.7", "/en/")],
)
def test_the_root_leads_to_the_language_the_browser_asks_for(client, wish, address):
    response = client().get("/", headers={"Accept-Language": wish} if wish else {})

    assert (response.status_code, response.location) == (302, address)
    assert response.headers["Vary"] == "Accept-Language, Cookie"


def test_the_root_leads_a_person_to_their_own_page_in_their_own_language(client, people):
    response = client(people["sven"]).get("/", headers={"Accept-Language": "en"})

    assert (response.status_code, response.location) == (302, "/sv/home")


def test_the_address_decides_before_the_persons_setting(client, people):
    assert '<html lang="en">' in client(people["sven"]).get("/en/home").text


def test_switching_the_language_stays_on_the_page(client):
    response = client().get("/fi/privacy?a=%C3%A5&b=1")

    assert switches(response) == {
        "fi": ("span", None),
        "sv": ("a", "/sv/privacy?a=%C3%A5&b=1"),
        "en": ("a", "/en/privacy?a=%C3%A5&b=1"),
    }


def test_a_strange_address_can_be_switched_too(client):
    response = client().get("/fi//evil.example/%22%3E%3Cb%3E/å")

    assert switches(response)["sv"] == ("a", "/sv//evil.example/%22%3E%3Cb%3E/%C3%A5")


def test_a_page_with_a_form_sends_what_is_typed_along(city):
    assert switches(city.test_client().get("/fi/wrong/note")) == {
        "fi": ("span", None),
        "sv": ("button", "/sv/wrong/note"),
        "en": ("button", "/en/wrong/note"),
    }


def test_switching_the_language_loses_nothing_that_was_typed(city):
    visitor = city.test_client()
    token = token_of(visitor.get("/fi/wrong/note").text)
    response = visitor.post("/sv/wrong/note", data={"csrf_token": token, **TYPED, "_switch": "sv"})

    page = parsed(response)
    values = {field.get("name"): field.get("value") for field in page.iter("input") if field.get("type") != "radio"}
    checked = [field.get("value") for field in page.iter("input") if field.get("checked") is not None]
    assert response.status_code == 200
    assert page.get("lang") == "sv"
    assert (values["text"], values["number"], checked) == (TYPED["text"], TYPED["number"], ["b"])


def test_switching_the_language_saves_nothing_and_complains_of_nothing(city):
    visitor = city.test_client()
    token = token_of(visitor.get("/fi/wrong/note").text)
    good = {"csrf_token": token, "text": "Done", "number": "1", "choice": "a"}

    assert "pt-errors" not in visitor.post("/sv/wrong/note", data={**good, "text": "", "_switch": "sv"}).text
    assert visitor.post("/sv/wrong/note", data={**good, "_switch": "sv"}).status_code == 200
    assert city.extensions["notes"] == []
    assert visitor.post("/sv/wrong/note", data=good).status_code == 303
    assert city.extensions["notes"] == ["Done"]


def test_a_form_with_errors_says_so_at_the_top_and_loses_nothing(city):
    visitor = city.test_client()
    token = token_of(visitor.get("/en/wrong/note").text)
    response = visitor.post("/en/wrong/note", data={"csrf_token": token, "text": "", "number": "twelve"})

    page = parsed(response)
    summary = next(box for box in page.iter("div") if box.get("class") == "pt-errors")
    fields = {field.get("id"): field for field in page.iter() if field.get("id")}
    assert response.status_code == 422
    assert [(text_of(link), link.get("href")) for link in summary.iter("a")] == [
        ("Text: Write something.", "#text"),
        ("Number: Write a whole number.", "#number"),
        ("Choice: Choose one of those on the list.", "#choice-0"),
    ]
    assert (summary.get("role"), summary.get("tabindex"), summary.get("autofocus")) == ("alert", "-1", "")
    assert fields["number"].get("value") == "twelve"
    assert fields["text"].get("aria-invalid") == "true"
    assert text_of(fields[fields["text"].get("aria-describedby")]) == "Write something."
    assert city.extensions["notes"] == []


def test_a_message_is_shown_once_in_a_live_region(city):
    visitor = city.test_client()
    token = token_of(visitor.get("/en/wrong/note").text)
    visitor.post("/en/wrong/note", data={"csrf_token": token, "text": "Done", "number": "1", "choice": "a"})

    def said():
        page = parsed(visitor.get("/en/wrong/note"))
        return [text_of(box) for box in page.iter("div") if box.get("role") == "status"]

    assert (said(), said()) == (["Saved."], [""])


def test_the_front_page_leads_to_the_taster_and_to_sign_in(client):
    links = [(text_of(link), link.get("href")) for link in parsed(client().get("/sv/")).iter("a")]

    assert ("Prova på tre minuter", "/sv/try") in links
    assert ("Logga in", "/sv/login") in links


def test_a_redaction_bar_hides_words_that_are_not_there(client):
    page = parsed(client().get("/en/"))
    bars = [bar for bar in page.iter("span") if bar.get("class") == "pt-bar"]

    assert len(bars) > 5
    assert {(text_of(bar), tuple(bar.attrib)) for bar in bars} == {("hidden", ("class",))}


def test_the_statements_name_the_organisation_and_whom_to_write_to(client, units, app, monkeypatch):
    assert "learning service of Valkonummi" in client().get("/en/accessibility").text
    assert "mailto:" not in client().get("/en/privacy").text
    settings = app.config["SETTINGS"].model_copy(update={"contact": "hr@valkonummi.example"})
    monkeypatch.setitem(app.config, "SETTINGS", settings)

    for path in ("accessibility", "privacy"):
        assert 'href="mailto:hr@valkonummi.example"' in client().get(f"/en/{path}").text


@pytest.mark.parametrize(
    ("language", "day"), [("fi", "21. marraskuuta 2026"), ("sv", "21 november 2026"), ("en", "21 November 2026")]
)
def test_the_statements_are_dated(client, language, day):
    assert pages.WRITTEN.isoformat() == "2026-11-21"
    for path in ("accessibility", "privacy"):
        assert day in client().get(f"/{language}/{path}").text


CARDS = [
    Card(5, "course", "Later", "Not begun", "Begin", "/later"),
    Card(1, "course", "First", "Page 2 of 4", "Continue", "/first", 1, 4),
    Card(0, "course", "Finished", "12 October", "Open", "/finished", 4, 4, is_done=True),
]


def headings(response):
    return [(h.tag, text_of(h)) for h in parsed(response).iter() if h.tag in {"h1", "h2", "h3"}]


def test_the_own_page_shows_what_comes_next_first(client, people, monkeypatch):
    monkeypatch.setattr(embeds, "_cards", [lambda person_id: CARDS if person_id == people["tess"].id else []])
    response = client(people["tess"]).get("/en/home")

    assert headings(response) == [
        ("h1", "My learning"),
        ("h2", "First"),
        ("h2", "Also for you"),
        ("h3", "Later"),
        ("h2", "Done"),
        ("h3", "Finished"),
    ]
    assert 'aria-label="1 of 4 done"' in response.text


def test_the_own_page_says_when_all_is_done(client, people, monkeypatch):
    monkeypatch.setattr(embeds, "_cards", [lambda person_id: CARDS[2:]])
    response = client(people["tess"]).get("/en/home")

    assert headings(response) == [("h1", "My learning"), ("h3", "Finished")]
    assert "You have done everything there is for you now, Tess. Thank you." in response.text


def test_the_own_page_says_when_there_is_nothing(client, people, monkeypatch):
    monkeypatch.setattr(embeds, "_cards", [])

    assert "There is nothing waiting for you." in client(people["tess"]).get("/en/home").text


def test_nobody_in_particular_has_no_own_page(client):
    assert client().get("/fi/home").status_code == 401


def test_the_menu_shows_what_one_may_use(app, people):
    items = [
        menu.Item("pages.front", _l("For visitors"), None),
        menu.Item("pages.home", _l("For all"), Permission.ACCOUNT_USE),
        menu.Item("pages.privacy", _l("For HR"), Permission.PLAN_READ, _l("What one does there")),
    ]
    before = app.jinja_env.globals["menu"]
    menu.init_app(app, items)
    try:
        shown = {}
        for who in (None, "tess", "hilla"):
            with app.test_request_context("/en/privacy"):
                from flask import g

                g._login_user = people[who] if who else app.login_manager.anonymous_user()
                shown[who] = [(str(i["label"]), i["is_current"]) for i in app.jinja_env.globals["menu"]()]
    finally:
        app.jinja_env.globals["menu"] = before

    assert shown == {
        None: [("For visitors", False)],
        "tess": [("For all", False)],
        "hilla": [("For all", False), ("For HR", True)],
    }


def test_places_for_other_work_stand_on_the_own_page(client, people):
    places = {}
    for who in ("tess", "hilla", "arto"):
        page = parsed(client(people[who]).get("/en/home"))
        nav = [nav for nav in page.iter("nav") if nav.get("class") == "pt-places"]
        places[who] = [text_of(link) for link in nav[0].iter("a")] if nav else []

    assert places["tess"] == []
    assert "People" in places["hilla"]
    assert "People" in places["arto"]


def test_the_gallery_is_not_served_in_production(city):
    assert city.test_client().get("/en/gallery/").status_code == 404


def test_the_process_and_the_database_answer(client):
    for path in ("/healthz", "/readyz"):
        response = client().get(path)
        assert (response.status_code, response.text) == (200, "ok\n")


def test_an_organisation_name_is_shown_as_text(client, units):
    db.session.get(Organisation, 1).name_en = "<b>Town</b>"
    db.session.commit()

    assert "&lt;b&gt;Town&lt;/b&gt;" in client().get("/en/").text
