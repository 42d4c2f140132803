"""The checked processes of the running app, by id: compiled once when the app starts, kept in the process."""

import logging

from flask import Flask, current_app

from puntari.content.problems import BadContent, Problems
from puntari.practice.process.content import Process, load_processes

_KEY = "puntari.processes"


def init_app(app: Flask) -> None:
    """Load the processes of the settings. Raises BadContent in production; elsewhere a broken one is left out."""
    settings = app.config["SETTINGS"]
    problems = Problems(settings.exercises.parent)
    app.extensions[_KEY] = load_processes(settings.exercises, problems) if settings.exercises.is_dir() else {}
    if settings.mode == "production":
        problems.raise_if_any()
    elif len(problems):
        logging.getLogger(__name__).warning("processes left out:\n%s", BadContent(problems))


def processes() -> list[Process]:
    """What can be walked through, in order of id."""
    return list(_all().values())


def find(process_id: str) -> Process | None:
    """A process in its present version."""
    return _all().get(process_id)


def _all() -> dict[str, Process]:
    found: dict[str, Process] = current_app.extensions[_KEY]
    return found
