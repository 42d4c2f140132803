"""What is said to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from puntari.extensions import db


@contextmanager
def recorded() -> Iterator[list[str]]:
    """Every statement that is sent inside the block."""
    found: list[str] = []

    def note(connection, cursor, statement, *_):
        found.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@contextmanager
def kinds() -> Iterator[list[str]]:
    """What kinds of statements were sent inside the block, known after it: first words, and beginnings in full."""
    seen: list[str] = []
    with recorded() as found:
        yield seen
    seen += [one if one.startswith("BEGIN") else one.split()[0] for one in found]
