"""What the app takes from looking for wordings: two exercises on the same pages."""

from flask import Flask

from puntari.practice.spotting import models

TABLES = (models.Run, models.Item)  # importing them has told the database about them


def init_app(app: Flask) -> None:
    """Load the advertisements and add routes, cards and refusals. Raises BadContent."""
