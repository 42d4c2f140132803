"""Somebody has the database and not the key: can what was given be put beside a person by when it was given?"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, select

from puntari.audit.models import AuditEvent
from puntari.certificates.models import CompletionEvent
from puntari.extensions import Model, UtcDateTime, db
from puntari.people.models import Person

NOW = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)  # far from the turn of a year
CLOSE = timedelta(hours=36)
TABLES = (
    *("course_mark", "practice_attempt", "practice_place", "practice_rating", "practice_invitation"),
    *("spotting_run", "spotting_item", "process_walk"),
)


def near(moments: Iterable[datetime]) -> set[str]:
    """The columns about answers and ratings that hold a moment close to one of these; numbers may count time too."""
    found = set()
    for name in TABLES:
        table = Model.metadata.tables[name]
        for column in table.columns:
            values = [value for value in db.session.scalars(select(column)) if value is not None]
            if isinstance(column.type, BigInteger):
                values = [moment_of(value) for value in values if value > 10**9]
            elif not isinstance(column.type, UtcDateTime):
                continue
            found |= {str(column) for value in values for moment in moments if abs(value - moment) < CLOSE}
    return found


def moment_of(number: int) -> datetime:
    """A number as a moment, whatever it counts since 1970: seconds, or a thousandth or millionth of them."""
    while number > 10**10:
        number //= 1000
    return datetime.fromtimestamp(number, UTC)


def lined_up() -> set[str]:
    """The columns that the moments of a person lead to: when they completed something, signed in, or did anything."""
    moments = list(db.session.scalars(select(CompletionEvent.at)))
    assert moments
    for column in (AuditEvent.at, Person.signed_in_at):
        moments += [moment for moment in db.session.scalars(select(column)) if moment]
    return near(moments)
