"""Dates and times as a reader in Finland expects them, in each language."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask, g
from flask_babel import format_date, format_datetime, format_time

DAY = date(2026, 11, 2)
MOMENT = datetime(2026, 11, 2, 12, 5, tzinfo=UTC)  # five past two in Helsinki


@pytest.mark.parametrize(
    ("language", "short", "full", "moment", "time"),
    [
        pytest.param("fi", "2.11.2026", "maanantaina 2. marraskuuta 2026", "2.11.2026 klo 14.05", "14.05", id="fi"),
        pytest.param("sv", "2.11.2026", "måndagen den 2 november 2026", "2.11.2026 kl. 14.05", "14.05", id="sv"),
        pytest.param("en", "2 Nov 2026", "Monday, 2 November 2026", "2 Nov 2026, 14:05", "14:05", id="en"),
    ],
)
def test_a_date_is_written_as_in_finland(
    app: Flask, language: str, short: str, full: str, moment: str, time: str
) -> None:
    with app.test_request_context(f"/{language}/"):
        g.lang = language

        assert (format_date(DAY, "short"), format_date(DAY, "medium")) == (short, short)
        assert format_date(DAY, "full") == full
        assert format_datetime(MOMENT, "short") == moment
        assert format_time(MOMENT, "short") == time


def test_every_weekday_takes_the_ending(app: Flask) -> None:
    with app.test_request_context("/fi/"):
        g.lang = "fi"

        days = [format_date(date(2026, 11, day), "full").split()[0] for day in range(2, 9)]

    assert days == [
        "maanantaina",
        "tiistaina",
        "keskiviikkona",
        "torstaina",
        "perjantaina",
        "lauantaina",
        "sunnuntaina",
    ]
