"""Rules for the points of made-up groups, one for each outcome: face and number of the card in, points out."""

from collections.abc import Callable

Fill = Callable[..., None]


def worse(face: str, number: int) -> int:
    return (3 if face == "comparison" else 4) - (number % 3 == 0)


def better(face: str, number: int) -> int:
    return (4 if face == "comparison" else 3) - (number % 3 == 0)


def at_the_end(face: str, number: int) -> int:
    return 1 if face == "comparison" else 5


def alike(face: str, number: int) -> int:
    """Exactly no difference, however the cards were dealt."""
    return 3
