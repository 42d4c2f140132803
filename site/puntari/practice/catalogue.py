"""The checked exercises of the running app, by id: compiled once when the app starts, kept in the process."""

import logging

from flask import Flask, current_app

from puntari.content.problems import BadContent, Problems
from puntari.practice.content import load_exercises
from puntari.practice.exercise import Exercise

_KEY = "puntari.exercises"


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
    """What can be practised, in order of id; the taster isn't one of them."""
    return [exercise for exercise in _all().values() if not exercise.definition.taster]


def find(exercise_id: str) -> Exercise | None:
    """An exercise that can be practised, in its present version."""
    exercise = _all().get(exercise_id)
    return exercise if exercise and not exercise.definition.taster else None


def taster() -> Exercise | None:
    """The taster, when there is one."""
    return next((exercise for exercise in _all().values() if exercise.definition.taster), None)
