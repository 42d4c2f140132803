"""Writing exercises in the browser: copy, import, save a part, publish, withdraw. The caller commits."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from puntari.audit import actions as audit
from puntari.content.digest import digest_of, digest_of_files
from puntari.content.languages import LANGUAGES
from puntari.extensions import db
from puntari.practice.actions import keep_version
from puntari.practice.authoring import definition, queries
from puntari.practice.authoring.definition import PARTS, Draft
from puntari.practice.authoring.linting import Report
from puntari.practice.authoring.models import DraftFile, OwnExercise, Publication
from puntari.practice.catalogue import NAMESPACE
from puntari.practice.content import DEFINITION

TARGET = "own_exercise"


class ChangedMeanwhile(Exception):
    """Somebody saved the same part since the form was opened."""


class Unfinished(Exception):
    """The draft has errors; carries the report."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{len(report.errors)} errors")
        self.report = report


class InUse(Exception):
    """It was published, so people may have rated it: it can be withdrawn and not deleted."""


def make(files: Mapping[str, str], *, title: str | None, once: str, by: int, now: datetime, **how: str) -> OwnExercise:
    """A new draft from the files of an exercise, under an id of its own.

    The id is made from the title and from ``once``, which the form was given: sending it twice makes one draft.
    ``how`` says in the audit trail where the files came from.
    """
    draft = definition.read(files.get(DEFINITION, ""))
    if title:
        draft["title"] = dict.fromkeys(LANGUAGES, title)
    name = definition.slug(draft["title"]["en"] or draft["title"]["fi"]) or "exercise"
    draft["id"] = f"{NAMESPACE}{name}-{once}"
    own = OwnExercise(exercise_id=draft["id"], titles=draft["title"], number=0, made_at=now, changed_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(own)
    except IntegrityError:
        return db.session.scalars(select(OwnExercise).where(OwnExercise.exercise_id == draft["id"])).one()
    texts = {**files, DEFINITION: definition.write(draft)}
    db.session.add_all(DraftFile(own_exercise_id=own.id, name=name, text=text) for name, text in texts.items())
    audit.record(f"exercise.{'imported' if 'file' in how else 'copied'}", target=_target(own), by=by, now=now, **how)
    return own


def seen(draft: Draft, files: Mapping[str, str], page: str) -> str:
    """A short name for what one page of a draft holds, so that a form can tell which state it began with."""
    part: Any = {root: draft[root] for root in PARTS.get(page, ())}
    if page not in PARTS:
        part = [each for each in draft["applications"] if each["id"] == page]
    texts = [files.get(f"{page}.{language}.md", "") for language in LANGUAGES]
    return digest_of(json.dumps(part, default=str, sort_keys=True), *texts)[:16]


def save(own: OwnExercise, page: str, changed: Mapping[str, str], *, was: str, now: datetime) -> None:
    """Keep the files that a page changed. The caller has found ``own`` for writing.

    Saving the same twice is one saving. Raises ChangedMeanwhile when the page no longer holds what ``was`` names.
    """
    files = queries.files_of(own)
    draft = definition.read(files.get(DEFINITION, ""))
    after = {**files, **changed}
    present, wanted = seen(draft, files, page), seen(definition.read(after[DEFINITION]), after, page)
    if present == wanted:
        return
    if present != was:
        raise ChangedMeanwhile
    for name, text in changed.items():
        if files.get(name) != text:
            db.session.merge(DraftFile(own_exercise_id=own.id, name=name, text=text))
    own.titles = definition.read(after[DEFINITION])["title"]
    own.changed_at = now


def publish(own: OwnExercise, report: Report, *, by: int, now: datetime) -> bool:
    """Put the draft on offer as a new version; whether there was anything new.

    The version's files are kept under their digest and never changed: who has begun an older version goes on with it.
    The report is made beforehand, since checking takes longer than others should wait. Raises Unfinished, or
    ChangedMeanwhile when somebody has saved since.
    """
    exercise = report.exercise
    if exercise is None:
        raise Unfinished(report)
    if digest_of_files(queries.files_of(own).items()) != exercise.digest:
        raise ChangedMeanwhile
    if own.digest == exercise.digest and own.is_offered:
        return False
    keep_version(exercise, now=now)
    own.number += 1
    own.digest, own.withdrawn_at = exercise.digest, None
    db.session.add(Publication(own_exercise_id=own.id, number=own.number, digest=own.digest, published_at=now))
    audit.record("exercise.published", target=_target(own), by=by, now=now, number=own.number, digest=own.digest)
    return True


def withdraw(own: OwnExercise, *, by: int, now: datetime) -> None:
    """Take it out of the lists; whoever has begun it can finish, and results stay."""
    if own.is_offered:
        own.withdrawn_at = now
        audit.record("exercise.withdrawn", target=_target(own), by=by, now=now)


def offer_again(own: OwnExercise, *, by: int, now: datetime) -> None:
    """Put the version that was withdrawn back into the lists."""
    if own.withdrawn_at is not None:
        own.withdrawn_at = None
        audit.record("exercise.offered_again", target=_target(own), by=by, now=now)


def remove(own: OwnExercise, *, by: int, now: datetime) -> None:
    """Delete a draft that was never published. Raises InUse."""
    if own.digest is not None:
        raise InUse
    audit.record("exercise.removed", target=_target(own), by=by, now=now, title=own.titles.get("fi", ""))
    db.session.execute(delete(DraftFile).where(DraftFile.own_exercise_id == own.id))
    db.session.delete(own)


def _target(own: OwnExercise) -> str:
    return f"{TARGET}:{own.id}"
