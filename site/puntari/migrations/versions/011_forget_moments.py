"""Keep the year alone of what was finished in self-study, since by the moment the ledger told whose it is.

What was forgotten can't be put back, so going back changes nothing.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from puntari.extensions import UtcDateTime

revision = "011"
down_revision = "010"


def table(name: str, moments: str, *others: str) -> sa.TableClause:
    """The columns of a table that are needed here."""
    dated = [sa.column(moment, UtcDateTime()) for moment in moments.split()]
    return sa.table(name, *dated, *(sa.column(other) for other in others))


ATTEMPT = table("practice_attempt", "started_at paused_at finished_at", "id", "stream_id")
STREAM, CARD = table("practice_stream", "", "id", "scope"), table("practice_card", "", "id", "attempt_id")
PLACE = table("practice_place", "taken_at", "attempt_id")
RATING = table("practice_rating", "saved_at", "card_id", "sequence")
INVITATION = table("practice_invitation", "saved_at", "card_id", "sequence")
RUN = table("spotting_run", "started_at finished_at", "id", "owner_key")
ITEM = table("spotting_item", "done_at", "run_id", "sequence")
WALK = table("process_walk", "started_at changed_at ended_at", "owner_key")
MARK = table("course_mark", "first_at at")
PARTICIPANT = table("live_participant", "", "owner_key")


def upgrade() -> None:
    """From the version before to this one."""
    here = sa.select(PARTICIPANT.c.owner_key).where(PARTICIPANT.c.owner_key.is_not(None))  # of sessions that go on
    self_study = sa.select(STREAM.c.id).where(STREAM.c.scope == "self-study")
    finished = ATTEMPT.c.stream_id.in_(self_study)
    for start, end in years(ATTEMPT.c.finished_at, finished):
        chosen = sa.and_(finished, ATTEMPT.c.finished_at >= start, ATTEMPT.c.finished_at < end)
        of_these = sa.select(ATTEMPT.c.id).where(chosen)
        cards = sa.select(CARD.c.id).where(CARD.c.attempt_id.in_(of_these))
        for given in (RATING, INVITATION):
            op.execute(given.update().where(given.c.card_id.in_(cards)).values(saved_at=start, sequence=1))
        op.execute(PLACE.update().where(PLACE.c.attempt_id.in_(of_these)).values(taken_at=start))
        paused = sa.case((ATTEMPT.c.paused_at.is_(None), None), else_=sa.literal(start, UtcDateTime()))
        op.execute(ATTEMPT.update().where(chosen).values(started_at=start, paused_at=paused, finished_at=start))
    finished = RUN.c.owner_key.not_in(here)
    for start, end in years(RUN.c.finished_at, finished):
        chosen = sa.and_(finished, RUN.c.finished_at >= start, RUN.c.finished_at < end)
        runs = sa.select(RUN.c.id).where(chosen)
        op.execute(ITEM.update().where(ITEM.c.run_id.in_(runs)).values(done_at=start, sequence=1))
        op.execute(RUN.update().where(chosen).values(started_at=start, finished_at=start))
    finished = WALK.c.owner_key.not_in(here)
    for start, end in years(WALK.c.ended_at, finished):
        chosen = sa.and_(finished, WALK.c.ended_at >= start, WALK.c.ended_at < end)
        op.execute(WALK.update().where(chosen).values(started_at=start, changed_at=start, ended_at=start))
    # Which courses are completed can't be told without the key: the answers of all of them lose their moments.
    for start, end in years(MARK.c.at, sa.true()):
        op.execute(MARK.update().where(MARK.c.at >= start, MARK.c.at < end).values(first_at=start, at=start))


def years(moment: sa.ColumnElement[datetime], chosen: sa.ColumnElement[bool]) -> list[tuple[datetime, datetime]]:
    """The beginnings of the years in which something lies, and of those after them."""
    first, last = op.get_bind().execute(sa.select(sa.func.min(moment), sa.func.max(moment)).where(chosen)).one()
    if first is None:
        return []
    numbers = range(first.year, last.year + 1)
    return [(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)) for year in numbers]


def downgrade() -> None:
    """Back to the version before."""
