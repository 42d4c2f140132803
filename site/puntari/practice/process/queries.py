"""Reading walks."""

from collections.abc import Sequence

from sqlalchemy import select

from puntari.extensions import db
from puntari.practice.process.models import ProcessWalk


def walk_of(owner_key: str, process_id: str, *, is_changing: bool = False) -> ProcessWalk | None:
    """The owner's walk through a process. ``is_changing`` holds its row until the commit."""
    query = select(ProcessWalk).where(ProcessWalk.owner_key == owner_key, ProcessWalk.process_id == process_id)
    if is_changing:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(query).one_or_none()


def walks_of(owner_key: str) -> Sequence[ProcessWalk]:
    """All walks of an owner."""
    return db.session.scalars(select(ProcessWalk).where(ProcessWalk.owner_key == owner_key)).all()
