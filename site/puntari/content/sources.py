"""Where a claim comes from: the sources that a course or an exercise lists, and how its texts give them."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import field_validator

from puntari.content.languages import Strict, Text, Texts

CITATION = re.compile(r"\[@([^\]]*)\]")


class Source(Strict):
    """Where a claim comes from, and what speaks against it."""

    reference: Text
    url: str | None = None
    country: Text
    kind: Literal["study", "law", "authority", "practice"]
    size: Texts | None = None
    caveat: Texts | None = None
    review_by: date

    @field_validator("url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("https://", "http://")):
            raise ValueError("must be an address that begins with https://")
        return value


def ids_in(citation: str) -> list[str]:
    """The source ids of ``@one; @two``, without the first sign."""
    return [part.strip().removeprefix("@").strip() for part in citation.split(";")]


def cited_in(*texts: str) -> list[str]:
    """Ids of the sources given in texts, each once, in the order in which they come."""
    return list(dict.fromkeys(one for text in texts for group in CITATION.findall(text) for one in ids_in(group)))


def citation(numbers: Sequence[int], *, anchor: str = "source-{}") -> str:
    """The HTML of a citation: numbers that lead to the list of sources."""
    links = [f'<a href="#{anchor.format(number)}" role="doc-noteref">{number}</a>' for number in numbers]
    return f'<sup class="pt-cite">[{", ".join(links)}]</sup>'
