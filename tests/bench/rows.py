"""The lines of the table that is printed and kept."""

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass
class Row:
    """One line of the table; ``at_least`` and ``aim`` come from the design."""

    what: str
    measured: float
    unit: str
    at_least: float | None = None
    aim: float | None = None
    higher_is_better: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        """How it stands against the design."""
        if self.at_least is None or self.aim is None:
            return ""
        sign = 1 if self.higher_is_better else -1
        if sign * self.measured >= sign * self.aim:
            return "aim reached"
        return "enough" if sign * self.measured >= sign * self.at_least else "too little"


def show(rows: list[Row], console: Console) -> None:
    """Print the table."""
    table = Table("What", "Measured", "At least", "Aim", "Verdict", "Note", title="Puntari beside a bare page")
    for row in rows:
        table.add_row(
            row.what, f"{row.measured:,.2f} {row.unit}",
            "" if row.at_least is None else f"{row.at_least:g}", "" if row.aim is None else f"{row.aim:g}",
            row.verdict, row.note,
        )  # fmt: skip
    console.print(table)
