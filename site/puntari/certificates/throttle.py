"""Wrong verification codes are counted for each network, so that nobody tries them by the thousand."""

from datetime import datetime, timedelta

from puntari.people import throttling
from puntari.people.domain import Limit

WRONG_CODES = Limit(
    free=20, window=timedelta(hours=1), first_wait=timedelta(seconds=30), longest_wait=timedelta(minutes=15)
)


def _bucket() -> throttling.Bucket:
    return throttling.bucket("verify", throttling.network(), WRONG_CODES)


def refuse_if_full(*, now: datetime) -> None:
    """Raises TooManyTries, with how long to wait, when there have been too many wrong ones."""
    throttling.refuse_if_full(_bucket(), now=now)


def count_wrong(*, now: datetime) -> None:
    """Count a wrong code."""
    throttling.count_alone(_bucket(), now=now)
