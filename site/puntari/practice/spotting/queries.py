"""Reading runs. Everything is found together with its owner; somebody else's isn't found."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from puntari.extensions import db
from puntari.practice.spotting import works
from puntari.practice.spotting.domain import Reading, Verdict, carried, judge
from puntari.practice.spotting.models import Item, Run
from puntari.practice.spotting.works import Card, Work


def runs_of(owner_key: str, kind: str | None = None, content_id: str | None = None) -> Sequence[Run]:
    """The owner's runs, newest first; of one content when it is named."""
    query = select(Run).options(selectinload(Run.items)).where(Run.owner_key == owner_key)
    if kind is not None:
        query = query.where(Run.kind == kind, Run.content_id == content_id)
    return db.session.scalars(query.order_by(Run.id.desc())).all()


def run_of(owner_key: str, run_id: int) -> Run:
    """A run of the owner's with its texts. Aborts with 404 for anybody else's."""
    query = select(Run).options(selectinload(Run.items)).where(Run.id == run_id, Run.owner_key == owner_key)
    return db.session.scalars(query).one_or_none() or abort(404)


def item_of(owner_key: str, run_id: int, position: int) -> Item:
    """A text of the owner's run. Aborts with 404 for anybody else's."""
    query = (
        select(Item)
        .join(Item.run)
        .options(joinedload(Item.run).selectinload(Run.items))
        .where(Run.id == run_id, Run.owner_key == owner_key, Item.position == position)
    )
    return db.session.scalars(query).one_or_none() or abort(404)


def work_of(run: Run) -> Work:
    """What the run is about, in the version that was met."""
    return works.version(run.kind, run.content_id, run.content_digest)


def reading_of(item: Item, work: Work, language: str) -> Reading:
    """The text as it is met."""
    return work.read(Card(item.text, item.face, item.name), language, position=item.position)


@dataclass(frozen=True)
class Outcome:
    """A text that was handed in: as it was met, what was marked in it, and the verdict."""

    item: Item
    reading: Reading
    marked: frozenset[str]
    verdict: Verdict

    @property
    def numbers(self) -> dict[str, int]:
        """The places, numbered from 1 in the order in which they stand."""
        return {place: number for number, place in enumerate(self.reading.place_ids(), start=1)}

    @property
    def words(self) -> dict[str, str]:
        """The words of each place as they stand in the text."""
        found: dict[str, list[str]] = {}
        for piece in self.reading.pieces():
            if piece.place:
                found.setdefault(piece.place, []).append(piece.text)
        return {place: " ".join(texts) for place, texts in found.items()}


def outcome_of(item: Item, work: Work, language: str) -> Outcome:
    """How a text went, in a language."""
    reading = reading_of(item, work, language)
    marked = frozenset(carried(item.marked, reading.pieces()))
    return Outcome(item, reading, marked, judge(reading, marked))
