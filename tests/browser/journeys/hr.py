"""What HR does: from the own page to the plan's dashboard, another day, a unit, and the report as a file."""

from datetime import date
from pathlib import Path

from babel.dates import format_date
from playwright.sync_api import Locator, expect

from tests.browser.visits import Visit

FORMATS = {"fi": "fi", "sv": "sv_FI", "en": "en_GB"}


def long_day(visit: Visit, day: date) -> str:
    """The day as the site writes it."""
    return format_date(day, "long", FORMATS[visit.language])


def open_plan(visit: Visit) -> None:
    """By the menu, which on a phone must be opened first."""
    link = visit.page.get_by_role("banner").get_by_role("link", name=visit.say("Plan"), exact=True)
    if not link.is_visible():
        visit.press(visit.page.get_by_role("banner").locator("summary").filter(has_text=visit.say("Menu")))
    visit.follow(link)
    expect(visit.page.get_by_label(visit.say("As of"), exact=True)).to_be_visible()


def look_back(visit: Visit) -> date:
    """Choose a day about a year ago; gives the day."""
    field = visit.page.get_by_label(visit.say("As of"), exact=True)
    today = date.fromisoformat(field.input_value())
    if visit.by_keyboard:
        visit.reach(field)
        visit.page.keyboard.type("01")  # a day that every month has; the focus goes on to the month
        for key in ("Tab", "ArrowDown"):  # to the year, and one back
            visit.page.keyboard.press(key)
    else:
        field.fill(date(today.year - 1, 12, 31).isoformat())
    chosen = date.fromisoformat(field.input_value())
    assert chosen < today
    visit.press(visit.by("button", "Show"))
    visit.heading(visit.say("Training targets on %(day)s", day=long_day(visit, chosen)))
    return chosen


def download(visit: Visit, link: Locator) -> bytes:
    """The file behind a link."""
    with visit.page.expect_download() as coming:
        visit.press(link)
    return Path(coming.value.path()).read_bytes()
