"""The component gallery: every component in every state, light and dark. Not served in production."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import render_template
from flask_babel import format_decimal
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired

from puntari.authz.guard import public
from puntari.web.blueprints import localised
from puntari.web.embeds import Card
from puntari.web.forms import Form, choices

bp = localised("gallery", __name__, prefix="/gallery")


class Sample(Form):
    """One field of each kind."""

    name = StringField(_l("Name"), [DataRequired(_l("Write a name."))], description=_l("As it is in the register."))
    secret = PasswordField(_l("Password"))
    many = IntegerField(_l("How many"))
    day = DateField(_l("Day"))
    unit = SelectField(_l("Unit"), choices=choices([("1", "Ruokapalvelut"), ("2", "Småbarnspedagogik")]))
    text = TextAreaField(_l("Text"), description=_l("A few sentences are enough."))
    file = FileField(_l("File"))
    choice = RadioField(_l("When is it chosen?"), choices=choices([("before", _l("Before")), ("after", _l("After"))]))
    agree = BooleanField(_l("Remind me by e-mail"))


@dataclass(frozen=True)
class Side:
    """One colour scheme with forms of its own, since an id may stand on a page only once."""

    scheme: str
    plain: Sample
    wrong: Sample


def side(scheme: str) -> Side:
    """The forms of one colour scheme: one as it first stands, one sent empty."""
    plain = Sample(formdata=None, prefix=f"{scheme}-plain-", data={"name": "Tess Trainee", "choice": "before"})
    wrong = Sample(formdata=None, prefix=f"{scheme}-wrong-")
    for field in wrong:
        if field.type not in {"CSRFTokenField", "PasswordField"}:
            field.errors = [_l("Write a name.")]
    return Side(scheme, plain, wrong)


CARDS = [
    Card(1, "course", "Anonym rekrytering steg för steg", "Sida 3 av 8: Vad som döljs", "Fortsätt", "#", 3, 8),
    Card(2, "exercise", "Varhaiskasvatuksen opettaja", "Kierros 1, hakemus 5 / 8", "Jatka", "#", 20, 40),
    Card(3, "course", "Easy language in advertisements", "12 October 2026", "Open", "#", 6, 6, is_done=True),
]
PAIRS = [
    {"label": "1", "first": 3.9, "first_kind": "anon", "second": 3.6, "second_kind": "named"},
    {"label": "2", "first": 2.8, "first_kind": "named", "second": 3.1, "second_kind": "anon"},
    {"label": "3", "first": 3.1, "first_kind": "anon", "second": 3.4, "second_kind": "anon"},
    {"label": "4", "first": 4.5, "first_kind": "named", "second": 4.1, "second_kind": "named"},
    {"label": "5", "first": None, "first_kind": "anon", "second": 4.0, "second_kind": "named"},
]


def one_decimal(value: float) -> str:
    """A number with one decimal, in the reader's way."""
    return str(format_decimal(value, format="0.0"))


@bp.get("/")
@public
def show() -> str:
    """All components."""
    sides: list[Side] = [side("light"), side("dark")]
    number: Callable[[float], str] = one_decimal
    return render_template("pages/gallery.html", sides=sides, cards=CARDS, pairs=PAIRS, number=number)
