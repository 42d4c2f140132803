"""The pages in site/docs and the README say what is there: links resolve, files, commands and targets exist."""

import re
import tomllib
from pathlib import Path

import pytest

from puntari import cli
from puntari.config import Settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "site" / "docs").rglob("*.md"))]
LINK = re.compile(r"(?<!\!)\[[^\]]+\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")


def ids(page: Path) -> str:
    return str(page.relative_to(ROOT))


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose_of(page: Path) -> str:
    """Without fenced blocks, which show what courses look like."""
    return re.sub(r"^```.*?^```", "", text_of(page), flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_links_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(re.sub(CODE, "", prose_of(page))) if "://" not in link]

    assert [link for link in links if not (page.parent / link.partition("#")[0]).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_files_that_are_named_exist(page: Path) -> None:
    named = re.compile(r"(?:site|tests|courses|exercises|\.ci)/[\w./-]*")
    words = [word for code in CODE.findall(prose_of(page)) for word in code.split() if named.fullmatch(word)]

    assert [word for word in words if not any((base / word).exists() for base in (ROOT, page.parent))] == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_commands_that_are_named_exist(page: Path) -> None:
    known = {*cli.FEATURES, *cli.cli.commands}
    named = set(re.findall(r"(?:^ {4}|[`&] ?)(?:\.venv/bin/)?puntari ([a-z-]+)", prose_of(page), re.MULTILINE))

    assert named - known == set()


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"\bmake ([a-z]+)", " ".join(CODE.findall(text_of(page))))}
    named |= set(re.findall(r"^ {4}make ([a-z]+)", text_of(ROOT / "README.md"), re.MULTILINE))

    assert "run" in named
    assert named - targets == set()


def test_every_setting_is_described() -> None:
    table = re.findall(r"^\| (`[^|]+) \|", text_of(ROOT / "site/docs/operating.md"), re.MULTILINE)
    described = {name for cell in table for name in CODE.findall(cell)}

    assert {name for name in described if re.fullmatch(r"[a-z_]+", name)} == set(Settings.model_fields) - {"instance"}


def test_every_decision_has_its_three_parts() -> None:
    for number, page in enumerate(sorted((ROOT / "site/docs/decisions").glob("*.md")), start=1):
        assert page.name.startswith(f"{number:03}-")
        assert text_of(page).startswith(f"# {number} ")
        assert re.findall(r"^## (\w+)", text_of(page), re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_the_layers_on_the_page_are_the_ones_that_are_checked() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]

    assert "\n".join(f"    {layer}" for layer in layers) in text_of(ROOT / "site/docs/architecture.md")


def test_the_changelog_speaks_of_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

    assert re.findall(r"^## (.+)$", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)[0] == version


def test_nothing_names_a_machine_or_a_registry() -> None:
    """No path of one machine, no index of packages: the same clone must work anywhere."""
    machine = re.compile(r"(?<![\w./])/(?:work|farm|root|home)/|index-url|find-links|/simple\b")
    files = [
        *PAGES,
        ROOT / "Makefile",
        ROOT / "pyproject.toml",
        *(ROOT / "site").glob("*.txt"),
        *(ROOT / "site").glob("*.sh"),
    ]
    files += [*(ROOT / "tests").rglob("*.py"), *(ROOT / "site" / "puntari").rglob("*.py")]

    assert [ids(file) for file in files if file != Path(__file__) and machine.search(text_of(file))] == []
