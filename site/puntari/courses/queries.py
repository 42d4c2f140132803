"""Reading a person's own marks and completions. Each function is one statement."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from puntari.certificates.models import CompletionEvent, Kind
from puntari.certificates.queries import standing
from puntari.courses.course import Course
from puntari.courses.domain import Key, Mark
from puntari.courses.models import CourseMark, CourseVersion
from puntari.extensions import db


@dataclass(frozen=True)
class Trace:
    """An owner's marks in a course, and the edition that its present version belongs to."""

    marks: Mapping[Key, Mark]
    edition: str


def edition_of(course: Course, kept: str | None, latest: str | None) -> str:
    """The edition of the present version: as kept; else, for an editorial change, that of the latest kept one."""
    if kept is not None:
        return kept
    if course.head.change == "editorial" and latest is not None:
        return latest
    return course.digest


_seen, _present = aliased(CourseVersion), aliased(CourseVersion)
_latest = (
    select(CourseVersion.edition)
    .where(CourseVersion.course_id == bindparam("course_id"))
    .order_by(CourseVersion.first_at.desc())
    .limit(1)
    .scalar_subquery()
)
# Put together once: every course page asks this.
_TRACE = (
    select(
        CourseMark.kind,
        CourseMark.item_id,
        CourseMark.answer,
        CourseMark.is_done,
        CourseMark.at,
        _seen.edition,
        _present.edition,
        _latest,
    )
    .join(_seen, _seen.digest == CourseMark.digest)
    .outerjoin(_present, _present.digest == bindparam("digest"))
    .where(CourseMark.owner_key == bindparam("owner_key"), CourseMark.course_id == bindparam("course_id"))
)

_EDITIONS = (
    select(CourseVersion.digest, CourseVersion.edition)
    .where(CourseVersion.course_id == bindparam("course_id"))
    .order_by(CourseVersion.first_at)
)


def trace_of(owner_key: str, course: Course) -> Trace:
    """What the owner has done in a course."""
    asked = {"owner_key": owner_key, "course_id": course.id, "digest": course.digest}
    rows = db.session.execute(_TRACE, asked).all()
    marks = {
        (kind, item_id): Mark(answer=answer, is_done=is_done, edition=edition, at=at)
        for kind, item_id, answer, is_done, at, edition, _, _ in rows
    }
    return Trace(marks, edition_of(course, rows[0][6], rows[0][7]) if rows else present_edition(course))


def present_edition(course: Course) -> str:
    """The edition that the present version belongs to."""
    kept = [(digest, edition) for digest, edition in db.session.execute(_EDITIONS, {"course_id": course.id})]
    latest = kept[-1][1] if kept else None
    return edition_of(course, dict(kept).get(course.digest), latest)


@dataclass(frozen=True)
class Completion:
    """A standing completion of a course, with the edition that was completed."""

    course_id: str
    day: date
    code: str
    edition: str


def completions_of(person_id: int, day: date) -> list[Completion]:
    """The person's own course completions that stand on a day, newest first."""
    query = (
        standing(day)
        .where(CompletionEvent.person_id == person_id, CompletionEvent.kind == Kind.COURSE)
        .outerjoin(CourseVersion, CourseVersion.digest == CompletionEvent.content_digest)
        .with_only_columns(
            CompletionEvent.content_id,
            CompletionEvent.local_date,
            CompletionEvent.code,
            CompletionEvent.content_digest,
            CourseVersion.edition,
        )
        .order_by(CompletionEvent.at.desc(), CompletionEvent.id.desc())
    )
    return [
        Completion(course_id, local_date, code, edition or digest)
        for course_id, local_date, code, digest, edition in db.session.execute(query)
    ]


def exercises_done(person_id: int, exercise_ids: Collection[str], day: date) -> set[str]:
    """Which of the exercises the person has completed. No statement when there are none."""
    if not exercise_ids:
        return set()
    query = standing(day).where(
        CompletionEvent.person_id == person_id,
        CompletionEvent.kind == Kind.EXERCISE,
        CompletionEvent.content_id.in_(exercise_ids),
    )
    return set(db.session.scalars(query.with_only_columns(CompletionEvent.content_id)))
