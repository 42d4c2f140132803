"""What an address asks for: a page number, a day, words to search for. Nonsense is refused, never guessed at."""

import unicodedata
from datetime import date

from flask import abort, request

from puntari.people.forms import FIRST_DAY, LAST_DAY
from puntari.people.queries import Units

LONGEST_SEARCH = 100
MOST_PAGES = 100_000


def page() -> int:
    """The page asked for, from 1; 404 when there can't be such a page."""
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdecimal() and 1 <= int(asked[:9]) <= MOST_PAGES):
        abort(404)
    return int(asked[:9])


def words() -> str:
    """What is searched for, without signs nobody types."""
    asked = unicodedata.normalize("NFC", request.args.get("q", ""))[:LONGEST_SEARCH]
    return "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in asked).strip()


def day(default: date) -> date:
    """The day asked for; 400 when it is none."""
    asked = request.args.get("day", "")
    if not asked:
        return default
    try:
        found = date.fromisoformat(asked)
    except ValueError:
        abort(400)
    if not FIRST_DAY <= found <= LAST_DAY:
        abort(400)
    return found


def unit(units: Units) -> int | None:
    """The unit asked for; 404 when it isn't in the tree."""
    asked = request.args.get("unit", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 10 and int(asked) in units.tree):
        abort(404)
    return int(asked)


def closed_too() -> bool:
    """Whether closed accounts are to be shown as well."""
    return "closed" in request.args
