"""Reading the ledger."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased

from puntari.certificates.models import CompletionEvent, Happening, Kind
from puntari.extensions import db
from puntari.people.models import Person


def standing(day: date) -> Select[CompletionEvent]:
    """The completions that count on a day: completed by then, and not corrected away by then.

    A correction works from its own date on, so that the report for an earlier day stays as it was.
    """
    correction, later = aliased(CompletionEvent), aliased(CompletionEvent)
    superseded = exists().where(
        later.corrects_id == CompletionEvent.id, later.local_date <= day, later.id > correction.id
    )
    withdrawn = exists().where(
        correction.corrects_id == CompletionEvent.id,
        correction.local_date <= day,
        ~correction.counts,
        ~superseded.correlate(CompletionEvent, correction),  # two levels up, where SQLAlchemy doesn't look by itself
    )
    return select(CompletionEvent).where(
        CompletionEvent.event == Happening.COMPLETED, CompletionEvent.local_date <= day, ~withdrawn
    )


def completions_of(person_id: int, day: date) -> list[CompletionEvent]:
    """The person's own standing completions, newest first."""
    query = standing(day).where(CompletionEvent.person_id == person_id)
    return list(db.session.scalars(query.order_by(CompletionEvent.at.desc(), CompletionEvent.id.desc())))


def own_course_completion(person_id: int, code: str, day: date) -> CompletionEvent | None:
    """The person's own standing course completion with this code; anybody else's is not found."""
    query = standing(day).where(
        CompletionEvent.person_id == person_id,
        CompletionEvent.kind == Kind.COURSE,
        CompletionEvent.code == code,
    )
    return db.session.scalars(query).one_or_none()


@dataclass(frozen=True)
class Verified:
    """What anybody with the code may know."""

    name: str
    kind: str
    content_id: str
    day: date
    is_standing: bool


def verified(code: str, day: date) -> Verified | None:
    """Who completed what and when, and whether it still counts; None when there's no such code."""
    query = (
        select(CompletionEvent, Person)
        .join(Person, Person.id == CompletionEvent.person_id)
        .where(CompletionEvent.code == code, CompletionEvent.event == Happening.COMPLETED)
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        return None
    completion, person = row
    counts = db.session.scalars(standing(day).where(CompletionEvent.id == completion.id)).first() is not None
    return Verified(person.display_name, completion.kind, completion.content_id, completion.local_date, counts)
