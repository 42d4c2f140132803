"""INSERT … ON CONFLICT, which SQLite and PostgreSQL write alike but SQLAlchemy keeps apart."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Executable, FromClause, Select, bindparam
from sqlalchemy.dialects import postgresql, sqlite

from puntari.extensions import Model, db


def insert(table: type[Model] | FromClause) -> "postgresql.Insert | sqlite.Insert":
    """An insert that can say what to do on conflict, for the database in use."""
    return _insert(table, db.session.get_bind().dialect.name)


def _insert(table: Any, dialect: str) -> "postgresql.Insert | sqlite.Insert":
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def insert_new(model: type[Model], *columns: str) -> Executable:
    """Insert a row whose given columns are parameters, unless it conflicts; returns its id when it went in."""
    return _insert_new(model, columns, db.session.get_bind().dialect.name)


@cache
def _insert_new(model: type[Model], columns: tuple[str, ...], dialect: str) -> Executable:
    table = model.__table__
    values = {name: bindparam(name, type_=table.c[name].type) for name in columns}
    return _insert(table, dialect).values(values).on_conflict_do_nothing().returning(table.c.id)


def last_one_holds(model: type[Model], card_still_open: Select[int]) -> Executable:
    """Insert what a card was given, or change the row with the same key if its sequence is lower. One statement.

    ``card_still_open`` selects the card's id, and nothing once it may no longer be rated; then nothing is written.
    Returns a row when something was, and none otherwise. Every other column is a parameter: see ``as_parameters``.
    """
    return _last_one_holds(model, card_still_open, db.session.get_bind().dialect.name)


def as_parameters(values: Mapping[str, Any]) -> dict[str, Any]:
    """A row's values under the names that they have in the statement."""
    return {f"new_{name}": value for name, value in values.items()}


@cache
def _last_one_holds(model: type[Model], card_still_open: Select[int], dialect: str) -> Executable:
    table = model.__table__
    statement = _insert(table, dialect)
    key = [column.name for column in table.primary_key]
    rest = [column for column in table.columns if column.name != "card_id"]
    row = card_still_open.add_columns(*(bindparam(f"new_{column.name}", type_=column.type) for column in rest))
    changed = {column.name: statement.excluded[column.name] for column in rest if not column.primary_key}
    return (
        statement.from_select(["card_id", *(column.name for column in rest)], row)
        .on_conflict_do_update(index_elements=key, set_=changed, where=table.c.sequence < statement.excluded.sequence)
        .returning(table.c.card_id)
    )
