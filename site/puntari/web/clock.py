"""Now and today; the only place that reads the clock for a request."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def zone() -> ZoneInfo:
    """The zone in which the organisation lives."""
    return ZoneInfo(current_app.config["SETTINGS"].timezone)


def year_of(moment: datetime) -> datetime:
    """The beginning of a moment's year: all that is kept of it where a moment would tell who did something."""
    return datetime(moment.astimezone(UTC).year, 1, 1, tzinfo=UTC)


def today() -> date:
    """The calendar day where the organisation is."""
    return now().astimezone(zone()).date()
