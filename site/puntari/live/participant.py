"""Which participant a request comes from: a signed cookie with the session's code and a token.

The database keeps only a digest of the token. The signature shows, when the code is dead, that the device took part:
so two hundred devices that learn of the end at once aren't taken for somebody who tries codes.
"""

from datetime import timedelta

from flask import abort, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from puntari.live import queries
from puntari.live.codes import read_code
from puntari.live.models import Participant
from puntari.live.queries import OpenCard

KEPT = timedelta(days=2)


def _cookie() -> str:
    """Browsers take a __Host- cookie only over https, for this host alone."""
    return "__Host-puntari-live" if current_app.config["SETTINGS"].is_https else "puntari-live"


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SETTINGS"].secret_key, salt="live participant")


def ticket(code: str, token: str) -> tuple[str, str]:
    """The name and value of the cookie."""
    return _cookie(), _signer().dumps([code, token])


def remember(response: Response, code: str, token: str) -> Response:
    """Let the device keep the token."""
    response.set_cookie(
        *ticket(code, token),
        max_age=KEPT,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SETTINGS"].is_https,
    )
    return response


def token_for(code: str) -> str | None:
    """The token that this device was given for a code, whether or not the session is still open."""
    try:
        kept_code, token = _signer().loads(request.cookies.get(_cookie(), ""))
    except (BadSignature, ValueError, TypeError):
        return None
    return str(token) if kept_code == read_code(code) else None


def find_here(code: str, *, is_saving: bool = False) -> Participant | None:
    """The participant whose device this is, in the session with the code."""
    return queries.participant_here(read_code(code) or "", token_for(code), is_saving=is_saving)


def here_or_404(code: str, *, is_saving: bool = False) -> Participant:
    """The same, for what only a participant may do. Aborts with 404."""
    return find_here(code, is_saving=is_saving) or abort(404)


def card_here(code: str, number: int) -> OpenCard:
    """A card of the participant whose device this is, by its number. Aborts with 404."""
    return queries.card_to_rate(read_code(code) or "", token_for(code), number) or abort(404)
