"""The two sites that are measured side by side, and people signed in to ours."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from itsdangerous import URLSafeTimedSerializer

from puntari.app import create_app
from puntari.config import Settings
from puntari.extensions import db
from puntari.people.models import Organisation, Person, Posting, Unit, UnitPlacement
from tests.conftest import KEYS
from tests.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
CSRF = "0123456789abcdef0123456789abcdef01234567"


@contextmanager
def running(command: list[str], environment: dict[str, str], address: str, path: str) -> Iterator[tuple[int, float]]:
    """Run a server until the block ends; gives its process id and the seconds until its first page."""
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        for _ in range(2_000):
            try:
                with urllib.request.urlopen(address + path, timeout=2):
                    break
            except urllib.error.URLError:
                time.sleep(0.005)
        yield process.pid, time.perf_counter() - started
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def bare_site(folder: Path) -> Iterator[str]:
    """The bare site's address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "BARE_DATABASE": str(folder / "bare.db")}
    with running([sys.executable, "-m", "tests.bench.bare", str(port)], environment, address, "/page"):
        yield address


@dataclass(frozen=True)
class Site:
    """Our site while it runs."""

    address: str
    pid: int
    seconds_to_first_page: float


def settings(folder: Path, database: str = "") -> Settings:
    """Ours, in a folder of its own; on SQLite unless a database is named."""
    return Settings(mode="production", instance=folder, **({"database_url": database} if database else {}), **KEYS)


@contextmanager
def our_site(folder: Path, *, workers: int = 2, database: str = "") -> Iterator[Site]:
    """Our site, served as in production."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [str(BIN / "puntari"), "serve", "--port", str(port), "--workers", str(workers)]
    with running(command, environment(folder, database), address, "/en/") as (pid, seconds):
        yield Site(address, pid, seconds)


def environment(folder: Path, database: str = "") -> dict[str, str]:
    """Our settings as an environment."""
    given = {**KEYS, "instance": str(folder), "mode": "production", **({"database_url": database} if database else {})}
    ours = {f"PUNTARI_{name.upper()}": value for name, value in given.items()}
    # A city's server keeps the compiled modules, whatever the machine that measures does.
    return {**{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}, **ours}


def set_up(folder: Path, count: int) -> list[str]:
    """Make the tables and so many people; gives the cookie of each as if they had signed in."""
    subprocess.run([BIN / "puntari", "migrate"], env=environment(folder), check=True, capture_output=True)
    app = create_app(settings(folder))
    with app.app_context():
        db.session.add(Organisation(id=1, name_fi="Mittala", name_sv="Måtby", name_en="Measureton"))
        unit = Unit(code="all", name_fi="Kaikki", name_sv="Alla", name_en="All")
        db.session.add(unit)
        db.session.flush()
        db.session.add(UnitPlacement(unit_id=unit.id, starts=date(2020, 1, 1)))
        people = [
            Person(
                employee_id=f"B{number:05}",
                first_name="Bea",
                last_name=f"Bench {number}",
                email=f"bea{number}@example.org",
                language="en",
            )
            for number in range(count)
        ]
        db.session.add_all(people)
        db.session.flush()
        db.session.add_all(
            Posting(
                person_id=person.id, unit_id=unit.id, role_group="supervisor", recruits=True, starts=date(2020, 1, 1)
            )
            for person in people
        )
        db.session.commit()
        cookies = [cookie(app, person) for person in people]
        db.engine.dispose()
    return cookies


def cookie(app: Any, person: Person) -> str:
    """The session cookie of somebody signed in, with a CSRF token that we know."""
    signer = app.session_interface.get_signing_serializer(app)
    session = {"_user_id": person.get_id(), "_fresh": True, "csrf_token": CSRF}
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(session)}"


def csrf_token() -> str:
    """What forms of those sessions carry."""
    return str(URLSafeTimedSerializer(KEYS["secret_key"], salt="wtf-csrf-token").dumps(CSRF))


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """Show redirects instead of following them."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        """Don't."""


OPENER = urllib.request.build_opener(NoRedirects)


def fetch(url: str, *, cookie: str = "", body: bytes | None = None) -> tuple[int, dict[str, str], bytes]:
    """One request; gives status, headers (names in small letters) and body."""
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip", "Accept": "text/html"}
    made = urllib.request.Request(url, data=body, headers=headers)
    try:
        with OPENER.open(made, timeout=120) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


def workers_of(pid: int) -> list[int]:
    """The processes that a server has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def memory_of(pid: int) -> float:
    """Resident memory in megabytes."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0
