"""Blueprints whose addresses begin with the language."""

from flask import Blueprint

from puntari.content.languages import LANGUAGES

LANGUAGE_PREFIX = f"/<any({', '.join(LANGUAGES)}):lang>"


def localised(name: str, import_name: str, *, prefix: str = "") -> Blueprint:
    """A blueprint under ``/<language><prefix>``; its views don't take the language as an argument."""
    return Blueprint(name, import_name, url_prefix=LANGUAGE_PREFIX + prefix)
