"""From how many people on this installation shows a group's figures."""

from flask import current_app


def minimum_raters() -> int:
    """The installation's setting: the default, and the lower bound, of every session's own minimum."""
    found: int = current_app.config["SETTINGS"].minimum_raters
    return found
