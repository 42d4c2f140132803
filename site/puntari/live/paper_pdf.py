"""Packets as a PDF to print."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from puntari.live import paper_words, queries
from puntari.live.models import LiveSession
from puntari.live.paper import DealtCard
from puntari.live.paper_models import Packet
from puntari.practice.exercise import Exercise
from puntari.practice.faces import Bar, Piece
from puntari.web import site
from puntari.web.i18n import LOCALES
from puntari.web.pdf import make_pdf

TEMPLATE = "live/packet.typ"


def document(live: LiveSession, packets: Sequence[Packet], cards: Mapping[str, Sequence[DealtCard]]) -> dict[str, Any]:
    """All words of some packets, each in its language; ``cards`` are what each was dealt, by its code."""
    exercise = queries.exercise_of(live)
    first = packets[0].language
    data: dict[str, Any] = {
        "language": first,
        "region": "GB" if first == "en" else "FI",
        "organisation": site.current().name(first),
        "session": live.title,
        "words": {},
        "packets": [],
    }
    with force_locale(LOCALES[first]):
        data["title"] = " ".join([_("Packets on paper") + ":", live.title])
    for packet in packets:
        language = packet.language
        with force_locale(LOCALES[language]):
            if language not in data["words"]:
                data["words"][language] = paper_words.words(live, exercise, language)
            sheets = [_sheet(live, exercise, card, language) for card in cards[packet.code]]
        data["packets"].append({"code": packet.code, "language": language, "rounds": live.by_round(sheets)})
    return data


def _sheet(live: LiveSession, exercise: Exercise, card: DealtCard, language: str) -> dict[str, Any]:
    page = exercise.face(card.application, card.face, language, card.name)
    return {
        "heading": paper_words.heading(live, card.number),
        "kind": "named" if page.face.is_identified else "anon",
        "face": _("Identifiers shown") if page.face.is_identified else _("Identifiers hidden"),
        "rows": [[str(paper_words.FIELDS[row.field]), row.value] for row in page.rows],
        "sections": [
            [section.heading, [[_text(piece) for piece in pieces] for pieces in section.paragraphs]]
            for section in page.sections
        ],
        "stop": card.number == live.size // 2,
    }


def _text(piece: Piece) -> str | None:
    """The words of a piece; None for a bar."""
    return None if isinstance(piece, Bar) else piece.text


def packets_pdf(data: Mapping[str, Any], *, made: datetime) -> bytes:
    """The PDF. Takes some tenths of a second for a whole room: call it with no transaction open."""
    return make_pdf(TEMPLATE, data=data, made=made)
