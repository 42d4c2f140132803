"""``puntari simulate``: how often the inference is right when the truth is known."""

from collections.abc import Iterable

import click
from rich.console import Console
from rich.table import Table

from puntari.live.null_sessions import Said, count_all
from puntari.live.simulation import DEALERS, DRAWS, Row, table


class Numbers(click.ParamType["list[float]"]):
    """Numbers with commas between them."""

    name = "numbers"

    def __init__(self, kind: type[int] | type[float]) -> None:
        self._kind = kind

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> list[float]:
        """The list, or a message that says what to write."""
        if isinstance(value, list):
            return value
        try:
            return [self._kind(part) for part in str(value).split(",")]
        except ValueError:
            self.fail(f"{value!r} should be numbers with commas between them, such as 12,24", param, ctx)


HEADINGS = ("design", "trainees", "effect", "slopes", "coverage", "interval excludes 0", "points the wrong way")


def cells(row: Row) -> tuple[str, ...]:
    """A row in words, shares as per cent with one decimal."""
    wrong = "" if row.wrong_sign != row.wrong_sign else f"{row.wrong_sign:.1%}"  # NaN without an effect
    slopes = "yes" if row.slopes else "no"
    return (row.design, f"{row.trainees}", f"{row.effect:g}", slopes, f"{row.coverage:.1%}", f"{row.found:.1%}", wrong)


NULL_HEADINGS = ("design", "trainees", "sessions without any effect", "told of a difference")


def null_cells(said: Said) -> tuple[str, ...]:
    """A count in words."""
    return (said.design, f"{said.trainees}", f"{said.sessions}", f"{said.share:.2%}")


@click.command()
@click.option(
    "--design", "designs", multiple=True, type=click.Choice(list(DEALERS)), help="One or both; both if left out."
)
@click.option("--trainees", type=Numbers(int), default="12,24,60,240", show_default=True)
@click.option("--effect", "effects", type=Numbers(float), default="0,0.2,0.5", show_default=True)
@click.option("--sessions", type=click.IntRange(1, 100_000), default=2_000, show_default=True)
@click.option("--draws", type=click.IntRange(99, 100_000), default=DRAWS, show_default=True, help="Re-draws a session.")
@click.option("--seed", type=click.IntRange(0), default=2026, show_default=True)
@click.option("--markdown", is_flag=True, help="Print rows as in the documentation.")
@click.option(
    "--null",
    "is_null",
    is_flag=True,
    help="Sessions without any effect: how often the words on the wall tell of a difference.",
)
def simulate(
    *,
    designs: tuple[str, ...],
    trainees: list[int],
    effects: list[float],
    sessions: int,
    draws: int,
    seed: int,
    markdown: bool,
    is_null: bool,
) -> None:
    """Print coverage, false alarms, power and sign errors of simulated group results."""
    title = f"{sessions} sessions a row, {draws} re-draws, seed {seed}"
    chosen = designs or tuple(DEALERS)
    if is_null:
        counts = count_all(chosen, trainees, sessions=sessions, seed=seed, draws=draws)
        _show(NULL_HEADINGS, map(null_cells, counts), title, is_markdown=markdown)
        return
    rows = table(designs=list(chosen), trainees=trainees, effects=effects, sessions=sessions, seed=seed, draws=draws)
    _show(HEADINGS, map(cells, rows), title, is_markdown=markdown)


def _show(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]], title: str, *, is_markdown: bool) -> None:
    """Rows as the documentation has them, each as soon as it's ready, or as a table."""
    if is_markdown:
        click.echo("| " + " | ".join(headings) + " |\n|" + "---|" * len(headings))
        for row in rows:
            click.echo("| " + " | ".join(row) + " |")
        return
    shown = Table(*headings, title=title)
    for row in rows:
        shown.add_row(*row)
    Console().print(shown)
