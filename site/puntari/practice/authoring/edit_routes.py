"""Writing a draft: a page for each part, with what the linter says and how it will look beside it.

The same form is saved, or only shown again with findings and preview; a script asks for these two alone.
"""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask_babel import gettext as _

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.content.languages import LANGUAGES
from puntari.extensions import db
from puntari.practice.authoring import actions, definition, preview, queries, sent, words
from puntari.practice.authoring.actions import ChangedMeanwhile
from puntari.practice.authoring.definition import PARTS, Draft
from puntari.practice.authoring.models import OwnExercise
from puntari.practice.authoring.routes import address_of, bp, report_of
from puntari.practice.content import DEFINITION
from puntari.web import clock
from puntari.web.forms import was_switched
from puntari.web.i18n import current_language


@dataclass
class Editing:
    """A draft as its form shows it: with what was typed, saved or not."""

    own: OwnExercise
    page: str
    files: dict[str, str]
    was: str

    @property
    def draft(self) -> Draft:
        """The definition."""
        return definition.read(self.files.get(DEFINITION, ""))


def opened(own_id: int, page: str, *, for_writing: bool = False) -> Editing:
    """The draft as it is kept. Aborts with 404 when it has no such page."""
    own = queries.own_of(own_id, for_writing=for_writing)
    files = queries.files_of(own)
    draft = definition.read(files.get(DEFINITION, ""))
    if page not in PARTS and page not in {application["id"] for application in draft["applications"]}:
        abort(404)
    return Editing(own, page, files, actions.seen(draft, files, page))


@bp.route("/<int:own_id>/<any(job, criteria, names):page>", methods=["GET", "POST"])
@requires(Permission.EXERCISE_AUTHOR)
def part(own_id: int, page: str) -> Any:
    """The title and the job, the criteria, or the groups with their names."""
    return edit(own_id, page)


@bp.route("/<int:own_id>/applications/<application_id>", methods=["GET", "POST"])
@requires(Permission.EXERCISE_AUTHOR)
def application(own_id: int, application_id: str) -> Any:
    """One application: its key and what stays the same, its text in three languages, and its marks."""
    if application_id in PARTS:
        abort(404)
    return edit(own_id, application_id)


def edit(own_id: int, page: str) -> Any:
    """Show a page of a draft, or save it."""
    is_saved = request.method == "POST" and "show" not in request.form and not was_switched()
    editing = opened(own_id, page, for_writing=is_saved)
    if request.method == "GET":
        return shown(editing)
    fields = sent.clean(request.form.to_dict())
    changed = sent.changed_files(editing.files, editing.draft, page, fields)
    status = 200
    if is_saved:
        try:
            actions.save(editing.own, page, changed, was=fields.get("seen", ""), now=clock.now())
        except ChangedMeanwhile:
            status = 409  # the form now knows the newer state, so that saving it again replaces that knowingly
        else:
            db.session.commit()
            flash(_("The draft has been saved."), "success")
            return redirect(request.path, 303)
    else:
        editing.was = fields.get("seen", "")[:16]
    editing.files = {**editing.files, **changed}
    return shown(editing, status=status)


def shown(editing: Editing, *, status: int = 200) -> Any:
    """The page, or for a script only what changes while one types."""
    own, page, draft = editing.own, editing.page, editing.draft
    own_id, exercise_id = own.id, own.exercise_id
    look = request.form.get("show", "")
    look = look if look in LANGUAGES else current_language()
    report = report_of(exercise_id, editing.files)
    ids = [application["id"] for application in draft["applications"]]
    place = ids.index(page) if page in ids else 0
    is_live = "X-Fragment" in request.headers
    applications = draft["applications"]
    answer = render_template(
        "practice/authoring/live.html" if is_live else f"practice/authoring/{page if page in PARTS else 'text'}.html",
        own_id=own_id,
        page=page,
        draft=draft,
        place=place,
        application=applications[place] if applications else None,
        ids=ids,
        was=editing.was,
        report=report,
        findings=report.on(page),
        look=look,
        faces=faces_of(editing, place, look),
        bodies=sent.bodies_of(editing.files, page),
        marks=sent.marks_of(editing.files, page) if page not in PARTS else {},
        slots=sorted({slot for group in draft["groups"].values() for slot in group["values"]}),
        facets=list(words.FACETS.items()),
        is_conflict=status == 409,
        is_unsaved=request.method == "POST",
        words=words,
        heading=words.page_title(page, ids),
        title=draft["title"][current_language()] or exercise_id,
        address=address_of,
    )
    return answer, status


def faces_of(editing: Editing, place: int, look: str) -> list[Any]:
    """The three faces of the application that the page is about; for the names, of the first one."""
    draft = editing.draft
    if editing.page in {"job", "criteria"} or not draft["applications"]:
        return []
    application = draft["applications"][place]
    source = editing.files.get(f"{application['id']}.{look}.md", "")
    return preview.faces(draft, application, source, look)
