"""Which of four things a result says, chosen from the interval as it is shown; no star, no p-value."""

from enum import StrEnum

from puntari.live.disclosure import Released


class Outcome(StrEnum):
    """What a trainer has to talk about."""

    EXPECTED = "expected"  # the comparison group was given fewer points
    NONE = "none"  # chance alone can explain what was found
    REVERSED = "reversed"  # the comparison group was given more
    TOO_FEW = "too-few"  # nothing can be shown


def outcome_of(released: Released) -> Outcome:
    """A difference is said to be found only when the interval lies on one side of zero."""
    gap = released.gap
    if gap is None:
        return Outcome.TOO_FEW
    if not gap.excludes_zero:
        return Outcome.NONE
    return Outcome.REVERSED if gap.low is not None and gap.low > 0 else Outcome.EXPECTED
