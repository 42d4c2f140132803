"""What the app takes from practice: exercises, addresses, cards, and the words for what is refused."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from puntari.certificates import titles
from puntari.certificates.models import Kind
from puntari.practice import attempt_routes, catalogue, embed, result_routes, routes, taster_routes
from puntari.practice.authoring import feature as authoring
from puntari.practice.domain import AlreadyFinished, NotOpen
from puntari.practice.process import feature as process
from puntari.practice.spotting import feature as spotting
from puntari.web import embeds, errors

ROUTES = (attempt_routes, result_routes, taster_routes)  # importing them has put their addresses on the blueprint


def init_app(app: Flask) -> None:
    """Load the exercises and add routes, cards and refusals. Raises BadContent."""
    catalogue.init_app(app)
    spotting.init_app(app)
    process.init_app(app)
    app.register_blueprint(routes.bp)
    authoring.init_app(app)
    embeds.register("exercise", embed.embed)
    embeds.register_cards(embed.cards)
    titles.provide(Kind.EXERCISE, embed.title_of)
    errors.show_as(AlreadyFinished, 409, _l("That round is finished. A first judgement stays."))
    errors.show_as(NotOpen, 409, _l("That round isn't open yet."))
