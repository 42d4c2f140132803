"""Making a rehearsal; from then on it goes like any session."""

import secrets
from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.live import actions, activities
from puntari.live.activity_words import kind_title
from puntari.live.domain import Activity
from puntari.live.forms import AnyRehearsalForm, RehearsalForm, offer_dials, select_exercise
from puntari.live.routes import bp
from puntari.practice import catalogue
from puntari.practice.actions import Versioned
from puntari.web.clock import now
from puntari.web.i18n import current_language


@bp.route("/live/rehearse", methods=["GET", "POST"])
@requires(Permission.LIVE_LEAD)
def rehearse() -> str | Response | tuple[str, int]:
    """Make a rehearsal of scoring with simulated participants."""
    exercises = {exercise.id: exercise for exercise in catalogue.exercises()}
    titles = {id_: one.definition.title[current_language()] for id_, one in exercises.items()}
    return _rehearsal(RehearsalForm(), Activity.SCORING, exercises, titles)


@bp.route('/live/rehearse/<any("leak-hunt","advertisement","process"):kind>', methods=["GET", "POST"])
@requires(Permission.LIVE_LEAD)
def rehearse_activity(kind: str) -> str | Response | tuple[str, int]:
    """Make a rehearsal of another exercise."""
    activity = Activity(kind)
    contents = {one.id: one for doing, one in activities.offered().values() if doing.kind is activity}
    titles = {id_: one.title[current_language()] for id_, one in contents.items()}
    return _rehearsal(AnyRehearsalForm(), activity, contents, titles)


def _rehearsal(
    form: AnyRehearsalForm, activity: Activity, contents: Mapping[str, Versioned], titles: dict[str, str]
) -> str | Response | tuple[str, int]:
    select_exercise(form, titles)
    offer_dials(form, activity)
    if not form.is_submitted():
        form.token.data = secrets.token_hex(12)
        asked = request.args.get("exercise", "")
        form.exercise.data = asked if asked in contents else None
    if form.was_sent():
        content, wanted = contents[form.exercise.data], form.wanted(_("Rehearsal"))
        token = form.token.data or ""
        live = actions.create(content, wanted, by=current_user.id, now=now(), token=token, activity=activity)
        db.session.commit()
        return redirect(url_for(".desk", session_id=live.id), 303)
    page = render_template("live/rehearse.html", form=form, kind=activity, kinds=tuple(Activity), kind_title=kind_title)
    return page, form.status
