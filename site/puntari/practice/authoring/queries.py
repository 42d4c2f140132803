"""Reading exercises that are made here. Their drafts belong to all trainers together."""

from collections.abc import Collection, Mapping, Sequence

from flask import abort
from sqlalchemy import select

from puntari.content.digest import digest_of_files
from puntari.extensions import db
from puntari.practice.authoring.models import DraftFile, OwnExercise, Publication
from puntari.practice.models import ExerciseVersion
from puntari.web.i18n import current_language


def all_own() -> Sequence[OwnExercise]:
    """All of them, the one changed last first."""
    return db.session.scalars(select(OwnExercise).order_by(OwnExercise.changed_at.desc(), OwnExercise.id)).all()


def own_of(own_id: int, *, for_writing: bool = False) -> OwnExercise:
    """One of them. Aborts with 404. For writing, others who write the same one wait until the commit."""
    query = select(OwnExercise).where(OwnExercise.id == own_id)
    return db.session.scalars(query.with_for_update() if for_writing else query).one_or_none() or abort(404)


def files_of(own: OwnExercise) -> dict[str, str]:
    """The draft's files by name."""
    query = select(DraftFile.name, DraftFile.text).where(DraftFile.own_exercise_id == own.id)
    return {name: text for name, text in db.session.execute(query.order_by(DraftFile.name))}  # noqa: C416 -- rows


def publications_of(own: OwnExercise) -> Sequence[Publication]:
    """What was published, the newest first."""
    query = select(Publication).where(Publication.own_exercise_id == own.id)
    return db.session.scalars(query.order_by(Publication.number.desc())).all()


def published_files(own: OwnExercise, number: int) -> Mapping[str, str]:
    """The files of a published version by name. Aborts with 404."""
    query = select(ExerciseVersion.files).join(Publication, Publication.digest == ExerciseVersion.digest)
    is_it = Publication.own_exercise_id == own.id, Publication.number == number
    return db.session.scalars(query.where(*is_it)).one_or_none() or abort(404)


def is_changed(own: OwnExercise, files: Mapping[str, str]) -> bool:
    """Whether the draft differs from the version that was published last."""
    return own.digest is not None and digest_of_files(files.items()) != own.digest


def titles(ids: Collection[int]) -> dict[int, str]:
    """What exercises are called, by id, for the audit trail."""
    found = db.session.scalars(select(OwnExercise).where(OwnExercise.id.in_(ids)))
    return {own.id: own.titles.get(current_language()) or own.exercise_id for own in found}
