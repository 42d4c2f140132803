"""From an empty or an older database to the tables of this version, and back."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_mock_engine, inspect, text
from sqlalchemy.schema import DDL

from puntari.extensions import Model, reading

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent


def config(connection: Connection, **attributes: Any) -> "Config":
    """Alembic's settings; there is no alembic.ini."""
    from alembic.config import Config  # noqa: PLC0415 -- slow, and a start doesn't need it

    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes.update(attributes, connection=connection)
    return made


def head() -> str | None:
    """The number of the newest migration; None when none is written yet."""
    return max((path.stem.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py")), default=None)


def migrate(engine: Engine, to: str = "head") -> tuple[str | None, str | None]:
    """Bring the tables to a migration in one transaction: all of it happens, or nothing.

    ``to`` is "head", "base" (nothing left) or the number of a migration. Gives the migration before and after;
    None is an empty database.
    """
    from alembic import command  # noqa: PLC0415 -- slow, and a start doesn't need it

    with engine.connect() as connection, _rebuilding(connection), connection.begin():
        before = current(connection)
        if to == "head" and before == head():
            return before, before
        is_down = to == "base" or (to != "head" and to < (before or ""))
        (command.downgrade if is_down else command.upgrade)(config(connection), to)
        return before, current(connection)


@contextmanager
def _rebuilding(connection: Connection) -> Iterator[None]:
    """SQLite alters a table by making it anew and dropping the old one, which rows that refer to it would forbid."""
    driver: Any = connection.connection.driver_connection
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        if is_sqlite and (lost := driver.execute("PRAGMA foreign_key_check").fetchall()):
            raise RuntimeError(f"rows refer to something that isn't there: {lost[:5]}")
    finally:
        if is_sqlite:
            driver.execute("PRAGMA foreign_keys=ON")


def current(connection: Connection) -> str | None:
    """The migration that the database is at; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def is_current(engine: Engine) -> bool:
    """Whether the tables are those of this version."""
    with reading(), engine.begin() as connection:
        return current(connection) == head()


def draft(engine: Engine, name: str) -> Path:
    """Write a migration from what the tables lack, to be read and corrected by hand. ``name`` is as 012_add_live."""
    from alembic import command  # noqa: PLC0415 -- slow, and a start doesn't need it

    number, _, words = name.partition("_")
    load_models()
    with engine.begin() as connection:
        command.revision(config(connection, guards=guards), words, autogenerate=True, rev_id=number)
    return FOLDER / "versions" / f"{name}.py"


def load_models() -> None:
    """Import every feature's tables."""
    for path in sorted(FOLDER.parent.rglob("*models.py")):
        importlib.import_module(".".join(("puntari", *path.relative_to(FOLDER.parent).with_suffix("").parts)))


def guards() -> dict[str, list[str]]:
    """Statements beside the tables, such as the triggers that keep a ledger append-only, by database.

    Models attach them to their tables; a draft writes them into the migration.
    """
    found: dict[str, list[str]] = {}
    for dialect, url in (("sqlite", "sqlite://"), ("postgresql", "postgresql+psycopg://")):
        said: list[Any] = []
        Model.metadata.create_all(create_mock_engine(url, partial(_note, said)), checkfirst=False)
        found[dialect] = [str(statement.statement).strip() for statement in said if isinstance(statement, DDL)]
    return found


def _note(said: list[Any], statement: Any, *_args: Any, **_kwargs: Any) -> None:
    said.append(statement)
