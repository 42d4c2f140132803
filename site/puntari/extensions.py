"""The parts that belong to no feature: database, sign-in, CSRF, languages, and the post."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar

from flask import current_app, request
from flask_babel import Babel
from flask_login import LoginManager
from flask_sqlalchemy_lite import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import DDL, DateTime, Dialect, Engine, MetaData, event, inspect, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

View = TypeVar("View", bound=Callable[..., Any])
Row = TypeVar("Row", bound="Model")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- as called
        """Refuse a moment without a zone, which could mean anything."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- as called
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """What every table class inherits; constraints get names that migrations can drop."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime}


def append_only(table: type[Model], says: str) -> None:
    """Let the database itself refuse to change or delete a row, where no forgotten code path gets round it.

    ``says`` is what it answers. Migrations run the same statements.
    """
    name = table.__tablename__
    trigger = "CREATE TRIGGER {name}_refuses_{verb} BEFORE {verb} ON {name}\nBEGIN SELECT RAISE(ABORT, '{says}'); END"
    function = (
        f"CREATE OR REPLACE FUNCTION {name}_refuses() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        f"BEGIN RAISE integrity_constraint_violation USING MESSAGE = '{says}'; END $$"
    )
    refusal = (
        f"CREATE TRIGGER {name}_refuses_change BEFORE UPDATE OR DELETE ON {name}\n"
        f"FOR EACH ROW EXECUTE FUNCTION {name}_refuses()"
    )
    statements = {
        "sqlite": [trigger.format(name=name, verb=verb, says=says) for verb in ("update", "delete")],
        "postgresql": [function, refusal],
    }
    for dialect, said in statements.items():
        for statement in said:
            guard = DDL(statement)  # type: ignore[no-untyped-call]  # SQLAlchemy
            event.listen(table.__table__, "after_create", guard.execute_if(dialect=dialect))


class Post:
    """Where features leave mail; the mail service plugs its outbox in when the app starts."""

    def __init__(self) -> None:
        self._put: Callable[..., None] | None = None

    def deliver_with(self, put: Callable[..., None]) -> None:
        """Use this outbox from now on."""
        self._put = put

    def put(self, *, to: str, subject: str, body: str, language: str) -> None:
        """Leave a mail in the caller's transaction; it is sent after the commit."""
        if self._put is None:
            raise RuntimeError("no outbox is plugged in")
        self._put(to=to, subject=subject, body=body, language=language)


db = SQLAlchemy()
csrf = CSRFProtect()
babel = Babel()
login_manager = LoginManager()
post = Post()

# Writers on SQLite take the write lock when they begin: upgrading a read later fails at once if somebody wrote between.
_writing: ContextVar[bool] = ContextVar("writing", default=True)


@contextmanager
def reading() -> Iterator[None]:
    """Transactions begun inside don't take SQLite's write lock."""
    token = _writing.set(False)
    try:
        yield
    finally:
        _writing.reset(token)


def held(row: Row) -> Row | None:
    """A row as it is now, held until the commit; None when somebody has just deleted it."""
    kind, mapper = type(row), inspect(type(row))
    key = zip(mapper.primary_key, mapper.primary_key_from_instance(row), strict=True)
    query = select(kind).where(*(column == part for column, part in key))
    db.session.expire(row)
    return db.session.scalars(query.with_for_update(of=kind)).one_or_none()


def set_reading(is_reading: bool) -> None:
    """For a request: GET reads, everything else may write."""
    _writing.set(not is_reading)


def reads_first(view: View) -> View:
    """A route that writes, but finds out first and takes the write lock late: see ``begin_writing``."""
    view.reads_first = True  # type: ignore[attr-defined]  # read by ``begin_transactions``
    return view


def begin_transactions() -> None:
    """Before each request: GET reads, everything else may write from its first statement on."""
    view = current_app.view_functions.get(request.endpoint or "")
    set_reading(request.method in {"GET", "HEAD", "OPTIONS"} or hasattr(view, "reads_first"))


def begin_writing() -> None:
    """Go on writing after having read. What was read may be out of date by now, so the write must look again.

    SQLite must end what was read before it takes the lock; PostgreSQL goes on, and spares two messages.
    """
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        connection.connection.rollback()
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    db.session.expire_all()
    set_reading(False)


@event.listens_for(Engine, "connect")
def _on_connect(connection: Any, _record: ConnectionPoolEntry) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",  # or INSERT OR REPLACE would delete a row past the guards of append_only
            "busy_timeout=10000",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _on_begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
