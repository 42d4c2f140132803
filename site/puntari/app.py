"""Puts the application together."""

from inspect import iscoroutinefunction
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from jinja2 import StrictUndefined

from puntari.audit import routes as audit
from puntari.authz.guard import guard
from puntari.authz.policy import Permission, can
from puntari.certificates.routes import bp as certificates_bp
from puntari.config import Settings, load_settings
from puntari.courses import feature as courses
from puntari.extensions import begin_transactions, csrf, db, login_manager
from puntari.live import feature as live
from puntari.mail import routes as mail
from puntari.people import routes as people
from puntari.people import sessions, site_name
from puntari.plan import feature as plan
from puntari.practice import feature as practice
from puntari.web import assets, blueprints, errors, gallery, i18n, menu, pages, security, site

MENU = [
    menu.Item("practice.try_it", _l("Try it"), None),
    menu.Item("pages.home", _l("My learning"), Permission.ACCOUNT_USE),
    menu.Item("courses.index", _l("Courses"), Permission.COURSE_TAKE),
    menu.Item("practice.index", _l("Exercises"), Permission.PRACTICE_SCORE),
    menu.Item("live.index", _l("Live sessions"), Permission.LIVE_LEAD, _l("Score together, then see the result")),
    menu.Item("certificates.index", _l("Certificates"), Permission.CERTIFICATE_READ),
    menu.Item("plan.index", _l("Plan"), Permission.PLAN_READ, _l("Who has learned what, against the equality plan")),
    menu.Item("directory.index", _l("People"), Permission.PEOPLE_READ, _l("Who works where, and who has which role")),
]


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI application. Raises BadSettings or BadContent when it can't serve."""
    settings = settings or load_settings()
    app = Flask("puntari", static_folder=None)
    app.testing = settings.mode == "testing"
    app.config.update(SETTINGS=settings, SQLALCHEMY_ENGINES={"default": {"url": settings.database}})
    app.url_map.converters["int"] = blueprints.Number
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined, "autoescape": True}
    app.jinja_env.globals.update(can=can, Permission=Permission, LANGUAGE=i18n.current_language, site=site.current)
    app.jinja_env.add_extension("jinja2.ext.i18n")

    app.before_request(begin_transactions)
    security.init_app(app, settings)
    db.init_app(app)
    # Closing the async sessions that we don't have would start a thread in every request.
    app.teardown_appcontext_funcs[:] = [f for f in app.teardown_appcontext_funcs if not iscoroutinefunction(f)]
    csrf.init_app(app)
    i18n.init_app(app)
    errors.init_app(app)
    login_manager.init_app(app)
    app.before_request(guard)

    assets.init_app(app, is_developing=settings.mode == "development")
    app.register_blueprint(pages.root)
    app.register_blueprint(pages.bp)
    if settings.mode != "production":
        app.register_blueprint(gallery.bp)
    _add_features(app)
    menu.init_app(app, MENU)
    app.context_processor(_common)
    return app


def _add_features(app: Flask) -> None:
    """Each feature adds its routes and what it lends to others."""
    sessions.init_app(app)
    site_name.init_app(app)
    audit.init_app(app)
    people.init_app(app)
    mail.init_app(app, app.config["SETTINGS"])
    courses.init_app(app)
    practice.init_app(app)
    live.init_app(app)
    plan.init_app(app)
    app.register_blueprint(certificates_bp)


def _common() -> dict[str, Any]:
    return {"lang": i18n.current_language(), "switch_addresses": i18n.switch_addresses}
