"""The checked exercises of the running app, by id.

Those in the content folder are compiled once when the app starts; those that trainers published are made from the
database when somebody first asks. Both are kept in the process.
"""

import logging

from flask import Flask, current_app, g
from sqlalchemy import select

from puntari.content.problems import BadContent, Problems
from puntari.extensions import db
from puntari.practice.authoring.models import OwnExercise
from puntari.practice.content import load_exercises, restore_exercise
from puntari.practice.exercise import Exercise
from puntari.practice.kept import Kept

NAMESPACE = "own-"  # what the ids of exercises made in the browser begin with
_KEY = "puntari.exercises"
_OWN = "own_exercises"
kept = Kept(restore_exercise)


def init_app(app: Flask) -> None:
    """Load the exercises of the settings.

    Raises BadContent with every problem in production; elsewhere a broken exercise is left out and logged, so that a
    half-written one doesn't stop whoever is writing it.
    """
    settings = app.config["SETTINGS"]
    problems = Problems(settings.exercises.parent)
    app.extensions[_KEY] = load_exercises(settings.exercises, problems) if settings.exercises.is_dir() else {}
    if settings.mode == "production":
        problems.raise_if_any()
    elif len(problems):
        logging.getLogger(__name__).warning("exercises left out:\n%s", BadContent(problems))


def _all() -> dict[str, Exercise]:
    found: dict[str, Exercise] = current_app.extensions[_KEY]
    return found


def exercises() -> list[Exercise]:
    """What can be practised, in order of id, those made in the browser last; the taster isn't one of them."""
    in_files = [exercise for exercise in _all().values() if not exercise.definition.taster]
    taken = {exercise.id for exercise in in_files}
    return in_files + [exercise for id_, exercise in sorted(_own().items()) if id_ not in taken]


def find(exercise_id: str) -> Exercise | None:
    """An exercise that can be practised, in its present version; one in the files comes before one made here."""
    exercise = _all().get(exercise_id)
    if exercise is None:
        return _own().get(exercise_id) if exercise_id.startswith(NAMESPACE) else None
    return exercise if not exercise.definition.taster else None


def in_files(exercise_id: str) -> Exercise | None:
    """An exercise of the content folder, found without the database."""
    exercise = _all().get(exercise_id)
    return exercise if exercise and not exercise.definition.taster else None


def title_of(exercise_id: str, language: str) -> str | None:
    """What an exercise is called, also one made here that is no longer on offer."""
    exercise = find(exercise_id)
    if exercise is not None:
        return exercise.definition.title[language]
    if not exercise_id.startswith(NAMESPACE):
        return None
    titles = db.session.scalar(select(OwnExercise.titles).where(OwnExercise.exercise_id == exercise_id))
    return titles.get(language) if titles else None


def _own() -> dict[str, Exercise]:
    """The exercises made in the browser that are on offer, by id.

    Any process may have published one, so the database is asked, in one small statement a request; what it names by
    its digest never changes and is made once a process.
    """
    if _OWN not in g:
        query = select(OwnExercise.exercise_id, OwnExercise.digest)
        offered = dict(
            db.session.execute(query.where(OwnExercise.digest.is_not(None), OwnExercise.withdrawn_at.is_(None))).all()
        )
        setattr(g, _OWN, {id_: kept.version(id_, digest) for id_, digest in offered.items() if digest})
    found: dict[str, Exercise] = getattr(g, _OWN)
    return found


def forget_own() -> None:
    """Ask the database anew in this request, after publishing or withdrawing."""
    g.pop(_OWN, None)


def taster() -> Exercise | None:
    """The taster, when there is one."""
    return next((exercise for exercise in _all().values() if exercise.definition.taster), None)
