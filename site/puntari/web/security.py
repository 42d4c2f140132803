"""Headers and cookies that keep a page to itself."""

from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from puntari.config import Settings

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def trusted_hosts(settings: Settings) -> list[str] | None:
    """The host names this site answers to; any while nobody has said what its address is."""
    host = urlsplit(settings.base_url).hostname or ""
    return None if host in LOOPBACK or settings.mode == "testing" else [host, *LOOPBACK]


def init_app(app: Flask, settings: Settings) -> None:
    """Set cookies, limits and headers for the whole site."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TRUSTED_HOSTS=trusted_hosts(settings),
        # Browsers take a __Host- cookie only over https, for this host alone and for all of it.
        SESSION_COOKIE_NAME="__Host-puntari" if settings.is_https else "puntari",
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_request_bytes,
        MAX_FORM_PARTS=1_000,
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the session, so a page left open loses nothing
    )
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]  # as documented

    headers = HEADERS | (HTTPS_ONLY if settings.is_https else {})

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.extend(headers)  # no view sets any of these
        if request.endpoint != "assets.asset":
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
