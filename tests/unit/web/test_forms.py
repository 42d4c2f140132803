"""What every form shares."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange

from puntari.web.forms import Form


class Counting(Form):
    many = IntegerField(validators=[NumberRange(1, 9)])


class Naming(Form):
    name = StringField(validators=[InputRequired("Give a name.")])


@pytest.mark.parametrize(
    ("typed", "is_in_order"),
    [
        pytest.param("", False, id="empty"),
        pytest.param(" \u00a0\u2003", False, id="spaces"),
        pytest.param("\u200b\ufeff\u202e\u2060", False, id="steering-signs"),
        pytest.param("\u202eÅsa", True, id="letters-behind-a-sign"),
        pytest.param("👩‍🚀", True, id="emoji"),
        pytest.param("7", True, id="digit"),
    ],
)
def test_what_nobody_can_see_is_no_name(app: Flask, typed: str, is_in_order: bool) -> None:
    with app.test_request_context("/en/", method="POST"):
        form = Naming(MultiDict({"name": typed}))

        assert form.validate() == is_in_order
        assert form.errors == ({} if is_in_order else {"name": ["Give a name."]})


@pytest.mark.parametrize(
    ("typed", "is_in_order"), [("5", True), ("10", False), ("9" * 400, False), ("9" * 5_000, False), ("-1", False)]
)
def test_no_number_is_too_much_for_a_form(app: Flask, typed: str, is_in_order: bool) -> None:
    with app.test_request_context("/en/", method="POST"):
        form = Counting(MultiDict({"many": typed}))

        assert form.validate() == is_in_order
        assert bool(form.errors) != is_in_order
