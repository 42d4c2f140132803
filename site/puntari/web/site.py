"""Whose installation this is: the organisation's name and whether it is a demo, shown on every page.

The feature that keeps the organisation lends a loader; what it says is kept in the process for a minute,
so that a page costs no statement for it. Saving the organisation calls ``remember``.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

LIFE = 60.0  # seconds; another process learns of a new name within this time


@dataclass(frozen=True)
class Site:
    """What the header and the footer say of the installation."""

    names: Mapping[str, str] = field(default_factory=dict)
    is_demo: bool = False

    def name(self, language: str) -> str:
        """The organisation's name in a language; empty before there is one."""
        return self.names.get(language, "")


class _Kept:
    def __init__(self) -> None:
        self.load: Callable[[], Site | None] | None = None
        self.site = Site()
        self.until = 0.0


_kept = _Kept()


def provide(load: Callable[[], Site | None]) -> None:
    """Ask this function from now on; it gives None when there's no organisation yet."""
    _kept.load = load
    forget()


def remember(site: Site) -> None:
    """The organisation was saved: show this at once."""
    _kept.site, _kept.until = site, time.monotonic() + LIFE


def forget() -> None:
    """Ask again the next time."""
    _kept.until = 0.0


def current() -> Site:
    """The installation as last known; a database that doesn't answer leaves what was known."""
    if _kept.load is not None and time.monotonic() >= _kept.until:
        try:
            remember(_kept.load() or Site())
        except SQLAlchemyError:
            current_app.logger.warning("the organisation's name could not be read")
            remember(_kept.site)
    return _kept.site
