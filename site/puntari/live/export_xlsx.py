"""The report about a result as a workbook. Text is written as text, so that no spreadsheet takes it for a formula."""

from datetime import datetime
from io import BytesIO

from flask_babel import gettext as _

from puntari.live import words
from puntari.live.disclosure import Figure, Measure
from puntari.live.export import Report, Told

PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}
Cell = str | int | float | None
WIDEST = 90
NUMBER, CHANGE, SHARE = "number", "change", "share"  # how decimal numbers are shown


class Book:
    """A workbook in the making."""

    def __init__(self, report: Told, *, made: datetime) -> None:
        """Without sheets yet."""
        import xlsxwriter  # noqa: PLC0415 -- slow, and a start doesn't need it

        self._body = BytesIO()
        self._book = xlsxwriter.Workbook(self._body, PLAIN)
        about = {"title": report.title, "subject": report.kicker, "created": made.replace(tzinfo=None)}
        self._book.set_properties(about)
        self._formats = {
            "head": self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "cell": self._book.add_format({"text_wrap": True, "valign": "top"}),
            NUMBER: self._book.add_format({"num_format": "+0.00;-0.00;0.00", "valign": "top"}),
            CHANGE: self._book.add_format({"num_format": "+0%;-0%;0%", "valign": "top"}),
            SHARE: self._book.add_format({"num_format": "0%", "valign": "top"}),
        }

    def sheet(self, name: str, head: list[str], rows: list[list[Cell]], kinds: list[str] | None = None) -> None:
        """Add a sheet. ``kinds`` says for each row how its decimal numbers are shown."""
        page = self._book.add_worksheet(name[:31])
        page.freeze_panes(1, 0)
        for column, title in enumerate(head):
            longest = max([len(title), *(len(str(row[column] or "")) for row in rows)], default=10)
            page.set_column(column, column, min(WIDEST, max(12, longest + 2)))
            page.write_string(0, column, title, self._formats["head"])
        for number, (row, kind) in enumerate(zip(rows, kinds or [NUMBER] * len(rows), strict=True), start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, float):
                    page.write_number(number, column, cell, self._formats[kind])
                elif isinstance(cell, int):
                    page.write_number(number, column, cell, self._formats["cell"])
                elif cell is not None:
                    page.write_string(number, column, cell, self._formats["cell"])

    def finished(self) -> bytes:
        """The file."""
        self._book.close()
        return self._body.getvalue()


def workbook(report: Report, *, made: datetime) -> bytes:
    """Four sheets: in short, the figures, the strip of chance if there is one, and what to know."""
    book = Book(report, made=made)
    book.sheet(str(_("Summary")), [report.kicker, report.title], _summary(report))
    figures = [_figure(line.compared, line.measured, line.shown.figure, line.interval) for line in report.lines]
    book.sheet(str(_("Figures")), _heads(), figures, [_kind(line.shown.measure) for line in report.lines])
    strip, primary = report.released.strip, report.released.primary
    worlds: list[list[Cell]] = [
        [number, value, str(_("the group")) if strip and number == strip.place + 1 else str(_("chance alone"))]
        for number, value in enumerate(strip.worlds if strip else (), start=1)
    ]
    head = [str(_("Number")), str(_("Difference")), str(_("What it is"))]
    if worlds:
        book.sheet(str(_("Strip")), head, worlds, [_kind(primary.measure if primary else None)] * len(worlds))
    book.sheet(str(_("Notes")), notes_head(), _notes(report))
    return book.finished()


def _kind(measure: Measure | None) -> str:
    return CHANGE if measure is Measure.INVITATION else NUMBER


def notes_head() -> list[str]:
    """The columns of the sheet with notes."""
    return [str(_("About")), str(_("What to know"))]


def in_short(report: Told) -> list[list[Cell]]:
    """What every summary says."""
    rows: list[list[Cell]] = [[label, value] for label, value in report.facts]
    rows.append([str(_("Result")), report.headline])
    return rows + [[None, said] for said in report.said]


def _heads() -> list[str]:
    return [
        str(_("What is compared")),
        str(_("In what")),
        str(_("Difference")),
        str(_("At least, away from zero")),
        str(_("Interval from")),
        str(_("Interval to")),
        str(_("Interval in words")),
    ]


def _figure(compared: str, measured: str, figure: Figure, interval: str) -> list[Cell]:
    """A line; an end of the interval that goes on beyond what is shown is left empty, and the words say so."""
    beyond = str(_("yes")) if figure.is_beyond else str(_("no"))
    return [compared, measured, figure.estimate, beyond, figure.low, figure.high, interval]


def _summary(report: Report) -> list[list[Cell]]:
    rows = in_short(report)
    rows += [[str(_("How sure is that?")) if not number else None, said] for number, said in enumerate(report.interval)]
    return rows


def _notes(report: Report) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[str(_("What was done")), report.story]]
    rows += [[str(_("Who didn't finish")), f"{name}: {share}"] for name, share in report.unfinished]
    rows += [[str(_("What others have found")), f"{gist} {rest}"] for gist, rest in report.reference]
    rows += [[str(_("What this tells, and what it doesn't")), f"{gist} {rest}"] for gist, rest in report.limits]
    rows += [[str(_("What helps")), f"{gist} {rest}"] for gist, rest in report.helps]
    if report.released.primary:
        rows.append([str(_("Figures")), _grid(report.released.primary.measure)])
    return rows


def _grid(measure: Measure) -> str:
    return str(
        _(
            "Every figure is rounded so that none tells about a single person, in %(unit)s. What isn't here may not "
            "be shown.",
            unit=words.unit(measure),
        )
    )
