"""Choosing an exercise, starting it, and looking at all of it beforehand as a trainer."""

from flask import abort, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.practice import actions, catalogue, others, overview
from puntari.practice.domain import Face
from puntari.practice.exercise import Exercise
from puntari.practice.forms import WAYS, start_form
from puntari.practice.owner import own_key
from puntari.web.blueprints import localised
from puntari.web.clock import now
from puntari.web.i18n import current_language

bp = localised("practice", __name__)


def exercise_or_404(exercise_id: str) -> Exercise:
    """An exercise in its present version. Aborts with 404."""
    return catalogue.find(exercise_id) or abort(404)


@bp.get("/practice")
@requires(Permission.PRACTICE_SCORE)
def index() -> str:
    """All exercises, and how far the trainee is in each."""
    return render_template(
        "practice/index.html", standings=overview.standings(own_key()), others=others.cards_of(current_user.id)
    )


@bp.route("/practice/<exercise_id>", methods=["GET", "POST"])
@requires(Permission.PRACTICE_SCORE)
def exercise(exercise_id: str) -> str | Response | tuple[str, int]:
    """The job, the criteria, and the start."""
    exercise = exercise_or_404(exercise_id)
    form = start_form(exercise, current_language())
    standing = overview.standing(own_key(), exercise)
    if form.was_sent():
        design, size = WAYS[form.way.data]
        attempt = actions.start(
            exercise,
            owner_key=own_key(),
            design=design,
            size=size,
            language=current_language(),
            weights=form.own_weights(),
            pause_hours=int(form.pause.data),
            now=now(),
        )
        db.session.commit()
        return redirect(url_for(".attempt", attempt_id=attempt.id), 303)
    return render_template("practice/exercise.html", exercise=exercise, form=form, standing=standing), form.status


@bp.get("/practice/<exercise_id>/preview")
@requires(Permission.EXERCISE_PREVIEW)
def preview(exercise_id: str) -> str:
    """The applications of an exercise, for a trainer who prepares."""
    return render_template("practice/preview.html", exercise=exercise_or_404(exercise_id))


@bp.get("/practice/<exercise_id>/preview/<application_id>")
@requires(Permission.EXERCISE_PREVIEW)
def preview_application(exercise_id: str, application_id: str) -> str:
    """One application in its three faces, with the author's key and the reasons of the marks."""
    exercise = exercise_or_404(exercise_id)
    ids = [application.id for application in exercise.definition.applications]
    if application_id not in ids:
        abort(404)
    place = ids.index(application_id)
    language = current_language()
    faces = [
        exercise.face(
            application_id, face, language, exercise.fitting_name(application_id, face) if face.is_identified else None
        )
        for face in Face
    ]
    return render_template(
        "practice/preview_application.html",
        exercise=exercise,
        application=exercise.application(application_id),
        text=exercise.texts[application_id, language],
        faces=faces,
        number=place + 1,
        before=ids[place - 1] if place else None,
        after=ids[place + 1] if place + 1 < len(ids) else None,
    )
