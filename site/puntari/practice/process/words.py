"""The stages of a recruitment in words."""

from flask_babel import lazy_gettext as _l

from puntari.practice.process.story import Stage

TITLES: dict[Stage, object] = {
    "prepare": _l("Preparing"),
    "publish": _l("Advertisement and applicants"),
    "read": _l("Reading and scoring"),
    "lift": _l("Lifting anonymity"),
    "decide": _l("Comparing and deciding"),
}


def stage_title(stage: Stage) -> str:
    """A stage's name."""
    return str(TITLES[stage])
