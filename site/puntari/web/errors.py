"""Which page and status a refusal becomes; the only place that knows."""

from math import ceil
from typing import Any

from flask import Flask, Response, g, jsonify, make_response, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from puntari.extensions import db, login_manager
from puntari.web import last_resort, redirects
from puntari.web.typed import typed

PAGES = {
    400: (
        _l("We couldn't read that"),
        _l("Something in the address or the form was not in order. Go back and try again."),
    ),
    401: (_l("Sign in first"), _l("This page is for people with an account. You come straight back here.")),
    403: (_l("This page isn't for you"), _l("Your account doesn't include this page. If it should, ask your HR.")),
    404: (_l("Page not found"), _l("The address may be old or mistyped, or the page belongs to somebody else.")),
    405: (
        _l("That can't be done here"),
        _l("This address can't be used like that. Go back and use the buttons on the page."),
    ),
    409: (
        _l("Something else happened in between"),
        _l("What you tried no longer fits the situation. Go back to see how things stand."),
    ),
    413: (_l("Too large"), _l("What you sent is larger than we accept. Shorten the text or choose a smaller file.")),
    422: (_l("Something needs correcting"), _l("What you sent can't be used as it is. Go back and check the form.")),
    429: (_l("Too many tries"), _l("There have been many tries in a short time, so we wait a little.")),
    500: (
        _l("Something went wrong on our side"),
        _l("The error has been noted. What you had saved is safe. Try again in a moment."),
    ),
}
OLD_FORM = _l(
    "The page had been open so long that we can't be sure the form came from you. "
    "Go back, reload the page and send it again."
)

_shown: dict[type[Exception], tuple[int, Any]] = {}


def show_as(error: type[Exception], status: int, message: Any) -> None:
    """A rule's exception becomes this status, with this (lazily translated) message.

    An exception with ``retry_after`` (whole seconds) also says when to try again.
    """
    _shown[error] = (status, message)


def page(status: int, message: Any = None, *, retry_after: int | None = None) -> Response:
    """The page for a status, or the same in JSON for a script that asks for it. Never raises."""
    status = status if status in PAGES else (400 if status < 500 else 500)
    try:
        response = _made(status, message, retry_after)
    except Exception:  # noqa: BLE001 -- whatever broke, the person gets a page
        try:
            _as_nobody()
            response = _made(status, message, retry_after)
        except Exception:  # noqa: BLE001 -- the last page needs nothing that can break
            return last_resort.page(status)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _made(status: int, message: Any, retry_after: int | None) -> Response:
    title, text = PAGES[status]
    text, wait = str(message or text), in_words(retry_after) if retry_after else ""
    if request.accept_mimetypes.best == "application/json":
        said: dict[str, Any] = {"status": status, "error": f"{text} {wait}".strip()}
        if status == 401:
            said["sign_in"] = sign_in_address()
        answer = jsonify(said)
    else:
        answer = make_response(
            render_template(
                "errors/error.html",
                status=status,
                title=title,
                text=text,
                wait=wait,
                back=redirects.came_from(),
                typed=typed(),
                sign_in=sign_in_address() if status == 401 else None,
            )
        )
    answer.status_code = status
    return answer


def _as_nobody() -> None:
    """Go on without the person: perhaps it was the person that couldn't be loaded."""
    _roll_back()
    g._login_user = login_manager.anonymous_user()  # where Flask-Login keeps the person of a request


def sign_in_address() -> str:
    """The sign-in page, which leads back here afterwards."""
    return url_for("people.login", next=redirects.here())


def in_words(seconds: int) -> str:
    """When to try again, as a sentence: seconds up to a minute and a half, then minutes, then hours."""
    if seconds <= 90:
        return str(ngettext("Try again in %(num)d second.", "Try again in %(num)d seconds.", seconds))
    if seconds <= 90 * 60:
        return str(ngettext("Try again in %(num)d minute.", "Try again in %(num)d minutes.", ceil(seconds / 60)))
    return str(ngettext("Try again in %(num)d hour.", "Try again in %(num)d hours.", ceil(seconds / 3600)))


def init_app(app: Flask) -> None:
    """Give every refusal its page."""

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Any:
        if error.response is not None or error.code is None or error.code < 400:
            return error
        headers = {name.lower(): value for name, value in error.get_headers()}
        wait = headers.get("retry-after", "")
        response = page(error.code, retry_after=int(wait) if wait.isdecimal() else None)
        if "allow" in headers:
            response.headers["Allow"] = headers["allow"]
        return response

    @app.errorhandler(CSRFError)
    def csrf_error(_error: CSRFError) -> Any:
        return page(400, OLD_FORM)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Any:
        for kind in type(error).__mro__:
            if kind in _shown:
                db.session.rollback()
                status, message = _shown[kind]
                return page(status, message, retry_after=getattr(error, "retry_after", None))
        if app.testing:
            raise error
        app.logger.exception("unexpected error", exc_info=error)
        _roll_back()
        return page(500)


def _roll_back() -> None:
    try:
        db.session.rollback()
    except SQLAlchemyError:
        db.session.invalidate()
