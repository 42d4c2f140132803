"""The taster for anybody: no account, nothing kept but how many tried it on a day. The state travels in the form."""

import secrets
from typing import Any

from flask import abort, current_app, render_template
from flask_babel import lazy_gettext as _l
from itsdangerous import BadData, URLSafeTimedSerializer
from wtforms import HiddenField, RadioField, SelectChoice  # type: ignore[attr-defined]  # SelectChoice
from wtforms.validators import InputRequired

from puntari.authz.guard import public
from puntari.extensions import db
from puntari.practice import actions, catalogue, taster
from puntari.practice.choices import POINTS
from puntari.practice.exercise import Exercise
from puntari.practice.faces import FacePage
from puntari.practice.routes import bp
from puntari.web.clock import today
from puntari.web.forms import Form, was_switched
from puntari.web.i18n import current_language

MAX_AGE = 24 * 3600  # seconds


class TasterForm(Form):
    """One score from 1 to 5, and everything before it, signed."""

    state = HiddenField()
    points = RadioField(
        choices=[SelectChoice(point) for point in POINTS],
        validators=[InputRequired(_l("Choose a number from 1 to 5."))],
    )


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SETTINGS"].secret_key, salt="taster")


def _read(state: str) -> dict[str, Any]:
    """The state that a form carries. Aborts with 400 when it isn't ours or is too old."""
    try:
        value: dict[str, Any] = _signer().loads(state, max_age=MAX_AGE)
    except BadData:
        abort(400)
    return value if taster.is_state(value) else abort(400)


@bp.route("/try", methods=["GET", "POST"])
@public
def try_it() -> str | tuple[str, int]:
    """Three short applications, one of them twice; then both faces side by side."""
    exercise = catalogue.taster() or abort(404)
    form = TasterForm()
    form.points.label.text = exercise.criteria[0].title[current_language()]
    if not form.is_submitted():
        return render_template("practice/taster.html", exercise=exercise, form=form)
    if not form.state.data:
        return _screen(exercise, form, {"seed": secrets.token_hex(8), "points": []})
    state = _read(form.state.data)
    if len(state["points"]) == taster.SCREENS:
        return _result(exercise, state)
    if not form.was_sent():
        return _screen(exercise, form, state)
    state["points"].append(int(form.points.data))
    if not was_switched() and len(state["points"]) in {1, taster.SCREENS}:
        actions.count_taster(today(), is_finished=len(state["points"]) == taster.SCREENS)
        db.session.commit()
    form.points.data = None
    return _result(exercise, state) if len(state["points"]) == taster.SCREENS else _screen(exercise, form, state)


def _face(exercise: Exercise, screen: taster.Screen) -> FacePage:
    return exercise.face(screen.application, screen.face, current_language(), screen.name)


def _screen(exercise: Exercise, form: TasterForm, state: dict[str, Any]) -> tuple[str, int]:
    number = taster.next_screen(state["points"])
    is_first_look = not form.points.raw_data and not form.state.data
    form.state.data = _signer().dumps(state)
    if is_first_look or was_switched():
        form.points.errors = []
    page = _face(exercise, taster.screens(exercise, state["seed"])[number - 1])
    template = render_template("practice/taster_screen.html", exercise=exercise, form=form, page=page, number=number)
    return template, 422 if form.points.errors else 200


def _result(exercise: Exercise, state: dict[str, Any]) -> str:
    screens = taster.screens(exercise, state["seed"])
    form = TasterForm(formdata=None)
    form.state.data = _signer().dumps(state)
    return render_template(
        "practice/taster_result.html",
        exercise=exercise,
        form=form,
        pages=[_face(exercise, screens[0]), _face(exercise, screens[-1])],
        points=[state["points"][0], state["points"][-1]],
    )
