"""``puntari purge``: delete the ratings of sessions whose time of keeping is over. Run it once a day."""

import click

from puntari.extensions import db
from puntari.live import queries
from puntari.live.ending import forget_traces
from puntari.live.ending import purge as purge_session
from puntari.web import clock


@click.command()
def purge() -> None:
    """Delete ratings of live sessions that have been kept for as long as was said. Results stay. Safe to repeat."""
    now = clock.now()
    due = [live.id for live in queries.due_for_purge(now)]
    db.session.rollback()
    for session_id in due:
        live = queries.held(session_id)
        if live.purged_at is None:
            purge_session(live, now=now)
        db.session.commit()
    forget_traces()
    sessions = "1 live session" if len(due) == 1 else f"{len(due)} live sessions"
    click.echo(f"Deleted the ratings of {sessions}.")
