"""The certificate as a PDF."""

from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO

import segno

from puntari.web.pdf import make_pdf

TEMPLATE = "certificates/certificate.typ"


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


def qr_code(address: str) -> str:
    """A QR code as an SVG image, black on nothing, without its own margin."""
    image = BytesIO()
    segno.make(address, error="m", micro=False).save(image, kind="svg", border=0, xmldecl=False)
    return image.getvalue().decode()


def certificate_pdf(certificate: Certificate, *, made: datetime) -> bytes:
    """The PDF. Takes some tens of milliseconds: call it outside a write transaction."""
    data = {**asdict(certificate), "qr": qr_code(certificate.address)}
    return make_pdf(TEMPLATE, data=data, made=made)
