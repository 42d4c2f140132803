"""Packets on paper: ordered, handed out, given back. The caller commits.

A packet is dealt like a participant who joins, from the session's own stream. What is typed in later is in ``entry``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from puntari.audit.actions import record
from puntari.extensions import db
from puntari.live import queries
from puntari.live.codes import new_owner_key
from puntari.live.domain import NotNow, Phase, SessionOver, takes_raters
from puntari.live.joining import room_for
from puntari.live.models import LiveSession
from puntari.live.packets import TooManyPackets, new_packet_code
from puntari.live.paper_models import Packet
from puntari.live.places import give_back, give_back_lost
from puntari.practice import actions as practice
from puntari.practice import queries as practice_queries
from puntari.practice.domain import Face
from puntari.practice.models import Attempt, Card


def order(live: LiveSession, wanted: Mapping[str, int], *, batch: str, by: int, now: datetime) -> Sequence[Packet]:
    """Deal so many packets in each language. ``batch`` comes with the form: sent twice, it makes them once.

    Raises SessionOver, NotNow when rating is over, TooManyPackets.
    """
    live = queries.held(live.id)
    if not live.is_open:
        raise SessionOver
    here = packets_of(live)
    if found := [packet for packet in here if packet.batch == batch]:
        return found
    if not takes_raters(Phase(live.phase)):
        raise NotNow
    if sum(wanted.values()) > left_to_print(live, here):
        raise TooManyPackets
    give_back_lost(live, now=now)
    taken = {packet.code for packet in here}
    made = []
    for language in live.languages.split():
        for _ in range(wanted.get(language, 0)):
            packet = _deal(live, language, batch, taken, now)
            taken.add(packet.code)
            made.append(packet)
    record("live.packets_printed", target=f"live_session:{live.id}", by=by, now=now, packets=len(made))
    return made


def _deal(live: LiveSession, language: str, batch: str, taken: Collection[str], now: datetime) -> Packet:
    packet = Packet(
        session_id=live.id,
        batch=batch,
        code=new_packet_code(taken),
        language=language,
        owner_key=new_owner_key(),
        sequence=0,
    )
    db.session.add(packet)
    db.session.flush()
    practice.start(
        queries.exercise_of(live),
        owner_key=packet.owner_key,
        design=live.design,
        size=live.applications,
        language=language,
        weights=None,
        pause_hours=0,
        now=now,
        scope=live.stream.scope,
    )
    return packet


def return_unused(live: LiveSession, codes: Collection[str], *, by: int, now: datetime) -> int:
    """Give back the places of packets that nobody has used and nobody has typed in; how many. Raises SessionOver."""
    live = queries.held(live.id)
    if not live.is_open:
        raise SessionOver
    unused = [packet for packet in packets_of(live) if packet.code in codes and is_out(packet)]
    for packet in unused:
        packet.returned_at = now
    db.session.flush()
    give_back(live, [packet.owner_key for packet in unused])
    if unused:
        record("live.packets_returned", target=f"live_session:{live.id}", by=by, now=now, packets=len(unused))
    return len(unused)


def is_out(packet: Packet) -> bool:
    """Whether a packet holds a place and hasn't been typed in."""
    return not packet.is_entered and packet.returned_at is None


def left_to_print(live: LiveSession, here: Sequence[Packet]) -> int:
    """How many more packets may be printed: as many in all as people may join. Those given back don't count."""
    return max(0, room_for(live.expected) - sum(packet.returned_at is None for packet in here))


def packets_of(live: LiveSession) -> Sequence[Packet]:
    """All packets of an open session, in the order of printing; none once it's closed."""
    return db.session.scalars(select(Packet).where(Packet.session_id == live.id).order_by(Packet.id)).all()


def packet_by_code(live: LiveSession, code: str | None) -> Packet | None:
    """A packet of the session by its code."""
    if code is None:
        return None
    query = select(Packet).where(Packet.session_id == live.id, Packet.code == code)
    return db.session.scalars(query).one_or_none()


@dataclass(frozen=True)
class PaperCounts:
    """How paper stands in a session."""

    printed: int
    entered: int
    returned: int

    @property
    def out(self) -> int:
        """How many may still come back filled in."""
        return self.printed - self.entered - self.returned


def counts_of(live: LiveSession) -> PaperCounts:
    """How many packets there are, in one statement."""
    entered, returned = func.count().filter(Packet.sequence > 0), func.count(Packet.returned_at)
    query = select(func.count(), entered, returned).where(Packet.session_id == live.id)
    return PaperCounts(*db.session.execute(query).one())


@dataclass(frozen=True)
class DealtCard:
    """An application as it stands in a packet, at its number from 1. What it was given isn't read here."""

    number: int
    application: str
    face: Face
    name: int | None


def dealt(live: LiveSession, packets: Sequence[Packet]) -> dict[str, list[DealtCard]]:
    """What some packets were dealt, in order, by their codes; in one statement. Nothing for one given back."""
    codes = {packet.owner_key: packet.code for packet in packets}
    query = (
        select(Attempt.owner_key, queries.CARD_NUMBER, Card.application, Card.face, Card.name)
        .join(Card, Card.attempt_id == Attempt.id)
        .where(Attempt.stream_id == live.stream_id, Attempt.owner_key.in_(codes))
        .order_by(Card.round, Card.position)
    )
    found: dict[str, list[DealtCard]] = {packet.code: [] for packet in packets}
    for key, number, application, face, name in db.session.execute(query):
        found[codes[key]].append(DealtCard(number, application, Face(face), name))
    return found


def complete_counts(live: LiveSession) -> dict[str, list[int]]:
    """How many applications of each packet (by code) have everything, whatever it is, round by round."""
    query = select(Attempt.id, Packet.code).join(Packet, Packet.owner_key == Attempt.owner_key)
    codes = {row[0]: row[1] for row in db.session.execute(query.where(Packet.session_id == live.id))}
    complete = {code: [0] * live.rounds for code in codes.values()}
    criteria = len(queries.exercise_of(live).criteria)
    for attempt_id, round_, points, cards in practice_queries.rated_counts(list(codes)) if codes else []:
        if points >= criteria:
            complete[codes[attempt_id]][round_ - 1] += cards
    return complete


def destroy_codes(live: LiveSession) -> None:
    """Delete the packets' rows, and so what ties a code to scores; part of closing a session."""
    db.session.execute(delete(Packet).where(Packet.session_id == live.id))
