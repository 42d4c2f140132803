"""The addresses of courses."""

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.authz.pseudonym import owner_key
from puntari.content.branching import NoSuchWay
from puntari.courses import actions, fragments, queries
from puntari.courses.actions import Learner
from puntari.courses.catalogue import Compiled, catalogue
from puntari.courses.domain import Progress, progress_of
from puntari.courses.forms import MESSAGES, sent_for
from puntari.courses.overview import overview_of, overviews
from puntari.courses.present import CaseView, QuestionView
from puntari.courses.questions import BadAnswer, Question
from puntari.courses.render import CasePart, QuestionPart, Shown
from puntari.extensions import db
from puntari.web.blueprints import localised
from puntari.web.clock import now, today
from puntari.web.forms import was_switched
from puntari.web.i18n import current_language

bp = localised("courses", __name__, prefix="/courses")

Page = str | tuple[str, int] | Response


def own_key() -> str:
    """The key under which the answers of whoever is signed in are kept."""
    return owner_key(current_user.id, "courses", secret=current_app.config["SETTINGS"].pseudonym_key)


def learner() -> Learner:
    """Whoever is signed in, as the actions want to know them."""
    return Learner(current_user.id, own_key(), current_language(), now(), today())


def find_course(course_id: str) -> Compiled:
    """A course that is served; any other isn't found."""
    return catalogue().courses.get(course_id) or abort(404)


def find_page(compiled: Compiled, page_id: str) -> Shown:
    """A page in the language of the request. Aborts with 404."""
    return compiled.shown.get((page_id, current_language())) or abort(404)


def find_part(compiled: Compiled, page_id: str, item_id: str) -> QuestionPart | CasePart:
    """A question or case on a page. Aborts with 404."""
    find_page(compiled, page_id)
    return compiled.part(page_id, item_id, current_language()) or abort(404)


def wants_fragment() -> bool:
    """Whether a script asks for the part of the page alone."""
    return request.headers.get("X-Fragment") == "1"


@bp.get("")
@requires(Permission.COURSE_TAKE)
def index() -> Page:
    """All courses, with how far one is."""
    return render_template("courses/index.html", courses=overviews(current_user.id, own_key(), today()))


@bp.get("/<course_id>")
@requires(Permission.COURSE_TAKE)
def front(course_id: str) -> Page:
    """What a course is, its pages, and the way in."""
    compiled = find_course(course_id)
    found = overview_of(compiled, current_user.id, own_key(), today())
    return render_template("courses/front.html", compiled=compiled, overview=found)


@bp.get("/<course_id>/missing")
@requires(Permission.COURSE_TAKE)
def missing(course_id: str) -> Page:
    """Why am I not finished? Each condition, with a link to where it is met."""
    compiled = find_course(course_id)
    found = overview_of(compiled, current_user.id, own_key(), today())
    return render_template("courses/missing.html", compiled=compiled, overview=found)


@bp.get("/<course_id>/print")
@requires(Permission.COURSE_TAKE)
def whole(course_id: str) -> Page:
    """All pages one after another, to print."""
    compiled = find_course(course_id)
    language = current_language()
    trace = queries.trace_of(own_key(), compiled.course)
    pages = []
    for page_id in compiled.course.head.pages:
        shown = compiled.shown[page_id, language]
        views = {
            view.id: view
            for part in compiled.answerable(page_id, language)
            for view in [fragments.view_of(part, trace.marks)]
        }
        parts = [fragments.part_html(compiled, part, views, language) for part in shown.parts]
        pages.append((shown, parts, fragments.foot_html(compiled, shown, language)))
    return render_template("courses/print.html", compiled=compiled, pages=pages)


@bp.route("/<course_id>/<page_id>", methods=["GET", "POST"])
@requires(Permission.COURSE_TAKE)
def page(course_id: str, page_id: str) -> Page:
    """One page with its questions. Sent without a button of its own, it checks all that was filled in."""
    compiled = find_course(course_id)
    shown = find_page(compiled, page_id)
    if request.method == "GET":
        return show_page(compiled, shown)
    if was_switched():
        return show_page(compiled, shown, is_typed=True)
    checked, errors = check_filled(compiled, page_id)
    if errors:
        db.session.rollback()
        return show_page(compiled, shown, is_typed=True, errors=errors)
    db.session.commit()
    return back_to(course_id, page_id, checked[0] if checked else None)


def show_page(
    compiled: Compiled, shown: Shown, *, is_typed: bool = False, errors: dict[str, Any] | None = None
) -> Page:
    """The page as it stands, or with what was just sent and what is wrong with it."""
    language = current_language()
    trace = queries.trace_of(own_key(), compiled.course)
    errors = errors or {}
    views: dict[str, QuestionView | CaseView] = {}
    for part in compiled.answerable(shown.id, language):
        view = fragments.view_of(part, trace.marks)
        if is_typed and isinstance(view, QuestionView):
            view = QuestionView(view.part, view.mark, sent_for(view.question, language), errors.get(view.id))
        views[view.id] = view
    progress = progress_of(compiled.outline, trace.marks, trace.edition)
    bars, nav = fragments.frame_html(compiled, shown, progress, language)
    html = render_template(
        "courses/page.html",
        compiled=compiled,
        shown=shown,
        parts=[fragments.part_html(compiled, part, views, language) for part in shown.parts],
        foot=fragments.foot_html(compiled, shown, language),
        bars=bars,
        nav=nav,
        errors=errors,
    )
    return (html, 422) if errors else html


def back_to(course_id: str, page_id: str, item_id: str | None = None) -> Response:
    """The page again, at the question."""
    anchor = f"q-{item_id}" if item_id else None
    return redirect(url_for(".page", course_id=course_id, page_id=page_id, _anchor=anchor), 303)


@bp.post("/<course_id>/<page_id>/questions/<item_id>")
@requires(Permission.COURSE_TAKE)
def answer(course_id: str, page_id: str, item_id: str) -> Page:
    """Keep the answer to one question and show what there is to say about it."""
    compiled = find_course(course_id)
    part = find_part(compiled, page_id, item_id)
    if not isinstance(part, QuestionPart):
        abort(404)
    who = learner()
    try:
        given = part.question.read(sent_for(part.question, who.language))
        if given is None:
            raise BadAnswer("empty")
    except BadAnswer as error:
        return refuse(compiled, part, MESSAGES[error.code])
    actions.keep_answer(compiled, part.question, given, learner=who)
    keep_reflections(compiled, page_id, who)
    db.session.commit()
    return show_item(compiled, part)


def refuse(compiled: Compiled, part: QuestionPart, message: Any) -> Page:
    """The question again with what was typed, and what to do about it."""
    if not wants_fragment():
        return show_page(compiled, find_page(compiled, part.page_id), is_typed=True, errors={part.question.id: message})
    trace = queries.trace_of(own_key(), compiled.course)
    typed = sent_for(part.question, current_language())
    view = QuestionView(part, trace.marks.get(("question", part.question.id)), typed, message)
    return fragments.item_html(compiled, view, current_language()), 422


def show_item(compiled: Compiled, part: QuestionPart | CasePart) -> Page:
    """What was just kept: the part alone for a script, else the page again, at the part."""
    item_id = part.question.id if isinstance(part, QuestionPart) else part.case.id
    if not wants_fragment():
        return back_to(compiled.id, part.page_id, item_id)
    trace = queries.trace_of(own_key(), compiled.course)
    return fragments.item_html(compiled, fragments.view_of(part, trace.marks), current_language())


def keep_reflections(compiled: Compiled, page_id: str, who: Learner) -> None:
    """Keep what was written in reflections on the same page, so that sending another answer loses none of it."""
    for question in questions_of(compiled, page_id):
        if question.counts:
            continue
        try:
            written = question.read(sent_for(question, who.language))
        except BadAnswer:
            continue
        if written:
            actions.keep_answer(compiled, question, written, learner=who)


def questions_of(compiled: Compiled, page_id: str) -> list[Question]:
    """The questions on a page."""
    parts = compiled.answerable(page_id, current_language())
    return [part.question for part in parts if isinstance(part, QuestionPart)]


def check_filled(compiled: Compiled, page_id: str) -> tuple[list[str], dict[str, Any]]:
    """Keep every answer that is filled in and differs from the kept one: (ids kept, what is wrong by id)."""
    who = learner()
    marks = queries.trace_of(who.owner_key, compiled.course).marks
    kept: list[str] = []
    errors: dict[str, Any] = {}
    for question in questions_of(compiled, page_id):
        mark = marks.get(("question", question.id))
        try:
            given = question.read(sent_for(question, who.language))
        except BadAnswer as error:
            errors[question.id] = MESSAGES[error.code]
            continue
        if given and (mark is None or mark.answer != given):
            actions.keep_answer(compiled, question, given, learner=who)
            if question.counts:
                kept.append(question.id)
    return kept, errors


@bp.post("/<course_id>/<page_id>/cases/<item_id>")
@requires(Permission.COURSE_TAKE)
def walk(course_id: str, page_id: str, item_id: str) -> Page:
    """Go on in a case, or begin it again. The browser says which choice it makes at which step."""
    compiled = find_course(course_id)
    part = find_part(compiled, page_id, item_id)
    if not isinstance(part, CasePart):
        abort(404)
    who = learner()
    step, _colon, to = request.form.get("to", "").partition(":")
    path = part.case.beginning()
    if step != "again":
        mark = queries.trace_of(who.owner_key, compiled.course).marks.get(("case", item_id))
        if not (step.isascii() and step.isdecimal() and len(step) < 4):
            abort(422)
        try:
            path = part.case.go(CaseView(part, mark).path, step=int(step), to=to)
        except NoSuchWay:
            abort(409)
    actions.keep_path(compiled, part.case, path, learner=who)
    keep_reflections(compiled, page_id, who)
    db.session.commit()
    return show_item(compiled, part)


@bp.post("/<course_id>/<page_id>/done")
@requires(Permission.COURSE_TAKE)
def done(course_id: str, page_id: str) -> Page:
    """Mark the page as read and go on. Answers that were filled in but not checked are checked first."""
    compiled = find_course(course_id)
    shown = find_page(compiled, page_id)
    checked, errors = check_filled(compiled, page_id)
    if errors:
        db.session.rollback()
        return show_page(compiled, shown, is_typed=True, errors=errors)
    who = learner()
    actions.finish_page(compiled, page_id, learner=who)
    progress = own_progress(compiled, who)
    db.session.commit()
    if checked:
        flash(_("We checked the answers you had filled in. Read the feedback, then go on."), "info")
        return back_to(course_id, page_id, checked[0])
    pages = compiled.course.head.pages
    if shown.number < len(pages):
        return back_to(course_id, pages[shown.number])
    is_complete = progress.is_complete
    return redirect(url_for(".front" if is_complete else ".missing", course_id=course_id), 303)


def own_progress(compiled: Compiled, who: Learner) -> Progress:
    """How far whoever is signed in is, exercises included."""
    trace = queries.trace_of(who.owner_key, compiled.course)
    exercises = queries.exercises_done(who.person_id, compiled.outline.exercises, who.today)
    return progress_of(compiled.outline, trace.marks, trace.edition, exercises)
