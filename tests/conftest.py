"""What all tests share: an app on either database, a cast of people, and a client that looks over every page."""

import os
import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import settings as hypothesis_settings
from sqlalchemy import event, text

from puntari.app import create_app
from puntari.authz.policy import Role
from puntari.config import Settings
from puntari.extensions import Model, db
from puntari.people.models import Organisation, Person, Posting, RoleGrant, Unit, UnitPlacement
from puntari.web import site
from tests.pages import CheckedClient
from tests.statements import kinds

KEYS = {
    "secret_key": "tests-only-0123456789-abcdefghijklmnop",
    "pseudonym_key": "tests-only-pseudonym-0123456789-abcdef",
}
POSTGRESQL = "PUNTARI_TEST_POSTGRESQL"
hypothesis_settings.register_profile("same", derandomize=True, deadline=None)
hypothesis_settings.load_profile("same")  # --hypothesis-profile=default looks for other examples


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", default="sqlite", choices=["sqlite", "postgresql"])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches a database is run; the rest has been run already."""
    if config.getoption("--database") == "postgresql":
        chosen = [item for item in items if "database_url" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = chosen


@pytest.fixture(autouse=True)
def same_chance(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> random.Random:
    """Keys, seeds and shuffles of a test: other ones in each test, the same ones every time it is run."""
    chance = random.Random(request.node.nodeid)
    monkeypatch.setattr(secrets, "token_bytes", lambda count=None: chance.randbytes(count or 32))  # and all tokens
    monkeypatch.setattr(secrets, "choice", chance.choice)
    monkeypatch.setattr(secrets, "randbelow", chance.randrange)
    monkeypatch.setattr(secrets, "SystemRandom", lambda: chance)
    return chance


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> str:
    """A database for this worker; PostgreSQL's address comes from `make test`, which starts one."""
    if request.config.getoption("--database") == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('db')}/puntari.db"
    if POSTGRESQL not in os.environ:
        pytest.exit(f"{POSTGRESQL} is not set; run `make test`, which starts PostgreSQL", returncode=3)
    return make_postgresql_database(os.environ[POSTGRESQL], f"test_{worker_id}")


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The xdist worker's name, or "main" without xdist."""
    return getattr(request.config, "workerinput", {"workerid": "main"})["workerid"]


def make_postgresql_database(server: str, name: str) -> str:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    return f"{server.replace('postgresql://', 'postgresql+psycopg://')}/{name}"


@pytest.fixture(scope="session")
def whole_app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with all its tables, made once a worker."""
    settings = Settings(mode="testing", instance=tmp_path_factory.mktemp("instance"), database_url=database_url, **KEYS)
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False  # tests/web/test_csrf.py turns it on again
    app.test_client_class = CheckedClient
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
        Model.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(whole_app: Flask) -> Iterator[Flask]:
    """The application with an empty database, inside an application context."""
    with whole_app.app_context():
        yield whole_app
        db.session.rollback()
        empty_tables()
        site.forget()


def empty_tables() -> None:
    """Delete every row, and number rows from 1 again; append-only guards are lifted by the tables' owner only here."""
    names = [table.name for table in reversed(Model.metadata.sorted_tables)]
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names)
    found = set(db.session.scalars(text(asked)))
    filled = [name for name in names if name in found]
    if db.engine.dialect.name == "postgresql":
        empty_on_postgresql(filled)
    else:
        empty_on_sqlite(filled)


def empty_on_postgresql(names: list[str]) -> None:
    """TRUNCATE writes every table's files anew, which takes longer than most tests."""
    deletes = "".join(f'DELETE FROM "{name}"; ' for name in names)
    restarts = (
        "PERFORM setval(CAST(format('%I', sequencename) AS regclass), start_value, false)"
        " FROM pg_sequences WHERE last_value IS NOT NULL;"
    )
    lifted = "SET LOCAL session_replication_role = replica;"  # neither guards nor foreign keys are asked
    db.session.execute(text(f"DO $$ BEGIN {lifted} {deletes}{restarts} END $$"))
    db.session.commit()
    if names:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM " + ", ".join(f'"{name}"' for name in names)))  # rows lie in order again


def empty_on_sqlite(names: list[str]) -> None:
    """Without the triggers of these tables, which are put back as they were."""
    listed = ", ".join(f"'{name}'" for name in names)
    guards = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({listed})"
    triggers = db.session.execute(text(guards)).all()
    for name, _ in triggers:
        db.session.execute(text(f'DROP TRIGGER "{name}"'))
    db.session.execute(text("PRAGMA defer_foreign_keys = ON"))
    for name in names:
        db.session.execute(text(f'DELETE FROM "{name}"'))
    for _, sql in triggers:
        db.session.execute(text(sql))
    db.session.commit()


CAST: dict[str, tuple[str, str, str, str, list[tuple[Role, str | None]]]] = {
    # key: first name, last name, language, unit, roles with the unit they hold for
    "tess": ("Tess", "Trainee", "en", "kitchen", []),
    "otto": ("Otto", "Oppija", "fi", "daycare", []),
    "tuula": ("Tuula", "Kouluttaja", "fi", "centre", [(Role.TRAINER, None)]),
    "hilla": ("Hilla", "Henkilöstö", "fi", "centre", [(Role.HR, None)]),
    "sven": ("Sven", "Sektor", "sv", "education", [(Role.HR, "education")]),
    "arto": ("Arto", "Ylläpitäjä", "fi", "centre", [(Role.ADMIN, None)]),
}
UNITS = {
    # code: names in fi, sv, en, and the unit above
    "town": ("Kaupunki", "Staden", "The town", None),
    "centre": ("Keskushallinto", "Centralförvaltningen", "Central administration", "town"),
    "education": ("Kasvatus ja koulutus", "Fostran och utbildning", "Education", "town"),
    "daycare": ("Varhaiskasvatus", "Småbarnspedagogik", "Early childhood education", "education"),
    "kitchen": ("Ruokapalvelut", "Måltidsservice", "Food services", "town"),
}


@pytest.fixture
def units(app: Flask) -> dict[str, Unit]:
    """A small town: two levels under the whole."""
    found: dict[str, Unit] = {}
    for code, (fi, sv, en, above) in UNITS.items():
        unit = found[code] = Unit(code=code, name_fi=fi, name_sv=sv, name_en=en)
        db.session.add(unit)
        db.session.flush()
        parent_id = found[above].id if above else None
        db.session.add(UnitPlacement(unit_id=unit.id, parent_id=parent_id, starts=date(2020, 1, 1)))
    db.session.add(Organisation(id=1, name_fi="Valkonummi", name_sv="Vitmo", name_en="Valkonummi"))
    db.session.commit()
    return found


@pytest.fixture
def people(app: Flask, units: dict[str, Unit]) -> dict[str, Person]:
    """The cast: Tess and Otto are trainees, Tuula trains, Hilla and Sven are HR, Arto administers."""
    found: dict[str, Person] = {}
    for number, (key, (first, last, language, unit, roles)) in enumerate(CAST.items(), start=1):
        person = Person(
            employee_id=f"T{number:03}", first_name=first, last_name=last, email=f"{key}@example.org", language=language
        )
        person.postings.append(
            Posting(unit_id=units[unit].id, role_group="supervisor", recruits=True, starts=date(2021, 1, 1))
        )
        for role, scope in roles:
            unit_id = units[scope].id if scope else None
            person.grants.append(RoleGrant(role=role, unit_id=unit_id, starts=date(2021, 1, 1)))
        db.session.add(person)
        found[key] = person
    db.session.commit()
    return found


@pytest.fixture
def client(app: Flask) -> Callable[..., CheckedClient]:
    """Make a client, signed in as a person or not."""

    def make(user: Person | None = None) -> CheckedClient:
        made: Any = app.test_client()
        if user is not None:
            made.sign_in(user)
        return made  # type: ignore[no-any-return]

    return make


@pytest.fixture
def statements(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """Collects what kinds of SQL statements are sent inside a ``with``."""
    return kinds


ROOT = Path(__file__).resolve().parents[1]
