"""What time does to live sessions: forgotten ones are ended, and ratings deleted when they have been kept long enough.

Every serving process looks each hour; ``puntari purge`` does the same at once.
"""

from collections.abc import Callable, Sequence

import click
from flask import Flask, current_app

from puntari.extensions import db, reading
from puntari.live import actions, queries
from puntari.live.domain import is_forgotten
from puntari.live.ending import forget_traces
from puntari.live.ending import purge as purge_session
from puntari.live.models import LiveSession
from puntari.web import clock
from puntari.web.duty import Duty

SECONDS_BETWEEN_LOOKS = 3600


def end_forgotten() -> int:
    """End the open sessions that nobody has moved for a long time; how many."""
    now, today = clock.now(), clock.today()

    def end(live: LiveSession) -> bool:
        if not (live.is_open and is_forgotten(live.phase_changed_at, now)):  # somebody was first
            return False
        return actions.close(live, by=None, today=today, now=now)

    return _each(lambda: queries.forgotten(now), end)


def purge_due() -> int:
    """Delete ratings that have been kept for as long as was said; of how many sessions. Results stay."""
    now = clock.now()

    def delete(live: LiveSession) -> bool:
        if live.purged_at is not None:
            return False
        purge_session(live, now=now)
        return True

    return _each(lambda: queries.due_for_purge(now), delete)


def _each(find: Callable[[], Sequence[LiveSession]], do: Callable[[LiveSession], bool]) -> int:
    """Do it to each session, held and in a transaction of its own; how many it was done to.

    Safe to do twice at once. Where it fails is logged, and the others' turn comes all the same.
    """
    with reading():
        found = [live.id for live in find()]
        db.session.rollback()
    count = 0
    for session_id in found:
        try:
            count += do(queries.held(session_id))
            db.session.commit()
        except Exception:
            db.session.rollback()
            current_app.logger.exception("live session %s is left for the next look", session_id)
    return count


def look() -> tuple[int, int]:
    """Do both; how many sessions were ended, and of how many the ratings were deleted."""
    counts = end_forgotten(), purge_due()
    forget_traces()
    return counts


@click.command()
def purge() -> None:
    """End live sessions that were forgotten, and delete ratings that have been kept long enough. Results stay."""
    ended, purged = look()
    if ended:
        click.echo(f"Ended {_sessions(ended)} that nobody had moved on.")
    click.echo(f"Deleted the ratings of {_sessions(purged)}.")


def _sessions(count: int) -> str:
    return "1 live session" if count == 1 else f"{count} live sessions"


def init_app(app: Flask) -> None:
    """Keep the promise that scores are deleted, without anybody having to think of it."""
    Duty(app, "ending and purging", look, seconds=SECONDS_BETWEEN_LOOKS).start_at_first_request()
