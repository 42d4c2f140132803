"""Packets on paper: made, printed, given back. For who leads the session."""

import secrets
from collections.abc import Sequence

from flask import Response as FileResponse
from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.live import paper, paper_pdf, queries
from puntari.live.domain import Phase, takes_raters
from puntari.live.models import LiveSession
from puntari.live.packets import may_enter
from puntari.live.paper_forms import PacketForm, PrintForm, ReturnForm, print_form
from puntari.live.paper_models import Packet
from puntari.live.routes import bp, own_session
from puntari.web import clock


def scoring_session(session_id: int) -> LiveSession:
    """A session in which applications are scored; other activities have nothing to print. Aborts with 404."""
    live = own_session(session_id)
    return live if live.is_scoring else abort(404)


@bp.route("/live/<int:session_id>/paper", methods=["GET", "POST"])
@requires(Permission.LIVE_LEAD)
def on_paper(session_id: int) -> str | Response | tuple[str, int]:
    """How paper stands, and more of it."""
    live = scoring_session(session_id)
    if not live.is_open:
        return redirect(url_for(".desk", session_id=session_id), 303)
    form = print_form(live.languages.split(), paper.left_to_print(live, paper.packets_of(live)))
    if form.was_sent():
        paper.order(live, form.wanted(), batch=form.token.data or "", by=current_user.id, now=clock.now())
        db.session.commit()
        return redirect(url_for(".on_paper", session_id=session_id), 303)
    if not form.is_submitted():
        form.token.data = secrets.token_hex(12)
    return _page(live, form)


def _page(live: LiveSession, form: PrintForm) -> tuple[str, int]:
    packets = paper.packets_of(live)
    phase = Phase(live.phase)
    return render_template(
        "live/paper.html",
        live=live,
        exercise=queries.exercise_of(live),
        form=form,
        packets=packets,
        batches=_batches(packets),
        complete=paper.complete_counts(live),
        counts=paper.counts_of(live),
        left=paper.left_to_print(live, packets),
        may_print=takes_raters(phase),
        may_enter=may_enter(phase),
        packet_form=PacketForm(formdata=None),
    ), form.status


def _batches(packets: Sequence[Packet]) -> list[tuple[str, list[Packet]]]:
    """The packets that hold a place, by the order in which they were made."""
    orders = dict.fromkeys(packet.batch for packet in packets if packet.returned_at is None)
    return [(batch, [one for one in packets if one.batch == batch and not one.returned_at]) for batch in orders]


@bp.get("/live/<int:session_id>/paper.pdf")
@requires(Permission.LIVE_LEAD)
def packets_pdf(session_id: int) -> FileResponse:
    """The packets of an order, or a single one, to print. It can be printed again and stays the same."""
    live = scoring_session(session_id)
    batch, code = request.args.get("order"), request.args.get("packet")
    wanted = [
        packet
        for packet in paper.packets_of(live)
        if packet.returned_at is None and batch in {None, packet.batch} and code in {None, packet.code}
    ]
    if not wanted or (batch is None and code is None):
        abort(404)
    document = paper_pdf.document(live, wanted, paper.dealt(live, wanted))
    db.session.rollback()  # nothing more is read; the transaction doesn't wait for the typesetting
    response = FileResponse(paper_pdf.packets_pdf(document, made=clock.now()), content_type="application/pdf")
    name = f"puntari-packet-{code}" if code else f"puntari-{len(wanted)}-packets"
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


@bp.post("/live/<int:session_id>/paper/returned")
@requires(Permission.LIVE_LEAD)
def return_packets(session_id: int) -> Response:
    """Give back the places of packets that nobody uses."""
    live = scoring_session(session_id)
    form = ReturnForm()
    if form.was_sent():
        number = paper.return_unused(live, form.packet.data or [], by=current_user.id, now=clock.now())
        db.session.commit()
        flash(ngettext("%(num)s packet has been given back.", "%(num)s packets have been given back.", number), "info")
    return redirect(url_for(".on_paper", session_id=session_id), 303)
