"""The page for when nothing else works: no database, no templates, no catalogues."""

from html import escape

from flask import Response, request

from puntari.content.languages import LANGUAGES
from puntari.web import assets

WORDS = {
    "fi": (
        "Palvelussa on häiriö",
        "Vika on meillä, ei sinussa. Se, minkä olit jo tallentanut, on tallessa. Yritä hetken päästä uudelleen.",
        "Yritä uudelleen",
    ),
    "sv": (
        "Det är ett fel i tjänsten",
        "Felet är vårt, inte ditt. Det du redan hade sparat finns kvar. Försök igen om en stund.",
        "Försök igen",
    ),
    "en": (
        "The service has a fault",
        "The fault is ours, not yours. What you had already saved is safe. Try again in a moment.",
        "Try again",
    ),
}

MARK = (
    '<svg class="pt-error__mark" viewBox="0 0 120 62" aria-hidden="true"><g transform="rotate(-9 60 36)">'
    '<rect data-bar x="4" y="20" width="112" height="16" rx="2"/></g><path data-pivot d="M60 36l17 22H43z"/></svg>'
)


def language() -> str:
    """The language of the address, or else what the browser asks for, or else Finnish."""
    first = request.path.split("/")[1]
    return first if first in LANGUAGES else (request.accept_languages.best_match(LANGUAGES) or "fi")


def page(status: int = 500) -> Response:
    """A whole page made without templates, database or translations."""
    lang = language()
    title, text, again = WORDS[lang]
    folder = f"/assets/{assets.current().version}"
    html = (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{title} – Puntari</title>\n<link rel="stylesheet" href="{folder}/puntari.css">\n'
        f'<link rel="icon" href="{folder}/mark.svg" type="image/svg+xml">\n</head>\n<body>\n'
        f'<main class="pt-page"><div class="pt-error">{MARK}<p class="pt-kicker">{status}</p><h1>{title}</h1>'
        f'<p class="pt-lead">{text}</p>'
        f'<p><a class="pt-button" href="{escape(request.path)}">{again}</a></p></div></main>\n</body>\n</html>\n'
    )
    return Response(html, status, mimetype="text/html")
