"""The component gallery: every component in every state, light and dark. Not served in production."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
from puntari.web import gallery_samples as samples
from puntari.web.blueprints import localised
from puntari.web.forms import Form, choices

bp = localised("gallery", __name__, prefix="/gallery")
POINTS = choices((str(point), point) for point in range(1, 6))
ANCHORS = {point: dict.fromkeys(("fi", "sv", "en"), text) for point, text in ((1, "Ei näyttöä"), (5, "Vahva näyttö"))}


class Sample(Form):
    """One field of each kind."""

    name = StringField(_l("Name"), [DataRequired()], description=_l("As it is in the register."))
    secret = PasswordField(_l("Password"))
    many = IntegerField(_l("How many"))
    day = DateField(_l("Day"))
    unit = SelectField(_l("Unit"), choices=choices([("1", "Ruokapalvelut"), ("2", "Småbarnspedagogik")]))
    text = TextAreaField(_l("Text"), description=_l("A few sentences are enough."))
    file = FileField(_l("File"))
    choice = RadioField(_l("When is it chosen?"), choices=choices([("before", _l("Before")), ("after", _l("After"))]))
    agree = BooleanField(_l("Remind me by e-mail"))
    points = RadioField("Pedagoginen osaaminen", choices=POINTS)
    invite = RadioField(_l("Would you invite this applicant?"), choices=choices([("1", _l("Yes")), ("0", _l("No"))]))


_further: dict[str, Callable[[], dict[str, Any]]] = {}


def show_too(template: str, samples: Callable[[], dict[str, Any]]) -> None:
    """Show a feature's own components as well: a template, and what it gets as ``sample``."""
    _further[template] = samples


@dataclass(frozen=True)
class Side:
    """One colour scheme with forms of its own, since an id may stand on a page only once."""

    scheme: str
    plain: Sample
    wrong: Sample
    questions: list[samples.Question]
    case: Any
    shown: Any


def side(scheme: str) -> Side:
    """The forms of one colour scheme: one as it first stands, one sent empty."""
    filled = {"name": "Tess Trainee", "choice": "before", "points": "4", "invite": "1"}
    plain = Sample(formdata=None, prefix=f"{scheme}-plain-", data=filled)
    wrong = Sample(formdata=None, prefix=f"{scheme}-wrong-")
    for field in wrong:
        if field.type not in {"CSRFTokenField", "PasswordField"}:
            field.errors = [_l("Fill this in.")]
    return Side(scheme, plain, wrong, list(samples.questions(scheme)), samples.case(scheme), samples.shown(scheme))


def one_decimal(value: float) -> str:
    """A number with one decimal, in the reader's way."""
    return str(format_decimal(value, format="0.0"))


@bp.get("/")
@public
def show() -> str:
    """All components."""
    return render_template(
        "pages/gallery.html",
        sides=[side("light"), side("dark")],
        cards=samples.CARDS,
        pairs=samples.PAIRS,
        number=one_decimal,
        anchors=ANCHORS,
        sheets=[samples.sheet_page(is_identified=False), samples.sheet_page(is_identified=True)],
        callouts=samples.callouts(),
        further=[(template, make()) for template, make in _further.items()],
    )
