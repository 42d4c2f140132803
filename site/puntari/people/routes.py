"""All pages about people, put together for the app."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from puntari.people import account_routes, deeds, directory_routes, organisation_routes
from puntari.people.domain import LastAdministrator, TooManyTries, last_day
from puntari.people.words import moment
from puntari.web import clock, errors
from puntari.web.i18n import NAMES


def init_app(app: Flask) -> None:
    """Add the pages, what refusals say, and the words of the audit trail."""
    app.register_blueprint(account_routes.bp)
    app.register_blueprint(directory_routes.bp)
    app.register_blueprint(organisation_routes.bp)
    deeds.register()
    app.add_template_global(clock.today, "local_today")
    app.add_template_global(moment, "moment")
    app.add_template_global(last_day, "last_day")
    app.add_template_global(NAMES.__getitem__, "language_name")
    errors.show_as(TooManyTries, 429, _l("There have been many tries in a short time, so we wait a little."))
    errors.show_as(
        LastAdministrator, 409, _l("Somebody must be able to administer. Give somebody else the role first.")
    )
