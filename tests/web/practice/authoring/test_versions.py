"""What was published or met by somebody stays as it was: the database itself refuses to change it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from puntari.extensions import db
from puntari.practice.authoring.models import Publication
from puntari.practice.models import ExerciseVersion

NOW = datetime(2026, 11, 1, tzinfo=UTC)
REFUSAL = r"never changes|stays published"


@pytest.fixture
def published(app: Any) -> None:
    """A version that was published, and one that somebody has begun; nothing refers to the second."""
    values = {"digest": "a" * 64, "id": "own-baker-0000a", "now": NOW.isoformat()}
    version = "INSERT INTO exercise_version (digest, exercise_id, files, kept_at) VALUES (:digest, :id, '{}', :now)"
    db.session.execute(text(version), values)
    db.session.execute(text(version), {**values, "digest": "b" * 64})
    own = "INSERT INTO own_exercise (id, exercise_id, titles, digest, number, made_at, changed_at)"
    db.session.execute(text(f"{own} VALUES (1, :id, '{{}}', :digest, 1, :now, :now)"), values)
    publication = "INSERT INTO own_exercise_publication (own_exercise_id, number, digest, published_at)"
    db.session.execute(text(f"{publication} VALUES (1, 1, :digest, :now)"), values)
    db.session.commit()


def kept() -> list[Any]:
    """All that is kept, as rows."""
    version, publication = ExerciseVersion.__table__, Publication.__table__
    rows = db.session.execute(select(version).order_by(version.c.digest)).all()
    return [*map(tuple, rows), *map(tuple, db.session.execute(select(publication)).all())]


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE exercise_version SET files = \'{"exercise.yml": "other"}\'',
        "UPDATE exercise_version SET digest = 'c' WHERE digest LIKE 'b%'",
        "UPDATE exercise_version SET kept_at = kept_at",
        "DELETE FROM exercise_version WHERE digest LIKE 'b%'",
        "UPDATE own_exercise_publication SET number = 2",
        "UPDATE own_exercise_publication SET published_at = published_at",
        "DELETE FROM own_exercise_publication",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_version(published, statement):
    before = kept()

    with pytest.raises(IntegrityError, match=REFUSAL):
        db.session.execute(text(statement))
    db.session.rollback()

    assert (kept(), len(before)) == (before, 3)


@pytest.mark.parametrize(
    ("table", "columns", "key"),
    [
        ("exercise_version", "digest, exercise_id, '{}', kept_at", "digest"),
        ("own_exercise_publication", "own_exercise_id, number, digest, published_at", "own_exercise_id, number"),
    ],
)
def test_a_row_cannot_be_replaced_either(published, table, columns, key):
    """SQLite runs the guards against deleting before it replaces just because the application asks it to."""
    before = kept()
    if db.engine.dialect.name == "sqlite":
        statement = f"INSERT OR REPLACE INTO {table} SELECT {columns} FROM {table}"
    else:
        statement = f"INSERT INTO {table} SELECT {columns} FROM {table} ON CONFLICT ({key}) DO UPDATE SET digest = 'c'"

    with pytest.raises(IntegrityError, match=REFUSAL):
        db.session.execute(text(statement))
    db.session.rollback()

    assert kept() == before


def test_a_version_changed_as_an_object_is_refused_too(published):
    db.session.scalars(select(ExerciseVersion)).first().files = {"exercise.yml": "other"}

    with pytest.raises(IntegrityError, match="never changes"):
        db.session.commit()
    db.session.rollback()
