"""What a participant does in a session of another exercise; the server knows where everybody is."""

from typing import Any

from flask import Response as JsonResponse
from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import format_time
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puntari.authz.guard import public
from puntari.extensions import db
from puntari.live import activities, joining
from puntari.live.activity_process import process_of
from puntari.live.activity_spotting import run_of, work_of
from puntari.live.domain import Activity, NotNow, Phase
from puntari.live.join_routes import bp, to_place
from puntari.live.models import Participant
from puntari.live.participant import find_here, here_or_404
from puntari.practice.choices import read_sequence
from puntari.practice.process import actions as walking
from puntari.practice.process import queries as walks
from puntari.practice.process.content import Process
from puntari.practice.process.forms import ChooseForm
from puntari.practice.process.models import ProcessWalk
from puntari.practice.process.routes import render_walk
from puntari.practice.spotting import actions as spotting
from puntari.practice.spotting import queries as spotted
from puntari.practice.spotting.domain import Kind, NothingMarked, carried
from puntari.practice.spotting.forms import MarkForm, mark_form
from puntari.practice.spotting.models import Item, Run
from puntari.practice.spotting.words import KINDS, NAMES
from puntari.practice.spotting.works import Work
from puntari.web.clock import now
from puntari.web.forms import was_switched
from puntari.web.i18n import current_language


def place_page(participant: Participant) -> str | Response:
    """What a participant has before them now."""
    live, phase = participant.live, Phase(participant.live.phase)
    if phase is Phase.LOBBY:
        return _page("live/lobby.html", participant)
    if phase is Phase.REVEAL or participant.owner_key is None:
        return _page("live/activity/watch.html", participant, run=run_of_here(participant))
    if live.activity == Activity.PROCESS:
        return redirect(url_for("join.walk", code=live.code), 303)
    run = run_of(live, participant.owner_key) or abort(404)
    following = next((item.position for item in run.items if not item.done_at), None)
    if following is None:
        return _page("live/activity/wait.html", participant)
    return redirect(url_for("join.text", code=live.code, position=following), 303)


def run_of_here(participant: Participant) -> Run | None:
    """A participant's run, where there is one to look at."""
    is_walk = participant.live.activity == Activity.PROCESS
    return None if is_walk else run_of(participant.live, participant.owner_key)


def _page(template: str, participant: Participant, **more: Any) -> str:
    live = participant.live
    title = activities.of(live).title(live)
    return render_template(template, participant=participant, live=live, Activity=Activity, content_title=title, **more)


def _walk_here(code: str, *, is_saving: bool = False) -> tuple[Participant, Process, ProcessWalk]:
    """A participant and their walk. Aborts with 404."""
    participant = here_or_404(code, is_saving=is_saving)
    if participant.live.activity != Activity.PROCESS or participant.owner_key is None:
        abort(404)
    process = process_of(participant.live)
    walk = walks.walk_of(participant.owner_key, process.id, is_changing=is_saving)
    return participant, process, walk or abort(404)


@bp.get("/<code>/walk")
@public
def walk(code: str) -> str | Response:
    """Where the walk stands, or (``at``) an earlier decision. At its end it stays as it is, for the group's picture."""
    if find_here(code) is None:
        return to_place(code)
    participant, process, found = _walk_here(code)
    live = participant.live
    if live.phase not in {Phase.WORK, Phase.REVEAL}:
        return to_place(code)
    is_open = live.phase == Phase.WORK and found.ended_at is None
    return render_walk(
        process,
        found.path,
        at=request.args.get("at", type=int),
        template="live/activity/walk.html",
        address=url_for("join.walk", code=code),
        choose=url_for("join.go", code=code) if is_open else None,
        again=None,
        participant=participant,
        live=live,
    )


@bp.post("/<code>/walk")
@public
def go(code: str) -> Response:
    """Choose a way. Repeating it changes nothing. Raises NotNow when the work or the walk is over."""
    form = ChooseForm()
    if not form.was_sent():
        abort(422)
    participant, process, found = _walk_here(code, is_saving=True)
    step, to = form.way
    is_repeated = found.path[step : step + 2][1:] == [to]
    if participant.live.phase != Phase.WORK or (found.ended_at and not is_repeated):
        raise NotNow
    moment = now()
    walking.choose(found, process, step=step, to=to, language=current_language(), now=moment)
    joining.seen(participant.id, participant.last_seen_at, moment)
    db.session.commit()
    return redirect(url_for("join.walk", code=code), 303)


def _item_here(code: str, position: int, *, is_saving: bool = False) -> tuple[Participant, Work, Item]:
    """A participant and one of their texts. Aborts with 404."""
    participant = here_or_404(code, is_saving=is_saving)
    live = participant.live
    if live.activity not in {kind.value for kind in Kind}:
        abort(404)
    run = run_of(live, participant.owner_key)
    item = next((one for one in run.items if one.position == position), None) if run else None
    return participant, work_of(live), item or abort(404)


@bp.route("/<code>/texts/<int(max=99):position>", methods=["GET", "POST"])
@public
def text(code: str, position: int) -> str | Response | tuple[str, int]:
    """One text: marked until it is handed in; what was found in it is seen with the group's result."""
    form_sent = request.method == "POST"
    if find_here(code) is None:
        return to_place(code)
    participant, work, item = _item_here(code, position, is_saving=form_sent)
    live, language = participant.live, current_language()
    if live.phase == Phase.REVEAL and item.done_at:
        return _page("live/activity/outcome.html", participant, **_spotting(work, item, language))
    if live.phase != Phase.WORK or item.done_at:
        if form_sent and not was_switched():
            flash(_("That part is over. What you had chosen before is kept."), "info")
        return to_place(code)
    reading = spotted.reading_of(item, work, language)
    form = mark_form(reading, carried(item.marked, reading.pieces()))
    if form_sent and _take(participant, item, work, form):
        return to_place(code)
    return _page(
        "live/activity/mark.html",
        participant,
        item=item,
        work=work,
        reading=reading,
        form=form,
        checked=set(form.pieces.data or []),
        save_to=url_for("join.marks", code=code, position=position),
        Kind=Kind,
        kind_names=NAMES,
    ), form.status


def _spotting(work: Work, item: Item, language: str) -> dict[str, Any]:
    outcome = spotted.outcome_of(item, work, language)
    return {"work": work, "item": item, "outcome": outcome, "Kind": Kind, "kind_names": NAMES, "wording_kinds": KINDS}


def _take(participant: Participant, item: Item, work: Work, form: MarkForm) -> bool:
    """Keep what was sent and, unless only the language was switched, hand the text in; whether it was handed in."""
    moment = now()
    reading = spotted.reading_of(item, work, current_language())
    sequence = max(item.sequence + 1, int(moment.timestamp() * 1_000))
    spotting.mark(item, reading, form.pieces.data or [], sequence=sequence)
    is_handed_in = form.was_sent()
    if is_handed_in:
        try:
            spotting.hand_in(
                item, reading, person_id=None, language=current_language(), today=moment.date(), now=moment
            )
        except NothingMarked:
            form.refuse_empty()
            is_handed_in = False
    joining.seen(participant.id, participant.last_seen_at, moment)
    db.session.commit()
    return is_handed_in


@bp.post("/<code>/texts/<int(max=99):position>/marks")
@public
def marks(code: str, position: int) -> tuple[JsonResponse, int]:
    """Save all that is marked as marking goes on. Repeating it, or sending it late, changes nothing."""
    participant, work, item = _item_here(code, position, is_saving=True)
    if participant.live.phase != Phase.WORK or item.done_at:
        raise NotNow
    sequence = read_sequence(request.form.get("sequence", ""))
    if sequence is None:
        return jsonify(error=_("This choice can't be saved. Reload the page.")), 422
    moment = now()
    reading = spotted.reading_of(item, work, current_language())
    is_kept = spotting.mark(item, reading, request.form.getlist("pieces"), sequence=sequence)
    joining.seen(participant.id, participant.last_seen_at, moment)
    db.session.commit()
    return jsonify(saved=format_time(moment, "short"), is_kept=is_kept), 200
