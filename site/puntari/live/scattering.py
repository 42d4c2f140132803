"""Taking out of a closed session's scores all that could tell whose they are. The caller commits.

The keys alone aren't enough. Somebody who has the whole database, and perhaps remembers the desk, could go by when a
score was saved, in which order rows came about, who has which seat (seats are filled in the order of joining), or by a
language that only one person used. So all rows are written anew: under new keys and ids, in a random order, with one
moment for all. What the result rests on stays true: who gave what to which text in which face, in which kind of
sequence, and who were dealt a block together; but the blocks are numbered anew and their seed is another one.

A block that few fill tells of itself that it came last. When fewer than five people in all have scored in such
blocks, what they gave is deleted right away; the frozen result has counted it.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from puntari.extensions import db
from puntari.live.disclosure import CELL
from puntari.live.models import LiveSession
from puntari.practice.models import Attempt, Card, Invitation, Place, Rating, Stream
from puntari.practice.one_round import SEATS, sequence_of


@dataclass
class _Sheet:
    """One participant's scores without the participant."""

    block: int
    code: str  # of the sequence
    language: str
    cards: list[dict[str, Any]] = field(default_factory=list)
    given: dict[int, list[tuple[type[Rating] | type[Invitation], dict[str, Any]]]] = field(default_factory=dict)


def delete_scores(stream_id: int) -> int:
    """Delete all that was dealt and given in a stream; how many participants' it was."""
    attempts = select(Attempt.id).where(Attempt.stream_id == stream_id)
    cards = select(Card.id).where(Card.attempt_id.in_(attempts))
    db.session.execute(delete(Rating).where(Rating.card_id.in_(cards)))
    db.session.execute(delete(Invitation).where(Invitation.card_id.in_(cards)))
    db.session.execute(delete(Card).where(Card.attempt_id.in_(attempts)))
    db.session.execute(delete(Place).where(Place.stream_id == stream_id))
    gone = db.session.execute(delete(Attempt).where(Attempt.stream_id == stream_id))
    return int(getattr(gone, "rowcount", 0))


def scatter(live: LiveSession, *, now: datetime) -> None:
    """Write the scores of a session that is being closed anew, so that nothing tells whose they are."""
    chance = secrets.SystemRandom()
    sheets = _telling_nothing(_sheets(live))
    delete_scores(live.stream_id)
    seed = secrets.token_hex(8)
    renewed = update(Stream).where(Stream.id == live.stream_id)
    db.session.execute(renewed.values(seed=seed, arrivals=len(sheets)))
    blocks = sorted({sheet.block for sheet in sheets})
    chance.shuffle(blocks)
    chance.shuffle(sheets)
    _write(live, sheets, [_seat(seed, blocks.index(sheet.block), sheet.code) for sheet in sheets], now)
    db.session.expire_all()


def _seat(seed: str, block: int, code: str) -> tuple[int, int]:
    """The seat of a block where a sequence waits."""
    return block, next(seat for seat in range(SEATS) if sequence_of(seed, block, seat).code == code)


def _sheets(live: LiveSession) -> list[_Sheet]:
    """Everybody who gave anything; seats that nobody used aren't kept."""
    query = (
        select(Attempt.id, Attempt.language, Place.block, Place.seat)
        .join(Place, Place.attempt_id == Attempt.id)
        .where(Attempt.stream_id == live.stream_id)
    )
    sheets = {
        row.id: _Sheet(row.block, sequence_of(live.stream.seed, row.block, row.seat).code, row.language)
        for row in db.session.execute(query)
    }
    holder = {}
    cards = select(Card.__table__).join(Attempt, Attempt.id == Card.attempt_id)
    cards = cards.where(Attempt.stream_id == live.stream_id).order_by(Card.position)
    for row in db.session.execute(cards):
        if row.attempt_id in sheets:
            holder[row.id] = sheets[row.attempt_id]
            sheets[row.attempt_id].cards.append(dict(row._mapping))
    for table in (Rating, Invitation):
        query_given = select(table.__table__).join(Card, Card.id == table.card_id)
        query_given = query_given.join(Attempt, Attempt.id == Card.attempt_id)
        for row in db.session.execute(query_given.where(Attempt.stream_id == live.stream_id)):
            holder[row.card_id].given.setdefault(row.card_id, []).append((table, dict(row._mapping)))
    return [sheet for sheet in sheets.values() if sheet.given]


def _telling_nothing(sheets: Sequence[_Sheet]) -> list[_Sheet]:
    """Without those in a few small blocks, and with a rare language called like the most common one."""
    sizes = Counter(sheet.block for sheet in sheets)
    in_large = [sheet for sheet in sheets if sizes[sheet.block] >= CELL]
    kept = in_large if len(sheets) - len(in_large) < CELL else list(sheets)
    spoken = Counter(sheet.language for sheet in kept)
    for sheet in kept:
        if spoken[sheet.language] < CELL:
            sheet.language = spoken.most_common(1)[0][0]
    return kept


def _write(live: LiveSession, sheets: Sequence[_Sheet], seats: Iterable[tuple[int, int]], now: datetime) -> None:
    attempts = [
        {
            "owner_key": secrets.token_hex(32),
            "exercise_id": live.exercise_id,
            "exercise_digest": live.exercise_digest,
            "stream_id": live.stream_id,
            "arrival": number,
            "seed": secrets.token_hex(8),
            "language": sheet.language,
            "pause_hours": 0,
            "started_at": live.created_at,
            "finished_at": now,
        }
        for number, sheet in enumerate(sheets)
    ]
    if not attempts:
        return
    ids = _inserted(Attempt, attempts)
    places = [
        {"stream_id": live.stream_id, "block": block, "seat": seat, "attempt_id": id_, "taken_at": live.created_at}
        for id_, (block, seat) in zip(ids, seats, strict=True)
    ]
    db.session.execute(insert(Place), places)
    cards = [(sheet, card) for sheet in sheets for card in sheet.cards]
    of_sheet = [id_ for id_, sheet in zip(ids, sheets, strict=True) for _ in sheet.cards]
    fresh = [
        {**{name: value for name, value in card.items() if name != "id"}, "attempt_id": id_}
        for id_, (_, card) in zip(of_sheet, cards, strict=True)
    ]
    rows: dict[Any, list[dict[str, Any]]] = {Rating: [], Invitation: []}
    for new_id, (sheet, card) in zip(_inserted(Card, fresh), cards, strict=True):
        for table, values in sheet.given.get(card["id"], []):
            even = {"card_id": new_id, "saved_at": now, "sequence": 1, "language": sheet.language}
            rows[table].append({**values, **even})
    for table, given in rows.items():
        if given:
            db.session.execute(insert(table), sorted(given, key=lambda row: (row["card_id"], row.get("criterion"))))


def _inserted(table: type[Attempt] | type[Card], rows: list[dict[str, Any]]) -> list[int]:
    """The ids of new rows, in their order."""
    statement = insert(table).returning(table.id, sort_by_parameter_order=True)
    return list(db.session.scalars(statement, rows))
