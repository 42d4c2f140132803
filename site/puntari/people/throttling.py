"""Tries counted in the database, so that the limit holds for all processes together."""

import hashlib
import hmac
import ipaddress
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from flask import current_app, request
from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from puntari.extensions import db, set_reading
from puntari.people.access_models import Tries
from puntari.people.domain import Limit, Tally, TooManyTries, counted, forgiven, wait_of

HOUR = timedelta(hours=1)
ACCOUNT = Limit(free=6, window=HOUR, first_wait=timedelta(seconds=15), longest_wait=timedelta(minutes=15))
# A whole municipality may come from one address, so its limit only stops machines.
ADDRESS = Limit(free=60, window=HOUR, first_wait=timedelta(seconds=15), longest_wait=timedelta(minutes=5))
MAILBOX = Limit(free=3, window=HOUR, first_wait=timedelta(minutes=5), longest_wait=HOUR)
KEPT = timedelta(days=1)
MOST_PURGED = 100  # of the old rows at a time, so that nobody waits for the cleaning
# Put together once: a whole room asks this at the same moment.
_TALLY = select(Tries.count, Tries.last, Tries.until).where(Tries.bucket == bindparam("bucket"))


class Bucket(NamedTuple):
    """What tries are counted for, and how many are allowed."""

    key: str
    limit: Limit


def bucket(kind: str, whose: str, limit: Limit) -> Bucket:
    """A bucket under a keyed digest, so that the table names neither people nor addresses."""
    secret = current_app.config["SETTINGS"].secret_key
    digest = hmac.new(secret.encode(), f"{kind}:{whose.casefold()}".encode(), hashlib.sha256).hexdigest()
    return Bucket(f"{kind}:{digest[:40]}", limit)


def network() -> str:
    """Where the request comes from: an IPv4 address, or the IPv6 network that one household or machine has."""
    address = ipaddress.ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104 -- nothing listens here
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def count(buckets: Iterable[Bucket], *, now: datetime) -> None:
    """Count one try in each bucket, before it is known whether it succeeds. The caller commits, and so frees the rows.

    Raises TooManyTries, with how long to wait, when one of them is full; then nothing is counted.
    """
    wanted = {bucket.key: bucket.limit for bucket in buckets}
    rows = locked(sorted(wanted))
    waits = [wait for row in rows if (wait := wait_of(Tally(row.count, row.last, row.until), now=now))]
    if waits:
        db.session.rollback()
        raise TooManyTries(max(waits))
    for row in rows:
        write(row, counted(Tally(row.count, row.last, row.until), wanted[row.bucket], now=now))
    old = select(Tries.bucket).where(Tries.last < now - KEPT).limit(MOST_PURGED).with_for_update(skip_locked=True)
    db.session.execute(delete(Tries).where(Tries.bucket.in_(old)).execution_options(synchronize_session=False))


def forgive(buckets: Iterable[Bucket]) -> None:
    """Take one try back from each bucket: it was no guess. The caller commits."""
    for row in locked(sorted(bucket.key for bucket in buckets)):
        write(row, forgiven(Tally(row.count, row.last, row.until)))


def forget(bucket: Bucket) -> None:
    """Start a bucket afresh. The caller commits."""
    db.session.execute(delete(Tries).where(Tries.bucket == bucket.key))


def locked(keys: list[str]) -> list[Tries]:
    """The rows of the buckets, made if need be, ours until the commit; in order of key, so that nobody deadlocks."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    for key in keys:
        db.session.execute(insert(Tries).values(bucket=key, count=0).on_conflict_do_nothing())
    query = select(Tries).where(Tries.bucket.in_(keys)).order_by(Tries.bucket)
    return list(db.session.scalars(query.with_for_update().execution_options(populate_existing=True)))


def write(row: Tries, tally: Tally) -> None:
    """Put a tally into its row."""
    row.count, row.last, row.until = tally.count, tally.last, tally.until


def refuse_if_full(bucket: Bucket, *, now: datetime) -> None:
    """Look without counting. Raises TooManyTries, with how long to wait, when there have been too many tries."""
    row = db.session.execute(_TALLY, {"bucket": bucket.key}).one_or_none()
    wait = wait_of(Tally(*row), now=now) if row else None
    if wait:
        raise TooManyTries(wait)


def count_alone(bucket: Bucket, *, now: datetime) -> None:
    """Count a try in a transaction of its own: nothing but the count is written, also for a visitor's GET."""
    db.session.rollback()
    set_reading(False)
    count([bucket], now=now)
    db.session.commit()
    set_reading(True)
