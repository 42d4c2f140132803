"""Wrong codes and wrong tags are counted for each network, so that nobody tries them by the thousand."""

from datetime import datetime, timedelta

from puntari.extensions import db, set_reading
from puntari.people import throttling
from puntari.people.access_models import Tries
from puntari.people.domain import Limit, Tally, TooManyTries, wait_of

# A whole room types from behind one address, so the limit only stops machines.
WRONG = Limit(free=60, window=timedelta(hours=1), first_wait=timedelta(seconds=15), longest_wait=timedelta(minutes=5))


def _bucket() -> throttling.Bucket:
    return throttling.bucket("live", throttling.network(), WRONG)


def refuse_if_full(*, now: datetime) -> None:
    """Raises TooManyTries, with how long to wait, when there have been too many wrong ones."""
    row = db.session.get(Tries, _bucket().key)
    wait = wait_of(Tally(row.count, row.last, row.until), now=now) if row else None
    if wait:
        raise TooManyTries(wait)


def count_wrong(*, now: datetime) -> None:
    """Count a wrong code or tag, in a transaction of its own."""
    db.session.rollback()
    set_reading(False)
    throttling.count([_bucket()], now=now)
    db.session.commit()
    set_reading(True)
