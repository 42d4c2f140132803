"""Addresses that we mail, and addresses in another language."""

from typing import Any

from flask import current_app

from puntari.content.languages import LANGUAGES


def public_address(endpoint: str, **values: Any) -> str:
    """A whole address for a mail. It comes from the setting base_url, never from what a browser says of the host."""
    path = current_app.url_map.bind("site").build(endpoint, values)
    return f"{current_app.config['SETTINGS'].base_url}{path}"


def in_language(address: str, language: str) -> str:
    """A local address with its language exchanged, for somebody who switched while signing in."""
    first, _, rest = address.removeprefix("/").partition("/")
    return f"/{language}/{rest}" if first in LANGUAGES else address
