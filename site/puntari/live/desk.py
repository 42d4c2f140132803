"""The trainer's desk: how many are where, and rows without tags. Never what anybody rated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from puntari.live import queries
from puntari.live.domain import Phase, is_lost, last_open
from puntari.live.models import LiveSession


@dataclass(frozen=True)
class Row:
    """One participant as the trainer may see them: a number, and how far they are."""

    number: int
    joined_at: datetime
    rated: int
    is_watching: bool
    is_done: bool
    is_lost: bool
    is_removed: bool


@dataclass(frozen=True)
class Desk:
    """How a session stands at a moment. ``open_now`` is how many applications this phase has open."""

    rows: Sequence[Row]
    open_now: int
    size: int

    @property
    def here(self) -> list[Row]:
        """Those who weren't taken out."""
        return [row for row in self.rows if not row.is_removed]

    @property
    def raters(self) -> int:
        """How many have a place."""
        return sum(not row.is_watching for row in self.here)

    @property
    def watching(self) -> int:
        """How many came too late for a place."""
        return sum(row.is_watching for row in self.here)

    @property
    def done(self) -> int:
        """How many have nothing left to do in this phase."""
        return sum(row.is_done for row in self.here)

    @property
    def lost(self) -> int:
        """How many haven't been heard of for a while."""
        return sum(row.is_lost for row in self.here)

    @property
    def begun(self) -> int:
        """How many have scored at least one application in full."""
        return sum(row.rated > 0 for row in self.here)


def desk_of(live: LiveSession, now: datetime) -> Desk:
    """The desk as it stands: three statements, however many take part."""
    if not live.is_open:
        return Desk((), 0, live.size)
    rated = queries.rated_by_participant(live)
    open_now = last_open(Phase(live.phase), live.size)
    rows = [
        Row(
            number=one.number,
            joined_at=one.joined_at,
            rated=rated.get(one.id, 0),
            is_watching=one.id not in rated,
            is_done=bool(open_now) and rated.get(one.id, 0) >= open_now,
            is_lost=is_lost(one.last_seen_at, now),
            is_removed=one.removed_at is not None,
        )
        for one in queries.participants_of(live)
    ]
    return Desk(rows, open_now, live.size)
