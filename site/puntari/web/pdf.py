"""PDF files from typst templates: tagged, PDF/UA-1, with the fonts that come with typst."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


@cache
def _source(templates: tuple[str, ...]) -> bytes:
    return b"".join((TEMPLATES / name).read_bytes() for name in templates)


def make_pdf(*templates: str, data: Mapping[str, Any], made: datetime) -> bytes:
    """The PDF of the templates one after the other, which find ``data`` as JSON; ``made`` is written into the file.

    Takes some tens of milliseconds, for a whole room's packets some tenths of a second: call it with no transaction
    open.
    """
    compiler = typst.Compiler(_source(templates), font_paths=_fonts(), ignore_system_fonts=True)
    made_pdf = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(data, default=str)},  # words that wait for their language become text here
        pdf_standards=["ua-1"],
        timestamp=made.replace(microsecond=0),
    )
    assert isinstance(made_pdf, bytes)  # noqa: S101 -- one document, not pages
    return made_pdf
