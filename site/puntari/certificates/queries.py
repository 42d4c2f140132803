"""Reading the ledger."""

from datetime import date

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased

from puntari.certificates.models import CompletionEvent, Happening
from puntari.extensions import db


def standing(day: date) -> Select[CompletionEvent]:
    """The completions that count on a day: completed by then, and not corrected away by then.

    A correction works from its own date on, so that the report for an earlier day stays as it was.
    """
    correction, later = aliased(CompletionEvent), aliased(CompletionEvent)
    withdrawn = exists().where(
        correction.corrects_id == CompletionEvent.id,
        correction.local_date <= day,
        ~correction.counts,
        ~exists().where(later.corrects_id == CompletionEvent.id, later.local_date <= day, later.id > correction.id),
    )
    return select(CompletionEvent).where(
        CompletionEvent.event == Happening.COMPLETED, CompletionEvent.local_date <= day, ~withdrawn
    )


def completions_of(person_id: int, day: date) -> list[CompletionEvent]:
    """The person's own standing completions, newest first."""
    query = standing(day).where(CompletionEvent.person_id == person_id)
    return list(db.session.scalars(query.order_by(CompletionEvent.at.desc(), CompletionEvent.id.desc())))


def has_completed(person_id: int, *, kind: str, content_id: str, day: date) -> bool:
    """Whether the person has a standing completion of any version."""
    query = standing(day).where(
        CompletionEvent.person_id == person_id,
        CompletionEvent.kind == kind,
        CompletionEvent.content_id == content_id,
    )
    return db.session.scalars(query.limit(1)).first() is not None
