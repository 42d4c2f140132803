"""Leak hunt and advertisement review: start, mark a text, hand it in, see what was found."""

from flask import Response as JsonResponse
from flask import abort, jsonify, redirect, render_template, request, url_for
from flask_babel import format_time
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.content.languages import LANGUAGES
from puntari.extensions import db
from puntari.practice import overview
from puntari.practice.choices import read_sequence
from puntari.practice.owner import own_key
from puntari.practice.spotting import actions, queries, works
from puntari.practice.spotting.domain import Kind, NothingMarked, Reading, carried, rewritten
from puntari.practice.spotting.forms import MarkForm, mark_form
from puntari.practice.spotting.models import Item, Run
from puntari.practice.spotting.words import KINDS, NAMES
from puntari.web.blueprints import localised
from puntari.web.clock import now, today
from puntari.web.forms import Form, was_switched
from puntari.web.i18n import current_language

bp = localised("spotting", __name__)
ANY_KIND = f"<any({', '.join(repr(kind.value) for kind in Kind)}):kind>"


@bp.context_processor
def _words() -> dict[str, object]:
    return {"Kind": Kind, "kind_names": NAMES, "wording_kinds": KINDS}


@bp.route(f"/practice/{ANY_KIND}/<content_id>", methods=["GET", "POST"])
@requires(Permission.PRACTICE_SCORE)
def start(kind: str, content_id: str) -> str | Response | tuple[str, int]:
    """What it is about, and the way in."""
    work = works.find(kind, content_id) or abort(404)
    form = Form()
    if form.was_sent():
        run = actions.start(work, owner_key=own_key(), language=current_language(), now=now())
        db.session.commit()
        return redirect(url_for(".run", run_id=run.id), 303)
    runs = queries.runs_of(own_key(), kind, content_id)
    return render_template(
        "practice/spotting/start.html",
        work=work,
        form=form,
        under_way=next((run for run in runs if not run.finished_at), None),
        finished=next((run for run in runs if run.finished_at), None),
        unscored=_is_unscored(work),
    ), form.status


def _is_unscored(work: works.Work) -> bool:
    """Whether the trainee would meet applications here that they haven't scored yet."""
    return isinstance(work, works.LeakHunt) and not overview.standing(own_key(), work.exercise).is_finished


@bp.get("/practice/spotting/<int:run_id>")
@requires(Permission.PRACTICE_SCORE)
def run(run_id: int) -> Response:
    """Go on where one was, on whatever device."""
    run = queries.run_of(own_key(), run_id)
    if run.finished_at:
        return redirect(url_for(".result", run_id=run_id))
    position = next(item.position for item in run.items if not item.done_at)
    return redirect(url_for(".text", run_id=run_id, position=position))


@bp.route("/practice/spotting/<int:run_id>/texts/<int(max=999):position>", methods=["GET", "POST"])
@requires(Permission.PRACTICE_SCORE)
def text(run_id: int, position: int) -> str | Response | tuple[str, int]:
    """One text: marked until it is handed in, and after that what was found in it."""
    item = queries.item_of(own_key(), run_id, position)
    work, language = queries.work_of(item.run), current_language()
    if item.done_at:
        return _handed_in(item, work)
    reading = queries.reading_of(item, work, language)
    form = mark_form(reading, carried(item.marked, reading.pieces()))
    if form.is_submitted():
        answer = _take(item, work, reading, form)
        if answer:
            return answer
    return render_template(
        "practice/spotting/mark.html",
        item=item,
        work=work,
        reading=reading,
        form=form,
        checked=carried(form.pieces.data or [], reading.pieces()),
    ), form.status


def _take(item: Item, work: works.Work, reading: Reading, form: MarkForm) -> Response | None:
    """Keep what was sent and, unless only the language was switched, hand the text in."""
    here = url_for(".text", run_id=item.run_id, position=item.position)
    sequence = max(item.sequence + 1, int(now().timestamp() * 1_000))
    others = [queries.reading_of(item, work, language) for language in LANGUAGES] if was_switched() else []
    actions.mark(item, reading, form.pieces.data or [], sequence=sequence, others=others)
    if form.was_sent():
        try:
            actions.hand_in(
                item, reading, person_id=current_user.id, language=current_language(), today=today(), now=now()
            )
        except NothingMarked:
            form.refuse_empty()
    db.session.commit()
    return None if form.errors else redirect(here, 303)


def _handed_in(item: Item, work: works.Work) -> str | Response:
    """What was found in the text; for the only text of a run that is the result."""
    if len(item.run.items) == 1:
        return redirect(url_for(".result", run_id=item.run_id), 303)
    outcome = queries.outcome_of(item, work, current_language())
    following = next((one.position for one in item.run.items if one.position > item.position), None)
    return render_template(
        "practice/spotting/outcome.html",
        item=item,
        work=work,
        outcome=outcome,
        better=rewritten(outcome.reading),
        following=following,
    )


@bp.post("/practice/spotting/<int:run_id>/texts/<int(max=999):position>/marks")
@requires(Permission.PRACTICE_SCORE)
def save(run_id: int, position: int) -> tuple[JsonResponse, int]:
    """Save all that is marked as marking goes on. Repeating it, or sending it late, changes nothing."""
    item = queries.item_of(own_key(), run_id, position)
    actions.check_open(item)
    sequence = read_sequence(request.form.get("sequence", ""))
    if sequence is None:
        return jsonify(error=_("This choice can't be saved. Reload the page.")), 422
    reading = queries.reading_of(item, queries.work_of(item.run), current_language())
    is_kept = actions.mark(item, reading, request.form.getlist("pieces"), sequence=sequence)
    db.session.commit()
    return jsonify(saved=format_time(now(), "short"), is_kept=is_kept), 200


@bp.get("/practice/spotting/<int:run_id>/result")
@requires(Permission.PRACTICE_READ_RESULT)
def result(run_id: int) -> str | Response:
    """Every place of every text: found or missed; and what was marked without need."""
    run = queries.run_of(own_key(), run_id)
    if not run.finished_at:
        return redirect(url_for(".run", run_id=run_id))
    work = queries.work_of(run)
    outcomes = [queries.outcome_of(item, work, current_language()) for item in run.items]
    return render_template("practice/spotting/result.html", **_result(run, work, outcomes))


def _result(run: Run, work: works.Work, outcomes: list[queries.Outcome]) -> dict[str, object]:
    sources = work.advertisement.definition.sources if isinstance(work, works.Review) else {}
    return {
        "run": run,
        "work": work,
        "outcomes": outcomes,
        "better": [rewritten(outcome.reading) for outcome in outcomes],
        "found": sum(len(outcome.verdict.found) for outcome in outcomes),
        "places": sum(len(outcome.reading.places) for outcome in outcomes),
        "needless": sum(len(outcome.verdict.needless) for outcome in outcomes),
        "is_too_much": any(outcome.verdict.is_too_much for outcome in outcomes),
        "sources": sources,
        "source_numbers": {source: number for number, source in enumerate(sources, start=1)},
    }
