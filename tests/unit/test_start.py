"""What a start loads: nothing that only a reveal, a file or a migration needs."""

import subprocess
import sys

import pytest

LATER = ("alembic.command", "numpy", "xlsxwriter", "rich.table")


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """The modules that a process has which has put the application's code together."""
    script = "import sys, puntari.cli, puntari.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("name", LATER)
def test_what_is_slow_to_load_waits_until_it_is_needed(name: str, loaded: set[str]) -> None:
    assert "puntari.app" in loaded
    assert name not in loaded
