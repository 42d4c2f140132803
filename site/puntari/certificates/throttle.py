"""Wrong verification codes are counted for each network, so that nobody tries them by the thousand."""

from datetime import datetime, timedelta

from puntari.extensions import db, set_reading
from puntari.people import throttling
from puntari.people.access_models import Tries
from puntari.people.domain import Limit, Tally, TooManyTries, wait_of

WRONG_CODES = Limit(
    free=20, window=timedelta(hours=1), first_wait=timedelta(seconds=30), longest_wait=timedelta(minutes=15)
)


def _bucket() -> throttling.Bucket:
    return throttling.bucket("verify", throttling.network(), WRONG_CODES)


def refuse_if_full(*, now: datetime) -> None:
    """Raises TooManyTries, with how long to wait, when there have been too many wrong codes."""
    row = db.session.get(Tries, _bucket().key)
    wait = wait_of(Tally(row.count, row.last, row.until), now=now) if row else None
    if wait:
        raise TooManyTries(wait)


def count_wrong(*, now: datetime) -> None:
    """Count a wrong code, in a transaction of its own: nothing but the count is written for a visitor's GET."""
    db.session.rollback()
    set_reading(False)
    throttling.count([_bucket()], now=now)
    db.session.commit()
    set_reading(True)
