"""Migrations make exactly the tables that the models describe, on both databases, and take them away again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError

from puntari import migrations
from puntari.extensions import Model
from tests.conftest import make_postgresql_database

# SQLite can't be asked for indexes on expressions; statements() below compares them by their text.
pytestmark = [
    pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index:UserWarning"),
    pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index"),
]


@pytest.fixture
def engines(database_url: str, tmp_path: Path, worker_id: str, request: Any) -> Iterator[tuple[Engine, Engine]]:
    """Two empty databases of the kind under test."""
    migrations.load_models()
    if database_url.startswith("sqlite"):
        addresses = [f"sqlite:///{tmp_path}/{name}.db" for name in ("migrated", "created")]
    else:
        server = database_url.replace("+psycopg", "").rpartition("/")[0]
        addresses = [
            make_postgresql_database(server, f"migrations_{worker_id}_{name}") for name in ("migrated", "created")
        ]
    made = [create_engine(address) for address in addresses]
    yield made[0], made[1]
    for engine in made:
        engine.dispose()


def described(connection: Connection) -> dict[str, Any]:
    """Everything a database says of its tables, without order or chance."""
    look = inspect(connection)
    names = set(look.get_table_names()) - {"alembic_version"}

    def plain(items: list[Any]) -> list[str]:
        return sorted(str(sorted((key, str(value)) for key, value in item.items())) for item in items)

    return {
        name: {
            "columns": plain(look.get_columns(name)),
            "key": str(look.get_pk_constraint(name)),
            "foreign keys": plain(look.get_foreign_keys(name)),
            "unique": plain(look.get_unique_constraints(name)),
            "checks": plain(look.get_check_constraints(name)),
        }
        for name in sorted(names)
    }


def statements(connection: Connection) -> list[str]:
    """Indexes, triggers and functions, as the database would write them; inspection misses some of these."""
    if connection.dialect.name == "sqlite":
        query = "SELECT sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    else:
        query = (
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version' "
            "UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal "
            "UNION ALL SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace "
            "WHERE nspname = 'public'"
        )
    return sorted(" ".join(found.split()) for found in connection.scalars(text(query)))


def test_migrations_make_what_the_models_describe(engines: tuple[Engine, Engine]) -> None:
    migrated, created = engines
    assert migrations.migrate(migrated) == (None, migrations.head())
    Model.metadata.create_all(created)

    with migrated.connect() as one, created.connect() as other:
        assert described(one) == described(other)
        assert statements(one) == statements(other)


def test_alembic_finds_no_difference_either(engines: tuple[Engine, Engine]) -> None:
    migrations.migrate(engines[0])

    with engines[0].connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Model.metadata) == []


def test_migrating_twice_changes_nothing(engines: tuple[Engine, Engine]) -> None:
    migrations.migrate(engines[0])

    assert migrations.is_current(engines[0])
    assert migrations.migrate(engines[0]) == (migrations.head(), migrations.head())


def test_going_back_leaves_nothing_and_forward_again_works(engines: tuple[Engine, Engine]) -> None:
    engine = engines[0]
    migrations.migrate(engine)
    assert migrations.migrate(engine, "base") == (migrations.head(), None)

    with engine.connect() as connection:
        assert (described(connection), [s for s in statements(connection) if "alembic" not in s]) == ({}, [])
    assert not migrations.is_current(engine)
    assert migrations.migrate(engine) == (None, migrations.head())


def test_a_migration_that_fails_leaves_nothing_behind(engines: tuple[Engine, Engine]) -> None:
    last = Model.metadata.sorted_tables[-1].name
    with engines[0].begin() as connection:
        connection.execute(text(f'CREATE TABLE "{last}" (id INTEGER)'))

    with pytest.raises(DatabaseError):
        migrations.migrate(engines[0])

    with engines[0].connect() as connection:
        assert inspect(connection).get_table_names() == [last]


def test_the_newest_migration_is_the_one_alembic_finds() -> None:
    from alembic.script import ScriptDirectory

    with create_engine("sqlite://").connect() as connection:
        script = ScriptDirectory.from_config(migrations.config(connection))
    numbers = [revision.revision for revision in script.walk_revisions()]

    assert numbers[0] == migrations.head()
    assert sorted(numbers) == [path.name[:3] for path in sorted((migrations.FOLDER / "versions").glob("*.py"))]
