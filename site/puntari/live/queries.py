"""Reading live sessions: the trainer's own, and what a participant's device asks for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import abort
from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from puntari.authz.policy import Role
from puntari.extensions import db
from puntari.live.codes import token_hash
from puntari.live.domain import Activity, Phase, is_forgotten
from puntari.live.models import Attendance, LiveRoom, LiveSession, Participant
from puntari.people.models import Person, RoleGrant
from puntari.practice import queries as practice
from puntari.practice.domain import SIZES, Design
from puntari.practice.exercise import Exercise
from puntari.practice.models import Attempt, Card, Invitation, Rating
from puntari.practice.queries import Seen


def session_of(person_id: int, session_id: int) -> LiveSession:
    """A session that the person leads or helps with. Aborts with 404 for anybody else's."""
    query = select(LiveSession).where(LiveSession.id == session_id, _leads(person_id))
    return db.session.scalars(query).one_or_none() or abort(404)


def sessions_of(person_id: int) -> Sequence[LiveSession]:
    """All sessions the person leads or helps with, open ones first, then newest first; no rehearsals that are over."""
    is_over = LiveSession.is_rehearsal & LiveSession.closed_at.is_not(None)
    query = select(LiveSession).where(_leads(person_id), ~is_over)
    order = (LiveSession.closed_at.is_not(None), LiveSession.id.desc())
    return db.session.scalars(query.order_by(*order)).all()


def _leads(person_id: int) -> ColumnElement[bool]:
    return or_(LiveSession.trainer_id == person_id, LiveSession.helper_id == person_id)


def held(session_id: int) -> LiveSession:
    """The session's row, held against everybody else's changes until the commit, as it is now."""
    query = select(LiveSession).where(LiveSession.id == session_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


# Put together once, like others below: a whole room asks these at the same moment.
_BY_CODE = select(LiveSession).where(LiveSession.code == bindparam("code"))


def by_code(code: str | None) -> LiveSession | None:
    """The open session with a code."""
    return None if code is None else db.session.scalars(_BY_CODE, {"code": code}).one_or_none()


def room_of(person_id: int) -> LiveRoom | None:
    """A trainer's room."""
    return db.session.get(LiveRoom, person_id)


def room_by_slug(slug: str) -> LiveRoom:
    """The room at an address. Aborts with 404."""
    return db.session.scalars(select(LiveRoom).where(LiveRoom.slug == slug)).one_or_none() or abort(404)


def open_in_room(room: LiveRoom) -> LiveSession | None:
    """The newest open session of the room's trainer; a rehearsal isn't for the public."""
    query = select(LiveSession).where(LiveSession.trainer_id == room.person_id, LiveSession.closed_at.is_(None))
    query = query.where(~LiveSession.is_rehearsal)
    return db.session.scalars(query.order_by(LiveSession.id.desc()).limit(1)).one_or_none()


def other_trainers(besides: int) -> Sequence[Person]:
    """Everybody else who may lead sessions today, in alphabetical order."""
    with_role = select(RoleGrant.person_id).where(RoleGrant.role == Role.TRAINER)
    query = select(Person).options(joinedload(Person.grants))
    query = query.where(Person.id.in_(with_role), Person.id != besides, Person.is_active)
    people = db.session.scalars(query.order_by(Person.sort_name)).unique()
    return [person for person in people if Role.TRAINER in person.roles]


def exercise_of(live: LiveSession) -> Exercise:
    """The exercise in the version the session is about. Aborts with 404 for a session that isn't about scoring."""
    if not live.is_scoring:
        abort(404)
    return practice.version(live.exercise_id, live.exercise_digest)


_HERE = (
    select(Participant)
    .join(Participant.live)
    .options(contains_eager(Participant.live))
    .where(LiveSession.code == bindparam("code"), Participant.token_hash == bindparam("token_hash"))
    .where(Participant.removed_at.is_(None))
)
_SAVING = _HERE.with_for_update(read=True, of=LiveSession)


def participant_here(code: str, token: str | None, *, is_saving: bool = False) -> Participant | None:
    """The participant whose device sends this token, together with the open session.

    ``is_saving`` holds the session's phase still until the commit, so that nothing is saved after a block is closed.
    """
    if not token:
        return None
    query = _SAVING if is_saving else _HERE
    return db.session.scalars(query, {"code": code, "token_hash": token_hash(token)}).one_or_none()


def participant_by_tag(live: LiveSession, tag: str) -> Participant | None:
    """The participant with a tag."""
    query = select(Participant).where(Participant.session_id == live.id, Participant.tag == tag)
    return db.session.scalars(query.where(Participant.removed_at.is_(None))).one_or_none()


_ATTEMPT = (
    select(Attempt)
    .join(Attempt.stream)
    .options(contains_eager(Attempt.stream))
    .where(Attempt.owner_key == bindparam("owner_key"), Attempt.stream_id == bindparam("stream_id"))
)


def attempt_of(participant: Participant) -> Attempt | None:
    """What a participant was dealt; None for somebody who only watches."""
    if participant.owner_key is None:
        return None
    asked = {"owner_key": participant.owner_key, "stream_id": participant.live.stream_id}
    return db.session.scalars(_ATTEMPT, asked).one_or_none()


_HAS_CARDS = select(
    exists()
    .where(Attempt.owner_key == bindparam("owner_key"), Attempt.stream_id == bindparam("stream_id"))
    .where(Card.attempt_id == Attempt.id)
)


def has_cards(participant: Participant) -> bool:
    """Whether a participant has a place and so cards."""
    asked = {"owner_key": participant.owner_key, "stream_id": participant.live.stream_id}
    return db.session.execute(_HAS_CARDS, asked).scalar_one()


def cards_of(participant: Participant) -> list[Seen]:
    """A participant's cards in order with what they were given; none for who watches or has lost the place."""
    attempt = attempt_of(participant)
    return practice.cards_of(attempt) if attempt else []


@dataclass(frozen=True)
class OpenCard:
    """What saving one choice must know. ``card_id`` is None for who has no such card."""

    participant_id: int
    last_seen_at: datetime
    phase: Phase
    size: int
    exercise_id: str
    exercise_digest: str
    card_id: int | None
    rated: int
    is_decided: bool

    def is_complete(self, criteria: Collection[str]) -> bool:
        """Whether nothing is missing on the card."""
        return self.is_decided and self.rated >= len(criteria)


# A card's number in its session, from 1 and through both rounds where there are two.
CARD_NUMBER = (Card.round - 1) * SIZES[Design.TWO_ROUNDS][0] + Card.position

# Put together once: a whole room asks these at the same moment.
_CARD_TO_RATE = (
    select(
        *(Participant.id, Participant.last_seen_at, LiveSession.phase, LiveSession.size),
        *(LiveSession.exercise_id, LiveSession.exercise_digest, Card.id.label("card_id")),
        select(func.count()).where(Rating.card_id == Card.id).correlate(Card).scalar_subquery().label("rated"),
        exists().where(Invitation.card_id == Card.id).correlate(Card).label("is_decided"),
    )
    .join(LiveSession, LiveSession.id == Participant.session_id)
    .outerjoin(Attempt, (Attempt.owner_key == Participant.owner_key) & (Attempt.stream_id == LiveSession.stream_id))
    .outerjoin(Card, (Card.attempt_id == Attempt.id) & (bindparam("number") == CARD_NUMBER))
    .where(LiveSession.code == bindparam("code"), Participant.token_hash == bindparam("token_hash"))
    .where(Participant.removed_at.is_(None), LiveSession.activity == Activity.SCORING.value)
)


def card_to_rate(code: str, token: str | None, number: int) -> OpenCard | None:
    """The card with a number of the participant whose device sends this token, in one statement."""
    asked = {"code": code, "token_hash": token_hash(token or ""), "number": number}
    row = db.session.connection().execute(_CARD_TO_RATE, asked).one_or_none()  # no objects to make
    if row is None:
        return None
    participant_id, last_seen_at, phase, *rest = row
    return OpenCard(participant_id, last_seen_at, Phase(phase), *rest)


def complete_numbers(live: LiveSession, cards: Sequence[Seen]) -> frozenset[int]:
    """The numbers of the cards that lack nothing."""
    criteria = [criterion.id for criterion in exercise_of(live).criteria]
    return frozenset(card.number for card in cards if card.is_complete(criteria))


def rated_by_participant(live: LiveSession) -> dict[int, list[int]]:
    """How many cards of each round each participant (by id) has fully rated; those without a place are left out."""
    query = select(Attempt.id, Participant.id).join(Participant, Participant.owner_key == Attempt.owner_key)
    query = query.where(Participant.session_id == live.id, exists().where(Card.attempt_id == Attempt.id))
    places = {row[0]: row[1] for row in db.session.execute(query)}
    rated = {participant_id: [0] * live.rounds for participant_id in places.values()}
    criteria = len(exercise_of(live).criteria)
    for attempt_id, round_, points, cards in practice.rated_counts(list(places)) if places else []:
        if points >= criteria:
            rated[places[attempt_id]][round_ - 1] += cards
    return rated


def participants_of(live: LiveSession) -> Sequence[Participant]:
    """Everybody who joined, in order of joining."""
    query = select(Participant).where(Participant.session_id == live.id)
    return db.session.scalars(query.order_by(Participant.number)).all()


def count_here(live: LiveSession, now: datetime) -> int:
    """How many have joined by now (simulated ones come in later than they are written down) and weren't taken out."""
    query = select(func.count()).select_from(Participant).where(Participant.session_id == live.id)
    query = query.where(Participant.joined_at <= now)
    return db.session.scalar(query.where(Participant.removed_at.is_(None))) or 0


def tags_of(live: LiveSession) -> set[str]:
    """The tags that are taken."""
    return set(db.session.scalars(select(Participant.tag).where(Participant.session_id == live.id)))


def attendees_of(live: LiveSession) -> Sequence[Person]:
    """Who is registered as having been there, in alphabetical order."""
    query = select(Person).join(Attendance, Attendance.person_id == Person.id)
    return db.session.scalars(query.where(Attendance.session_id == live.id).order_by(Person.sort_name)).all()


def is_attending(live: LiveSession, person_id: int) -> bool:
    """Whether a person is registered as having been there."""
    return db.session.get(Attendance, (live.id, person_id)) is not None


def forgotten(now: datetime) -> Sequence[LiveSession]:
    """Open sessions that nobody has moved for a long time."""
    there = db.session.scalars(select(LiveSession).where(LiveSession.closed_at.is_(None)).order_by(LiveSession.id))
    return [live for live in there if is_forgotten(live.phase_changed_at, now)]


def due_for_purge(now: datetime) -> Sequence[LiveSession]:
    """Closed sessions whose ratings have been kept for as long as was said."""
    query = select(LiveSession).where(LiveSession.closed_at.is_not(None), LiveSession.purged_at.is_(None))
    closed = db.session.scalars(query.order_by(LiveSession.id))
    return [live for live in closed if live.closed_at and live.closed_at + timedelta(live.retention_days) <= now]
