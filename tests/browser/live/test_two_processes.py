"""A live session on two processes over one PostgreSQL, of which one dies while people score, and comes back."""

import os
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from puntari.app import create_app
from puntari.authz.policy import Role
from puntari.config import Settings
from puntari.extensions import db
from puntari.live.codes import new_token
from puntari.people.demo_accounts import PASSWORD
from puntari.people.models import Person, RoleGrant
from tests import postgres
from tests.browser.conftest import add_person, environment, has_not_complained, serve, set_up, stop, visiting
from tests.browser.journeys.learner import EXERCISE
from tests.browser.live.people import CRITERIA, HALF, SIZE, Guest, choices_of
from tests.browser.live.processes import PATIENCE, Answer, Caller, Door, kill, two_ports
from tests.browser.live.records import Choice, Records, rows_of
from tests.browser.visits import Visit
from tests.conftest import KEYS, POSTGRESQL, make_postgresql_database

PHONES = 8  # besides the one in a real browser
LANGUAGES = ("fi", "sv", "en")


@dataclass
class Site:
    """Two processes, the database under them, and a door that leads to one of them."""

    folder: Path
    database: str
    ports: tuple[int, int]
    door: Door

    def __post_init__(self) -> None:
        self.address = f"http://127.0.0.1:{self.door.port}"
        self.given = environment(self.folder, self.address, database_url=self.database)
        self.logs = [self.folder / "first.txt", self.folder / "second.txt"]
        set_up(self.given)
        self.processes = [serve(self.given, port, log) for port, log in zip(self.ports, self.logs, strict=True)]

    def kill_first(self) -> None:
        kill(self.processes[0])

    def start_first_anew(self) -> None:
        self.processes[0] = serve(self.given, self.ports[0], self.logs[0])

    def close(self) -> None:
        self.door.close()
        for process in self.processes:
            stop(process)


@pytest.fixture
def site(tmp_path: Path, worker_id: str) -> Iterator[Site]:
    """The site on a PostgreSQL of its own database, with no people but a trainer."""
    with ExitStack() as stack:
        server = os.environ.get(POSTGRESQL) or stack.enter_context(postgres.server())
        database = make_postgresql_database(server, f"two_processes_{worker_id}")
        ports = two_ports()
        made = Site(tmp_path, database, ports, Door(ports[0]))
        stack.callback(made.close)
        settings = Settings(instance=tmp_path, database_url=database, base_url=made.address, **KEYS)
        with ThreadPoolExecutor(1) as thread:  # Playwright's event loop runs in this one
            thread.submit(add_trainer, settings).result()
        yield made
    for log in made.logs:
        has_not_complained(log)


def add_trainer(settings: Settings) -> None:
    """Somebody who may lead sessions."""
    add_person(settings, "trainer")
    with create_app(settings).app_context():
        person = db.session.query(Person).one()
        person.grants.append(RoleGrant(role=Role.TRAINER, unit_id=None, starts=date(2021, 1, 1)))
        db.session.commit()
        db.engine.dispose()


@dataclass
class Leader:
    """The trainer, asking both processes by turns."""

    caller: Caller
    id: int = 0
    code: str = ""

    def sign_in(self) -> None:
        self.caller.get("/en/login")
        assert self.caller.post("/en/login", email="trainer@example.org", password=PASSWORD).status == 303

    def make_session(self) -> None:
        page = self.caller.get("/en/live/new")
        token = re.search(r'name="token"[^>]*value="([0-9a-f]+)"', page.text)
        assert token, page.text
        answer = self.caller.post(
            "/en/live/new",
            token=token.group(1),
            exercise=EXERCISE["id"],
            title="Two at once",
            size=str(SIZE),
            **dict.fromkeys(("has_criteria", "has_neutral", "has_prediction", "fi", "sv", "en"), "y"),
            expected="9",
            minimum="8",
        )
        assert answer.status == 303, answer.text
        self.id = int(answer.location.rsplit("/", 1)[1])
        shown = re.search(r"\b([A-Z0-9]{3}) ([A-Z0-9]{3})\b", self.desk().text)
        assert shown
        self.code = "".join(shown.groups())

    def desk(self) -> Answer:
        return self.caller.get(f"/en/live/{self.id}")

    def move(self, seen: str) -> None:
        """On from the phase that is on the screen."""
        assert self.caller.post(f"/en/live/{self.id}/next", seen=seen).status == 303


@dataclass
class Phone:
    """A participant whose device asks both processes by turns. Every other one has no script."""

    caller: Caller
    number: int
    code: str
    tag: str = ""
    given: dict[int, dict[str, int]] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return f"/{LANGUAGES[self.number % 3]}/join/{self.code}"

    def join(self) -> None:
        self.caller.get(self.place)
        assert self.caller.post(self.place, token=new_token()).status == 303
        shown = re.search(r'class="pt-words"[^>]*>([^<]+)<', self.caller.get(f"{self.place}/place").text)
        assert shown
        self.tag = shown.group(1)

    def score(self, first: int, last: int, acknowledged: Callable[[int], None]) -> None:
        """Score these applications, telling how many choices were acknowledged each time."""
        for number in range(first, last + 1):
            chosen = choices_of(self.number, number)
            fields = dict(as_sent(what, value) for what, value in chosen.items())
            if self.number % 2:
                self._check(self.caller.post(f"{self.place}/cards/{number}", **fields), 303)
                acknowledged(len(fields))
            else:
                for place, (choice, value) in enumerate(fields.items(), start=1):
                    data = {"choice": choice, "value": value, "sequence": str(number * 100 + place)}
                    self._check(self.caller.post(f"{self.place}/cards/{number}/choices", **data), 200)
                    acknowledged(1)
            self.given[number] = chosen

    def _check(self, answer: Answer, status: int) -> None:
        assert answer.status == status, f"{answer.status}: {answer.text[:500]}"


def as_sent(what: str, value: int) -> tuple[str, str]:
    """A choice as the forms send it: the field and its value."""
    return ("invite", "yes" if value else "no") if what == "invite" else (f"c-{what}", str(value))


class Count:
    """Counts what was acknowledged, and lets one wait for a number of it."""

    def __init__(self) -> None:
        self._number, self._changed = 0, threading.Condition()

    def add(self, number: int) -> None:
        with self._changed:
            self._number += number
            self._changed.notify_all()

    def wait_for(self, number: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self._number >= number, timeout=PATIENCE), "nobody scores"


def test_a_session_outlives_one_of_two_processes(site: Site, chromium: Browser, visits: list[Visit]) -> None:
    leader = Leader(Caller(site.ports))
    leader.sign_in()
    leader.make_session()
    phones = [Phone(Caller(site.ports, turn=number), number, leader.code) for number in range(PHONES)]
    records = Records(site.database, leader.id)
    with visiting(chromium, site.address, visits) as visit, ThreadPoolExecutor(PHONES) as threads:
        guest = Guest(visit("sv", phone=True), PHONES)
        guest.join(leader.code)
        list(threads.map(Phone.join, phones))
        assert sum(records.seats().values()) == len(set(records.seats())) == PHONES + 1
        leader.move("lobby")
        guest.is_at("First the criteria")
        leader.move("criteria")
        the_first_process_dies_while_all_score(site, guest, phones, threads)
        assert records.given() == of_all(guest, phones)

        leader.move("block-1")
        guest.is_at("Something else for a moment")
        site.start_first_anew()
        leader.move("neutral")
        site.door.to = site.ports[0]
        scoring = [threads.submit(phone.score, HALF + 1, SIZE, lambda _: None) for phone in phones]
        guest.score_all(HALF + 1, SIZE)
        for one in scoring:
            one.result(timeout=PATIENCE)
        guest.visit.heading(guest.visit.say("All applications are done"))
        assert records.given() == of_all(guest, phones)

        leader.move("block-2")
        guest.is_at("What do you expect?")
        both_processes_show_the_same_result(leader, guest)
        assert records.given() == of_all(guest, phones)
        assert records.deeds().count("live.revealed") == records.deeds().count("live.frozen") == 1
    assert sum(phone.caller.failures for phone in phones) > 0  # or nobody noticed, and this tests nothing


def the_first_process_dies_while_all_score(
    site: Site, guest: Guest, phones: list[Phone], threads: ThreadPoolExecutor
) -> None:
    """Everybody is in the middle of the first half, the one in the browser with an application half done."""
    begin(guest)
    count = Count()
    scoring = [threads.submit(phone.score, 1, HALF, count.add) for phone in phones]
    count.wait_for(PHONES * (len(CRITERIA) + 1))
    guest.visit.is_cut_off = True
    site.kill_first()
    guest.choose(2, *CRITERIA[2:])
    expect(guest.saving).to_have_text(guest.visit.say("Not saved yet: no connection. Kept on this device."))
    site.door.to = site.ports[1]
    guest.choose(2, "invite")
    guest.has_saved()
    guest.go_on(2, HALF)
    guest.score_all(3, HALF)
    guest.visit.heading(guest.visit.say("The first half is done"))
    guest.visit.is_cut_off = False
    for one in scoring:
        one.result(timeout=PATIENCE)


def begin(guest: Guest) -> None:
    """One application, and half of the next."""
    guest.card(1)
    guest.choose(1)
    guest.go_on(1, HALF)
    guest.card(2)
    guest.choose(2, *CRITERIA[:2])
    guest.has_saved()


def of_all(guest: Guest, phones: list[Phone]) -> Counter[Choice]:
    """What the database must hold: everything that was acknowledged, of whom it is, once."""
    expected = rows_of(guest.tag, guest.given)
    for phone in phones:
        expected += rows_of(phone.tag, phone.given)
    return expected


def both_processes_show_the_same_result(leader: Leader, guest: Guest) -> None:
    assert leader.caller.post(f"/en/live/{leader.id}/reveal").status == 303
    pages = [leader.caller.get(f"/en/live/{leader.id}/result/effect") for _ in leader.caller.ports]
    assert {page.status for page in pages} == {200}
    assert len({page.port for page in pages}) == 2
    assert len({re.sub(r"<[^>]*>", "", page.text) for page in pages}) == 1
    guest.is_at("Look at the wall")
    guest.visit.follow(guest.visit.by("link", "See it here as well"))
    guest.visit.look()
