"""Served sites, and Chromium to visit them with."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from puntari.app import create_app
from puntari.config import Settings
from puntari.extensions import db
from puntari.people import passwords
from puntari.people.demo_accounts import PASSWORD
from puntari.people.models import Person
from tests.browser.looking import LOOKED_AT
from tests.browser.visits import Visit
from tests.conftest import KEYS
from tests.postgres import free_port

BIN = Path(sys.executable).parent
LONGEST = ["test_session.py", "test_two_rounds.py", "test_two_processes.py", "test_learner.py"]
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is slow and needs Chromium: `pytest -m "not browser"` leaves it out.

    What takes longest comes first, so that no worker is left alone with it at the end.
    """
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


def environment(folder: Path, address: str, **settings: str) -> dict[str, str]:
    """The environment of a site with its files in a folder."""
    given = {**KEYS, "instance": str(folder), "base_url": address, **settings}
    return {**os.environ, **{f"PUNTARI_{name.upper()}": value for name, value in given.items()}}


def set_up(given: dict[str, str], *words: str) -> None:
    """Prepare a site's database."""
    done = subprocess.run([BIN / "puntari", "setup", *words], env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def serve(given: dict[str, str], port: int, log: Path) -> subprocess.Popen[bytes]:
    """Serve a site as `make run` does, in a process group of its own, and wait until it answers."""
    command = [BIN / "puntari", "serve", "--port", str(port)]
    with log.open("ab") as out:
        process = subprocess.Popen(command, env=given, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        wait_for(f"http://127.0.0.1:{port}", process, log)
    except BaseException:
        stop(process)
        raise
    return process


def stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a site as a system does, and if that takes too long by force."""
    process.terminate()
    try:
        process.wait(timeout=20)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def has_not_complained(log: Path) -> None:
    """Raises AssertionError when a site said something that it shouldn't have to say."""
    said = log.read_text()
    assert "Traceback" not in said, said
    assert "Warning" not in said, said


@contextmanager
def served(folder: Path, *words: str, **settings: str) -> Iterator[str]:
    """Set a site up in a folder, with these words to `puntari setup`, serve it, and give its address.

    Raises AssertionError when it doesn't start, or when it complained while it ran.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    given, log = environment(folder, address, **settings), folder / "log.txt"
    set_up(given, *words)
    process = serve(given, port, log)
    try:
        yield address
    finally:
        stop(process)
    has_not_complained(log)


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the site and its database answer."""
    for _ in range(300):
        if process.poll() is not None:
            raise AssertionError(f"the site didn't start:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the site didn't answer:\n{log.read_text()}")


@pytest.fixture(scope="session", autouse=True)
def looked_at(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    """A folder that the workers share, so that only one of them shows axe a kind of page."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "main" else own.parent) / "looked-at"
    folder.mkdir(exist_ok=True)
    LOOKED_AT.append(folder)


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder of the site that is visited."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def site_url(site_folder: Path) -> Iterator[str]:
    """The site as a city would run it, with the demo organisation."""
    with served(site_folder, "--demo-if-empty") as address:
        yield address


@pytest.fixture
def newcomer(site_url: str, site_folder: Path) -> str:
    """The address of somebody who has an account and has done nothing yet; the password is the demo's."""
    name = f"newcomer-{secrets.token_hex(4)}"
    with ThreadPoolExecutor(1) as thread:  # Playwright's event loop runs in this one
        thread.submit(add_person, Settings(instance=site_folder, base_url=site_url, **KEYS), name).result()
    return f"{name}@example.org"


@pytest.fixture(scope="session")
def workshop_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site as a developer runs it, with the gallery of components."""
    with served(tmp_path_factory.mktemp("workshop"), mode="development") as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; that it is missing is a failure, never a reason to skip."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visits() -> list[Visit]:
    """The visits that a test has started."""
    return []


@pytest.fixture
def visit(chromium: Browser, site_url: str, visits: list[Visit]) -> Iterator[Callable[..., Visit]]:
    """Start a visit: ``visit("sv", phone=True, keyboard=True)``. Nothing may have gone wrong when it ends."""
    with visiting(chromium, site_url, visits) as start:
        yield start


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Say what the page showed when a test failed."""
    report = yield
    if report.when == "call" and report.failed:
        visits = getattr(item, "funcargs", {}).get("visits", [])
        for made in (one for one in visits if one.path != "blank"):
            report.sections.append((f"{made.path} showed", "\n".join([*made.troubles, shown_by(made)])))
    return report


def shown_by(visit: Visit) -> str:
    """The page as a screen reader would tell it, or why there is none."""
    try:
        return visit.page.get_by_role("main").aria_snapshot(timeout=1_000)
    except PlaywrightError as error:
        return f"({error.message.splitlines()[0]})"


@contextmanager
def visiting(browser: Browser, site_url: str, started: list[Visit]) -> Iterator[Callable[..., Visit]]:
    """A way to start visits to a site, all of which are ended and asked what went wrong."""

    def start(language: str, **choices: Any) -> Visit:
        made = Visit.start(browser, site_url, language, **choices)
        started.append(made)
        return made

    try:
        yield start
        for made in started:
            if made.troubles:
                pytest.fail("\n".join(dict.fromkeys(made.troubles)))
    finally:
        for made in started:
            made.page.context.close()


def add_person(settings: Settings, name: str) -> None:
    """An account of the name, as an invitation would have made it."""
    with create_app(settings).app_context():
        person = Person(
            employee_id=name,
            first_name="Nelli",
            last_name="Nyström",
            email=f"{name}@example.org",
            language="fi",
            password_hash=passwords.hash_of(PASSWORD),
        )
        db.session.add(person)
        db.session.commit()
        db.engine.dispose()
