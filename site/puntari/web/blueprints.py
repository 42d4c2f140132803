"""Blueprints whose addresses begin with the language."""

from typing import Any

from flask import Blueprint
from werkzeug.routing import IntegerConverter

from puntari.content.languages import LANGUAGES

LANGUAGE_PREFIX = f"/<any({', '.join(LANGUAGES)}):lang>"


def localised(name: str, import_name: str, *, prefix: str = "") -> Blueprint:
    """A blueprint under ``/<language><prefix>``; its views don't take the language as an argument."""
    return Blueprint(name, import_name, url_prefix=LANGUAGE_PREFIX + prefix)


class Number(IntegerConverter):
    """A number in an address; one that no column can hold leads nowhere."""

    def __init__(self, map: Any, fixed_digits: int = 0, max: int = 2**31 - 1) -> None:  # noqa: A002 -- Werkzeug's names
        super().__init__(map, fixed_digits=fixed_digits, max=max)
