"""From how many people on this installation shows a group's figures."""

from flask import current_app

from puntari.live.models import LiveSession


def minimum_raters() -> int:
    """The installation's setting: the default, and the lower bound, of every session's own minimum."""
    found: int = current_app.config["SETTINGS"].minimum_raters
    return found


def minimum_of(live: LiveSession) -> int:
    """The same for one session, which may ask for more. A rehearsal's people are simulated, so it keeps its own."""
    return live.minimum if live.is_rehearsal else max(live.minimum, minimum_raters())
