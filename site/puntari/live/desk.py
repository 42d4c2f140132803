"""The trainer's desk: how many are where, and rows without tags. Never what anybody rated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from puntari.live import queries
from puntari.live.domain import Dial, Phase, is_lost, last_open
from puntari.live.models import LiveSession
from puntari.live.rehearsal import pace_of, rated_after, stops_of


@dataclass(frozen=True)
class Row:
    """One participant as the trainer may see them: a number, and how far they are, in all and round by round."""

    number: int
    joined_at: datetime
    rated: int
    is_watching: bool
    is_done: bool
    is_lost: bool
    is_removed: bool
    is_simulated: bool = False
    by_round: Sequence[int] = ()


@dataclass(frozen=True)
class Desk:
    """How a session stands at a moment. ``open_now`` is how many of the ``size`` applications this phase has open."""

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


@dataclass(frozen=True)
class Standing:
    """All that the desk is made of for one participant. ``rated`` counts applications; None is somebody without a
    place. Nothing here says what was given, so nothing on the desk can.
    """

    number: int
    joined_at: datetime
    last_seen_at: datetime
    removed_at: datetime | None
    rated: int | None
    is_simulated: bool = False
    by_round: Sequence[int] = ()


def desk_of(live: LiveSession, now: datetime) -> Desk:
    """The desk as it stands: three statements, however many take part."""
    if not live.is_open:
        return Desk((), 0, live.size)
    rated = queries.rated_by_participant(live) if live.is_scoring else {}
    standings = [
        Standing(
            number=one.number,
            joined_at=one.joined_at,
            last_seen_at=one.last_seen_at,
            removed_at=one.removed_at,
            rated=sum(rated[one.id]) if one.id in rated else None,
            is_simulated=bool(one.is_simulated),
            by_round=rated.get(one.id, ()),
        )
        for one in queries.participants_of(live)
    ]
    desk = desk_at(standings, phase=Phase(live.phase), size=live.size, now=now)
    return replace(desk, rows=_acted(desk.rows, live, now)) if live.is_rehearsal else desk


def desk_at(standings: Sequence[Standing], *, phase: Phase, size: int, now: datetime) -> Desk:
    """The desk at a moment, from how far each participant is."""
    open_now = last_open(phase, size)
    rows = [
        Row(
            number=one.number,
            joined_at=one.joined_at,
            rated=one.rated or 0,
            is_watching=one.rated is None,
            is_done=bool(open_now) and (one.rated or 0) >= open_now,
            is_lost=is_lost(one.last_seen_at, now),
            is_removed=one.removed_at is not None,
            is_simulated=one.is_simulated,
            by_round=one.by_round,
        )
        for one in standings
        if one.joined_at <= now or not one.is_simulated
    ]
    return Desk(rows, open_now, size)


def _acted(rows: Sequence[Row], live: LiveSession, now: datetime) -> list[Row]:
    """The rows with the simulated participants as far as they would be by now; it's written when the phase ends."""
    stops = stops_of(Dial(live.dial or ""), live.stream.seed, live.size)
    return [_act(row, live, stops.get(row.number), now) if row.is_simulated else row for row in rows]


def _act(row: Row, live: LiveSession, stop: int | None, now: datetime) -> Row:
    pace, last = pace_of(live.rehearsal_seed or "", row.number), last_open(Phase(live.phase), live.size)
    left_at = live.locked_at + pace * stop if live.locked_at and stop is not None else None
    gone = left_at is not None and is_lost(left_at, now)
    if not last or row.is_watching:
        return replace(row, is_lost=gone)
    rated = rated_after(now - live.phase_changed_at, pace, before=last - live.size // 2, last=last, stop=stop)
    by_round = [min(live.applications, max(0, rated - before)) for before in range(0, live.size, live.applications)]
    return replace(row, rated=rated, by_round=by_round, is_done=rated >= last, is_lost=gone)
