"""Making a rehearsal; from then on it goes like any session."""

import secrets

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.live import actions
from puntari.live.forms import RehearsalForm, select_exercise
from puntari.live.routes import bp
from puntari.practice import catalogue
from puntari.web.clock import now
from puntari.web.i18n import current_language


@bp.route("/live/rehearse", methods=["GET", "POST"])
@requires(Permission.LIVE_LEAD)
def rehearse() -> str | Response | tuple[str, int]:
    """Make a rehearsal with simulated participants."""
    form = RehearsalForm()
    exercises = {exercise.id: exercise for exercise in catalogue.exercises()}
    select_exercise(form, {id_: one.definition.title[current_language()] for id_, one in exercises.items()})
    if not form.is_submitted():
        form.token.data = secrets.token_hex(12)
        asked = request.args.get("exercise", "")
        form.exercise.data = asked if asked in exercises else None
    if form.was_sent():
        exercise, wanted = exercises[form.exercise.data], form.wanted(_("Rehearsal"))
        live = actions.create(exercise, wanted, by=current_user.id, now=now(), token=form.token.data or "")
        db.session.commit()
        return redirect(url_for(".desk", session_id=live.id), 303)
    return render_template("live/rehearse.html", form=form), form.status
