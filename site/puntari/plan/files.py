"""Files to take away: CSV that Excel opens rightly and that nobody can plant a formula in."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

Cell = str | int | date | None

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: Cell) -> str | int:
    """A cell as it is written. Text that a spreadsheet would run as a formula gets an apostrophe before it.

    Days are written as 2026-11-21, which spreadsheets read in every language; nothing as an empty cell.
    """
    if cell is None:
        return ""
    if isinstance(cell, int):
        return cell
    if isinstance(cell, date):
        return cell.isoformat()
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def csv_file(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Semicolons between cells, CRLF between lines, UTF-8 with the mark by which Excel knows it.

    All numbers are whole (per cent are rounded down, as on the pages), so no decimal comma or point can be misread.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
