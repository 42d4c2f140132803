"""Commands of practice, registered by the command line."""

import click
from rich.console import Console
from rich.table import Table

from puntari.extensions import db, reading
from puntari.practice import queries
from puntari.practice.models import Attempt


@click.command()
@click.argument("attempt", type=click.IntRange(1, 2**31 - 1))
def replay(attempt: int) -> None:
    """Deal an attempt again from its stored seeds and compare with what was stored. Shows no ratings."""
    with reading():
        found = db.session.get(Attempt, attempt)
        if found is None:
            raise click.ClickException(f"there is no attempt {attempt}")
        again, stored = queries.replay(found)
        recipe = queries.recipe_of(found)
    table = Table("Round", "Position", "Application", "Face", "Name", title=f"{recipe.design}, {recipe.form}")
    for dealt in again:
        name = "" if dealt.name is None else str(dealt.name + 1)
        table.add_row(str(dealt.round), str(dealt.position), dealt.application, dealt.face.value, name)
    Console().print(table)
    if again != stored:
        raise click.ClickException("the stored table differs from the one dealt again")
    click.echo("The stored table is the same.")
