"""The phases in words."""

from flask_babel import lazy_gettext as _l

from puntari.live.domain import Phase

TITLES = {
    Phase.LOBBY: _l("Coming in"),
    Phase.CRITERIA: _l("The criteria"),
    Phase.WORK: _l("Working on it"),
    Phase.BLOCK_1: _l("Scoring, first half"),
    Phase.NEUTRAL: _l("Something else for a moment"),
    Phase.BLOCK_2: _l("Scoring, second half"),
    Phase.PREDICT: _l("Guessing the result"),
    Phase.REVEAL: _l("The result"),
}


def title_of(phase: Phase | str) -> str:
    """A phase's name."""
    return str(TITLES[Phase(phase)])
