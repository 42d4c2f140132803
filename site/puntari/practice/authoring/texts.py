"""The file of one application in one language, taken apart for a form and put together again."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from puntari.content.yamlfile import LOADER
from puntari.practice.application import INSIDE, MARK

FRONT = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)

Reasons = dict[str, dict[str, str]]  # mark → {"why": …, "better": …}


def front_of(source: str) -> str:
    """What stands between the dashes at the top."""
    found = FRONT.match(source)
    return found.group(1) or "" if found else ""


def take_apart(source: str) -> tuple[str, Reasons]:
    """The text as it is typed, and the reason and better wording of each mark."""
    found = FRONT.match(source)
    front, body = front_of(source), source[found.end() :] if found else source
    try:
        values = yaml.load(front, Loader=LOADER)  # noqa: S506 -- the safe loader, in C where there is one
    except (yaml.YAMLError, ValueError, RecursionError):
        values = None
    marks = values.get("marks") if isinstance(values, Mapping) else None
    reasons = {
        str(mark): {str(key): str(value) for key, value in given.items() if value is not None}
        for mark, given in (marks.items() if isinstance(marks, Mapping) else ())
        if isinstance(given, Mapping)
    }
    return body.strip("\n"), reasons


def put_together(body: str, reasons: Mapping[str, Mapping[str, str]]) -> str:
    """The file's text. Marks are given in the order of the text; one without any word about it is left out."""
    in_text = marks_in(body)
    order = [*in_text, *(mark for mark in reasons if mark not in in_text)]
    given: dict[str, Any] = {}
    for mark in order:
        about = {key: value for key, value in reasons.get(mark, {}).items() if value}
        if about:
            given[mark] = {key: about.get(key, "") for key in dict.fromkeys(("why", "better", *about))}
    front = yaml.safe_dump({"marks": given}, allow_unicode=True, sort_keys=False, width=10_000)
    text = "\n".join(line.rstrip() for line in body.strip("\n").splitlines())
    return f"---\n{front}---\n\n{text}\n"


def marks_in(body: str) -> list[str]:
    """The ids of the marks of a text, in order and each once; what isn't a mark is passed over."""
    found = (INSIDE.fullmatch(match.group(1)) for match in MARK.finditer(body))
    return list(dict.fromkeys(match.group(1) for match in found if match))


def paragraphs(text: str) -> str:
    """Long text without the white space that browsers and people leave at ends of lines."""
    return re.sub(r"[ \t]+\n", "\n", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
