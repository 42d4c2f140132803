"""Turning the parts of a page into HTML. What is the same for everybody is rendered once and kept."""

import json
from collections.abc import Mapping

from flask import render_template
from flask_login import current_user
from markupsafe import Markup

from puntari.courses.catalogue import Compiled, catalogue
from puntari.courses.domain import Key, Mark, Progress
from puntari.courses.present import CaseView, QuestionView
from puntari.courses.render import CalloutPart, CasePart, ExercisePart, Part, ProsePart, QuestionPart, RulePart, Shown
from puntari.extensions import db
from puntari.people.models import Organisation
from puntari.web import embeds

MOST_FRAGMENTS = 5_000  # about 10 MB; beyond that the oldest go
Views = Mapping[str, QuestionView | CaseView]


def view_of(part: QuestionPart | CasePart, marks: Mapping[Key, Mark]) -> QuestionView | CaseView:
    """A question or a case as the owner of the marks sees it."""
    if isinstance(part, QuestionPart):
        return QuestionView(part, marks.get(("question", part.question.id)))
    return CaseView(part, marks.get(("case", part.case.id)))


def item_html(compiled: Compiled, view: QuestionView | CaseView, language: str) -> Markup:
    """A question or a case.

    The same answer looks the same to everybody, so it is rendered once; private text is not kept.
    """
    template = "courses/question.html" if isinstance(view, QuestionView) else "courses/case.html"
    if isinstance(view, QuestionView):
        if view.typed or view.error or (view.is_private and view.answer):
            return _render(template, compiled, view)
        state = json.dumps(view.answer)
    else:
        state = json.dumps([view.path, view.is_done])
    key = ("item", compiled.course.digest, language, view.id, state)
    return _kept(key) or _keep(key, _render(template, compiled, view))


def _render(template: str, compiled: Compiled, view: QuestionView | CaseView) -> Markup:
    return Markup(render_template(template, view=view, course_id=compiled.id, page_id=view.part.page_id))  # noqa: S704 -- a template's output


def _kept(key: tuple[str, ...]) -> Markup | None:
    found = catalogue().fragments.get(key)
    return None if found is None else Markup(found)  # noqa: S704 -- a template's output


def _keep(key: tuple[str, ...], html: Markup) -> Markup:
    fragments = catalogue().fragments
    while len(fragments) >= MOST_FRAGMENTS:
        fragments.pop(next(iter(fragments)), None)
    fragments[key] = html
    return html


def part_html(compiled: Compiled, part: Part, views: Views, language: str) -> Markup:
    """Any part of a page."""
    match part:
        case ProsePart():
            return Markup(part.html)  # noqa: S704 -- sanitised in render.py
        case CalloutPart():
            key = ("callout", compiled.course.digest, language, part.kind, part.html)
            return _kept(key) or _keep(key, Markup(render_template("courses/callout.html", part=part)))  # noqa: S704
        case QuestionPart():
            return item_html(compiled, views[part.question.id], language)
        case CasePart():
            return item_html(compiled, views[part.case.id], language)
        case ExercisePart():
            return _exercise(part)
        case RulePart():
            rule = db.session.get(Organisation, 1)
            words = rule.rule(language) if rule else ""
            return Markup(render_template("courses/rule.html", words=words))  # noqa: S704 -- a template's output


def _exercise(part: ExercisePart) -> Markup:
    options = {"round": str(part.exercise.round)} if part.exercise.round else {}
    embed = embeds.find(part.exercise.kind, current_user.id, part.exercise.id, options)
    return Markup(render_template("courses/exercise.html", embed=embed, exercise=part.exercise))  # noqa: S704


def frame_html(compiled: Compiled, shown: Shown, progress: Progress, language: str) -> tuple[Markup, Markup]:
    """The bars above a page and the list of pages beside it; alike for all who are equally far."""
    state = json.dumps([(page.state, len(page.left)) for page in progress.pages])
    made = []
    for name in ("bars", "nav"):
        key = (name, compiled.course.digest, language, shown.id, state)
        html = _kept(key)
        if html is None:
            text = render_template(f"courses/{name}.html", compiled=compiled, shown=shown, progress=progress)
            html = _keep(key, Markup(text))  # noqa: S704 -- a template's output
        made.append(html)
    return made[0], made[1]


def foot_html(compiled: Compiled, shown: Shown, language: str) -> Markup:
    """The words explained on a page, and its sources."""
    key = ("foot", compiled.course.digest, language, shown.id)
    return _kept(key) or _keep(key, Markup(render_template("courses/foot.html", shown=shown)))  # noqa: S704
