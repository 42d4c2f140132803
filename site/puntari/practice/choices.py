"""One choice on a card, as a browser names it: ``c-<criterion>`` with points, or ``invite`` with yes or no."""

from collections.abc import Collection
from dataclasses import dataclass

INVITE = "invite"
CRITERION = "c-"
POINTS = ("1", "2", "3", "4", "5")
HIGHEST_SEQUENCE = 2**53 - 1  # the largest whole number that a browser counts exactly
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Choice:
    """Points for a criterion, or (without a criterion) whether to invite."""

    criterion: str | None
    points: int = 0
    invited: bool = False


def read_choice(criteria: Collection[str], name: str, value: str) -> Choice | None:
    """A field's name and value as a choice; None when the exercise has no such thing."""
    if name == INVITE and value in {YES, NO}:
        return Choice(None, invited=value == YES)
    criterion = name.removeprefix(CRITERION)
    if name.startswith(CRITERION) and criterion in criteria and value in POINTS:
        return Choice(criterion, points=int(value))
    return None


def read_sequence(value: str) -> int | None:
    """A choice's place in the order in which they were made, from 1; None when it can't be one."""
    is_number = value.isascii() and value.isdecimal() and len(value) <= len(str(HIGHEST_SEQUENCE))
    return int(value) if is_number and 1 <= int(value) <= HIGHEST_SEQUENCE else None


def as_fields(points: dict[str, int], invited: bool | None) -> dict[str, str]:
    """What is kept, under the names and values of the form."""
    fields = {CRITERION + criterion: str(given) for criterion, given in points.items()}
    if invited is not None:
        fields[INVITE] = YES if invited else NO
    return fields
