"""The language of a request: the address first, then the person's own setting, then what the browser asks for."""

from typing import Any
from urllib.parse import quote

from flask import Flask, g, has_request_context, request, url_for
from flask_babel import get_locale, get_translations
from flask_login import current_user
from markupsafe import Markup

from puntari.content.languages import LANGUAGES
from puntari.extensions import babel
from puntari.web.dates import DateFormats
from puntari.web.redirects import came_from

NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
LOCALES = {"fi": "fi", "sv": "sv_FI", "en": "en_GB"}
PATH_SAFE = "/:@!$&'()*+,;=~"


def preferred_language() -> str:
    """For an address without a language: the person's setting, then the browser's wish, then Finnish."""
    if current_user.is_authenticated:
        return str(current_user.language)
    return request.accept_languages.best_match(LANGUAGES) or "fi"


def current_language() -> str:
    """The language of this request; Finnish outside requests unless ``g.lang`` says otherwise."""
    language = g.get("lang")
    if language is None and has_request_context():
        first = request.path.split("/")[1]
        language = first if first in LANGUAGES else preferred_language()
        g.lang = language
    return language or "fi"


def switch_addresses() -> list[tuple[str, str, str]]:
    """(language, its own name, address of this same page) for each language."""
    return [(language, NAMES[language], address_in(language)) for language in LANGUAGES]


def address_in(language: str) -> str:
    """This same page in another language; the front page for a page that has no language in its address.

    An address that only takes what is sent to it can't be opened, so the page before it is meant.
    """
    path, query = request.path, request.query_string.decode("latin-1")
    if request.url_rule is not None and "GET" not in (request.url_rule.methods or ()):
        path, _, query = (came_from() or "/").partition("?")
    first, _, rest = path[1:].partition("/")
    if first not in LANGUAGES:
        return url_for("pages.front", lang=language)
    address = f"/{language}/{quote(rest, safe=PATH_SAFE)}"
    return f"{address}?{query}" if query else address


_said: dict[tuple[str, str], Markup] = {}


def say(message: str, /, **variables: Any) -> Markup:
    """What ``_`` writes in a page. A page says a hundred things, and Jinja looks up each of them the long way."""
    locale = get_locale()
    key = (locale.language if locale else "", message)
    said = _said.get(key)
    if said is None:
        said = _said[key] = Markup(get_translations().gettext(message))  # noqa: S704 -- our own words
    return said % variables if "%" in said else said


def init_app(app: Flask) -> None:
    """Tell Flask-Babel and the address builder about the language."""
    app.config["BABEL_DEFAULT_TIMEZONE"] = app.config["SETTINGS"].timezone
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    babel.date_formats = DateFormats()
    babel.init_app(app, locale_selector=lambda: LOCALES[current_language()])
    app.jinja_env.globals["_"] = say

    @app.url_value_preprocessor
    def pull_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "lang" in values:
            g.lang = values.pop("lang")

    @app.url_defaults
    def put_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current_language()
