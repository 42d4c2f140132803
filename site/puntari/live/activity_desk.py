"""The desk of a session of another exercise: how many are where, and rows without tags. Never what anybody chose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from puntari.live import activities, activity_rehearsing, queries
from puntari.live.activities import Progress
from puntari.live.domain import is_lost
from puntari.live.models import LiveSession, Participant

NOTHING = Progress(0, 0, is_done=False)


@dataclass(frozen=True)
class Row:
    """One participant as the trainer may see them: a number, and how far they are. Without progress they watch."""

    number: int
    joined_at: datetime
    progress: Progress | None
    is_lost: bool
    is_simulated: bool = False


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
        _acted(live, one, now)
        if one.is_simulated
        else Row(
            one.number,
            one.joined_at,
            progress.get(one.owner_key, NOTHING) if one.owner_key else None,
            is_lost(one.last_seen_at, now),
        )
        for one in people
        if one.joined_at <= now or not one.is_simulated
    ]
    return Desk(rows)


def _acted(live: LiveSession, one: Participant, now: datetime) -> Row:
    """A simulated participant as far as they would be by now; it's written when the work is over."""
    at = activity_rehearsing.progress_of(live, one.number, now)
    gone = activity_rehearsing.has_left(live, one.number) and is_lost(live.phase_changed_at, now)
    return Row(one.number, one.joined_at, at, gone, is_simulated=True)
