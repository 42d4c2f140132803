"""What time does to live sessions: forgotten ones are ended, and ratings deleted when they have been kept long enough.

Every serving process looks each hour; ``puntari purge`` does the same at once.
"""

import click
from flask import Flask

from puntari.extensions import db, reading
from puntari.live import actions, queries
from puntari.live.domain import is_forgotten
from puntari.live.ending import forget_traces
from puntari.live.ending import purge as purge_session
from puntari.web import clock
from puntari.web.duty import Duty

SECONDS_BETWEEN_LOOKS = 3600


def end_forgotten() -> int:
    """End the open sessions that nobody has moved for a long time; how many. Safe to do twice at once."""
    now, count = clock.now(), 0
    with reading():
        found = [live.id for live in queries.forgotten(now)]
        db.session.rollback()
    for session_id in found:
        live = queries.held(session_id)
        if live.is_open and is_forgotten(live.phase_changed_at, now):  # and nobody was first
            count += actions.close(live, by=None, today=clock.today(), now=now)
        db.session.commit()
    return count


def purge_due() -> int:
    """Delete ratings that have been kept for as long as was said; of how many sessions. Results stay. As safe."""
    now, count = clock.now(), 0
    with reading():
        due = [live.id for live in queries.due_for_purge(now)]
        db.session.rollback()
    for session_id in due:
        live = queries.held(session_id)
        if live.purged_at is None:
            purge_session(live, now=now)
            count += 1
        db.session.commit()
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
