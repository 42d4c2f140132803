"""Walking through a process: begin, choose, begin again. The caller commits.

There is no audit event here: it would tie a person to a walk. That somebody came to an end is in the ledger.
"""

from datetime import date, datetime

from puntari.certificates.actions import append_completion
from puntari.certificates.models import Kind
from puntari.extensions import db
from puntari.practice.models import ExerciseVersion
from puntari.practice.process import queries
from puntari.practice.process.content import Process
from puntari.practice.process.models import ProcessWalk
from puntari.practice.upsert import insert
from puntari.web.clock import year_of
from puntari.web.embeds import completed_as

KIND = "process"  # under which courses and the ledger know it
RULE = "walked through the process to an end"


def begin(process: Process, *, owner_key: str, language: str, now: datetime) -> ProcessWalk:
    """The owner's walk, begun unless it has been; on another path when the story has changed too much for the old."""
    _keep_version(process, now=now)
    values = {
        "owner_key": owner_key,
        "process_id": process.id,
        "process_digest": process.digest,
        "language": language,
        "path": process.case.beginning(),
        "started_at": now,
        "changed_at": now,
    }
    db.session.execute(insert(ProcessWalk).values(values).on_conflict_do_nothing())
    walk = queries.walk_of(owner_key, process.id, is_changing=True)
    assert walk is not None  # noqa: S101 -- inserted just now, or there before
    if walk.process_digest != process.digest or not process.case.fits(walk.path):
        walk.process_digest = process.digest
        walk.path = walk.path if process.case.fits(walk.path) else process.case.beginning()
        walk.changed_at = max(now, walk.started_at)
    return walk


def _keep_version(process: Process, *, now: datetime) -> None:
    """Keep the texts as they are met, once."""
    values = {"digest": process.digest, "exercise_id": process.id, "files": dict(process.files), "kept_at": now}
    db.session.execute(insert(ExerciseVersion).values(values).on_conflict_do_nothing())


def choose(walk: ProcessWalk, process: Process, *, step: int, to: str, language: str, now: datetime) -> bool:
    """Choose a way at a step of the path; whether an end has been reached for the first time.

    What came after another choice is dropped; choosing the same again changes nothing. Raises NoSuchWay.
    """
    if walk.path[step : step + 2][1:] == [to]:
        return False
    walk.path = process.case.go(walk.path, step=step, to=to)
    walk.language, walk.changed_at = language, max(now, walk.started_at)
    if walk.ended_at is None and process.case.has_ended(walk.path):
        # By the moment, the ledger would tell whose walk it is (see ``practice.moments``).
        walk.started_at = walk.changed_at = walk.ended_at = year_of(now)
        return True
    return False


def begin_again(walk: ProcessWalk, process: Process, *, now: datetime) -> None:
    """Go back to the beginning. That an end was reached once stays."""
    walk.path = process.case.beginning()
    walk.changed_at = max(now, walk.started_at)


def complete(process: Process, person_id: int, *, language: str, today: date, now: datetime) -> None:
    """Write in the ledger that a person came to an end, once for a version."""
    append_completion(
        person_id=person_id,
        kind=Kind.EXERCISE,
        content_id=completed_as(KIND, process.id),
        content_digest=process.digest,
        language=language,
        rule=RULE,
        today=today,
        now=now,
    )
