"""The key under which the person who asks keeps their practice. Only their own pages compute it."""

from flask import current_app
from flask_login import current_user

from puntari.authz.pseudonym import owner_key


def key_of(person_id: int) -> str:
    """The person's key for practice."""
    return owner_key(person_id, "practice", secret=current_app.config["SETTINGS"].pseudonym_key)


def own_key() -> str:
    """The key of whoever is signed in."""
    return key_of(current_user.id)
