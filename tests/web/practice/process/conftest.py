"""A small process in place of the real ones, and somebody who walks through it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from puntari.extensions import db
from puntari.practice.owner import key_of
from puntari.practice.process.content import Process
from puntari.practice.process.models import ProcessWalk
from tests import processes
from tests.pages import CheckedClient

SMALL = processes.compiled()
AT = "/en/practice/process/small"


@pytest.fixture(autouse=True)
def small(app: Flask) -> Iterator[Process]:
    """The made-up process "small" in place of the real ones."""
    real = app.extensions["puntari.processes"]
    app.extensions["puntari.processes"] = {"small": SMALL}
    yield SMALL
    app.extensions["puntari.processes"] = real


class Walker:
    """Somebody walking by plain forms, as without script."""

    def __init__(self, client: CheckedClient, person: Any) -> None:
        self.client, self.person = client, person

    def begin(self) -> Any:
        return self.client.post(AT)

    def page(self, at: int | None = None) -> Any:
        return self.client.get(f"{AT}/walk" + (f"?at={at}" if at else ""))

    def choose(self, step: int | str, to: str) -> Any:
        return self.client.post(f"{AT}/choose", data={"to": f"{step}:{to}"})

    @property
    def walk(self) -> ProcessWalk:
        return db.session.scalars(select(ProcessWalk).where(ProcessWalk.owner_key == key_of(self.person.id))).one()


@pytest.fixture
def tess(client: Callable[..., CheckedClient], people: dict[str, Any]) -> Walker:
    return Walker(client(people["tess"]), people["tess"])


@pytest.fixture
def otto(client: Callable[..., CheckedClient], people: dict[str, Any]) -> Walker:
    return Walker(client(people["otto"]), people["otto"])
