"""Wrong codes and wrong tags are counted for each network, so that nobody tries them by the thousand.

What is right is counted nowhere: a whole city may join from behind one address within seconds.
"""

from datetime import datetime, timedelta

from puntari.people import throttling
from puntari.people.domain import Limit

HOUR = timedelta(hours=1)
# A whole room types from behind one address, so the limits only stop machines. Codes are 34 million, tags four
# thousand, and whoever guesses a tag takes somebody's place.
WRONG_CODES = Limit(free=300, window=HOUR, first_wait=timedelta(seconds=15), longest_wait=timedelta(minutes=5))
WRONG_TAGS = Limit(free=60, window=HOUR, first_wait=timedelta(seconds=15), longest_wait=timedelta(minutes=5))


def codes() -> throttling.Bucket:
    """Where wrong codes from this network are counted."""
    return throttling.bucket("live", throttling.network(), WRONG_CODES)


def tags() -> throttling.Bucket:
    """Where wrong tags from this network are counted."""
    return throttling.bucket("live-tag", throttling.network(), WRONG_TAGS)


def refuse_if_full(bucket: throttling.Bucket, *, now: datetime) -> None:
    """Raises TooManyTries, with how long to wait, when there have been too many wrong ones."""
    throttling.refuse_if_full(bucket, now=now)


def count_wrong(bucket: throttling.Bucket, *, now: datetime) -> None:
    """Count a wrong code or tag."""
    throttling.count_alone(bucket, now=now)
