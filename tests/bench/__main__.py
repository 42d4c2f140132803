"""`make bench`: how fast, how large. Prints a table and writes instance/bench.json; nothing here passes or fails."""

import json
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from tests.bench import group, room, town, trainees
from tests.bench.rows import show
from tests.bench.sites import ROOT


@contextmanager
def empty_folder() -> Iterator[Path]:
    """An instance's folder for one measurement."""
    with tempfile.TemporaryDirectory(prefix="puntari-bench-") as folder:
        yield Path(folder)


def main() -> None:
    """Measure, print, and keep."""
    console = Console(width=None if Console().is_terminal else 150)
    rows = []
    with Progress(console=console) as progress:
        with empty_folder() as folder:
            rows += trainees.measure(folder, progress)
        with empty_folder() as folder:
            rows += town.measure(folder)
        with empty_folder() as folder:
            rows += town.measure_many_people(folder)
        with empty_folder() as folder:
            rows += room.measure("SQLite", folder, room.SMALL)
        with empty_folder() as folder, room.postgresql() as database:
            rows += room.measure("PostgreSQL", folder, room.LARGE, database)
        rows += group.measure()
    show(rows, console)
    file = ROOT / "instance" / "bench.json"
    file.parent.mkdir(exist_ok=True)
    about = {"at": datetime.now(UTC).isoformat(), "python": platform.python_version(), "machine": platform.machine()}
    kept = [{**asdict(row), "verdict": row.verdict} for row in rows]
    file.write_text(json.dumps({**about, "rows": kept}, indent=2) + "\n")
    console.print(f"Kept in {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
