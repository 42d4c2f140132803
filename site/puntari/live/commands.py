"""``puntari simulate``: how often the inference is right when the truth is known."""

import click
from rich.console import Console
from rich.table import Table

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
def simulate(
    *,
    designs: tuple[str, ...],
    trainees: list[int],
    effects: list[float],
    sessions: int,
    draws: int,
    seed: int,
    markdown: bool,
) -> None:
    """Print coverage, false alarms, power and sign errors of simulated group results."""
    rows = table(
        designs=list(designs or DEALERS), trainees=trainees, effects=effects, sessions=sessions, seed=seed, draws=draws
    )
    if markdown:
        click.echo("| " + " | ".join(HEADINGS) + " |\n|" + "---|" * len(HEADINGS))
        for row in rows:
            click.echo("| " + " | ".join(cells(row)) + " |")
        return
    shown = Table(*HEADINGS, title=f"{sessions} sessions a row, {draws} re-draws, seed {seed}")
    for row in rows:
        shown.add_row(*cells(row))
    Console().print(shown)
