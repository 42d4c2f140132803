"""Short fingerprints of texts and content versions."""

import hashlib
from collections.abc import Iterable


def digest_of(*parts: str) -> str:
    """64 hexadecimal digits (SHA-256) over the parts; where one part ends matters."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode()
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


def short_digest(text: str) -> str:
    """Eight digits, enough to see that a paragraph has changed; white space doesn't count."""
    return digest_of(" ".join(text.split()))[:8]


def digest_of_files(files: Iterable[tuple[str, str]]) -> str:
    """The version of a content folder: names and texts in order of name."""
    return digest_of(*(part for name, text in sorted(files) for part in (name, text)))
