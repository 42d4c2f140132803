"""Forms speak our words in three languages, whatever the library would say."""

import pytest
from flask_babel import force_locale
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, NumberRange

from puntari.web.forms import Form, choices
from puntari.web.i18n import LOCALES
from puntari.web.words import WORDS


class Everything(Form):
    name = StringField(validators=[InputRequired()])
    long = StringField(validators=[Length(min=3)])
    short = StringField(validators=[Length(max=5)])
    exact = StringField(validators=[Length(min=2, max=2)])
    between = StringField(validators=[Length(min=2, max=3)])
    several = SelectMultipleField(choices=choices([("a", "A")]))
    email = StringField(validators=[Email()])
    number = IntegerField(validators=[NumberRange(min=1, max=5)])
    choice = RadioField(choices=choices([("a", "A")]))
    text = TextAreaField()


def errors_of(app, language="en", **sent):
    with app.test_request_context(f"/{language}/"), force_locale(LOCALES[language]):
        form = Everything(MultiDict(sent), meta={"csrf": False})
        form.validate()
        return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


GOOD = {
    "name": "Tess",
    "long": "abc",
    "short": "abc",
    "exact": "fi",
    "between": "fi",
    "several": "a",
    "email": "tess@example.org",
    "number": "3",
    "choice": "a",
    "text": "a\nb",
}


def test_what_is_in_order_has_no_errors(app):
    assert errors_of(app, **GOOD) == {}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Fill this in."),
        ("name", "   ", "Fill this in."),
        ("name", "a\x00b", "The text has a character that can't be used here. Write it again."),
        ("long", "ab", "Write at least 3 characters."),
        ("exact", "a", "Write exactly 2 characters."),
        ("between", "a", "Write between 2 and 3 characters."),
        ("several", "b", "Choose only from the list."),
        ("short", "abcdef", "Write at most 5 characters."),
        ("email", "tess", "Write a whole e-mail address, such as name@example.org."),
        ("number", "three", "Write a whole number."),
        ("number", "6", "The number must be between 1 and 5."),
        ("choice", "b", "Choose one of those on the list."),
        ("text", "a\x07b", "The text has a character that can't be used here. Write it again."),
    ],
)
def test_what_is_not_is_said_in_our_words(app, field, value, said):
    assert errors_of(app, **{**GOOD, field: value})[field][0] == said


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_all_words_are_translated(app, language):
    with app.test_request_context(f"/{language}/"), force_locale(LOCALES[language]):
        untranslated = [english for english in WORDS.values() if str(english) == english._args[0]]

    assert untranslated == []


def test_text_is_trimmed_and_composed(app):
    with app.test_request_context("/en/"):
        form = Everything(MultiDict({**GOOD, "name": "  A\u0308iti \n"}), meta={"csrf": False})

    assert form.name.data == "Äiti"
