"""The certificate as a PDF: tagged, PDF/UA-1, with the fonts that come with typst."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import segno
import typst

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "certificates" / "certificate.typ"


@dataclass(frozen=True)
class Certificate:
    """All words on a certificate, in its language."""

    language: str
    title: str  # of the document
    organisation: str
    heading: str
    name: str
    sentence: str  # between the name and the course
    course: str
    facts: tuple[tuple[str, str], ...]
    check: str  # how to check it
    address: str
    code: str
    qr_words: str
    note: str
    warning: str = ""  # of a demo


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def qr_code(address: str) -> str:
    """A QR code as an SVG image, black on nothing, without its own margin."""
    image = BytesIO()
    segno.make(address, error="m", micro=False).save(image, kind="svg", border=0, xmldecl=False)
    return image.getvalue().decode()


def certificate_pdf(certificate: Certificate, *, made: datetime) -> bytes:
    """The PDF. Takes some tens of milliseconds: call it outside a write transaction."""
    data = {**asdict(certificate), "qr": qr_code(certificate.address)}
    compiler = typst.Compiler(_template(), font_paths=_fonts(), ignore_system_fonts=True)
    made_pdf = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1"],
        timestamp=made.replace(microsecond=0),
    )
    assert isinstance(made_pdf, bytes)  # noqa: S101 -- one document, not pages
    return made_pdf
