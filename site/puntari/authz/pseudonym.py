"""The key under which a person's own answers and ratings are kept.

The tables of answers and ratings hold this key and nothing else about the person. Without the
installation's ``pseudonym_key`` nobody can go from a person to the key, and nobody at all can go back.
"""

import hashlib
import hmac
from typing import Literal


def owner_key(person_id: int, purpose: Literal["courses", "practice"], *, secret: str) -> str:
    """64 hexadecimal digits (HMAC-SHA256), another for each purpose so that the two can't be joined either."""
    return hmac.new(secret.encode(), f"{purpose}:{person_id}".encode(), hashlib.sha256).hexdigest()
