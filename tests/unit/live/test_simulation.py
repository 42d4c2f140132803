"""The promises of the documentation, at a smaller size: coverage, false alarms, power."""

import re

import pytest
from click.testing import CliRunner

from puntari.live.commands import simulate as command
from puntari.live.simulation import DEALERS, simulate
from tests.conftest import ROOT

PAGE = ROOT / "site" / "docs" / "simulation.md"
SESSIONS = 300


def documented() -> dict[tuple[str, int, float, bool], dict[str, float]]:
    """The rows of the table in the documentation, shares from 0 to 1."""
    found = {}
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 7 and cells[0] in DEALERS:
            design, trainees, effect, slopes, coverage, excludes, _ = cells
            shares = {"coverage": coverage, "found": excludes}
            found[design, int(trainees), float(effect), slopes == "yes"] = {
                name: float(re.sub(r"[^0-9.]", "", share)) / 100 for name, share in shares.items()
            }
    return found


def test_the_documented_table_is_whole_and_within_the_promised_bounds():
    rows = documented()

    assert len(rows) == 2 * 4 * 3 * 2
    for (_, _, effect, _), row in rows.items():
        assert 0.93 <= row["coverage"] <= 0.97
        if effect == 0:
            assert 0.035 <= row["found"] <= 0.065


@pytest.mark.parametrize("design", DEALERS)
@pytest.mark.parametrize(("effect", "slopes"), [(0.0, False), (0.0, True), (0.5, True)])
def test_a_smaller_simulation_agrees_with_the_documented_one(design, effect, slopes):
    row = simulate(design=design, trainees=24, effect=effect, slopes=slopes, sessions=SESSIONS, seed=11, draws=299)

    said = documented()[design, 24, effect, slopes]
    for name, share in said.items():
        spread = (share * (1 - share) / SESSIONS) ** 0.5
        assert getattr(row, name) == pytest.approx(share, abs=4 * spread + 0.01)


def test_the_same_seed_prints_the_same_table():
    words = ["--trainees", "12", "--effect", "0.5", "--sessions", "10", "--draws", "99", "--seed", "3"]

    first, second = (CliRunner().invoke(command, words) for _ in range(2))

    assert first.exit_code == 0
    assert first.output == second.output


@pytest.mark.parametrize(
    "words", [["--trainees", "many"], ["--sessions", "0"], ["--design", "three-rounds"], ["--effect", "1;2"]]
)
def test_a_wrong_word_is_explained(words):
    result = CliRunner().invoke(command, words)

    assert result.exit_code == 2
    assert "Error: Invalid value" in result.output
