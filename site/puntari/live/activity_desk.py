"""The desk of a session of another exercise: how many are where, and rows without tags. Never what anybody chose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from puntari.live import activities, queries
from puntari.live.activities import Progress
from puntari.live.domain import is_lost
from puntari.live.models import LiveSession

NOTHING = Progress(0, 0, is_done=False)


@dataclass(frozen=True)
class Row:
    """One participant as the trainer may see them: a number, and how far they are. Without progress they watch."""

    number: int
    joined_at: datetime
    progress: Progress | None
    is_lost: bool


@dataclass(frozen=True)
class Desk:
    """How a session stands at a moment."""

    here: Sequence[Row]

    @property
    def begun(self) -> int:
        """How many have done something."""
        return sum(row.progress is not None and row.progress.done > 0 for row in self.here)

    @property
    def done(self) -> int:
        """How many are through."""
        return sum(row.progress is not None and row.progress.is_done for row in self.here)

    @property
    def lost(self) -> int:
        """How many haven't been heard of for a while and still have something to do."""
        return sum(row.is_lost and not (row.progress and row.progress.is_done) for row in self.here)

    @property
    def watching(self) -> int:
        """How many came too late to work."""
        return sum(row.progress is None for row in self.here)


def desk_of(live: LiveSession, now: datetime) -> Desk:
    """The desk as it stands, in a fixed number of statements."""
    if not live.is_open:
        return Desk(())
    people = [one for one in queries.participants_of(live) if one.removed_at is None]
    progress = activities.of(live).progress(live, [one.owner_key for one in people if one.owner_key])
    rows = [
        Row(
            one.number,
            one.joined_at,
            progress.get(one.owner_key, NOTHING) if one.owner_key else None,
            is_lost(one.last_seen_at, now),
        )
        for one in people
    ]
    return Desk(rows)
