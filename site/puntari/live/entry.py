"""Typing in what was written on paper. The caller commits. What is kept is never shown to who types."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from puntari.audit.actions import record
from puntari.extensions import db
from puntari.live import queries
from puntari.live.domain import Guess, Phase, SessionOver
from puntari.live.models import LiveSession
from puntari.live.packets import GivenBack, NotEntryTime, may_enter
from puntari.live.paper_models import Packet
from puntari.practice.choices import Choice
from puntari.practice.models import Attempt, Card, Invitation, Rating


def enter(
    packet: Packet,
    grid: Mapping[int, Sequence[Choice]],
    guess: Guess | None,
    *,
    sequence: int,
    by: int,
    now: datetime,
) -> bool:
    """Keep what a packet says, in place of all that was typed in before; whether it holds.

    ``grid`` has the choices by the application's number. ``sequence`` is the form's own, milliseconds since 1970: what
    comes late from an older form changes nothing. Raises SessionOver, NotEntryTime, GivenBack.
    """
    live = _open(packet)
    packet = _held(packet)
    if packet.returned_at is not None:
        raise GivenBack
    sequence = max(1, min(sequence, int(now.timestamp() * 1_000)))
    if sequence < packet.sequence:
        return False
    is_new = sequence > packet.sequence
    packet.sequence = sequence
    packet.guess = guess.value if guess and live.plan.has_prediction else None
    _replace(live, packet, grid, sequence=sequence, now=now)
    if is_new:  # that one was typed in, not which: a moment would lead from the code to scores
        record("live.packet_entered", target=f"live_session:{live.id}", by=by, now=now)
    return True


def _open(packet: Packet) -> LiveSession:
    live = queries.held(packet.session_id)
    if not live.is_open:
        raise SessionOver
    if not may_enter(Phase(live.phase)):
        raise NotEntryTime
    return live


def _held(packet: Packet) -> Packet:
    query = select(Packet).where(Packet.id == packet.id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def _replace(
    live: LiveSession, packet: Packet, grid: Mapping[int, Sequence[Choice]], *, sequence: int, now: datetime
) -> None:
    query = select(queries.CARD_NUMBER.label("number"), Card.id).join(Attempt, Attempt.id == Card.attempt_id)
    mine = query.where(Attempt.owner_key == packet.owner_key, Attempt.stream_id == live.stream_id)
    cards = {row.number: row.id for row in db.session.execute(mine)}
    for table in (Rating, Invitation):
        db.session.execute(delete(table).where(table.card_id.in_(list(cards.values()))))
    common = {"language": packet.language, "sequence": sequence, "saved_at": now}
    given = [(cards[number], choice) for number, choices in grid.items() for choice in choices]
    points = [
        {"card_id": card, "criterion": choice.criterion, "points": choice.points, **common}
        for card, choice in given
        if choice.criterion is not None
    ]
    invitations = [
        {"card_id": card, "invited": choice.invited, **common} for card, choice in given if choice.criterion is None
    ]
    if points:
        db.session.execute(insert(Rating), points)
    if invitations:
        db.session.execute(insert(Invitation), invitations)
