"""What a participant does: join, come back, rate, guess. The caller commits.

There is no audit event here: it would tie a moment, and so perhaps a person, to a place.
"""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update

from puntari.extensions import db
from puntari.live import activities, queries
from puntari.live.codes import new_owner_key, new_tag, token_hash
from puntari.live.domain import Guess, NotNow, Phase, SessionOver, may_save, takes_raters
from puntari.live.models import Attendance, LiveSession, Participant
from puntari.live.places import give_back_lost
from puntari.live.queries import OpenCard
from puntari.practice import actions as practice
from puntari.practice import dealing
from puntari.practice import queries as practice_queries
from puntari.practice.actions import Chosen
from puntari.practice.models import Attempt, Card
from puntari.practice.upsert import insert, insert_new

SEEN_EVERY = timedelta(seconds=10)  # more often isn't written down: a room's devices are heard of every five seconds


class SessionFull(Exception):
    """Far more people want in than were expected."""


def room_for(expected: int) -> int:
    """How many may join when so many are expected: a slip in the number doesn't matter, a machine is stopped."""
    return max(2 * expected, expected + 20)


# Put together once: a whole room joins at the same moment, one after the other.
_COUNT_IN = (
    update(LiveSession)
    .where(LiveSession.id == bindparam("session_id"), LiveSession.closed_at.is_(None))
    .values(joined=LiveSession.joined + 1)
    .returning(LiveSession)
    .execution_options(synchronize_session=False, populate_existing=True)
)
_BY_TOKEN = select(Participant.id).where(Participant.token_hash == bindparam("token_hash"))


def join(session_id: int, *, token: str, language: str, person_id: int | None, now: datetime) -> None:
    """Take part, with a new tag and a place in a block; or watch, when rating is over.

    ``person_id`` is registered as having been there, with no link to the participant. ``token`` comes with the form:
    sent twice, it makes one participant. Raises SessionOver, SessionFull.
    """
    live = db.session.scalars(_COUNT_IN, {"session_id": session_id}).one_or_none()  # and hold its row until the commit
    if live is None:
        raise SessionOver
    if person_id is not None and not live.is_rehearsal:
        attend(live, person_id)
    owner_key = new_owner_key() if takes_raters(Phase(live.phase)) else None
    if not _write_down(live, owner_key, token=token, language=language, now=now):
        live.joined -= 1  # was here already
        return
    if live.joined > room_for(live.expected):
        raise SessionFull
    if owner_key is not None:
        _begin(live, owner_key, language=language, now=now)


def _write_down(live: LiveSession, owner_key: str | None, *, token: str, language: str, now: datetime) -> bool:
    """Make the participant, with the number that is the count so far; False when there is one with the token."""
    values = {
        "session_id": live.id,
        "number": live.joined,
        "tag": new_tag(language, ()),
        "language": language,
        "token_hash": token_hash(token),
        "owner_key": owner_key,
        "joined_at": now,
        "last_seen_at": now,
    }
    statement = insert_new(Participant, *values)
    if db.session.execute(statement, values).first() is not None:
        return True
    if db.session.execute(_BY_TOKEN, values).first() is not None:
        return False
    values["tag"] = new_tag(language, queries.tags_of(live))  # somebody had just that one
    return db.session.execute(statement, values).first() is not None


def attend(live: LiveSession, person_id: int) -> None:
    """Register that a person was there, once."""
    values = {"session_id": live.id, "person_id": person_id}
    db.session.execute(insert(Attendance).values(values).on_conflict_do_nothing())


def take_place(participant: Participant, *, now: datetime) -> None:
    """Deal the participant cards, unless they have some or rating is over. Holds the session's row."""
    live = queries.held(participant.session_id)
    if not live.is_open or not takes_raters(Phase(live.phase)):
        return
    if participant.owner_key is None:
        participant.owner_key = new_owner_key()
    attempt = queries.attempt_of(participant) if live.is_scoring else None
    if attempt is None:
        _begin(live, participant.owner_key, language=participant.language, now=now)
    elif not dealing.has_cards(attempt):
        give_back_lost(live, now=now)
        dealing.deal_again(attempt, now=now)


def _begin(live: LiveSession, owner_key: str, *, language: str, now: datetime) -> None:
    give_back_lost(live, now=now)
    if live.is_scoring:
        dealing.begin(queries.exercise_of(live), live.stream_id, owner_key=owner_key, language=language, now=now)
    else:
        activities.of(live).begin(live, owner_key, language=language, now=now)


def come_back(live: LiveSession, tag: str, *, token: str, now: datetime) -> Participant | None:
    """Go on with a tag on another device, which takes over from the one before; None when nobody has the tag."""
    live = queries.held(live.id)
    participant = queries.participant_by_tag(live, tag)
    if participant is not None:
        participant.token_hash = token_hash(token)
        participant.last_seen_at = max(now, participant.last_seen_at)
    return participant


def seen(participant_id: int, last_seen_at: datetime, now: datetime) -> None:
    """Note that the participant's device was heard of."""
    if is_due(last_seen_at, now):
        newer = Participant.id == participant_id, Participant.last_seen_at < now
        db.session.execute(update(Participant).where(*newer).values(last_seen_at=now))


def is_due(last_seen_at: datetime, now: datetime) -> bool:
    """Whether being heard of is to be written down."""
    return now - last_seen_at >= SEEN_EVERY


def check_open(card: OpenCard, number: int) -> None:
    """Refuse to touch a card that isn't open. Raises NotNow."""
    criteria = practice_queries.version(card.exercise_id, card.exercise_digest).weights
    if not may_save(card.phase, number, size=card.size, is_complete=card.is_complete(criteria)):
        raise NotNow


# A participant's card while the session is in the phase that was seen. Held, so that it isn't closed meanwhile.
_STILL_OPEN = (
    select(Card.id)
    .join(Attempt, Attempt.id == Card.attempt_id)
    .join(Participant, Participant.owner_key == Attempt.owner_key)
    .join(LiveSession, LiveSession.id == Participant.session_id)
    .where(Card.id == bindparam("card_id"), Participant.id == bindparam("participant_id"))
    .where(LiveSession.phase == bindparam("phase"), Participant.removed_at.is_(None))
    .with_for_update(read=True, of=(LiveSession, Card))
)


def save(participant_id: int, card_id: int, chosen: Chosen, *, phase: Phase, last_seen_at: datetime) -> bool:
    """Keep one choice; whether it holds, being the one last made. Nothing is kept once ``phase`` is over.

    The caller has checked that the card is open in that phase.
    """
    is_kept = practice.keep(card_id, chosen, still_open=_STILL_OPEN, participant_id=participant_id, phase=phase.value)
    seen(participant_id, last_seen_at, chosen.at)
    return is_kept


def guess(participant: Participant, expected: Guess) -> None:
    """Keep what the participant expects. Raises NotNow outside its phase."""
    if participant.live.phase != Phase.PREDICT:
        raise NotNow
    participant.guess = expected.value
