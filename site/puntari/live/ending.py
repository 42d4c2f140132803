"""What happens to a session's data when it closes, and when its time of keeping is over. The caller commits."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select

from puntari.audit.actions import record
from puntari.certificates.actions import append_completion
from puntari.certificates.models import Kind
from puntari.extensions import db
from puntari.live import activity_pictures, queries
from puntari.live.activity_models import ActivityPicture
from puntari.live.domain import Phase, can_reveal
from puntari.live.models import Attendance, LiveSession, Participant
from puntari.live.paper import destroy_codes
from puntari.live.scattering import delete_scores, scatter
from puntari.live.snapshot_models import Snapshot
from puntari.live.snapshots import forget_contributors
from puntari.people.models import Person
from puntari.practice.domain import Design
from puntari.web.embeds import completed_as


def clear_away(live: LiveSession, *, today: date, now: datetime) -> int:
    """Destroy what ties ratings to tags, devices or moments, and write the completions; how many attended.

    Ratings of one round stay until they're purged, scattered (``scattering`` says why); those of two rounds can't be
    scattered and are for the caller to purge at once. The rows of the participants, which alone held the keys, are
    deleted.
    """
    if not live.is_scoring:
        activity_pictures.clear(live)
    db.session.execute(delete(Participant).where(Participant.session_id == live.id))
    destroy_codes(live)
    forget_contributors(live)
    if live.is_scoring and live.design is Design.ONE_ROUND:
        # From the seed of another exercise its picture still knows which texts it is about.
        scatter(live, now=now)
    _even_out(live)
    return _complete(live, today=today, now=now)


def forget_traces() -> None:
    """After the commit: SQLite's log still holds what was deleted, until it's emptied.

    The database file itself has deleted rows overwritten (``secure_delete``). While somebody is reading, the log stays;
    each hour's look for what is due to be deleted tries again.
    """
    if db.engine.dialect.name != "sqlite":
        return
    connection = db.engine.raw_connection()
    try:
        driver: Any = connection.driver_connection
        driver.execute("PRAGMA busy_timeout=200")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        driver.execute("PRAGMA busy_timeout=10000")
    finally:
        connection.close()


def _even_out(live: LiveSession) -> None:
    """Write the attendance anew in order of the person: a database may show in which order rows came about."""
    there = Attendance.session_id == live.id
    people = sorted(db.session.scalars(select(Attendance.person_id).where(there)))
    db.session.execute(delete(Attendance).where(there))
    if people:
        rows = [{"session_id": live.id, "person_id": person_id} for person_id in people]
        db.session.execute(insert(Attendance), rows)


def _complete(live: LiveSession, *, today: date, now: datetime) -> int:
    """Append a completion for everybody who was there; none when the session ended before it was rated."""
    attendees = queries.attendees_of(live)
    if not can_reveal(Phase(live.phase)):
        return len(attendees)
    complete(live, attendees, today=today, now=now)
    return len(attendees)


def complete(live: LiveSession, people: Iterable[Person], *, today: date, now: datetime) -> None:
    """Append that people completed the session's exercise, unless it's written already."""
    for person in people:
        append_completion(
            person_id=person.id,
            kind=Kind.EXERCISE,
            content_id=completed_as(live.activity, live.exercise_id),
            content_digest=live.exercise_digest,
            language=person.language,
            rule=f"attended a live session: {_extent(live)}",
            today=today,
            now=now,
        )


def _extent(live: LiveSession) -> str:
    return f"{live.rounds} x {live.applications} applications" if live.is_scoring else live.activity


def clear_rehearsal(live: LiveSession) -> None:
    """Delete everything of a rehearsal but the fact that there was one: participants, what they gave, the result."""
    if not live.is_scoring:
        activity_pictures.clear(live)
        db.session.execute(delete(ActivityPicture).where(ActivityPicture.session_id == live.id))
    db.session.execute(delete(Participant).where(Participant.session_id == live.id))
    db.session.execute(delete(Snapshot).where(Snapshot.session_id == live.id))
    destroy_codes(live)
    delete_scores(live.stream_id)


def purge(live: LiveSession, *, now: datetime) -> int:
    """Delete every rating of a closed session; how many participants' it were. The snapshot of the result stays."""
    gone = delete_scores(live.stream_id)
    live.purged_at = now
    record("live.purged", target=f"live_session:{live.id}", by=None, now=now)
    return gone
