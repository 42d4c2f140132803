"""``_`` in a page: the words of the language in force, with what a person wrote made harmless."""

import pytest
from flask import Flask, g
from flask_babel import force_locale
from jinja2 import Environment

SAVED = '{{ _("Saved %(time)s", time=time) }}'


@pytest.fixture
def pages(app: Flask) -> Environment:
    return app.jinja_env


@pytest.mark.parametrize(("language", "said"), [("fi", "Tallennettu"), ("sv", "Sparat"), ("en", "Saved")])
def test_it_says_the_words_of_the_language_of_the_request(
    app: Flask, pages: Environment, language: str, said: str
) -> None:
    with app.test_request_context(f"/{language}/"):
        assert pages.from_string(SAVED).render(time="9.30") == f"{said} 9.30"


def test_it_says_them_in_another_language_where_that_is_forced_and_only_there(app: Flask, pages: Environment) -> None:
    page = pages.from_string(SAVED)
    with app.test_request_context("/fi/"):
        before = page.render(time="1")
        with force_locale("sv_FI"):
            inside = page.render(time="2")
        after = page.render(time="3")

    assert (before, inside, after) == ("Tallennettu 1", "Sparat 2", "Tallennettu 3")


def test_what_is_put_into_the_words_is_escaped_and_two_per_cent_signs_are_one(app: Flask, pages: Environment) -> None:
    with app.test_request_context("/en/"):
        assert pages.from_string(SAVED).render(time="<b>") == "Saved &lt;b&gt;"
        assert pages.from_string('{{ _("All of 100 %%") }}').render() == "All of 100 %"
        assert pages.from_string('{{ _("<em>no message</em>") }}').render() == "<em>no message</em>"


def test_it_speaks_outside_a_request_too(app: Flask, pages: Environment) -> None:
    with app.app_context():
        g.lang = "sv"
        assert pages.from_string(SAVED).render(time="9.30") == "Sparat 9.30"
