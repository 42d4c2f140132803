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
# Where both halves are about the same texts.
OF_TWO_ROUNDS = {Phase.BLOCK_1: _l("Scoring, round 1"), Phase.BLOCK_2: _l("Scoring, round 2")}


def title_of(phase: Phase | str, rounds: int = 1) -> str:
    """A phase's name, in a session with so many rounds."""
    titles = TITLES | OF_TWO_ROUNDS if rounds > 1 else TITLES
    return str(titles[Phase(phase)])
