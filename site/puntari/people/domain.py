"""Rules about passwords, guesses and roles: values in, values out."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import ceil

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
FEWEST_DIFFERENT_SIGNS = 5
FEWEST_OWN_SIGNS = 8
KEYBOARD = "1234567890 qwertyuiopå asdfghjklöä zxcvbnm"


class RoleGroup(StrEnum):
    """What a person does in recruitments; training targets are set by it."""

    SUPERVISOR = "supervisor"
    HR_PARTNER = "hr_partner"
    PANEL = "panel"
    OTHER = "other"


class PasswordProblem(StrEnum):
    """Why a password won't do."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    PATTERN = "pattern"
    OWN_DATA = "own_data"


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    INVITATION = "invitation"
    RESET = "reset"


LINK_LIFETIMES = {LinkPurpose.INVITATION: timedelta(days=14), LinkPurpose.RESET: timedelta(hours=2)}


class TooManyTries(Exception):
    """No more tries are taken for a while."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.retry_after = ceil(wait.total_seconds())  # whole seconds, for the page and its header


class LastAdministrator(Exception):
    """Somebody must be left who can administer."""


class EndsBeforeItStarts(Exception):
    """The last day lies before the first day."""

    def __init__(self, starts: date) -> None:
        super().__init__(starts)
        self.starts = starts


def prepared(password: str) -> str:
    """The same password typed on another keyboard becomes the same signs (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def problem_with(password: str, *, own: Iterable[str] = ()) -> PasswordProblem | None:
    """Why the password won't do, or None. ``own`` are names and addresses that anybody could guess."""
    password = prepared(password)
    if len(password) < SHORTEST_PASSWORD:
        return PasswordProblem.TOO_SHORT
    if len(password) > LONGEST_PASSWORD:
        return PasswordProblem.TOO_LONG
    if len(set(password)) < FEWEST_DIFFERENT_SIGNS or is_repeated(password) or is_run(password):
        return PasswordProblem.PATTERN
    if len(without(password, own)) < FEWEST_OWN_SIGNS:
        return PasswordProblem.OWN_DATA
    return None


def is_repeated(text: str) -> bool:
    """Whether the text is one part written again and again, such as abcabcabcabc."""
    return len(text) > 1 and text in (text + text)[1:-1]


def is_run(text: str) -> bool:
    """Whether most steps go to a neighbour in the alphabet or on the keyboard: 123456789012, qwertyuiopas."""
    pairs = [*zip(text.casefold(), text[1:].casefold(), strict=False)]
    return sum(are_neighbours(a, b) for a, b in pairs) > 0.7 * len(pairs)


def are_neighbours(a: str, b: str) -> bool:
    """Whether two signs are the same, or next to one another in the alphabet or on the keyboard."""
    return abs(ord(a) - ord(b)) <= 1 or a + b in KEYBOARD or b + a in KEYBOARD


def without(password: str, own: Iterable[str]) -> str:
    """What is left of the password when the person's own words are taken out, longest first."""
    words = {part.casefold() for word in own for part in (word, *re.split(r"[@.\s_-]+", word)) if len(part) >= 3}
    rest = password.casefold()
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest


@dataclass(frozen=True)
class Limit:
    """How many tries are free within a window, and how the wait grows after that (doubling, up to the longest)."""

    free: int
    window: timedelta
    first_wait: timedelta
    longest_wait: timedelta


@dataclass(frozen=True)
class Tally:
    """Tries counted so far, when the last one was, and until when no more are taken."""

    count: int = 0
    last: datetime | None = None
    until: datetime | None = None


def wait_of(tally: Tally, *, now: datetime) -> timedelta | None:
    """How long to wait before the next try; None when a try may be made now."""
    return tally.until - now if tally.until is not None and tally.until > now else None


def counted(tally: Tally, limit: Limit, *, now: datetime) -> Tally:
    """The tally after one more try. Tries before the last window are forgotten."""
    if tally.last is not None and now - tally.last > limit.window:
        tally = Tally()
    count = tally.count + 1
    extra = count - limit.free
    if extra < 0:
        return Tally(count, now, None)
    wait = min(limit.first_wait * 2 ** min(extra, 20), limit.longest_wait)
    return Tally(count, now, now + wait)


def forgiven(tally: Tally) -> Tally:
    """The tally when one try turned out to be no guess."""
    return replace(tally, count=max(tally.count - 1, 0), until=None)


def end_of(starts: date, *, last_day: date, today: date) -> date | None:
    """The day from which something no longer holds; None when it is to be removed, since it never held.

    Only what began today or later can be removed like that: the past stays, since reports are made of it.
    Raises EndsBeforeItStarts.
    """
    if last_day >= starts:
        return last_day + timedelta(days=1)
    if starts >= today:
        return None
    raise EndsBeforeItStarts(starts)


def last_day(ends: date) -> date:
    """The last day on which something holds that ends before the day ``ends``."""
    return ends - timedelta(days=1)
