"""What everything is compared with: a bare Flask + SQLAlchemy + SQLite page of 20 KB, and a bare commit of one row."""

import os
import sys
from typing import Any

from flask import Flask, render_template_string
from sqlalchemy import Engine, String, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

from puntari.cli import THREADS, server

SIZE = 20_000  # bytes of the page


class Base(DeclarativeBase):
    pass


class Text(Base):
    __tablename__ = "text"

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(String)


class Row(Base):
    __tablename__ = "row"

    id: Mapped[int] = mapped_column(primary_key=True)
    points: Mapped[int]


def bare_engine() -> Engine:
    """The database file named in BARE_DATABASE, with the pragmas that ours has."""
    engine = create_engine(f"sqlite:///{os.environ['BARE_DATABASE']}")

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: ConnectionPoolEntry) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def fill() -> None:
    """Make the tables and the page's words."""
    engine = bare_engine()
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Text(id=1, words="A line of words that fills the page. " * (SIZE // 37)))
        session.commit()
    engine.dispose()


def create_app() -> Flask:
    """The bare application."""
    app = Flask("bare")
    engine = bare_engine()

    @app.get("/page")
    def page() -> str:
        with Session(engine) as session:
            text = session.scalars(select(Text).where(Text.id == 1)).one()
            return render_template_string("<!doctype html><title>Bare</title><p>{{ words }}</p>", words=text.words)

    @app.post("/commit")
    def commit() -> str:
        with Session(engine) as session:
            session.add(Row(points=3))
            session.commit()
        return "ok"

    return app


if __name__ == "__main__":
    fill()
    bare = server("tests.bench.bare:create_app", host="127.0.0.1", port=int(sys.argv[1]), workers=2, threads=THREADS)
    bare.serve()
