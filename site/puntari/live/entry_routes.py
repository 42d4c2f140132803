"""Typing in packets: a code, then a grid. What is kept is never shown again, not even to who typed it."""

from collections.abc import Collection

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.live import entry, paper, queries
from puntari.live.domain import Guess, Phase
from puntari.live.models import LiveSession
from puntari.live.packets import GivenBack, NotEntryTime, cell_name, fields_of, may_enter, read_grid, read_packet_code
from puntari.live.paper_forms import GridForm, PacketForm, grid_form
from puntari.live.paper_models import Packet
from puntari.live.paper_routes import scoring_session
from puntari.live.routes import bp
from puntari.web import clock
from puntari.web.forms import was_switched
from puntari.web.i18n import current_language


@bp.route("/live/<int:session_id>/paper/entry", methods=["GET", "POST"])
@requires(Permission.LIVE_LEAD)
def entry_code(session_id: int) -> str | Response | tuple[str, int]:
    """Which packet is typed in next."""
    live = scoring_session(session_id)
    if not live.is_open:
        return redirect(url_for(".desk", session_id=session_id), 303)
    form = PacketForm()
    if form.was_sent():
        packet = paper.packet_by_code(live, read_packet_code(form.code.data or ""))
        if packet is None:
            form.code.errors = [_("No packet of this session has this code. Look at the foot of the page once more.")]
        elif packet.returned_at is not None:
            form.code.errors = [_("This packet was given back as unused, so it can't be typed in.")]
        else:
            return redirect(url_for(".enter_packet", session_id=session_id, code=packet.code), 303)
    return render_template(
        "live/entry_code.html",
        live=live,
        form=form,
        counts=paper.counts_of(live),
        may_enter=may_enter(Phase(live.phase)),
    ), form.status


@bp.route("/live/<int:session_id>/paper/entry/<code>", methods=["GET", "POST"])
@requires(Permission.LIVE_LEAD)
def enter_packet(session_id: int, code: str) -> str | Response | tuple[str, int]:
    """The grid of one packet, always empty at first. Empty cells are allowed."""
    live = scoring_session(session_id)
    packet = paper.packet_by_code(live, read_packet_code(code)) or abort(404)
    if packet.returned_at is not None:
        raise GivenBack
    if not may_enter(Phase(live.phase)):
        raise NotEntryTime
    exercise = queries.exercise_of(live)
    form = grid_form(live, exercise, current_language())
    if form.was_sent() and _is_something(form):
        grid = read_grid(exercise.weights, live.size, form.cells())
        guess = Guess(form.guess.data) if form.guess.data else None
        entry.enter(packet, grid, guess, sequence=form.sequence.data or 0, by=current_user.id, now=clock.now())
        complete = [number for number, row in grid.items() if len(row) == len(fields_of(exercise.weights))]
        db.session.commit()
        flash(_saved(live, packet.code, complete), "success")
        return redirect(url_for(".entry_code", session_id=session_id), 303)
    if not form.is_submitted() or form.sequence.data is None:
        form.sequence.data = int(clock.now().timestamp() * 1_000)
    return _page(session_id, packet, form)


def _saved(live: LiveSession, code: str, complete: Collection[int]) -> str:
    """That a packet has been typed in. ``complete`` are the numbers of the applications that lack nothing."""
    if live.rounds > 1:
        return str(_("Packet %(code)s has been typed in. Complete applications: %(first)s of %(of)s in round 1, "
                 "%(second)s of %(of)s in round 2.",
                 code=code, of=live.applications, first=sum(live.spot(number)[0] == 1 for number in complete),
                 second=sum(live.spot(number)[0] == 2 for number in complete)))  # fmt: skip
    return str(_("Packet %(code)s has been typed in: %(complete)s of %(of)s applications are complete.",
             code=code, complete=len(complete), of=live.size))  # fmt: skip


def _is_something(form: GridForm) -> bool:
    """Whether anything was typed: a packet sent empty by a slip would delete what was typed before."""
    if form.is_empty:
        form.form_errors.append(_("Nothing has been typed in yet. Type at least one score."))
    return not form.is_empty


def _page(session_id: int, packet: Packet, form: GridForm) -> tuple[str, int]:
    live = scoring_session(session_id)
    exercise, language = queries.exercise_of(live), current_language()
    rows = [
        (card, exercise.face(card.application, card.face, packet.language, card.name).name)
        for card in paper.dealt(live, [packet])[packet.code]
    ]
    if was_switched():
        for field in form:
            field.errors = []
    return render_template(
        "live/entry.html",
        live=live,
        packet=packet,
        form=form,
        rounds=live.by_round(rows),
        criteria=[(f"c-{one.id}", one.title[language]) for one in exercise.criteria],
        cell_name=cell_name,
        lines=fields_of(exercise.weights),
    ), form.status
