"""The trainer's desk: who is where, and the buttons that move the session."""

from datetime import UTC, datetime, timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.live import actions, queries, roster
from puntari.live.activity_routes import desk_page, rows_part
from puntari.live.codes import in_groups
from puntari.live.desk import desk_of
from puntari.live.domain import Phase, can_reveal, minutes_of
from puntari.live.ending import forget_traces
from puntari.live.forms import ExpectedForm, ExtendForm, HelperForm, PhaseForm, select_helper
from puntari.live.models import LiveSession
from puntari.live.reveal_routes import freeze_and_show
from puntari.live.routes import as_number, bp, either_session, outside, own_session, unless_known
from puntari.web.clock import now, today
from puntari.web.forms import Form

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_desk(session_id: int) -> Response:
    """Back to the desk."""
    return redirect(url_for("live.desk", session_id=session_id), 303)


@bp.get("/live/<int:session_id>")
@requires(Permission.LIVE_LEAD)
def desk(session_id: int) -> str:
    """The session as its trainer sees it."""
    live = queries.session_of(current_user.id, session_id)
    if not live.is_scoring:
        return desk_page(live)
    phase = Phase(live.phase)
    room = queries.room_of(live.trainer_id)
    return render_template(
        "live/desk.html",
        live=live,
        rows_template="live/rows.html",
        desk=desk_of(live, now()),
        exercise=queries.exercise_of(live),
        phases=live.plan.phases,
        phase=phase,
        following=live.plan.after(phase),
        minutes={one: minutes_of(one, live.size) for one in Phase},
        can_reveal=live.is_open and (can_reveal(phase) or live.plan.after(phase) is Phase.REVEAL),
        ends=as_number(live.phase_ends_at),
        is_late=live.phase_ends_at < now(),
        code=in_groups(live.code) if live.code else None,
        room=outside("live.room", slug=room.slug) if room else None,
        attendees=roster.count_of(live),
        form=Form(),
    )


@bp.get("/live/<int:session_id>/rows")
@requires(Permission.LIVE_LEAD)
def rows(session_id: int) -> Response:
    """The part of the desk that changes by itself; 304 when it hasn't."""
    live = queries.session_of(current_user.id, session_id)
    if request.args.get("phase") != _state(live):
        return Response(status=205)  # the whole page is out of date
    if not live.is_scoring:
        return unless_known(rows_part(live))
    return unless_known(render_template("live/rows.html", live=live, desk=desk_of(live, now())))


def _state(live: LiveSession) -> str:
    return live.phase if live.is_open else "closed"


@bp.post("/live/<int:session_id>/next")
@requires(Permission.LIVE_LEAD)
def advance(session_id: int) -> Response:
    """Move to the next phase."""
    live = either_session(session_id)
    form = PhaseForm()
    if not form.was_sent():
        abort(422)
    actions.advance(live, seen=Phase(form.seen.data or ""), by=current_user.id, now=now())
    db.session.commit()
    return to_desk(session_id)


@bp.post("/live/<int:session_id>/extend")
@requires(Permission.LIVE_LEAD)
def extend(session_id: int) -> Response:
    """Plan two more minutes."""
    live = either_session(session_id)
    form = ExtendForm()
    if not form.was_sent():
        abort(422)
    seen = EPOCH + timedelta(microseconds=form.seen.data or 0)
    actions.extend(live, seen=seen, by=current_user.id, now=now())
    db.session.commit()
    return to_desk(session_id)


@bp.route("/live/<int:session_id>/expected", methods=["GET", "POST"])
@requires(Permission.LIVE_LEAD)
def expected(session_id: int) -> str | Response | tuple[str, int]:
    """Let more people in than were expected, in any phase."""
    live = own_session(session_id)
    if not live.is_open:
        return to_desk(session_id)
    form = ExpectedForm(data={"expected": live.expected})
    if form.was_sent():
        actions.expect(live, form.expected.data or 0, by=current_user.id, now=now())
        db.session.commit()
        return to_desk(session_id)
    return render_template("live/expected.html", live=live, form=form), form.status


@bp.route("/live/<int:session_id>/places/<int:number>", methods=["GET", "POST"])
@requires(Permission.LIVE_LEAD)
def remove_place(session_id: int, number: int) -> str | Response:
    """Take a participant out, after asking."""
    live = either_session(session_id)
    row = next((row for row in desk_of(live, now()).here if row.number == number), None) or abort(404)
    form = Form()
    if form.was_sent():
        actions.remove_place(live, number, by=current_user.id, now=now())
        db.session.commit()
        flash(_("Place %(number)s has been removed.", number=number), "success")
        return to_desk(session_id)
    return render_template("live/remove.html", live=live, row=row, form=form)


@bp.route("/live/<int:session_id>/hand-over", methods=["GET", "POST"])
@requires(Permission.LIVE_LEAD)
def hand_over(session_id: int) -> str | Response | tuple[str, int]:
    """Let a second trainer lead as well."""
    live = own_session(session_id)
    if not live.is_open:
        return to_desk(session_id)
    form = HelperForm(data={"helper": str(live.helper_id or 0)})
    people = queries.other_trainers(live.trainer_id)
    select_helper(form, people, _("Nobody"))
    if form.was_sent():
        actions.hand_over(live, int(form.helper.data) or None, by=current_user.id, now=now())
        db.session.commit()
        still_leads = current_user.id in {live.trainer_id, live.helper_id}
        return to_desk(session_id) if still_leads else redirect(url_for("live.index"), 303)
    return render_template("live/hand_over.html", live=live, form=form, people=people), form.status


@bp.post("/live/<int:session_id>/reveal")
@requires(Permission.LIVE_LEAD)
def reveal(session_id: int) -> Response:
    """Show the group's result: scoring ends, and what it gave is frozen."""
    live = either_session(session_id)
    if not Form().was_sent():
        abort(422)
    actions.reveal(live, by=current_user.id, now=now())
    db.session.commit()
    return freeze_and_show(session_id)


@bp.route("/live/<int:session_id>/end", methods=["GET", "POST"])
@requires(Permission.LIVE_LEAD)
def end(session_id: int) -> str | Response:
    """End the session for good, after asking."""
    live = queries.session_of(current_user.id, session_id)
    if not live.is_open:
        return to_desk(session_id)
    form = Form()
    if form.was_sent():
        actions.close(live, by=current_user.id, today=today(), now=now())
        db.session.commit()
        forget_traces()
        words = _("The session has ended. What tied scores to people has been destroyed.")
        if not live.is_scoring:
            words = _("The session has ended. Everything that participants chose or marked has been deleted.")
        flash(_("The rehearsal has ended and has been deleted.") if live.is_rehearsal else words, "success")
        return to_desk(session_id)
    return render_template("live/end.html", live=live, form=form, desk=desk_of(live, now()))
