"""Exercises that trainers write: the list, copying, importing, publishing, and the file to keep."""

import re
import secrets
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.content.problems import Problem, Problems
from puntari.extensions import db, set_reading
from puntari.practice import catalogue
from puntari.practice.authoring import actions, definition, packing, queries, words
from puntari.practice.authoring.linting import OTHER, Report, lint
from puntari.practice.authoring.models import OwnExercise
from puntari.practice.authoring.sent import clean
from puntari.practice.content import DEFINITION
from puntari.web import clock
from puntari.web.blueprints import localised
from puntari.web.i18n import current_language

bp = localised("authoring", __name__, prefix="/practice/own")
LONGEST_NAME = 100


@lru_cache(maxsize=32)
def _report(exercise_id: str, files: tuple[tuple[str, str], ...]) -> Report:
    return lint(exercise_id, dict(files))


def report_of(exercise_id: str, files: dict[str, str]) -> Report:
    """What the linter says, without holding the database meanwhile: checking takes a while."""
    db.session.rollback()
    set_reading(True)
    return _report(exercise_id, tuple(sorted(files.items())))


def write_again() -> None:
    """Begin anew for writing after a report was made."""
    db.session.rollback()
    set_reading(False)


@bp.get("")
@requires(Permission.EXERCISE_AUTHOR)
def index() -> Any:
    """What trainers have made, and the two ways to begin."""
    return _index()


def _index(errors: dict[str, str] | None = None, problems: list[Problem] | None = None) -> Any:
    page = render_template(
        "practice/authoring/index.html",
        own=queries.all_own(),
        sources=[*catalogue.exercises()],
        errors=errors or {},
        problems=[(problem, words.say(problem)) for problem in problems or []],
        typed=clean(request.form.to_dict()),
        once=_once(),
    )
    return page, 422 if errors else 200


def _once() -> str:
    """What makes sending the form twice one deed; of our own making when the form brings none."""
    sent = request.form.get("once", "")
    return sent if re.fullmatch(r"[0-9a-f]{5}", sent) else secrets.token_hex(3)[:5]


@bp.post("/copy")
@requires(Permission.EXERCISE_AUTHOR)
def copy() -> Any:
    """A draft with everything that the chosen exercise has."""
    typed = clean(request.form.to_dict())
    source, title = catalogue.find(typed.get("source", "")), " ".join(typed.get("title", "").split())
    errors = {}
    if source is None:
        errors["source"] = _("Choose the exercise to begin with.")
    if not title:
        errors["title"] = _("Give your exercise a name.")
    elif len(title) > LONGEST_NAME:
        errors["title"] = _("The name can be at most %(number)s characters long.", number=LONGEST_NAME)
    if errors or source is None:
        return _index(errors)
    own = actions.copy(source, title, once=_once(), by=current_user.id, now=clock.now())
    db.session.commit()
    flash(_("Your copy is ready. Nobody else than trainers sees it before you publish it."), "success")
    return redirect(url_for(".overview", own_id=own.id), 303)


@bp.post("/import")
@requires(Permission.EXERCISE_AUTHOR)
def take_in() -> Any:
    """A draft from a file that was exported here, or packed from a folder of exercises."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _index({"file": _("Choose the file to import.")})
    problems = Problems(Path())
    files = packing.unpack(sent.read(), problems)
    if not files:
        return _index({"file": _("The file can't be imported.")}, list(problems))
    own, is_new = actions.take_in(
        files, once=_once(), by=current_user.id, now=clock.now(), file=sent.filename[:LONGEST_NAME]
    )
    db.session.commit()
    if is_new:
        flash(_("The exercise was imported as a draft."), "success")
    else:
        flash(_("The exercise is here already, just as in the file."), "info")
    if unknown := packing.left_out(files):
        flash(_("What Puntari doesn't know was left out: %(what)s", what=", ".join(unknown[:10])), "warning")
    return redirect(url_for(".overview", own_id=own.id), 303)


@bp.get("/<int:own_id>")
@requires(Permission.EXERCISE_AUTHOR)
def overview(own_id: int) -> Any:
    """The parts of a draft, what the linter says of each, and what can be done with the whole."""
    return _overview(queries.own_of(own_id))


def _overview(own: OwnExercise, *, is_refused: bool = False) -> Any:
    files = queries.files_of(own)
    draft = definition.read(files.get(DEFINITION, ""))
    ids = [application["id"] for application in draft["applications"]]
    report = _report(own.exercise_id, tuple(sorted(files.items())))
    page = render_template(
        "practice/authoring/overview.html",
        own=own,
        draft=draft,
        title=draft["title"][current_language()] or own.exercise_id,
        ids=ids,
        pages=[*definition.PARTS, *ids],
        report=report,
        is_changed=queries.is_changed(own, files),
        is_refused=is_refused,
        publications=queries.publications_of(own),
        words=words,
        address=address_of,
    )
    return page, 422 if is_refused else 200


def address_of(own_id: int, page: str) -> str:
    """Where a page of a draft is."""
    if page in definition.PARTS:
        return url_for("authoring.part", own_id=own_id, page=page)
    if page == OTHER:
        return url_for("authoring.overview", own_id=own_id)
    return url_for("authoring.application", own_id=own_id, application_id=page)


@bp.post("/<int:own_id>/publish")
@requires(Permission.EXERCISE_AUTHOR)
def publish(own_id: int) -> Any:
    """Put the draft on offer, or say what stands in the way."""
    own = queries.own_of(own_id)
    by, report = current_user.id, report_of(own.exercise_id, queries.files_of(own))
    if report.exercise is None:
        return _overview(queries.own_of(own_id), is_refused=True)
    write_again()
    own = queries.own_of(own_id, for_writing=True)
    is_new = actions.publish(own, report, by=by, now=clock.now())
    db.session.commit()
    catalogue.forget_own()
    number = own.number
    flash(
        _("Version %(number)s is published. It is in the list of exercises now.", number=number)
        if is_new
        else _("This version is published already."),
        "success",
    )
    return redirect(url_for(".overview", own_id=own_id), 303)


@bp.post("/<int:own_id>/<any(withdraw, offer):deed>")
@requires(Permission.EXERCISE_AUTHOR)
def withdraw(own_id: int, deed: str) -> Any:
    """Take the exercise out of the lists, or put it back."""
    own = queries.own_of(own_id, for_writing=True)
    act = actions.withdraw if deed == "withdraw" else actions.offer_again
    act(own, by=current_user.id, now=clock.now())
    db.session.commit()
    return redirect(url_for(".overview", own_id=own_id), 303)


@bp.route("/<int:own_id>/remove", methods=["GET", "POST"])
@requires(Permission.EXERCISE_AUTHOR)
def remove(own_id: int) -> Any:
    """Ask, then delete a draft that was never published."""
    own = queries.own_of(own_id, for_writing=request.method == "POST")
    if own.digest is not None:
        abort(409)
    if request.method == "GET":
        return render_template("practice/authoring/remove.html", own=own)
    actions.remove(own, by=current_user.id, now=clock.now())
    db.session.commit()
    flash(_("The draft has been removed."), "success")
    return redirect(url_for(".index"), 303)


@bp.get("/<int:own_id>/export")
@requires(Permission.EXERCISE_AUTHOR)
def export(own_id: int) -> Response:
    """The draft as a file."""
    own = queries.own_of(own_id)
    return _as_zip(own.exercise_id, queries.files_of(own), own.exercise_id)


@bp.get("/<int:own_id>/versions/<int:number>/export")
@requires(Permission.EXERCISE_AUTHOR)
def export_version(own_id: int, number: int) -> Response:
    """A version as it was published, whatever became of the draft since."""
    own = queries.own_of(own_id)
    return _as_zip(own.exercise_id, queries.published_files(own, number), f"{own.exercise_id}-{number}")


def _as_zip(exercise_id: str, files: Mapping[str, str], name: str) -> Response:
    return Response(
        packing.pack(exercise_id, files),
        mimetype="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}.zip"'},
    )
