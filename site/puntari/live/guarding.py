"""Wrong codes and wrong tags are counted for each network, so that nobody tries them by the thousand."""

from datetime import datetime, timedelta

from puntari.people import throttling
from puntari.people.domain import Limit

# A whole room types from behind one address, so the limit only stops machines.
WRONG = Limit(free=60, window=timedelta(hours=1), first_wait=timedelta(seconds=15), longest_wait=timedelta(minutes=5))


def _bucket() -> throttling.Bucket:
    return throttling.bucket("live", throttling.network(), WRONG)


def refuse_if_full(*, now: datetime) -> None:
    """Raises TooManyTries, with how long to wait, when there have been too many wrong ones."""
    throttling.refuse_if_full(_bucket(), now=now)


def count_wrong(*, now: datetime) -> None:
    """Count a wrong code or tag."""
    throttling.count_alone(_bucket(), now=now)
