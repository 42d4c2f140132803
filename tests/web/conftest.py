"""A second application as a city would run it, with CSRF on, and a few routes that go wrong on purpose."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Blueprint, Flask, abort, flash, redirect, render_template_string
from flask.ctx import AppContext
from wtforms import IntegerField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from puntari.app import create_app
from puntari.authz.guard import public
from puntari.config import Settings
from puntari.extensions import Model, db
from puntari.web import errors
from puntari.web.blueprints import localised
from puntari.web.forms import Form, choices
from tests.conftest import KEYS
from tests.pages import CheckedClient

SECRET = "the password of the database is swordfish"  # must never be in a page


class Slow(Exception):
    """Refused for a while."""

    retry_after = 125


class NoteForm(Form):
    text = StringField("Text", [InputRequired("Write something."), Length(max=20)])
    number = IntegerField("Number")
    choice = RadioField("Choice", choices=choices([("a", "A"), ("b", "B")]))


PAGE = """{% extends "base.html" %}{% from "components/forms.html" import error_summary, field, radios, button %}
{% set main_form = "note" %}{% block title %}Note{% endblock %}
{% block content %}{{ error_summary(form) }}<h1>Note</h1><form method="post" id="note" novalidate>
{{ form.hidden_tag() }}{{ field(form.text) }}{{ field(form.number) }}{{ radios(form.choice) }}
{{ button("Save") }}</form>{% endblock %}"""


def token_of(html: str) -> str:
    """The CSRF token that a page's form carries."""
    return re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', html)[0]


def wrong_turns(kept: list[str]) -> Blueprint:
    """Routes that answer with whatever status is asked for, break, or take a note."""
    bp = localised("wrong", __name__, prefix="/wrong")

    @bp.route("/status/<int:status>", methods=["GET", "POST"])
    @public
    def status(status: int) -> Any:
        abort(status)

    @bp.get("/broken")
    @public
    def broken() -> Any:
        raise RuntimeError(SECRET)

    @bp.get("/slow")
    @public
    def slow() -> Any:
        raise Slow

    @bp.post("/sent")
    @public
    def sent() -> Any:
        abort(409)

    @bp.route("/note", methods=["GET", "POST"])
    @public
    def note() -> Any:
        form = NoteForm()
        if form.was_sent():
            kept.append(form.text.data or "")
            flash("Saved.", "success")
            return redirect("/en/wrong/note", 303)
        return render_template_string(PAGE, form=form), form.status

    return bp


@pytest.fixture
def make_city(tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Make a production application with settings of one's own and enter its context; what its form took is in
    ``app.extensions["notes"]``."""
    made: list[AppContext] = []

    def make(**settings: Any) -> Flask:
        bare = {"instance": tmp_path, "courses": tmp_path / "courses", "exercises": tmp_path / "exercises"}
        for folder in bare.values():
            folder.mkdir(exist_ok=True)
        app = create_app(Settings(mode="production", **{**bare, **KEYS, **settings}))
        app.extensions["notes"] = []
        app.register_blueprint(wrong_turns(app.extensions["notes"]))
        app.test_client_class = CheckedClient
        errors.show_as(Slow, 429, "Not so fast.")
        context = app.app_context()
        context.push()
        Model.metadata.create_all(db.engine)
        made.append(context)
        return app

    yield make
    for context in reversed(made):
        db.session.rollback()
        db.engine.dispose()
        context.pop()


@pytest.fixture
def city(make_city: Callable[..., Flask]) -> Flask:
    """The production application."""
    return make_city()
