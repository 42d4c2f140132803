"""Places: who rated nothing gives theirs back, be it a seat in a permuted block or one by the number of arrival."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, or_, select

from puntari.extensions import db
from puntari.live.domain import SEAT_KEPT
from puntari.live.models import LiveSession, Participant
from puntari.practice.domain import Design
from puntari.practice.models import Attempt, Card, Invitation, Place, Rating


def give_back(live: LiveSession, owner_keys: Collection[str | None]) -> int:
    """Free the places of these owners that have rated nothing; how many. Their cards go, and so does the seat.

    The caller holds the session's row. The cards are held too, so that no first rating arrives in between.
    """
    keys = [key for key in owner_keys if key]
    if not keys:
        return 0
    attempts = select(Attempt.id).where(Attempt.stream_id == live.stream_id, Attempt.owner_key.in_(keys))
    db.session.execute(select(Card.id).where(Card.attempt_id.in_(attempts)).with_for_update()).all()
    dealt = exists().where(Card.attempt_id == Attempt.id)
    rated = exists().where(Rating.card_id == Card.id, Card.attempt_id == Attempt.id)
    invited = exists().where(Invitation.card_id == Card.id, Card.attempt_id == Attempt.id)
    empty = list(db.session.scalars(attempts.where(dealt, ~rated, ~invited)))
    if empty:
        db.session.execute(delete(Card).where(Card.attempt_id.in_(empty)))
        db.session.execute(delete(Place).where(Place.attempt_id.in_(empty)))
    return len(empty)


# Put together once: everybody who joins asks this.
_LOST = select(Participant.owner_key).where(
    Participant.session_id == bindparam("session_id"),
    Participant.is_simulated.is_(None),
    or_(Participant.last_seen_at < bindparam("before"), Participant.removed_at.is_not(None)),
)


def give_back_lost(live: LiveSession, *, now: datetime) -> int:
    """Free the seats of those who weren't heard of for ten minutes and have rated nothing; how many.

    Simulated participants send no sign of life and keep theirs. In two rounds everybody does: there are no seats, and
    a number of arrival is of no use to the next one.
    """
    if live.design is Design.TWO_ROUNDS:
        return 0
    lost = db.session.scalars(_LOST, {"session_id": live.id, "before": now - SEAT_KEPT})
    return give_back(live, lost.all())
