"""Principle 1 in tables and imports: nothing leads from a person to their ratings and answers."""

import ast
import re
from pathlib import Path

import pytest

from puntari import migrations
from puntari.certificates.models import CompletionEvent
from puntari.extensions import Model
from tests.web.personal_tables import PERSONAL

PACKAGE = Path(__file__).resolve().parents[2] / "site" / "puntari"
KEYED = {"course_mark", "practice_attempt", "process_walk", "spotting_run", "live_packet", "live_participant"}
# What HR's, the administrator's and everybody's code is made of.
KEPT_APART = ("plan", "people", "mail", "certificates", "privacy", "audit", "web", "content")


def reaches(table, goal: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether following foreign keys from a table leads to another."""
    if table.name == goal:
        return True
    if table.name in seen:
        return False
    return any(reaches(key.column.table, goal, seen | {table.name}) for key in table.foreign_keys)


@pytest.fixture
def tables() -> dict:
    migrations.load_models()
    return dict(Model.metadata.tables)


def test_the_tables_of_answers_and_ratings_are_all_named_here(tables):
    keyed = {name for name, table in tables.items() if "owner_key" in table.columns}
    practised = {name for name in tables if name.startswith(("practice_", "process_", "spotting_"))}

    assert keyed == KEYED
    assert practised - {"practice_stream"} | {"course_mark"} == PERSONAL


@pytest.mark.parametrize("name", sorted(PERSONAL | KEYED))
def test_no_foreign_key_leads_from_ratings_and_answers_to_a_person(tables, name):
    # A participant or a packet belongs to a session, and that has a trainer: the one who leads, not the one who rates.
    allowed = {"live_session"} if name in {"live_packet", "live_participant"} else set()
    table = tables[name]
    referred = {key.column.table for key in table.foreign_keys if key.column.table.name not in allowed}

    assert [other.name for other in referred if reaches(other, "person")] == []
    assert "person" not in {key.column.table.name for key in table.foreign_keys}


def test_no_table_stands_between_a_person_and_their_ratings(tables):
    bridges = [
        name
        for name, table in tables.items()
        if {key.column.table.name for key in table.foreign_keys} & PERSONAL and reaches(table, "person")
    ]

    assert bridges == []


@pytest.mark.parametrize("name", sorted(PERSONAL))
def test_the_tables_of_ratings_and_answers_say_nobodys_name(tables, name):
    telling = {"person_id", "person", "employee_id", "email", "first_name", "last_name", "unit_id"}

    assert set(tables[name].columns.keys()) & telling == set()


def test_the_ledger_has_no_place_for_a_score(tables):
    assert set(tables[CompletionEvent.__tablename__].columns.keys()) == {
        *("id", "person_id", "event", "kind", "content_id", "content_digest", "language", "rule", "local_date", "at"),
        *("code", "counts", "corrects_id", "by", "reason"),
    }


def imported(file: Path) -> set[str]:
    """Every module that a file names in an import, wherever it stands, or in a text that could import it."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("puntari."):
            found.add(node.value.partition(":")[0])
    return found


def modules_of(*packages: str) -> list[Path]:
    return [file for package in packages for file in sorted((PACKAGE / package).rglob("*.py"))]


@pytest.mark.parametrize("package", KEPT_APART)
def test_what_the_employer_reaches_imports_no_ratings_and_answers(package):
    wrong = {
        str(file.relative_to(PACKAGE)): sorted(names)
        for file in modules_of(package)
        if (names := {one for one in imported(file) if re.match(r"puntari\.(practice|courses|live)\b", one)})
    }

    assert wrong == {}


def test_only_learning_knows_how_a_persons_key_is_made():
    users = {
        str(file.relative_to(PACKAGE)).split("/")[0]
        for file in PACKAGE.rglob("*.py")
        if any(name.startswith("puntari.authz.pseudonym") for name in imported(file))
    }

    assert users <= {"courses", "practice", "live", "migrations"}
    assert {"courses", "practice"} <= users


@pytest.mark.parametrize("package", KEPT_APART)
def test_no_statement_written_by_hand_names_their_tables(package):
    names = re.compile(r"\b(course_mark|practice_\w+|live_participant)\b")
    wrong = {}
    for file in modules_of(package):
        texts = [
            node.value
            for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        if found := [one for one in texts if names.search(one)]:
            wrong[str(file.relative_to(PACKAGE))] = found

    assert wrong == {}
