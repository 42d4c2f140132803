"""Which page and status a refusal becomes; the only place that knows."""

from typing import Any

from flask import Flask, jsonify, render_template, request
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from puntari.extensions import db

PAGES = {
    400: (
        _l("We couldn't read that"),
        _l("Something in the address or the form was not in order. Go back and try again."),
    ),
    401: (_l("Sign in first"), _l("This page is for people with an account.")),
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
    429: (_l("Too many tries"), _l("Wait a moment and try again.")),
    500: (
        _l("Something went wrong on our side"),
        _l("The error has been noted. What you had saved is safe. Try again in a moment."),
    ),
}

_shown: dict[type[Exception], tuple[int, Any]] = {}


def show_as(error: type[Exception], status: int, message: Any) -> None:
    """A rule's exception becomes this status, with this (lazily translated) message."""
    _shown[error] = (status, message)


def page(status: int, message: Any = None) -> tuple[Any, int]:
    """The page for a status, or the same in JSON for a script that asks for it."""
    status = status if status in PAGES else (400 if status < 500 else 500)
    title, text = PAGES[status]
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=str(message or text)), status
    return render_template("errors/error.html", status=status, title=title, text=message or text), status


def init_app(app: Flask) -> None:
    """Give every refusal its page."""

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Any:
        if error.response is not None or error.code is None or error.code < 400:
            return error
        body, status = page(error.code)
        response = app.make_response((body, status))
        for name, value in error.get_headers():
            if name.lower() in {"allow", "retry-after"}:
                response.headers[name] = value
        return response

    @app.errorhandler(CSRFError)
    def csrf_error(error: CSRFError) -> Any:
        return page(
            400,
            _l(
                "The page had been open so long that we can't be sure the form came from you. Reload it and send it again."
            ),
        )

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Any:
        for kind in type(error).__mro__:
            if kind in _shown:
                db.session.rollback()
                return page(*_shown[kind])
        if app.testing:
            raise error
        app.logger.exception("unexpected error", exc_info=error)
        db.session.rollback()
        return page(500)
