"""The trainer's addresses: sessions, the code for the wall, and the room that has one address for ever."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from flask import abort, current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response

from puntari.authz.guard import public, requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.live import actions, queries
from puntari.live.codes import in_groups
from puntari.live.domain import SIZES, Plan, minutes_in_all
from puntari.live.forms import SessionForm, SettingsForm, select_exercise
from puntari.live.models import LiveSession
from puntari.live.qr import qr_svg
from puntari.people.models import Person
from puntari.practice import catalogue
from puntari.web.blueprints import localised
from puntari.web.clock import now
from puntari.web.forms import was_switched
from puntari.web.i18n import current_language

bp = localised("live", __name__)


def own_session(session_id: int) -> LiveSession:
    """A real session that whoever is signed in leads or helps with. Aborts with 404 for anybody else's.

    Rehearsals aren't found: what isn't made for them, such as a report or a file, can't show one by oversight.
    """
    live = either_session(session_id)
    return abort(404) if live.is_rehearsal else live


def either_session(session_id: int) -> LiveSession:
    """The same, but a rehearsal too as long as it's open: for pages that say so. Aborts with 404."""
    live = queries.session_of(current_user.id, session_id)
    return abort(404) if live.is_rehearsal and not live.is_open else live


def outside(endpoint: str, **values: str) -> str:
    """A whole address as people type it or scan it."""
    base: str = current_app.config["SETTINGS"].base_url
    return base + url_for(endpoint, _external=False, **values)


def bare(address: str) -> str:
    """An address without what nobody needs to type."""
    return address.removeprefix("https://").removeprefix("http://")


def stepping(step: str, steps: Sequence[str], address: Callable[[str], str]) -> dict[str, Any]:
    """What a page of a result needs to lead to the one before and the next. Aborts with 404 for a step it hasn't."""
    if step not in steps:
        abort(404)
    at = steps.index(step)
    return {
        "step": step,
        "steps": steps,
        "address": address,
        "previous": address(steps[at - 1]) if at else None,
        "following": address(steps[at + 1]) if at + 1 < len(steps) else None,
    }


@bp.get("/live")
@requires(Permission.LIVE_LEAD)
def index() -> str:
    """The trainer's sessions, and their room."""
    room = queries.room_of(current_user.id)
    return render_template(
        "live/index.html",
        sessions=queries.sessions_of(current_user.id),
        room=outside(".room", slug=room.slug) if room else None,
        exercise_of=queries.exercise_of,
        in_groups=in_groups,
    )


@bp.route("/live/new", methods=["GET", "POST"])
@requires(Permission.LIVE_LEAD)
def new() -> str | Response | tuple[str, int]:
    """Make a session."""
    form = SessionForm()
    exercises = {exercise.id: exercise for exercise in catalogue.exercises()}
    select_exercise(form, {id_: one.definition.title[current_language()] for id_, one in exercises.items()})
    if not form.is_submitted():
        form.token.data = secrets.token_hex(12)
        asked = request.args.get("exercise", "")
        form.exercise.data = asked if asked in exercises else None
    if form.was_sent():
        exercise, wanted = exercises[form.exercise.data], form.wanted()
        live = actions.create(exercise, wanted, by=current_user.id, now=now(), token=form.token.data or "")
        db.session.commit()
        return redirect(url_for(".desk", session_id=live.id), 303)
    return _form_page(form, None)


@bp.route("/live/<int:session_id>/settings", methods=["GET", "POST"])
@requires(Permission.LIVE_LEAD)
def settings(session_id: int) -> str | Response | tuple[str, int]:
    """Change a session before scoring begins."""
    live = own_session(session_id)
    if not live.is_scoring:
        abort(404)
    form = SettingsForm(data=_as_data(live))
    form.kept_size = live.size
    if not live.is_open or live.locked_at:
        flash(_("Scoring has begun, so the session can't be changed any more."), "info")
        return redirect(url_for(".desk", session_id=live.id), 303)
    if form.was_sent():
        actions.change(live, form.wanted(), by=current_user.id, now=now())
        db.session.commit()
        flash(_("The session has been changed."), "success")
        return redirect(url_for(".desk", session_id=live.id), 303)
    return _form_page(form, live)


def _as_data(live: LiveSession) -> dict[str, object]:
    languages = {language: language in live.languages.split() for language in ("fi", "sv", "en")}
    kept = ("title", "has_criteria", "has_neutral", "has_prediction", "expected", "minimum")
    return {**{name: getattr(live, name) for name in kept}, **languages}


def _form_page(form: SettingsForm, live: LiveSession | None) -> tuple[str, int]:
    if was_switched():
        for field in form:
            field.errors = []
    return render_template(
        "live/form.html",
        form=form,
        live=live,
        planned=minutes_in_all(live.plan, live.size) if live else None,
        lengths={size: minutes_in_all(Plan(), size) for size in SIZES},
        shortest=minutes_in_all(Plan(False, False, False), min(SIZES)),
    ), form.status


@bp.get("/live/<int:session_id>/code")
@requires(Permission.LIVE_LEAD)
def code(session_id: int) -> str | Response:
    """The code, large, for the wall."""
    live = either_session(session_id)
    if live.code is None:
        return redirect(url_for(".desk", session_id=live.id), 303)
    address = outside("join.enter", code=live.code)
    return render_template(
        "live/code.html",
        live=live,
        code=in_groups(live.code),
        qr=Markup(qr_svg(address)),  # noqa: S704 -- drawn by us from an address of ours
        address=bare(outside("join.ask")),
        here=queries.count_here(live, now()),
    )


@bp.get("/live/<int:session_id>/here")
@requires(Permission.LIVE_LEAD)
def here(session_id: int) -> Response:
    """How many are in, for the wall; 304 when that hasn't changed."""
    live = either_session(session_id)
    return unless_known(render_template("live/here.html", here=queries.count_here(live, now())))


def unless_known(part: str) -> Response:
    """A part of a page, or 304 when the browser has it already."""
    response = make_response(part)
    response.set_etag(sha256(part.encode()).hexdigest()[:20])
    return response.make_conditional(request)


@bp.get("/live/rooms/<slug>")
@public
def room(slug: str) -> str:
    """A trainer's permanent address: the way into the session that is open there now."""
    found = queries.room_by_slug(slug)
    live = queries.open_in_room(found)
    trainer = db.session.get(Person, found.person_id)
    return render_template(
        "live/room.html", live=live, trainer=trainer, code=in_groups(live.code) if live and live.code else None
    )


def as_number(moment: datetime) -> int:
    """A moment as whole microseconds since 1970, for a form to send back."""
    return int(moment.timestamp() * 1_000_000)
