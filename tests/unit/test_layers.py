"""What import-linter can't see: that its contract names every package, and that files stay small."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "site" / "puntari"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_the_layers_name_every_package() -> None:
    (layers,) = [c for c in SETTINGS["tool"]["importlinter"]["contracts"] if c["type"] == "layers"]
    named = {name.strip() for layer in layers["layers"] for name in layer.split("|")}
    there = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    there |= {path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__"}

    assert layers["exhaustive"] is True
    assert named == there


def test_what_hr_reaches_is_kept_from_answers_and_ratings() -> None:
    (contract,) = [c for c in SETTINGS["tool"]["importlinter"]["contracts"] if c["name"].startswith("Whether")]

    assert (contract["type"], sorted(contract["forbidden_modules"])) == (
        "forbidden",
        ["puntari.courses", "puntari.practice"],
    )
    assert {"puntari.plan", "puntari.people", "puntari.mail", "puntari.certificates"} <= set(contract["source_modules"])


def test_no_file_outgrows_one_subject() -> None:
    """At 300 lines look for the seam; a migration is as long as its tables."""
    long = {
        str(path.relative_to(PACKAGE)): count
        for path in PACKAGE.rglob("*.py")
        if (count := len(path.read_text().splitlines())) > 300 and path.parent.name != "versions"
    }

    assert long == {}


def test_every_dependency_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = SETTINGS["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]

    assert [one for one in wanted if not any(f'"{one}"' in line and "  # " in line for line in text.splitlines())] == []


def test_packages_start_empty() -> None:
    """A rule can be imported without loading Flask, so __init__.py holds nothing (migrations is nobody's rule)."""
    inits = [path for path in PACKAGE.glob("*/__init__.py") if path.parent.name != "migrations"]

    assert [str(path) for path in inits if ast.parse(path.read_text()).body] == []
