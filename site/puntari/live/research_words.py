"""The codebook of the long table, in the language in force."""

from flask_babel import gettext as _

from puntari.live import queries, snapshots
from puntari.live.models import LiveSession
from puntari.live.research import Cell


def allows_research(live: LiveSession) -> bool:
    """Whether the exercise's author lets a group's figures be taken out for research."""
    return queries.exercise_of(live).definition.research


def has_table(live: LiveSession) -> bool:
    """Whether there is a table to take out."""
    snapshot = snapshots.latest(live)
    if live.is_open or snapshot is None or not allows_research(live):
        return False
    try:
        return snapshots.result_in(snapshot).released.primary is not None
    except snapshots.Spoilt:
        return False


def codebook() -> list[list[Cell]]:
    """(column, value, what it means): a line for each column, and for each kind of row."""
    return [
        ["kind", "", str(_("what the row is about"))],
        ["kind", "raters", str(_("how many people scored; value is their number"))],
        ["kind", "primary", str(_("the figure that had been agreed before the first score"))],
        ["kind", "further", str(_("another figure of the same group"))],
        ["kind", "world", str(_("a value that chance alone gave, the versions having been dealt anew"))],
        ["kind", "group", str(_("the group's own value, at its place among those of chance"))],
        ["kind", "unfinished", str(_("the share of those dealt a kind of sequence who didn't finish, in tenths"))],
        ["kind", "expected", str(_("the share of those who expected this result, in tenths"))],
        ["comparison", "identity-gap", str(_("comparison group minus reference group, same texts"))],
        ["comparison", "hiding-reference", str(_("identifiers hidden minus shown, reference group"))],
        ["comparison", "hiding-comparison", str(_("identifiers hidden minus shown, comparison group"))],
        ["measure", "score", str(_("points of the weighted scale from 1 to 5"))],
        ["measure", "invitation", str(_("share of applications invited, from 0 to 1"))],
        ["item", "", str(_("the number of a world, the name of a kind of sequence, or what was expected"))],
        ["item", "1", str(_("of the unfinished: those who met hidden identifiers first"))],
        ["item", "2", str(_("of the unfinished: those who met shown identifiers first"))],
        ["item", "A1–C2", str(_("of the unfinished: the same by form, where each had enough people"))],
        ["value", "", str(_("the figure, rounded as the design says"))],
        ["low", "", str(_("lower end of the 95 per cent interval; empty where it lies beyond what is shown"))],
        ["high", "", str(_("upper end of the 95 per cent interval; empty where it lies beyond what is shown"))],
        ["beyond", "1", str(_("the value is at least this far from zero"))],
    ]
