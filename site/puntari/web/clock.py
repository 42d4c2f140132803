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


def today() -> date:
    """The calendar day where the organisation is."""
    return now().astimezone(zone()).date()
