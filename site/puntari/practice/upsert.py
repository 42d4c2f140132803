"""INSERT … ON CONFLICT, which SQLite and PostgreSQL write alike but SQLAlchemy keeps apart."""

from sqlalchemy.dialects import postgresql, sqlite

from puntari.extensions import Model, db


def insert(table: type[Model]) -> "postgresql.Insert | sqlite.Insert":
    """An insert that can say what to do on conflict, for the database in use."""
    if db.session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
