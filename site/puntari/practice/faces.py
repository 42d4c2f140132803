"""The three faces of an application, made from its one text.

What an anonymous face hides isn't in it: where a word was, there is a Bar that knows nothing.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from puntari.practice.application import SLOT, ApplicationText, Mark, Plain
from puntari.practice.domain import Face, Sex

SEX_WORDS = {
    "f": {"fi": "nainen", "sv": "kvinna", "en": "female"},
    "m": {"fi": "mies", "sv": "man", "en": "male"},
}
DATES = {"fi": ("fi", "d.M.y"), "sv": ("sv_FI", "d.M.y"), "en": ("en_GB", "d MMMM y")}


@dataclass(frozen=True)
class Bar:
    """A redaction bar. One width, no content, whatever it hides."""


@dataclass(frozen=True)
class Identifier:
    """Words that give the person away, shown."""

    text: str


Piece = Plain | Bar | Identifier


@dataclass(frozen=True)
class Row:
    """A field of the form; ``value`` is None where a bar hides it."""

    field: str
    value: str | None


@dataclass(frozen=True)
class ShownSection:
    """A heading and its paragraphs, each a row of pieces."""

    heading: str
    paragraphs: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class FacePage:
    """An application as somebody meets it."""

    face: Face
    rows: tuple[Row, ...]
    sections: tuple[ShownSection, ...]
    name: str | None = None


def person_values(
    *, first: str, family: str, sex: Sex, born: date, municipality: str, shared: Mapping[str, str], language: str
) -> dict[str, str]:
    """What a person puts into fields and curly brackets, in a language."""
    locale, pattern = DATES[language]
    return {
        **shared,
        "first_name": first,
        "family_name": family,
        "name": f"{first} {family}",
        "sex": SEX_WORDS[sex][language],
        "born": format_date(born, pattern, locale=locale),
        "municipality": municipality,
        "email": f"{_plain_letters(first)}.{_plain_letters(family)}@posti.example",
    }


def _plain_letters(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(
        sign if sign.isascii() and sign.isalnum() else "-" for sign in decomposed if not unicodedata.combining(sign)
    )


def rows_of(fields: tuple[str, ...]) -> list[str]:
    """The rows of the form: first and family name share one, at the place of the first of them."""
    rows = ["name" if field in {"first_name", "family_name"} else field for field in fields]
    return list(dict.fromkeys(rows))


def anonymous_face(text: ApplicationText, fields: tuple[str, ...]) -> FacePage:
    """The application without anything that identifies; needs no person, so it can't show one."""

    def hide(piece: Plain | Mark) -> Piece:
        return piece if isinstance(piece, Plain) else Bar()

    sections = tuple(
        ShownSection(s.heading, tuple(tuple(hide(piece) for piece in p.pieces) for p in s.paragraphs))
        for s in text.sections
    )
    return FacePage(Face.ANONYMOUS, tuple(Row(field, None) for field in rows_of(fields)), sections)


def identified_face(text: ApplicationText, fields: tuple[str, ...], face: Face, values: Mapping[str, str]) -> FacePage:
    """The application with a person. Raises KeyError when the person lacks a value that the text asks for."""

    def show(piece: Plain | Mark) -> Piece:
        if isinstance(piece, Plain):
            return piece
        return Identifier(SLOT.sub(lambda slot: values[slot.group(1)], piece.template))

    sections = tuple(
        ShownSection(s.heading, tuple(tuple(show(piece) for piece in p.pieces) for p in s.paragraphs))
        for s in text.sections
    )
    rows = tuple(Row(field, values[field]) for field in rows_of(fields))
    return FacePage(face, rows, sections, name=values["name"])
