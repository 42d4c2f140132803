"""What practice takes from the process: its texts, its addresses, its cards, and the words for what is refused."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from puntari.content.branching import NoSuchWay
from puntari.practice import others
from puntari.practice.process import catalogue, embed, routes
from puntari.practice.process.actions import KIND
from puntari.web import embeds, errors


def init_app(app: Flask) -> None:
    """Load the processes and add cards and refusals. Raises BadContent."""
    catalogue.init_app(app)
    app.register_blueprint(routes.bp)
    embeds.register(KIND, embed.embed)
    embeds.register_cards(embed.cards)
    others.register(embed.cards, embed.title_of)
    errors.show_as(NoSuchWay, 409, _l("That choice isn't open here. Go on from where you are."))
