"""A trainer with a session of another exercise than scoring, and a room of people who do it by plain forms."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from puntari.extensions import db
from puntari.practice.spotting import queries
from puntari.practice.spotting.models import Run
from tests import processes
from tests.pages import CheckedClient
from tests.web.live.conftest import Guest, Trainer

SMALL = processes.compiled()
SETTINGS = {"title": "Autumn", "fi": "y", "sv": "y", "en": "y", "expected": "12", "minimum": "8"}
HASTY = [(0, "quick"), (2, "calm")]
CAREFUL = [(0, "careful"), (2, "calm")]


@pytest.fixture(autouse=True)
def small(app: Flask) -> Iterator[dict[str, Any]]:
    """The made-up process in place of the real ones, which a test may put back."""
    real = app.extensions["puntari.processes"]
    app.extensions["puntari.processes"] = {"small": SMALL}
    yield real
    app.extensions["puntari.processes"] = real


def make(trainer: Trainer, content: str = "process small", **changed: str) -> Any:
    """Begin a session of this exercise, as the form says it."""
    sent = {**SETTINGS, "token": "cd" * 12, "exercise": content, **changed}
    return trainer.send("/en/live/activities/new", sent)


@pytest.fixture
def trainer(client: Callable[..., CheckedClient], people: dict[str, Any]) -> Trainer:
    return Trainer(client(people["tuula"]), people["tuula"])


@pytest.fixture
def room(client: Callable[..., CheckedClient], trainer: Trainer) -> Callable[[int], list[Guest]]:
    """So many people in the trainer's session."""

    def joined(count: int) -> list[Guest]:
        guests = [Guest(client(None), trainer.code) for _ in range(count)]
        for guest in guests:
            assert guest.join().status_code == 303
        return guests

    return joined


@pytest.fixture
def walked(trainer: Trainer, room: Callable[[int], list[Guest]]) -> Callable[..., list[Guest]]:
    """A process that so many walk carefully, so many in haste, and so many don't: all who are in the room."""

    def made(careful: int = 0, hasty: int = 0, idle: int = 0, **changed: str) -> list[Guest]:
        assert make(trainer, **changed).status_code == 303
        guests = room(careful + hasty + idle)
        trainer.go_on()
        for guest in guests[:careful]:
            walk(guest, *CAREFUL)
        for guest in guests[careful : careful + hasty]:
            walk(guest, *HASTY)
        return guests

    return made


@pytest.fixture
def searched(trainer: Trainer, room: Callable[[int], list[Guest]]) -> Callable[..., list[Guest]]:
    """A leak hunt of which so many have handed in the first text: the first five found one place, the others two."""

    def made(count: int, *, needless: int = 0) -> list[Guest]:
        assert make(trainer, "leak-hunt cook").status_code == 303
        guests = room(count)
        trainer.go_on()
        for number, guest in enumerate(guests):
            hand_in(guest, 1, found=1 if number < 5 else 2, needless=number < needless)
        return guests

    return made


def walk(guest: Guest, *ways: tuple[int, str]) -> None:
    for step, to in ways:
        assert guest.post("/walk", to=f"{step}:{to}").status_code == 303


def hand_in(guest: Guest, position: int, *, found: int, needless: bool = False) -> None:
    """Mark so many places of a text, the first ones, and perhaps the first harmless words; and hand it in."""
    page = guest.get(f"/texts/{position}").text
    run = db.session.scalars(select(Run).where(Run.owner_key == guest.me.owner_key)).one()
    reading = queries.reading_of(run.items[position - 1], queries.work_of(run), "en")
    keys = [next(p.key for p in reading.pieces() if p.place == place and p.counts) for place in reading.place_ids()]
    assert keys[0] in page
    harmless = [piece.key for piece in reading.pieces() if piece.place is None][: int(needless)]
    response = guest.client.post(guest.address(f"/texts/{position}"), data={"pieces": keys[:found] + harmless})
    assert response.status_code == 303
