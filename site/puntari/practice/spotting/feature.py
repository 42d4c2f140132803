"""What the app takes from looking for wordings: two exercises on the same pages."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from puntari.practice import others
from puntari.practice.spotting import catalogue, embed, routes
from puntari.practice.spotting.domain import HandedIn, Kind
from puntari.web import embeds, errors


def init_app(app: Flask) -> None:
    """Load the advertisements and add routes, cards and refusals. Raises BadContent."""
    catalogue.init_app(app)
    app.register_blueprint(routes.bp)
    for kind in Kind:
        embeds.register(kind.value, embed.provider(kind))
    embeds.register_cards(embed.cards)
    others.register(embed.cards, embed.title)
    errors.show_as(HandedIn, 409, _l("This text has been handed in. What you marked stays."))
