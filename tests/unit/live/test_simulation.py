"""The promises of the documentation, at a smaller size: coverage, false alarms, power."""

import re
from itertools import product

import pytest
from click.testing import CliRunner

from puntari.live import null_sessions
from puntari.live.commands import simulate as command
from puntari.live.null_sessions import count_told
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


def told() -> dict[tuple[str, int], tuple[int, float]]:
    """How many sessions without an effect the documentation counted for a design and size, and the share told."""
    found = {}
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[0] in DEALERS:
            found[cells[0], int(cells[1])] = (int(cells[2]), float(cells[3].rstrip("%")) / 100)
    return found


def test_ten_thousand_null_sessions_of_each_size_are_told_of_a_difference_in_at_most_five_per_cent():
    assert set(told()) == set(product(DEALERS, (8, 12, 24, 60, 240)))
    for sessions, share in told().values():
        assert sessions == 10_000
        assert share <= 0.05


@pytest.mark.parametrize(
    ("design", "trainees"),
    [("one-round", 8), ("one-round", 12), ("one-round", 60), ("two-rounds", 8), ("two-rounds", 12)],
)
def test_fewer_null_sessions_agree_with_the_documented_share(design, trainees):
    said = count_told(design, trainees, sessions=SESSIONS, seed=11, draws=299)

    _, share = told()[design, trainees]
    assert said.share == pytest.approx(share, abs=4 * (share * (1 - share) / SESSIONS) ** 0.5)
    assert said.share <= 0.05


@pytest.mark.parametrize("design", DEALERS)
def test_with_an_effect_the_words_would_be_said(monkeypatch, design):
    real = null_sessions.draw_scores
    monkeypatch.setattr(null_sessions, "draw_scores", lambda *args, **more: real(*args, **{**more, "effect": 1.2}))

    assert count_told(design, 24, sessions=20, seed=1, draws=299).share == 1


@pytest.mark.parametrize("design", DEALERS)
def test_groups_under_the_minimum_are_told_nothing(design):
    assert count_told(design, 7, sessions=5, seed=1, draws=99).told == 0


@pytest.mark.parametrize(
    ("chosen", "designs"), [([], ["one-round", "two-rounds"]), (["--design", "two-rounds"], ["two-rounds"])]
)
def test_the_command_prints_the_share_for_each_design_and_size(chosen, designs):
    words = ["--null", *chosen, "--trainees", "8,12", "--sessions", "10", "--draws", "99", "--markdown"]

    lines = CliRunner().invoke(command, words).output.splitlines()

    assert lines[0] == "| design | trainees | sessions without any effect | told of a difference |"
    rows = [line.strip("| ").split(" | ")[:3] for line in lines[2:]]
    assert rows == [[design, size, "10"] for design, size in product(designs, ("8", "12"))]


@pytest.mark.parametrize(
    "words", [["--trainees", "many"], ["--sessions", "0"], ["--design", "three-rounds"], ["--effect", "1;2"]]
)
def test_a_wrong_word_is_explained(words):
    result = CliRunner().invoke(command, words)

    assert result.exit_code == 2
    assert "Error: Invalid value" in result.output
