"""What the app takes from authoring: addresses, the words for what is refused, and those of the audit trail."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from puntari.audit import words as audit_words
from puntari.practice.authoring import edit_routes, queries, routes, words
from puntari.practice.authoring.actions import TARGET, ChangedMeanwhile
from puntari.web import errors

ROUTES = (edit_routes,)  # importing them has put their addresses on the blueprint


def init_app(app: Flask) -> None:
    """Add the routes, and say what happened in words."""
    app.register_blueprint(routes.bp)
    audit_words.register(words.DEEDS)
    audit_words.register_namer(TARGET, queries.titles)
    errors.show_as(ChangedMeanwhile, 409, _l("Somebody has saved this draft meanwhile. Go back and look at it again."))
