"""What is in a PDF or in a workbook, as whoever opens it finds it."""

import io
from typing import Any

import openpyxl
import pikepdf
import pypdf


def pages_of(body: bytes) -> list[str]:
    """The words of each page of a PDF, with white space folded."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(body)).pages]


def words_of(body: bytes) -> str:
    """The words of all pages of a PDF."""
    return " ".join(pages_of(body))


def check_tagged(body: bytes, language: str) -> str:
    """Fail unless a PDF is one that a screen reader reads, in this language; gives the title in its window."""
    with pikepdf.open(io.BytesIO(body)) as pdf:
        assert str(pdf.Root.Lang) == language
        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert pdf.Root.StructTreeRoot is not None
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            return " ".join(str(about["dc:title"]).split())


def sheets_of(body: bytes) -> dict[str, list[list[Any]]]:
    """The cells of a workbook: the sheets by title, row by row."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}
