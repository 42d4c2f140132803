"""The checked advertisements of the running app, by id: compiled once when the app starts, kept in the process."""

import logging

from flask import Flask, current_app

from puntari.content.problems import BadContent, Problems
from puntari.practice.spotting.advertisement import Advertisement
from puntari.practice.spotting.content import load_advertisements

_KEY = "puntari.advertisements"


def init_app(app: Flask) -> None:
    """Load the advertisements of the settings. In production a broken one stops the start: raises BadContent."""
    settings = app.config["SETTINGS"]
    problems = Problems(settings.exercises.parent)
    app.extensions[_KEY] = load_advertisements(settings.exercises, problems) if settings.exercises.is_dir() else {}
    if settings.mode == "production":
        problems.raise_if_any()
    elif len(problems):
        logging.getLogger(__name__).warning("advertisements left out:\n%s", BadContent(problems))


def advertisements() -> list[Advertisement]:
    """All of them, in order of id."""
    found: dict[str, Advertisement] = current_app.extensions[_KEY]
    return list(found.values())


def find(content_id: str) -> Advertisement | None:
    """An advertisement in its present version."""
    return next((one for one in advertisements() if one.id == content_id), None)
