"""What happens to a session's data when it closes, and when its time of keeping is over. The caller commits."""

from datetime import date, datetime

from sqlalchemy import delete, insert, select, update

from puntari.audit.actions import record
from puntari.certificates.actions import append_completion
from puntari.certificates.models import Kind
from puntari.extensions import db
from puntari.live import queries
from puntari.live.domain import Phase, can_reveal
from puntari.live.models import Attendance, LiveSession, Participant
from puntari.live.paper import destroy_codes
from puntari.live.snapshots import forget_contributors
from puntari.practice.models import Attempt, Card, Invitation, Place, Rating


def clear_away(live: LiveSession, *, today: date, now: datetime) -> int:
    """Destroy what ties ratings to tags, devices or moments, and write the completions; how many attended.

    Ratings stay until they're purged. The rows of the participants, which alone hold the keys, are deleted. When each
    was dealt their cards is made the same for all, since somebody's signing in could be matched with it.
    """
    db.session.execute(delete(Participant).where(Participant.session_id == live.id))
    destroy_codes(live)
    forget_contributors(live)
    in_stream = Attempt.stream_id == live.stream_id
    db.session.execute(update(Attempt).where(in_stream).values(started_at=live.created_at, finished_at=now))
    db.session.execute(update(Place).where(Place.stream_id == live.stream_id).values(taken_at=live.created_at))
    _even_out(live)
    return _complete(live, today=today, now=now)


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
    for person in attendees:
        append_completion(
            person_id=person.id,
            kind=Kind.EXERCISE,
            content_id=live.exercise_id,
            content_digest=live.exercise_digest,
            language=person.language,
            rule=f"attended a live session: 1 x {live.size} applications",
            today=today,
            now=now,
        )
    return len(attendees)


def purge(live: LiveSession, *, now: datetime) -> int:
    """Delete every rating of a closed session; how many participants' it were. The snapshot of the result stays."""
    attempts = select(Attempt.id).where(Attempt.stream_id == live.stream_id)
    cards = select(Card.id).where(Card.attempt_id.in_(attempts))
    db.session.execute(delete(Rating).where(Rating.card_id.in_(cards)))
    db.session.execute(delete(Invitation).where(Invitation.card_id.in_(cards)))
    db.session.execute(delete(Card).where(Card.attempt_id.in_(attempts)))
    db.session.execute(delete(Place).where(Place.stream_id == live.stream_id))
    gone = db.session.execute(delete(Attempt).where(Attempt.stream_id == live.stream_id))
    live.purged_at = now
    record("live.purged", target=f"live_session:{live.id}", by=None, now=now)
    return int(getattr(gone, "rowcount", 0))
