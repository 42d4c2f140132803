"""What features that stand above the plan's add to the demo organisation: they register here, and its builder calls
them at the end, in the same transaction.
"""

from collections.abc import Callable
from datetime import datetime

Extra = Callable[[datetime], None]

_extras: list[Extra] = []


def register(extra: Extra) -> None:
    """From now on a new demo organisation has this as well."""
    if extra not in _extras:
        _extras.append(extra)


def load_all(now: datetime) -> None:
    """Add everything. The caller commits."""
    for extra in _extras:
        extra(now)
