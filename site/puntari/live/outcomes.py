"""Which of four things a result says, chosen from the interval as it is shown; no star, no p-value."""

from enum import StrEnum

from puntari.live.disclosure import Comparison, Released

ABOVE = {Comparison.HIDING_COMPARISON}  # what one expects to be above zero: hiding helps the comparison group


class Outcome(StrEnum):
    """What a trainer has to talk about."""

    EXPECTED = (
        "expected"  # knowing who it is took points from the comparison group, or gave them to the reference group
    )
    NONE = "none"  # chance alone can explain what was found
    REVERSED = "reversed"  # the other way round
    TOO_FEW = "too-few"  # nothing can be shown


def outcome_of(released: Released) -> Outcome:
    """A difference is said to be found only when the interval lies on one side of zero."""
    if released.primary is None:
        return Outcome.TOO_FEW
    figure = released.primary.figure
    if not figure.excludes_zero:
        return Outcome.NONE
    is_above = figure.low is not None and figure.low > 0
    return Outcome.EXPECTED if is_above is (released.primary.comparison in ABOVE) else Outcome.REVERSED
