"""INSERT … ON CONFLICT, which SQLite and PostgreSQL write alike but SQLAlchemy keeps apart."""

from functools import cache
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

from puntari.extensions import Model, db


def insert(table: type[Model] | Table) -> "postgresql.Insert | sqlite.Insert":
    """An insert that can say what to do on conflict, for the database in use."""
    return _insert(table, db.session.get_bind().dialect.name)


def _insert(table: Any, dialect: str) -> "postgresql.Insert | sqlite.Insert":
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def last_one_holds(model: type[Model]) -> Executable:
    """Insert a row with a ``sequence``, or change the one with the same key if its sequence is lower.

    Returns a row when it did either, and none when the row that is there was chosen later. Every column is a parameter.
    """
    return _last_one_holds(model, db.session.get_bind().dialect.name)


@cache
def _last_one_holds(model: type[Model], dialect: str) -> Executable:
    table = model.__table__
    statement = _insert(table, dialect)
    key = [column.name for column in table.primary_key]
    changed = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    return statement.on_conflict_do_update(
        index_elements=key, set_=changed, where=table.c.sequence < statement.excluded.sequence
    ).returning(table.c.card_id)
