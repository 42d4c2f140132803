"""The rules of paper: codes of packets, what may be typed into a cell, and when. Values in, values out."""

import secrets
from collections.abc import Collection, Mapping

from puntari.live.codes import SIGNS
from puntari.live.domain import Phase
from puntari.practice.choices import CRITERION, INVITE, NO, POINTS, YES, Choice, read_choice

LENGTH = 4
MOST_AT_ONCE = 30  # packets in one order: 500 pages or, with two rounds, 660, which take some seconds to set
# What is typed for yes and no: a digit for who types numbers only, or the letter that the words begin with.
YES_SIGNS = {"fi": "k", "sv": "j", "en": "y"}
NO_SIGNS = {"fi": "e", "sv": "n", "en": "n"}


class NotEntryTime(Exception):
    """Packets are typed in once scoring has begun, and until the result is shown."""


class GivenBack(Exception):
    """The packet's place was given back, and somebody else may have it."""


class TooManyPackets(Exception):
    """More packets are wanted than people are expected."""


def new_packet_code(taken: Collection[str]) -> str:
    """A code that differs from all others in at least two signs: a slip of the finger leads to none of them."""
    while True:
        code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
        if all(differs(code, other) > 1 for other in taken):
            return code


def differs(one: str, other: str) -> int:
    """In how many places two codes differ."""
    return sum(a != b for a, b in zip(one, other, strict=True))


def read_packet_code(typed: str) -> str | None:
    """A packet's code as somebody typed it; None when it can't be one."""
    code = "".join(sign for sign in typed.upper() if not sign.isspace() and sign not in "-–.")
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else None


def may_enter(phase: Phase) -> bool:
    """Whether packets may be typed in: what the result is about is locked, and nobody has seen it."""
    return phase in {Phase.BLOCK_1, Phase.NEUTRAL, Phase.BLOCK_2, Phase.PREDICT}


def cell_name(number: int, field: str) -> str:
    """The name of a cell: the application's number (from 1) and the field as on the screen."""
    return f"{field}-{number}"


def read_cell(criteria: Collection[str], field: str, typed: str) -> Choice | None:
    """What a cell says; None when it can't be read. ``typed`` isn't empty."""
    sign = typed.strip().casefold()
    if field == INVITE:
        if sign in {"1", *YES_SIGNS.values()}:
            return read_choice(criteria, INVITE, YES)
        return read_choice(criteria, INVITE, NO) if sign in {"0", *NO_SIGNS.values()} else None
    return read_choice(criteria, field, sign) if sign in POINTS else None


def fields_of(criteria: Collection[str]) -> list[str]:
    """The fields of an application, in the order of the columns."""
    return [*(CRITERION + criterion for criterion in criteria), INVITE]


def read_grid(criteria: Collection[str], size: int, typed: Mapping[str, str]) -> dict[int, list[Choice]]:
    """All that was typed, by the application's number; empty cells are left out. Only for cells that can be read."""
    cells = {
        number: [read_cell(criteria, field, typed.get(cell_name(number, field), "")) for field in fields_of(criteria)]
        for number in range(1, size + 1)
    }
    return {number: [choice for choice in row if choice] for number, row in cells.items() if any(row)}
