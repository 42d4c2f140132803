"""Taking the moments out of what somebody has finished. The caller commits.

The ledger says to the microsecond when a person completed something. An attempt that was finished in the same moment
would be theirs, for whoever has the database and not the key. So of what is finished only the year is kept, the same
on the attempt and on everything that was given in it; the order in which choices were made goes too, since a device
counts it by its clock.
"""

from datetime import datetime

from sqlalchemy import select, update

from puntari.extensions import db
from puntari.practice.models import Attempt, Card, Invitation, Place, Rating
from puntari.web.clock import year_of


def forget_moments(attempt: Attempt, *, now: datetime) -> None:
    """Finish an attempt, and keep the year alone."""
    year = year_of(now)
    attempt.started_at = attempt.finished_at = year
    if attempt.paused_at:
        attempt.paused_at = year
    cards = select(Card.id).where(Card.attempt_id == attempt.id)
    for table in (Rating, Invitation):
        given = update(table).where(table.card_id.in_(cards)).values(saved_at=year, sequence=1)
        db.session.execute(given.execution_options(synchronize_session=False))
    place = update(Place).where(Place.attempt_id == attempt.id).values(taken_at=year)
    db.session.execute(place.execution_options(synchronize_session="fetch"))
