"""The reveal: freezing the result, and its pages for the wall, for the participants' phones and for the trainer."""

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from puntari.authz.guard import public, requires
from puntari.authz.policy import Permission
from puntari.extensions import db, reading
from puntari.live import activity_pictures, activity_routes, debrief, pooled_queries, queries, reveal, snapshots, words
from puntari.live.disclosure import Comparison, Measure
from puntari.live.dropout import uneven
from puntari.live.join_routes import bp as join_bp
from puntari.live.models import LiveSession
from puntari.live.participant import here_or_404
from puntari.live.routes import bp, either_session, stepping
from puntari.live.snapshot_models import Snapshot
from puntari.web.clock import now
from puntari.web.forms import Form
from puntari.web.i18n import current_language


class NotFrozen(Exception):
    """The session has no result yet."""


def freeze_and_show(session_id: int) -> Response:
    """Freeze the result of a session whose scoring is over, and go to its first page.

    Computing takes some tenths of a second, so it's done between two transactions. Doing it again changes nothing.
    """
    live = either_session(session_id)
    if not live.is_scoring:
        return activity_routes.freeze_and_show(live)
    db.session.rollback()
    with reading():
        prepared = snapshots.prepare(either_session(session_id))
        db.session.rollback()
    if prepared is not None:
        snapshots.freeze(either_session(session_id), prepared, by=current_user.id, now=now())
        db.session.commit()
    return redirect(url_for("live.result", session_id=session_id), 303)


@bp.post("/live/<int:session_id>/result")
@requires(Permission.LIVE_LEAD)
def freeze(session_id: int) -> Response:
    """Freeze the result, should that have failed when it was revealed."""
    either_session(session_id)
    if not Form().was_sent():
        abort(422)
    return freeze_and_show(session_id)


@bp.get("/live/<int:session_id>/result")
@bp.get("/live/<int:session_id>/result/<step>")
@requires(Permission.LIVE_LEAD)
def result(session_id: int, step: str = "story") -> str | tuple[str, int]:
    """A page of the result, for the wall; before it's frozen, the way to freeze it."""
    live = either_session(session_id)

    def address(name: str) -> str:
        return url_for("live.result", session_id=session_id, step=name)

    if not live.is_scoring:
        return activity_routes.result_page(live, step, address, url_for("live.desk", session_id=session_id))
    if snapshots.latest(live) is None:
        return render_template("live/reveal/unfrozen.html", live=live, form=Form()), 409
    return _page(live, step, address, url_for("live.desk", session_id=session_id))


@join_bp.get("/<code>/result")
@join_bp.get("/<code>/result/<step>")
@public
def watch(code: str, step: str = "story") -> str | tuple[str, int]:
    """The same page for a participant, while the session is open."""
    live = here_or_404(code).live

    def address(name: str) -> str:
        return url_for("join.watch", code=code, step=name)

    if not live.is_scoring:
        if activity_pictures.kept(live) is None:
            raise NotFrozen
        return activity_routes.result_page(live, step, address, url_for("join.place", code=code))
    return _page(live, step, address, url_for("join.place", code=code))


@bp.get("/live/<int:session_id>/script")
@requires(Permission.LIVE_LEAD)
def script(session_id: int) -> str | tuple[str, int]:
    """What the trainer says about this result, what not, and who didn't finish."""
    live = either_session(session_id)
    if not live.is_scoring:
        return activity_routes.script_page(live)
    snapshot, found = _found(live)
    return render_template(
        "live/reveal/script.html",
        live=live,
        exercise=queries.exercise_of(live),
        snapshot=snapshot,
        result=found,
        debrief=debrief.fitting(found.outcome, has_strip=found.released.strip is not None),
        uneven=uneven,
        sources=debrief.sources(),
        words=words,
        groups=words.group_names(queries.exercise_of(live), current_language()),
    )


def _found(live: LiveSession) -> tuple[Snapshot, snapshots.Result]:
    """The newest snapshot and what is in it. Raises NotFrozen before there is one."""
    snapshot = snapshots.latest(live)
    if snapshot is None:
        raise NotFrozen
    return snapshot, snapshots.result_in(snapshot)


def _page(live: LiveSession, step: str, address: Callable[[str], str], back: str) -> str:
    snapshot, found = _found(live)
    pool = pooled_queries.pool_beside(live) if found.released.primary is None else None
    steps = reveal.steps_of(found.released, has_pool=pool is not None)
    exercise, language = queries.exercise_of(live), current_language()
    return render_template(
        f"live/reveal/{step}.html",
        live=live,
        exercise=exercise,
        snapshot=snapshot,
        result=found,
        **stepping(step, steps, address),
        back=back,
        words=words,
        groups=words.group_names(exercise, language),
        pool=pool,
        **_more(step, found, live),
    )


def _more(step: str, found: snapshots.Result, live: LiveSession) -> dict[str, Any]:
    """What one page needs besides."""
    released, language = found.released, current_language()
    primary = released.primary
    if step == "texts":
        comparison = primary.comparison if primary else Comparison(live.contrast)
        return {"pages": reveal.two_faces(queries.exercise_of(live), comparison, language)}
    if primary is None:
        return {"sources": debrief.sources(), "reference": debrief.reference()}
    if step == "interval":
        axis = reveal.axis_of_figures([primary])
        return {"axis": axis, "bounds": reveal.bounds_of(primary.figure, axis), "reading": words.reading(primary)}
    if step in {"strip", "marked"} and released.strip is not None:
        worlds, axis = reveal.worlds_of(released.strip, primary.measure)
        middle = reveal.height(0, axis)
        return {
            "worlds": worlds,
            "axis": axis,
            "middle": middle,
            "heights": [reveal.height(t, axis) for t in axis.ticks],
        }
    if step == "more":
        by_measure = [[one for one in released.others if one.measure is measure] for measure in Measure]
        rows = [(one, reveal.axis_of_figures(shown)) for shown in by_measure for one in shown]
        return {"rows": [(one, axis, reveal.bounds_of(one.figure, axis)) for one, axis in rows]}
    return {"sources": debrief.sources()}
