"""What every form shares."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField
from wtforms.validators import NumberRange

from puntari.web.forms import Form


class Counting(Form):
    many = IntegerField(validators=[NumberRange(1, 9)])


@pytest.mark.parametrize(
    ("typed", "is_in_order"), [("5", True), ("10", False), ("9" * 400, False), ("9" * 5_000, False), ("-1", False)]
)
def test_no_number_is_too_much_for_a_form(app: Flask, typed: str, is_in_order: bool) -> None:
    with app.test_request_context("/en/", method="POST"):
        form = Counting(MultiDict({"many": typed}))

        assert form.validate() == is_in_order
        assert bool(form.errors) != is_in_order
