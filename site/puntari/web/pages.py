"""Pages that belong to no feature: language choice, front page, own page, statements, health."""

from datetime import date

from flask import Blueprint, Response, current_app, redirect, render_template, url_for
from flask_babel import format_date
from flask_login import current_user
from sqlalchemy import text
from werkzeug.wrappers import Response as Redirect

from puntari.authz.guard import public, requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.web import embeds
from puntari.web.blueprints import localised
from puntari.web.i18n import preferred_language

bp = localised("pages", __name__)
root = Blueprint("root", __name__)
WRITTEN = date(2026, 11, 21)  # when the two statements were last gone through


@root.get("/")
@public
def choose_language() -> Redirect:
    """Lead to the front page, or to one's own page, in the language that suits."""
    endpoint = "pages.home" if current_user.is_authenticated else "pages.front"
    response = redirect(url_for(endpoint, lang=preferred_language()), 302)
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


@root.get("/healthz")
@public
def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@root.get("/readyz")
@public
def readyz() -> Response:
    """The process answers and so does its database."""
    db.session.execute(text("SELECT 1"))
    return Response("ok\n", mimetype="text/plain")


@bp.get("/")
@public
def front() -> str:
    """What this is, for whom, and the way to the taster."""
    return render_template("pages/front.html")


@bp.get("/home")
@requires(Permission.ACCOUNT_USE)
def home() -> str:
    """What a person has under way, and what comes next."""
    cards = embeds.cards_of(current_user.id)
    waiting = [card for card in cards if not card.is_done]
    done = [card for card in cards if card.is_done]
    return render_template("pages/home.html", next=next(iter(waiting), None), others=waiting[1:], done=done)


@bp.get("/accessibility")
@public
def accessibility() -> str:
    """The accessibility statement."""
    return _statement("pages/accessibility.html")


@bp.get("/privacy")
@public
def privacy() -> str:
    """What is kept about whom, and what isn't."""
    return _statement("pages/privacy.html")


def _statement(template: str) -> str:
    contact = current_app.config["SETTINGS"].contact
    return render_template(template, contact=contact, written=format_date(WRITTEN, "long"))
