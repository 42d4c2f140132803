"""Writing answers, and the completion that they amount to. The caller commits."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from puntari.certificates.actions import append_completion
from puntari.certificates.models import Kind
from puntari.content.branching import Case
from puntari.courses import queries
from puntari.courses.catalogue import Compiled
from puntari.courses.course import Course
from puntari.courses.domain import progress_of
from puntari.courses.models import CourseMark, CourseVersion
from puntari.courses.questions import Answer, Question
from puntari.extensions import db
from puntari.web.clock import year_of


@dataclass(frozen=True)
class Learner:
    """Whoever is taking a course: the person, the key of their answers, their language, and the moment."""

    person_id: int
    owner_key: str
    language: str
    now: datetime
    today: date  # the local date


def _insert(table: type[Any]) -> Any:
    """An insert that can say what happens on conflict, in the words of the database in use."""
    is_postgresql = db.session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(table) if is_postgresql else sqlite.insert(table)


def keep_version(course: Course, *, now: datetime) -> None:
    """Keep the texts of the present version, once, with the edition it belongs to."""
    is_kept = select(CourseVersion.digest).where(CourseVersion.digest == course.digest)
    if db.session.scalars(is_kept).first():
        return
    values = {
        "digest": course.digest,
        "course_id": course.id,
        "edition": queries.present_edition(course),
        "first_at": now,
        "files": course.files,
    }
    db.session.execute(_insert(CourseVersion).values(values).on_conflict_do_nothing())


def _mark(course: Course, learner: Learner, kind: str, item_id: str, answer: object, *, is_done: bool) -> None:
    """Write the latest answer; what was done once stays done. Repeating it gives the same row."""
    keep_version(course, now=learner.now)
    insert = _insert(CourseMark).values(
        owner_key=learner.owner_key,
        course_id=course.id,
        kind=kind,
        item_id=item_id,
        answer=answer,
        is_done=is_done,
        digest=course.digest,
        language=learner.language,
        first_at=learner.now,
        at=learner.now,
    )
    new = insert.excluded
    db.session.execute(
        insert.on_conflict_do_update(
            index_elements=["owner_key", "course_id", "kind", "item_id"],
            set_={
                "answer": new.answer,
                "is_done": or_(CourseMark.is_done, new.is_done),
                "digest": new.digest,
                "language": new.language,
                "at": new.at,
            },
        )
    )


def keep_answer(compiled: Compiled, question: Question, answer: Answer, *, learner: Learner) -> None:
    """Keep an answer; any answer counts, right or wrong."""
    _mark(compiled.course, learner, "question", question.id, answer, is_done=True)
    complete_if_done(compiled, learner=learner)


def keep_path(compiled: Compiled, case: Case, path: list[str], *, learner: Learner) -> None:
    """Keep where somebody stands in a case; reaching an end once is enough."""
    _mark(compiled.course, learner, "case", case.id, path, is_done=case.has_ended(path))
    complete_if_done(compiled, learner=learner)


def finish_page(compiled: Compiled, page_id: str, *, learner: Learner) -> None:
    """Mark a page as read."""
    _mark(compiled.course, learner, "page", page_id, None, is_done=True)
    complete_if_done(compiled, learner=learner)


def complete_if_done(compiled: Compiled, *, learner: Learner) -> bool:
    """Append the completion to the ledger when every condition holds; once for each edition. True when it was added."""
    course = compiled.course
    trace = queries.trace_of(learner.owner_key, course)
    done = (
        queries.exercises_done(learner.person_id, compiled.outline.exercises, learner.today)
        if compiled.outline.needs_exercises
        else ()
    )
    if not progress_of(compiled.outline, trace.marks, trace.edition, done).is_complete:
        return False
    _forget_moments(course, learner)  # of what is answered after the completion too
    completions = queries.completions_of(learner.person_id, learner.today)
    if any(one.course_id == course.id and one.edition == trace.edition for one in completions):
        return False
    return append_completion(
        person_id=learner.person_id,
        kind=Kind.COURSE,
        content_id=course.id,
        content_digest=course.digest,
        language=learner.language,
        rule=course.head.completes.rule,
        today=learner.today,
        now=learner.now,
    )


def _forget_moments(course: Course, learner: Learner) -> None:
    """Keep the year of the answers alone: the ledger says when the course was completed, and so whose the last is."""
    year = year_of(learner.now)
    answered = update(CourseMark).where(CourseMark.owner_key == learner.owner_key, CourseMark.course_id == course.id)
    db.session.execute(answered.values(first_at=year, at=year).execution_options(synchronize_session=False))
