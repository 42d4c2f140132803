"""Where a person may be sent on to: only within this site."""

import unicodedata
from urllib.parse import urlsplit

from flask import request

LONGEST = 2000


def safe_next(target: str | None) -> str | None:
    """The target when it is an absolute path of this site, otherwise None.

    Refused are addresses with a scheme or host, ``//host``, backslashes (browsers read them as slashes),
    control characters and white space, and anything longer than 2 000 characters.
    """
    if not target or len(target) > LONGEST or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return None
    if any(sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in target):
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc or parts.path.startswith("//") else target


def here() -> str | None:
    """The address of this request, to come back to; None when it can't be fetched again."""
    if request.method not in {"GET", "HEAD"}:
        return came_from()
    return safe_next(request.full_path.rstrip("?"))


def came_from() -> str | None:
    """The page of this site that led here, as the browser tells it; None for anything else."""
    if not request.referrer:
        return None
    try:
        parts = urlsplit(request.referrer)
    except ValueError:
        return None
    if parts.netloc != request.host:
        return None
    return safe_next(f"{parts.path}?{parts.query}" if parts.query else parts.path)
