"""The command `puntari`."""

import gc
import importlib
import io
import multiprocessing
import os
import sys
from contextlib import redirect_stdout
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from puntari.config import ROOT, BadSettings, load_settings, write_first_settings
from puntari.content.problems import BadContent, Problems

if TYPE_CHECKING:
    from flask import Flask
    from granian.server.mp import MPServer

# Commands of the features, loaded when asked for; each runs inside the application's context.
FEATURES: dict[str, str] = {
    "demo": "puntari.plan.demo:demo",
    "init": "puntari.people.commands:init",
    "purge": "puntari.live.purging:purge",
    "replay": "puntari.practice.commands:replay",
    "send-mail": "puntari.mail.commands:send_mail",
    "simulate": "puntari.live.commands:simulate",
    "user": "puntari.people.commands:user",
}
STANDALONE = {"simulate"}  # needs neither settings nor database
THREADS = 2 * (os.cpu_count() or 1) + 1  # more would only queue for the interpreter and the database
# For so long a thread keeps the interpreter from one that comes back from PostgreSQL, perhaps with a row held that a
# whole room waits for. With Python's own 5 ms a room rates a quarter to a third slower. SQLite gains nothing.
SECONDS_BEFORE_A_SWITCH = 0.0005
# Browsers keep up to six connections open each. One too many would be left waiting until somebody else goes away.
CONNECTIONS = 4_096


class Commands(click.Group):
    """The commands below and those of the features, by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in order."""
        return sorted({*super().list_commands(ctx), *FEATURES})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """A command of this file, or a feature's with the application's context around it."""
        if name not in FEATURES:
            return super().get_command(ctx, name)
        module, _, attribute = FEATURES[name].partition(":")
        found: click.Command = getattr(importlib.import_module(module), attribute)
        return found if name in STANDALONE else in_app(found)


def in_app(command: click.Command) -> click.Command:
    """The same command, run inside the application's context."""
    inner = command.callback

    def callback(*args: Any, **kwargs: Any) -> Any:
        click.get_current_context().with_resource(make_app().app_context())
        require_migrated()
        return inner(*args, **kwargs) if inner else None

    made = click.Command.__new__(type(command))
    made.__dict__.update(command.__dict__, callback=callback)
    return made


@cache
def make_app() -> "Flask":
    """The application, made once. Raises BadSettings or BadContent."""
    from puntari.app import create_app

    return create_app()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="puntari", message="%(prog)s %(version)s")
def cli() -> None:
    """Puntari: e-learning on bias and anonymous recruitment."""


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen at.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
@click.option("--threads", default=THREADS, show_default=True, type=click.IntRange(1, 64), help="Threads in each.")
@click.option("--set-up", is_flag=True, help="First do what `puntari setup --demo-if-empty` does.")
@click.pass_context
def serve(ctx: click.Context, *, host: str, port: int, workers: int, threads: int, set_up: bool) -> None:
    """Answer requests, after checking settings and content."""
    from puntari.courses.feature import keep_versions
    from puntari.extensions import db

    check_port(host, port)
    gc.disable()  # hardly anything made at the start is garbage, and looking for it takes a fifth of the time
    if set_up:
        ctx.invoke(setup)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    if "base_url" not in load_settings().model_fields_set:
        os.environ["PUNTARI_BASE_URL"] = address  # so that links in mails lead here while nobody has said otherwise
    if set_up:
        with redirect_stdout(io.StringIO()):  # the accounts are said below
            ctx.invoke(setup, demo_if_empty=True)
    app = make_app()
    with app.app_context():
        require_migrated()
        keep_versions()
        click.echo("\n".join(welcome(address)))
        if db.engine.dialect.name != "sqlite":
            sys.setswitchinterval(SECONDS_BEFORE_A_SWITCH)  # workers that are forked inherit it
        db.engine.dispose()  # connections don't survive a fork
    gc.freeze()  # what was made by now stays, so the collector needn't look at it again and again
    gc.enable()
    # Workers that are forked share what is compiled already; where they are spawned, each makes its own.
    loader = (lambda *_: app) if multiprocessing.get_start_method() == "fork" else None
    server("puntari.app:create_app", host=host, port=port, workers=workers, threads=threads).serve(target_loader=loader)


def welcome(address: str) -> list[str]:
    """What to say when the site starts: its address, and the accounts of the demo if it is one."""
    from puntari.extensions import db, reading
    from puntari.people.demo_accounts import demo_accounts

    with reading():
        accounts = demo_accounts()
        db.session.rollback()
    lines = [f"Puntari is at {address}/"]
    if accounts:
        lines.append("Its people are invented. Sign in as:")
        lines += [f"  {account.role:8} {account.email:24} {account.password}" for account in accounts]
    return lines


def require_migrated() -> None:
    """Stop with advice unless the tables are those of this version. Needs the application's context."""
    from puntari.extensions import db
    from puntari.migrations import head, is_current

    if not is_current(db.engine):
        raise click.ClickException(f"The database isn't at migration {head()}; run: puntari migrate")


def server(target: str, *, host: str, port: int, workers: int, threads: int) -> "MPServer":
    """The WSGI server as we run it; the benchmark serves its bare page with the same settings."""
    from granian.constants import HTTPModes, Interfaces, Loops
    from granian.log import LogLevels
    from granian.server.mp import MPServer

    allow_files(2 * CONNECTIONS)
    return MPServer(
        target,
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backpressure=CONNECTIONS,
        backlog=CONNECTIONS,
        loop=Loops.asyncio,
        http=HTTPModes.http1,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )


def allow_files(count: int) -> None:
    """Let this process and those it starts open so many files, or as many as it may: each connection is one."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < count:
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (count if hard == resource.RLIM_INFINITY else min(count, hard), hard)
        )


def check_port(host: str, port: int) -> None:
    """Say that a port is taken before anything is started."""
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(f"Can't listen at {host}:{port}: {error.strerror}") from error


@cli.command()
@click.option("--demo-if-empty", is_flag=True, help="Load the demo organisation into an empty database.")
@click.pass_context
def setup(ctx: click.Context, demo_if_empty: bool) -> None:
    """Prepare a new installation: secrets in instance/puntari.toml, and the tables. Safe to repeat."""
    path = write_first_settings()
    if path:
        click.echo(f"Wrote {path} with new secret keys; keep it, and keep it to yourself.")
    ctx.invoke(migrate)
    if demo_if_empty:
        from puntari.plan.demo import demo

        ctx.invoke(in_app(demo), if_empty=True)


@cli.command()
@click.option("--to", default="head", show_default=True, help='A migration\'s number, "head" or "base".')
def migrate(to: str = "head") -> None:
    """Bring the tables of the database to this version."""
    from sqlalchemy import create_engine

    from puntari import migrations

    # Without the application: migrating must not depend on content being in order.
    engine = create_engine(load_settings().database)
    before, after = migrations.migrate(engine, to)
    engine.dispose()
    if before != after:
        click.echo(f"Migrated the database from {before or 'empty'} to {after or 'empty'}.")


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path, resolve_path=True)


@cli.command()
@click.option("--courses", type=FOLDER, default=ROOT / "courses", envvar="PUNTARI_COURSES", help="Folder of courses.")
@click.option("--exercises", type=FOLDER, default=ROOT / "exercises", envvar="PUNTARI_EXERCISES", help="Of exercises.")
def check(courses: Path, exercises: Path) -> None:
    """Check courses, exercises and translations; name every problem with its file and line."""
    from puntari.content import messages
    from puntari.courses.catalogue import check_courses
    from puntari.courses.checks import note_overdue_reviews
    from puntari.live import activity_debrief, debrief
    from puntari.practice.content import load_exercises
    from puntari.practice.process.content import load_processes
    from puntari.practice.process.content import note_overdue_reviews as note_overdue_processes
    from puntari.practice.spotting.content import load_advertisements
    from puntari.practice.spotting.content import note_overdue_reviews as note_overdue_advertisements

    problems, overdue = Problems(courses.parent), Problems(courses.parent)
    today = datetime.now(UTC).date()
    for course in check_courses(courses, exercises, problems):
        note_overdue_reviews(courses / course.id, course, overdue, today=today)
    load_exercises(exercises, problems)
    for process in load_processes(exercises, problems).values():
        note_overdue_processes(exercises / process.id, process, overdue, today=today)
    for advertisement in load_advertisements(exercises, problems).values():
        note_overdue_advertisements(exercises / advertisement.id, advertisement, overdue, today=today)
    debrief.load(debrief.FOLDER, problems)
    activity_debrief.load(activity_debrief.ACTIVITIES, problems)
    for hint in [*overdue, *problems.advice]:
        click.echo(f"{hint} (a hint, not a problem)")
    found = [*problems, *messages.check(ROOT / "site" / "puntari", ROOT)]
    for problem in found:
        click.echo(str(problem))
    if found:
        raise click.ClickException(f"{len(found)} problem{'' if len(found) == 1 else 's'}")
    click.echo("Courses, exercises and translations are in order.")


@cli.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path, resolve_path=True))
def translated(file: Path) -> None:
    """Say that a page's translation is up to date with its source, after changing it."""
    from puntari.courses.content import mark_translated

    click.echo(mark_translated(file))


@cli.command()
def messages() -> None:
    """Bring the message catalogues in line with the code, and compile them."""
    from puntari.content import messages as catalogues

    for language, (added, removed) in catalogues.update(ROOT / "site" / "puntari").items():
        click.echo(f"{language}: {added} added, {removed} removed")


def main() -> None:
    """What the command `puntari` runs: expected errors in words, without a traceback."""
    try:
        cli()
    except BadSettings as error:
        sys.exit(f"puntari can't start, a setting is wrong:\n{error}")
    except BadContent as error:
        sys.exit(f"puntari can't start, this content is broken:\n{error}")
