"""What the database holds of a live session, read past the application: plain SQL on either database."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# One row for each choice: whose (None once the session is closed), the number of the application (through both rounds
# where there are two), what for, what was given.
GIVEN = """
SELECT live_participant.tag, (practice_card.round - 1) * 8 + practice_card.position, given.what, given.value
FROM live_session
JOIN practice_attempt ON practice_attempt.stream_id = live_session.stream_id
JOIN practice_card ON practice_card.attempt_id = practice_attempt.id
JOIN (
  SELECT card_id, criterion AS what, points AS value FROM practice_rating
  UNION ALL
  SELECT card_id, 'invite', CASE WHEN invited THEN 1 ELSE 0 END FROM practice_invitation
) AS given ON given.card_id = practice_card.id
LEFT JOIN live_participant ON live_participant.owner_key = practice_attempt.owner_key
WHERE live_session.id = {id}
"""
SEATS = """
SELECT practice_place.block, practice_place.seat FROM practice_place
JOIN live_session ON live_session.stream_id = practice_place.stream_id WHERE live_session.id = {id}
"""
PARTICIPANTS = "SELECT tag FROM live_participant WHERE session_id = {id}"
DEEDS = "SELECT kind FROM audit_event WHERE target = 'live_session:{id}' ORDER BY id"

Choice = tuple[str | None, int, str, int]


def rows_of(tag: str | None, given: dict[int, dict[str, int]]) -> Counter[Choice]:
    """What the database must hold of somebody who chose these values, by application and what they are for."""
    return Counter((tag, number, what, value) for number, chosen in given.items() for what, value in chosen.items())


class Records:
    """The rows of one session, read anew each time. ``database`` is a SQLite file or PostgreSQL's address."""

    def __init__(self, database: Path | str, session_id: int) -> None:
        self.database, self.id = database, session_id

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        if isinstance(self.database, Path):
            connection: Any = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=15)
        else:
            import psycopg

            connection = psycopg.connect(self.database.replace("postgresql+psycopg://", "postgresql://"))
        try:
            yield connection
        finally:
            connection.close()

    def _rows(self, query: str) -> list[Any]:
        with self._connection() as connection:
            return list(connection.execute(query.format(id=int(self.id))).fetchall())

    def given(self) -> Counter[Choice]:
        """Every choice that is kept, with how often."""
        return Counter((tag, int(number), str(what), int(value)) for tag, number, what, value in self._rows(GIVEN))

    def seats(self) -> Counter[tuple[int, int]]:
        """The seats that are taken, with how often."""
        return Counter((block, seat) for block, seat in self._rows(SEATS))

    def tags(self) -> list[str]:
        """Who is known by two words."""
        return sorted(tag for (tag,) in self._rows(PARTICIPANTS))

    def deeds(self) -> list[str]:
        """What the audit trail says was done, in order."""
        return [kind for (kind,) in self._rows(DEEDS)]
