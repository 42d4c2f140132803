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
from puntari.practice import catalogue
from puntari.practice.actions import keep_version
from puntari.practice.authoring import definition, queries
from puntari.practice.authoring.definition import PARTS, Draft
from puntari.practice.authoring.linting import Report
from puntari.practice.authoring.models import DraftFile, OwnExercise, Publication
from puntari.practice.catalogue import NAMESPACE
from puntari.practice.content import DEFINITION
from puntari.practice.exercise import Exercise

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


def copy(source: Exercise, title: str, *, once: str, by: int, now: datetime) -> OwnExercise:
    """A new draft with everything that an exercise has, under a title and an id of its own.

    The id is made from the title and from ``once``, which the form was given: sending it twice makes one draft.
    """
    draft = definition.read(source.files[DEFINITION])
    draft |= {"title": dict.fromkeys(LANGUAGES, title), "id": _new_id(title, once)}
    files = {**source.files, DEFINITION: definition.write(draft)}
    return _find(draft["id"]) or _make(files, "exercise.copied", by=by, now=now, source=source.id)


def take_in(files: Mapping[str, str], *, once: str, by: int, now: datetime, file: str) -> tuple[OwnExercise, bool]:
    """The files of an exercise as a draft, and whether it is new. ``file`` tells the audit trail where it came from.

    One that was made in a browser keeps its id where nobody has it, and so its versions keep their digests; a draft
    that is the same already is returned as it is. Otherwise it gets a new id, made as for a copy.
    """
    draft = definition.read(files[DEFINITION])
    new_id = _new_id(draft["title"]["en"] or draft["title"]["fi"], once)
    if draft["id"].startswith(NAMESPACE) and definition.ID.fullmatch(draft["id"]):
        there = _find(draft["id"])
        whole = {**files, DEFINITION: definition.renamed(files[DEFINITION], draft["id"])}
        if there is not None and queries.files_of(there) == whole:
            return there, False
        if there is None and catalogue.find(draft["id"]) is None:
            new_id = draft["id"]
    if there := _find(new_id):
        return there, False
    whole = {**files, DEFINITION: definition.renamed(files[DEFINITION], new_id)}
    return _make(whole, "exercise.imported", by=by, now=now, file=file), True


def _new_id(title: str, once: str) -> str:
    return f"{NAMESPACE}{definition.slug(title) or 'exercise'}-{once}"


def _find(exercise_id: str) -> OwnExercise | None:
    return db.session.scalars(select(OwnExercise).where(OwnExercise.exercise_id == exercise_id)).one_or_none()


def _make(files: Mapping[str, str], kind: str, *, by: int, now: datetime, **how: str) -> OwnExercise:
    draft = definition.read(files[DEFINITION])
    own = OwnExercise(exercise_id=draft["id"], titles=draft["title"], number=0, made_at=now, changed_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(own)
    except IntegrityError:  # the same form came twice at once
        return db.session.scalars(select(OwnExercise).where(OwnExercise.exercise_id == draft["id"])).one()
    db.session.add_all(DraftFile(own_exercise_id=own.id, name=name, text=text) for name, text in files.items())
    audit.record(kind, target=_target(own), by=by, now=now, **how)
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
