"""Who was there, as far as the trainer says so. It has no path to what anybody scored, nor to any place."""

from collections.abc import Set
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from puntari.authz.guard import requires
from puntari.authz.policy import Permission, Role
from puntari.extensions import db
from puntari.live import roster
from puntari.live.forms import AttendanceForm, PasteForm, RosterForm
from puntari.live.models import LiveSession
from puntari.live.routes import bp, own_session
from puntari.people import asked
from puntari.people import queries as people
from puntari.people.queries import Scope, Units
from puntari.web.clock import now, today
from puntari.web.forms import Form, was_switched
from puntari.web.i18n import current_language

SHORTEST = 3  # letters, so that the whole staff isn't listed
Ticks = tuple[Set[int], Set[int]]  # who is said to have been there and who not


def _scope(units: Units) -> Scope:
    """The units whose people this trainer may tick."""
    return people.scope_of(current_user.grants, {Role.TRAINER}, day=today(), tree=units.tree)


def _address(session_id: int) -> str:
    """This page with the same search."""
    kept: dict[str, Any] = {name: request.args.get(name) or None for name in ("q", "unit", "page")}
    return url_for("live.attendance", session_id=session_id, **kept)


def _onwards(session_id: int) -> str:
    """This page with the search or the page of names that was asked for along with the ticks."""
    wanted: dict[str, Any] = {name: request.form.get(name, request.args.get(name)) or None for name in ("q", "unit")}
    is_same = all((request.args.get(name) or None) == value for name, value in wanted.items())
    wanted["page"] = request.form.get("to") or (request.args.get("page") if is_same else None)
    return url_for("live.attendance", session_id=session_id, **wanted)


@bp.route("/live/<int:session_id>/attendance", methods=["GET", "POST"])
@requires(Permission.LIVE_LEAD)
def attendance(session_id: int) -> str | Response | tuple[str, int]:
    """Tick names: who was there gets the exercise as completed when the session ends. Afterwards: correct them."""
    live = own_session(session_id)
    form, paste = RosterForm(), PasteForm(formdata=None)
    if form.is_submitted():
        here, not_here = _ticked(live)
        if was_switched():
            return _page(live, form, paste, (here, not_here)), 200
        if not form.validate():
            return _page(live, form, paste, (here, not_here)), 422
        if not live.is_open and not form.reason.data and any(roster.changes(live, here, not_here)):
            form.reason.errors = [_("Write in a few words why.")]
            return _page(live, form, paste, (here, not_here)), 422
        roster.tick(live, here, not_here, by=current_user.id, today=today(), now=now(), reason=form.reason.data or "")
        db.session.commit()
        return redirect(_onwards(session_id), 303)
    return _page(live, form, paste), 200


def _ticked(live: LiveSession) -> tuple[set[int], set[int]]:
    """Who is said to have been there and who not. Aborts with 404 for people outside the trainer's units."""
    if "person" in request.form:
        single = AttendanceForm()
        if not single.validate():
            abort(422)
        shown, there = {single.person.data or 0}, {single.person.data or 0} if single.is_there.data == "yes" else set()
    else:
        shown, there = _numbers("shown"), _numbers("there")
    allowed = roster.within(shown | there, _scope(people.units_on(today(), current_language())), today())
    listed = {person.id for person in roster.people_of(live)}  # may be taken out by whoever leads the session
    if not there <= allowed or not shown <= allowed | listed:
        abort(404)
    return there, shown - there


def _numbers(name: str) -> set[int]:
    values = request.form.getlist(name)
    if not all(value.isascii() and value.isdecimal() and len(value) < 10 for value in values) or len(values) > 500:
        abort(422)
    return {int(value) for value in values}


@bp.post("/live/<int:session_id>/attendance/ids")
@requires(Permission.LIVE_LEAD)
def attendance_ids(session_id: int) -> str | Response | tuple[str, int]:
    """Tick everybody on a pasted list of employee ids. Those nobody has stay in the field."""
    live = own_session(session_id)
    form = PasteForm()
    if not form.was_sent():
        return _page(live, RosterForm(formdata=None), form), form.status
    if not live.is_open and not (form.why.data or "").strip():
        form.why.errors = [_("Write in a few words why.")]
        return _page(live, RosterForm(formdata=None), form), 422
    ids = roster.read_ids(form.ids.data or "")
    if len(ids) > roster.MOST_IDS:
        form.ids.errors = [_("Paste at most %(most)s ids at a time.", most=roster.MOST_IDS)]
        return _page(live, RosterForm(formdata=None), form), 422
    found = roster.by_employee_id(ids, _scope(people.units_on(today(), current_language())), today())
    roster.tick(live, found.values(), by=current_user.id, today=today(), now=now(), reason=form.why.data or "")
    db.session.commit()
    unknown = [id_ for id_ in ids if id_ not in found]
    if unknown:
        form.ids.data = "\n".join(unknown)
        form.ids.errors = [
            ngettext(
                "%(num)s id isn't known here, or belongs to another unit. The others have been ticked.",
                "%(num)s ids aren't known here, or belong to another unit. The others have been ticked.",
                len(unknown),
            )
        ]
        return _page(live, RosterForm(formdata=None), form), 422
    flash(ngettext("%(num)s person is ticked.", "%(num)s people are ticked.", len(found)), "success")
    return redirect(url_for(".attendance", session_id=session_id), 303)


def _page(live: LiveSession, form: Form, paste: PasteForm, ticks: Ticks = (frozenset(), frozenset())) -> str:
    units = people.units_on(today(), current_language())
    scope, unit, words = _scope(units), asked.unit(units), " ".join(asked.words().split())
    may_list = len(words) >= SHORTEST or unit is not None
    listing = people.search(
        words,
        units=units.tree.subtree(unit) if unit else None,
        scope=scope,
        with_closed=False,
        page=asked.page(),
        day=today(),
    ) if may_list else None  # fmt: skip
    there = roster.people_of(live)
    return render_template(
        "live/attendance.html",
        live=live,
        form=form,
        paste=paste,
        words=words,
        unit=unit,
        units=units,
        scope=scope,
        listing=listing,
        attendees=there,
        ticked=({person.id for person in there} | ticks[0]) - ticks[1],
        shortest=SHORTEST,
        today=today(),
        address=_address(live.id),
    )
