"""Which participant a request comes from: a cookie with a token, of which the database keeps only a digest."""

from datetime import timedelta

from flask import abort, current_app, request
from werkzeug.wrappers import Response

from puntari.live import queries
from puntari.live.codes import read_code
from puntari.live.models import Participant

KEPT = timedelta(days=2)


def _cookie() -> str:
    """Browsers take a __Host- cookie only over https, for this host alone."""
    return "__Host-puntari-live" if current_app.config["SETTINGS"].is_https else "puntari-live"


def remember(response: Response, token: str) -> Response:
    """Let the device keep the token."""
    response.set_cookie(
        _cookie(),
        token,
        max_age=KEPT,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SETTINGS"].is_https,
    )
    return response


def find_here(code: str, *, is_saving: bool = False) -> Participant | None:
    """The participant whose device this is, in the session with the code."""
    return queries.participant_here(read_code(code) or "", request.cookies.get(_cookie()), is_saving=is_saving)


def here_or_404(code: str, *, is_saving: bool = False) -> Participant:
    """The same, for what only a participant may do. Aborts with 404."""
    return find_here(code, is_saving=is_saving) or abort(404)
