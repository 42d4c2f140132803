"""Packets as a PDF to print: tagged, PDF/UA-1, with the fonts that come with typst."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
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

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "live" / "packet.typ"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


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
        data["packets"].append({"code": packet.code, "language": language, "cards": sheets})
    return data


def _sheet(live: LiveSession, exercise: Exercise, card: DealtCard, language: str) -> dict[str, Any]:
    page = exercise.face(card.application, card.face, language, card.name)
    return {
        "heading": _("Application %(number)s of %(of)s", number=card.number, of=live.size),
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
    compiler = typst.Compiler(_template(), font_paths=_fonts(), ignore_system_fonts=True)
    made_pdf = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(data, default=str)},
        pdf_standards=["ua-1"],
        timestamp=made.replace(microsecond=0),
    )
    assert isinstance(made_pdf, bytes)  # noqa: S101 -- one document, not pages
    return made_pdf
