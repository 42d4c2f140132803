"""Walking through a process on one's own: what it is, the walk, and beginning again."""

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.practice.owner import own_key
from puntari.practice.process import actions, catalogue, queries
from puntari.practice.process.content import Process
from puntari.practice.process.forms import ChooseForm
from puntari.practice.process.models import ProcessWalk
from puntari.practice.process.show import view_of
from puntari.practice.process.story import STAGES
from puntari.practice.process.words import stage_title
from puntari.web.blueprints import localised
from puntari.web.clock import now, today
from puntari.web.forms import Form
from puntari.web.i18n import current_language

bp = localised("process", __name__)


def process_or_404(process_id: str) -> Process:
    """A process in its present version. Aborts with 404."""
    return catalogue.find(process_id) or abort(404)


def own_walk(process: Process, *, is_changing: bool = False) -> ProcessWalk:
    """The walk of whoever asks, as far as the present version lets it go on. Aborts with 404 before it is begun."""
    walk = queries.walk_of(own_key(), process.id, is_changing=is_changing)
    return walk if walk and process.case.fits(walk.path) else abort(404)


@bp.route("/practice/process/<process_id>", methods=["GET", "POST"])
@requires(Permission.PRACTICE_SCORE)
def about(process_id: str) -> str | Response:
    """What the walk is about, and its beginning."""
    process = process_or_404(process_id)
    form = Form()
    if form.was_sent():
        actions.begin(process, owner_key=own_key(), language=current_language(), now=now())
        db.session.commit()
        return redirect(url_for(".walk", process_id=process_id), 303)
    walk = queries.walk_of(own_key(), process.id)
    return render_template(
        "practice/process/process.html",
        process=process,
        walk=walk,
        form=form,
        is_begun=walk is not None and process.case.fits(walk.path),
    )


@bp.get("/practice/process/<process_id>/walk")
@requires(Permission.PRACTICE_SCORE)
def walk(process_id: str) -> str | Response:
    """Where the walk stands, or (``at``) an earlier decision of it."""
    process = process_or_404(process_id)
    found = queries.walk_of(own_key(), process.id)
    if found is None or not process.case.fits(found.path):
        return redirect(url_for(".about", process_id=process_id), 303)
    return render_walk(
        process,
        found.path,
        at=request.args.get("at", type=int),
        address=url_for(".walk", process_id=process_id),
        choose=url_for(".choose", process_id=process_id),
        again=url_for(".again", process_id=process_id),
        template="practice/process/walk.html",
    )


def render_walk(process: Process, path: list[str], *, at: int | None, template: str, **more: object) -> str:
    """The page of a walk; a live session shows the same in its own frame."""
    return render_template(
        template,
        process=process,
        view=view_of(process, path, current_language(), at),
        stages=STAGES,
        stage_title=stage_title,
        form=Form(),
        **more,
    )


@bp.post("/practice/process/<process_id>/choose")
@requires(Permission.PRACTICE_SCORE)
def choose(process_id: str) -> Response:
    """Choose a way."""
    process = process_or_404(process_id)
    form = ChooseForm()
    if not form.was_sent():
        abort(422)
    walk, moment = own_walk(process, is_changing=True), now()
    step, to = form.way
    has_ended = actions.choose(walk, process, step=step, to=to, language=current_language(), now=moment)
    if has_ended:
        actions.complete(process, current_user.id, language=current_language(), today=today(), now=moment)
    db.session.commit()
    return redirect(url_for(".walk", process_id=process_id), 303)


@bp.post("/practice/process/<process_id>/again")
@requires(Permission.PRACTICE_SCORE)
def again(process_id: str) -> Response:
    """Go back to the beginning."""
    process = process_or_404(process_id)
    if not Form().was_sent():
        abort(422)
    actions.begin_again(own_walk(process, is_changing=True), process, now=now())
    db.session.commit()
    return redirect(url_for(".walk", process_id=process_id), 303)
