"""Writing practice: start, rate, finish. The caller commits.

There is no audit event here: it would tie a person to an attempt. That somebody finished is in the ledger.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Select, bindparam, delete, exists, or_, select

from puntari.certificates.actions import append_completion
from puntari.certificates.models import Kind
from puntari.extensions import db
from puntari.practice import dealing
from puntari.practice.choices import Choice
from puntari.practice.designs import DESIGN_VERSION
from puntari.practice.domain import Design, NotOpen, StillMissing
from puntari.practice.exercise import Exercise
from puntari.practice.models import Attempt, Card, ExerciseVersion, Invitation, Place, Rating, Stream, TasterDay
from puntari.practice.moments import forget_moments
from puntari.practice.progress import Progress
from puntari.practice.upsert import as_parameters, insert, last_one_holds

SELF_STUDY = "self-study"
IDLE = timedelta(hours=24)  # after which a seat whose holder has rated nothing is free again


class Versioned(Protocol):
    """Content in one version."""

    @property
    def id(self) -> str:
        """The id, the same in every version."""

    @property
    def digest(self) -> str:
        """The version."""

    @property
    def files(self) -> Mapping[str, str]:
        """The texts it was made from."""


def start(
    exercise: Exercise,
    *,
    owner_key: str,
    design: Design,
    size: int,
    language: str,
    weights: Mapping[str, int] | None,
    pause_hours: int,
    now: datetime,
    scope: str = SELF_STUDY,
) -> Attempt:
    """Deal the owner's cards and return the attempt. ``scope`` tells self-study from a group.

    The attempt that is already under way, or done in this version, is returned as it is.
    """
    keep_version(exercise, now=now)
    found = _present_attempt(owner_key, exercise)
    if found is None:
        stream = stream_of(exercise, design, size, scope=scope)
        _return_idle(stream, now=now)
        attempt_id = dealing.begin(
            exercise,
            stream.id,
            owner_key=owner_key,
            language=language,
            weights=weights,
            pause_hours=pause_hours,
            now=now,
        )
        return db.session.get_one(Attempt, attempt_id)
    if not found.finished_at and not dealing.has_cards(found):
        _return_idle(found.stream, now=now)
        dealing.deal_again(found, now=now)
    return found


def keep_version(exercise: Versioned, *, now: datetime) -> None:
    """Keep the texts as they are met, once; and hold the row, so that people who start at once come one by one."""
    held = select(ExerciseVersion.digest).where(ExerciseVersion.digest == exercise.digest).with_for_update()
    if db.session.scalar(held) is None:  # all the texts are sent only when they may be missing
        values = {"digest": exercise.digest, "exercise_id": exercise.id, "files": dict(exercise.files), "kept_at": now}
        db.session.execute(insert(ExerciseVersion).values(values).on_conflict_do_nothing())
        db.session.execute(held)


def _present_attempt(owner_key: str, exercise: Exercise) -> Attempt | None:
    """The attempt under way, or the newest finished one unless the exercise has changed materially since."""
    query = select(Attempt).where(Attempt.owner_key == owner_key, Attempt.exercise_id == exercise.id)
    newest = db.session.scalars(query.order_by(Attempt.finished_at.is_(None).desc(), Attempt.id.desc())).first()
    is_outdated = newest is not None and newest.exercise_digest != exercise.digest
    if newest and newest.finished_at and is_outdated and exercise.definition.change == "material":
        return None
    return newest


def stream_of(exercise: Versioned, design: Design, size: int, *, scope: str) -> Stream:
    """The stream of a scope, made with its own seed when it is first asked for. Its version must be kept already."""
    key = {
        "scope": scope,
        "exercise_digest": exercise.digest,
        "design": design.value,
        "design_version": DESIGN_VERSION,
        "size": size,
    }
    fresh = {**key, "seed": secrets.token_hex(8), "arrivals": 0}
    db.session.execute(insert(Stream).values(fresh).on_conflict_do_nothing())
    return db.session.scalars(select(Stream).filter_by(**key)).one()


def _return_idle(stream: Stream, *, now: datetime) -> None:
    if stream.design == Design.ONE_ROUND and stream.scope == SELF_STUDY:  # a group gives back by its own rule
        return_idle_places(stream, before=now - IDLE)


def return_idle_places(stream: Stream, *, before: datetime) -> int:
    """Free the seats taken before a moment by people who have rated nothing; the number of seats freed.

    Their cards go with the seat. Who comes back is dealt anew.
    """
    rated = exists().where(Rating.card_id == Card.id, Card.attempt_id == Place.attempt_id)
    invited = exists().where(Invitation.card_id == Card.id, Card.attempt_id == Place.attempt_id)
    idle = select(Place.attempt_id).where(Place.stream_id == stream.id, Place.taken_at < before, ~rated, ~invited)
    attempt_ids = list(db.session.scalars(idle))
    if attempt_ids:
        db.session.execute(delete(Card).where(Card.attempt_id.in_(attempt_ids)))
        db.session.execute(delete(Place).where(Place.attempt_id.in_(attempt_ids)))
    return len(attempt_ids)


# A card whose round isn't finished. Held, so that neither the round is finished nor the card taken back meanwhile.
STILL_OPEN = (
    select(Card.id)
    .join(Attempt, Attempt.id == Card.attempt_id)
    .where(Card.id == bindparam("card_id"), Attempt.finished_at.is_(None))
    .where(or_(Card.round > 1, Attempt.paused_at.is_(None)))
    .with_for_update(read=True, of=(Attempt, Card))
)


@dataclass(frozen=True)
class Chosen:
    """One choice with what is kept beside it. ``sequence`` is the order in which choices were made."""

    choice: Choice
    sequence: int
    language: str
    at: datetime

    @property
    def row(self) -> tuple[type[Rating] | type[Invitation], dict[str, Any]]:
        """The table it goes into, and the values there."""
        common = {"language": self.language, "sequence": self.sequence, "saved_at": self.at}
        if self.choice.criterion is None:
            return Invitation, {**common, "invited": self.choice.invited}
        return Rating, {**common, "criterion": self.choice.criterion, "points": self.choice.points}


def keep(card_id: int, chosen: Chosen, *, still_open: Select[int] = STILL_OPEN, **seen: Any) -> bool:
    """Keep one choice; whether it holds, being the one last made (the highest ``sequence``).

    One statement. Repeated or late requests change nothing, nor does one for a card that isn't open any more:
    ``still_open`` finds the card while it is, and may have further parameters.
    """
    model, values = chosen.row
    parameters = {"card_id": card_id, **seen, **as_parameters(values)}
    return db.session.execute(last_one_holds(model, still_open), parameters).first() is not None


def finish_round(
    attempt: Attempt, progress: Progress, *, person_id: int, language: str, today: date, now: datetime
) -> None:
    """Finish the present round: its judgements stand. After the last one the completion is written in the ledger.

    Finishing twice changes nothing. Raises StillMissing with the first card that lacks something, NotOpen during the
    pause.
    """
    if attempt.finished_at:
        return
    missing = progress.next_missing()
    if missing is not None:
        raise StillMissing(missing)
    if progress.is_pausing(now):
        raise NotOpen
    if progress.round < progress.rounds:
        attempt.paused_at = now
        return
    forget_moments(attempt, now=now)
    append_completion(
        person_id=person_id,
        kind=Kind.EXERCISE,
        content_id=attempt.exercise_id,
        content_digest=attempt.exercise_digest,
        language=language,
        rule=f"{attempt.stream.design}: {progress.rounds} x {progress.size} applications",
        today=today,
        now=now,
    )


def end_pause(attempt: Attempt) -> None:
    """Open the second round now, whatever pause was chosen."""
    attempt.pause_hours = 0


def count_taster(day: date, *, is_finished: bool) -> None:
    """Count one more who began, or finished, the taster on a day."""
    values = {"day": day, "started": int(not is_finished), "finished": int(is_finished)}
    statement = insert(TasterDay).values(values)
    added = {name: getattr(TasterDay, name) + statement.excluded[name] for name in ("started", "finished")}
    db.session.execute(statement.on_conflict_do_update(index_elements=["day"], set_=added))
