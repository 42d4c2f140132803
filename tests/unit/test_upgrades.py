"""An installation that is in use is brought up to date: nothing of what people gave is lost on the way.

SQLite alters a table by making it anew and dropping the old one; rows that refer to it must survive that.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, MetaData, create_engine, func, insert, inspect, select, text

from puntari import migrations
from tests.conftest import make_postgresql_database

# Only columns and keys are asked for here.
pytestmark = pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")

THEN = datetime(2026, 3, 4, 10, 15, tzinfo=UTC)
YEAR = datetime(2026, 1, 1, tzinfo=UTC)
OPEN, CLOSED, ALONE = 1, 2, 3  # streams: of an open session, of one that is over, of self-study
DIGEST = "e" * 64
MOMENTS = {"started_at", "paused_at", "finished_at", "saved_at", "taken_at", "done_at", "changed_at", "ended_at"}


def rows() -> Iterator[tuple[str, dict[str, Any]]]:
    """A database in use, table by table: what later versions brought is left out where a table lacks it."""
    person = {"language": "fi", "epoch": 0, "is_active": True, "sort_name": "x", "search_text": "x"}
    for number in (1, 2):
        names = {"employee_id": f"T{number}", "first_name": "T", "last_name": "T", "email": f"t{number}@example.org"}
        yield "person", {"id": number, **names, **person}
    yield "exercise_version", {"digest": DIGEST, "exercise_id": "cook", "files": {"a": "b"}, "kept_at": THEN}
    yield "live_room", {"person_id": 1, "slug": "tuula"}
    for stream, scope in ((OPEN, "live:1"), (CLOSED, "live:2"), (ALONE, "self-study")):
        design = {"exercise_digest": DIGEST, "design": "one-round", "design_version": 1, "size": 6}
        yield "practice_stream", {"id": stream, "scope": scope, "seed": f"s{stream}", "arrivals": 2, **design}
    yield "live_session", session(1, OPEN, code="AB23CD", phase="block-1")
    over = {"revealed_at": THEN, "closed_at": THEN, "keys_destroyed_at": THEN}
    yield "live_session", session(2, CLOSED, code=None, phase="reveal", **over)
    for stream in (OPEN, CLOSED, ALONE):
        for number in (1, 2):
            yield from attempt(10 * stream + number, stream, number)
    for number in (1, 2):
        tag = {"tag": f"red fox {number}", "language": "sv", "token_hash": f"{number}" * 64, "guess": None}
        key = {"owner_key": f"{10 * OPEN + number:064x}", "joined_at": THEN, "last_seen_at": THEN}
        yield "live_participant", {"id": number, "session_id": 1, "number": number, **tag, **key, "removed_at": None}
        yield "live_attendance", {"session_id": number, "person_id": 2, "is_ticked": True}
        frozen = {"body": '{"a": 1}', "digest": DIGEST, "seed": "s", "created_at": THEN}
        yield "live_snapshot", {"id": number, "session_id": 2, "number": number, "contributors": None, **frozen}
        yield "live_group_picture", {"id": number, "stream_id": 3, "number": number, "contributors": ["a"], **frozen}
    hunt = {"kind": "leak-hunt", "content_id": "cook", "content_digest": DIGEST, "seed": "s", "language": "fi"}
    yield "spotting_run", {"id": 1, "owner_key": "7" * 64, **hunt, "started_at": THEN, "finished_at": THEN}
    item = {"position": 1, "text": "one", "marked": ["a"], "sequence": 99, "done_at": THEN}
    yield "spotting_item", {"run_id": 1, "face": None, "name": None, **item}
    packet = {"batch": "b" * 24, "code": "AB2C", "language": "fi", "owner_key": "8" * 64, "sequence": 0}
    yield "live_packet", {"id": 1, "session_id": 1, **packet, "guess": None, "returned_at": None}
    walk = {"process_id": "small", "process_digest": DIGEST, "language": "fi", "path": ["start"]}
    moments = {"started_at": THEN, "changed_at": THEN, "ended_at": THEN}
    yield "process_walk", {"id": 1, "owner_key": "9" * 64, **walk, **moments}
    own = {"exercise_id": "own-1", "titles": {"fi": "Oma"}, "digest": DIGEST, "number": 1, "withdrawn_at": None}
    yield "own_exercise", {"id": 1, **own, "made_at": THEN, "changed_at": THEN}
    yield "own_exercise_file", {"own_exercise_id": 1, "name": "exercise.yml", "text": "title"}
    yield "own_exercise_publication", {"own_exercise_id": 1, "number": 1, "digest": DIGEST, "published_at": THEN}
    done = {"event": "completed", "kind": "exercise", "content_id": "cook", "content_digest": DIGEST, "language": "fi"}
    done |= {"rule": "all", "local_date": date(2026, 3, 4), "at": THEN, "code": "C" * 16, "counts": True}
    yield "completion_event", {"id": 1, "person_id": 2, **done, "corrects_id": None, "by": None, "reason": None}


def session(id_: int, stream: int, **more: Any) -> dict[str, Any]:
    """A live session as it stands."""
    return {
        "id": id_,
        "trainer_id": 1,
        "helper_id": 2,
        "exercise_id": "cook",
        "exercise_digest": DIGEST,
        "stream_id": stream,
        "title": f"Session {id_}",
        "size": 6,
        "languages": "fi sv",
        "expected": 12,
        "minimum": 8,
        "contrast": "identity-gap",
        "outcome": "score",
        "has_criteria": True,
        "has_neutral": False,
        "has_prediction": True,
        "phase_changed_at": THEN,
        "phase_ends_at": THEN,
        "locked_at": THEN,
        "joined": 2,
        "created_at": THEN,
        "retention_days": 30,
        "purged_at": None,
        "activity": "scoring",
        "is_rehearsal": False,
        **more,
    }


def attempt(id_: int, stream: int, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Two cards with what they were given. The first attempt of self-study is under way."""
    finished = None if stream == OPEN or (stream, number) == (ALONE, 1) else THEN
    about = {"exercise_id": "cook", "exercise_digest": DIGEST, "stream_id": stream, "arrival": number, "seed": "s"}
    moments = {"started_at": THEN, "paused_at": None, "finished_at": finished}
    given = {"language": "sv", "weights": {"skill": 2}, "pause_hours": 0}
    yield "practice_attempt", {"id": id_, "owner_key": f"{id_:064x}", **about, **moments, **given}
    place = {"stream_id": stream, "block": 0, "seat": number, "attempt_id": id_, "taken_at": THEN}
    yield "practice_place", place
    for position in (1, 2):
        card = {"id": 10 * id_ + position, "attempt_id": id_, "round": 1, "position": position}
        yield "practice_card", {**card, "application": f"a{position}", "face": "anonymous", "name": None}
        saved = {"card_id": card["id"], "language": "sv", "sequence": 1_700_000_000_000 + id_, "saved_at": THEN}
        yield "practice_rating", {**saved, "criterion": "skill", "points": 1 + id_ % 5}
        yield "practice_invitation", {**saved, "invited": position == 1}


@pytest.fixture
def engine(database_url: str, tmp_path: Path, worker_id: str) -> Iterator[Engine]:
    """An empty database of the kind under test."""
    migrations.load_models()
    if database_url.startswith("sqlite"):
        address = f"sqlite:///{tmp_path}/old.db"
    else:
        server = database_url.replace("+psycopg", "").rpartition("/")[0]
        address = make_postgresql_database(server, f"upgrades_{worker_id}")
    made = create_engine(address)
    yield made
    made.dispose()


def content(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, in the order of their keys."""
    found = MetaData()
    found.reflect(connection)
    return {
        table.name: [dict(row._mapping) for row in connection.execute(select(table).order_by(*table.primary_key))]
        for table in found.sorted_tables
        if table.name != "alembic_version"
    }


def fill(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Put the rows in that this version has tables for; gives all that is there."""
    found = MetaData()
    found.reflect(connection)
    for name, values in rows():
        if name in found.tables:
            table = found.tables[name]
            connection.execute(insert(table).values({key: value for key, value in values.items() if key in table.c}))
    return content(connection)


def forgotten(table: str, row: dict[str, Any]) -> bool:
    """Whether 011 takes the moments out of a row: of self-study that is finished, and so of attempt 32 alone."""
    if table == "practice_attempt":
        return row["id"] == 32
    if table in {"practice_rating", "practice_invitation"}:
        return row["card_id"] in {321, 322}
    return table in {"spotting_run", "spotting_item", "process_walk"} or row.get("attempt_id") == 32


@pytest.mark.parametrize("old", ["001", "003", "005", "008"])
def test_everything_of_an_older_version_is_still_there(engine: Engine, old: str) -> None:
    migrations.migrate(engine, old)
    with engine.begin() as connection:
        before = fill(connection)
    assert sum(map(len, before.values())) > 50
    assert len(before["live_snapshot"]) == 2

    assert migrations.migrate(engine) == (old, migrations.head())
    with engine.connect() as connection:
        after = content(connection)
        for table, kept in before.items():
            assert len(after[table]) == len(kept), table
            for row, was in zip(after[table], kept, strict=True):
                for column, value in was.items():
                    if forgotten(table, was) and value is not None and (column in MOMENTS or column == "sequence"):
                        found = row[column]
                        assert (found == 1) if column == "sequence" else (found.replace(tzinfo=UTC) == YEAR), column
                    else:
                        assert row[column] == value, (table, column)
        assert [row["is_rehearsal"] for row in after["live_session"]] == [False, False]
        assert [row["activity"] for row in after["live_session"]] == ["scoring", "scoring"]


@pytest.mark.parametrize("old", ["003", "008"])
def test_what_refers_to_something_still_does(engine: Engine, old: str) -> None:
    migrations.migrate(engine, old)
    with engine.begin() as connection:
        fill(connection)
    migrations.migrate(engine)

    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1
            assert [name for name in inspect(connection).get_table_names() if name.startswith("_alembic_tmp")] == []
        found = MetaData()
        found.reflect(connection)
        for table in found.sorted_tables:
            for key in table.foreign_key_constraints:
                pairs = [(one.parent, one.column) for one in key.elements]
                known = select(*(other for _, other in pairs)).subquery()
                is_known = [mine == known.c[other.name] for mine, other in pairs]
                given = [mine.is_not(None) for mine, _ in pairs]
                lost = select(func.count()).select_from(table).where(*given)
                lost = lost.where(~select(1).select_from(known).where(*is_known).correlate(table).exists())
                assert connection.scalar(lost) == 0, key.name


def test_the_database_still_refuses_what_it_refused(engine: Engine) -> None:
    """The guards are triggers of tables that are made anew on the way, and the keys must hold again."""
    from sqlalchemy.exc import IntegrityError

    migrations.migrate(engine, "003")
    with engine.begin() as connection:
        fill(connection)
    migrations.migrate(engine)

    for statement in (
        "UPDATE completion_event SET language = 'sv'",
        "DELETE FROM exercise_version",
        "DELETE FROM live_session WHERE id = 1",
        "UPDATE practice_rating SET points = 6",
    ):
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.execute(text("PRAGMA foreign_keys=ON"))
            with pytest.raises(IntegrityError):
                connection.execute(text(statement))
