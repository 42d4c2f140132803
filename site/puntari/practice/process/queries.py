"""Reading walks."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from puntari.extensions import db
from puntari.practice.kept import Kept
from puntari.practice.process import catalogue
from puntari.practice.process.content import Process, restore_process
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


def walks_of_all(owner_keys: Collection[str], process_id: str) -> Sequence[ProcessWalk]:
    """The walks of several owners through one process, in no order that tells anything."""
    query = select(ProcessWalk).where(ProcessWalk.owner_key.in_(owner_keys), ProcessWalk.process_id == process_id)
    return db.session.scalars(query.order_by(ProcessWalk.owner_key)).all()


_kept = Kept(restore_process)


def version(process_id: str, digest: str) -> Process:
    """A process as it was in this version. Raises LookupError when the version was never kept."""
    present = catalogue.find(process_id)
    if present and present.digest == digest:
        return present
    return _kept.version(process_id, digest)
