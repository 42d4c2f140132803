"""What is read aloud and typed: session codes without look-alikes, and two-word tags in three languages."""

import hashlib
import secrets
from collections.abc import Collection

from puntari.live.tag_words import FIRST, SECOND

# No 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V; no vowels, so that no word comes about by chance.
SIGNS = "3479CDFHJKMNPRTWXY"
LENGTH = 6
TAG_TRIES = 40


class NoTagLeft(Exception):
    """The session has about as many participants as there are tags."""


def new_code() -> str:
    """A code for a session: six signs, 34 million of them."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def read_code(typed: str) -> str | None:
    """A code as somebody typed it, with spaces and hyphens or in small letters; None when it can't be one."""
    code = "".join(sign for sign in typed.upper() if not sign.isspace() and sign not in "-–.")
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else None


def in_groups(code: str) -> str:
    """The code as it is shown: two groups of three."""
    return f"{code[:3]} {code[3:]}"


def new_tag(language: str, taken: Collection[str]) -> str:
    """Two words in a language that nobody in the session has. Raises NoTagLeft."""
    for _ in range(TAG_TRIES):
        tag = f"{secrets.choice(FIRST[language])} {secrets.choice(SECOND[language])}"
        if tag not in taken:
            return tag
    raise NoTagLeft


def read_tag(typed: str) -> str:
    """A tag as it is kept, from what somebody typed: small letters, one space between."""
    return " ".join(typed.replace("-", " ").replace("+", " ").casefold().split())


def new_slug() -> str:
    """The last part of a trainer's permanent room address, such as ``calm-river-472``."""
    number = 100 + secrets.randbelow(900)
    return f"{secrets.choice(FIRST['en'])}-{secrets.choice(SECOND['en'])}-{number}"


def new_token() -> str:
    """What a participant's device keeps: 43 signs, 256 random bits."""
    return secrets.token_urlsafe(32)


def new_owner_key() -> str:
    """A key for a participant's ratings that is derived from nothing."""
    return secrets.token_hex(32)


def token_hash(token: str) -> str:
    """What is kept of a token, so that the database alone lets nobody in (SHA-256; the token itself is random)."""
    return hashlib.sha256(token.encode()).hexdigest()
