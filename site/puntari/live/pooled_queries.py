"""Reading what earlier sessions of an exercise were shown, in one statement."""

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import defer

from puntari.extensions import db
from puntari.live.domain import SIZES, design_of
from puntari.live.models import LiveSession
from puntari.live.pooled import Earlier, Pool, pool
from puntari.live.snapshot_models import Snapshot
from puntari.live.snapshots import Spoilt, result_in
from puntari.web.clock import zone


def pool_beside(live: LiveSession) -> Pool | None:
    """What closed sessions of the same exercise found about what this one was to be about. Rehearsals don't count.

    Nor do sessions of the other design: to read a text again is another kind of reading.
    None where there are too few, or where a result isn't what was frozen.
    """
    sizes = [size for size in SIZES if design_of(size) is live.design]
    query = (
        select(Snapshot, LiveSession.closed_at)
        .join(LiveSession, LiveSession.id == Snapshot.session_id)
        .options(defer(Snapshot.contributors))
        .where(LiveSession.exercise_id == live.exercise_id, LiveSession.closed_at.is_not(None))
        .where(LiveSession.is_rehearsal.is_(False), LiveSession.size.in_(sizes))
        .order_by(LiveSession.closed_at, LiveSession.id, Snapshot.number)
    )
    newest: dict[int, Earlier] = {}
    try:
        for snapshot, closed_at in db.session.execute(query):
            day = (closed_at or snapshot.created_at).astimezone(zone()).date()
            newest[snapshot.session_id] = Earlier(result_in(snapshot).released, day)
    except Spoilt:
        current_app.logger.exception("an earlier result was changed after it was frozen")
        return None
    return pool(list(newest.values()), (live.contrast, live.outcome))
