"""A small exercise in place of the real ones, and ways through it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from puntari.extensions import db
from puntari.practice.exercise import Exercise
from puntari.practice.models import Attempt
from puntari.practice.owner import key_of
from tests import exercises
from tests.pages import CheckedClient

COOK = exercises.compiled()
TASTER = exercises.compiled(exercises.taster_definition())


@pytest.fixture(autouse=True)
def cook(app: Flask) -> Iterator[Exercise]:
    """The made-up exercise "cook", and a made-up taster, in place of the real ones."""
    real = app.extensions["puntari.exercises"]
    app.extensions["puntari.exercises"] = {"cook": COOK, "taster": TASTER}
    yield COOK
    app.extensions["puntari.exercises"] = real


class Trainee:
    """Somebody going through an exercise by plain forms, as without script."""

    def __init__(self, client: CheckedClient, person: Any) -> None:
        self.client, self.person = client, person
        self.at = ""

    def post(self, path: str, **data: str) -> Any:
        return self.client.post(f"/en/practice/{path}", data=data)

    def get(self, path: str) -> Any:
        return self.client.get(f"/en/practice/{path}".rstrip("/"))

    def start(self, way: str = "two-rounds", **more: str) -> Any:
        response = self.post("cook", way=way, pause=more.pop("pause", "0"), **more)
        assert response.status_code == 303, response.text
        self.at = response.location.removeprefix("/en/practice/")
        return response

    def rate(self, number: int, points: str = "3", invite: str = "yes") -> Any:
        fields = {f"c-{criterion}": points for criterion in exercises.CRITERIA}
        return self.post(f"{self.at}/cards/{number}", **fields, invite=invite)

    def choose(self, number: int, choice: str, value: str, sequence: int | str) -> Any:
        return self.client.post(
            f"/en/practice/{self.at}/cards/{number}/choices",
            data={"choice": choice, "value": value, "sequence": str(sequence)},
            headers={"Accept": "application/json"},
        )

    def round(self, numbers: range, points: Callable[[int], int] = lambda number: 1 + number % 5) -> Any:
        for number in numbers:
            assert self.rate(number, str(points(number)), "yes" if points(number) > 2 else "no").status_code == 303
        return self.post(f"{self.at}/review")

    def finish(self, way: str = "two-rounds", **more: str) -> None:
        self.start(way, **more)
        size = {"two-rounds": 8, "one-round": 12, "short": 6}[way]
        self.round(range(1, size + 1))
        if way == "two-rounds":
            self.round(range(9, 17))

    @property
    def attempt(self) -> Attempt:
        return db.session.scalars(select(Attempt).where(Attempt.owner_key == key_of(self.person.id))).one()


@pytest.fixture
def tess(client: Callable[..., CheckedClient], people: dict[str, Any]) -> Trainee:
    return Trainee(client(people["tess"]), people["tess"])


@pytest.fixture
def otto(client: Callable[..., CheckedClient], people: dict[str, Any]) -> Trainee:
    return Trainee(client(people["otto"]), people["otto"])


def text_of(html: str) -> str:
    """The words of the main part of a page."""
    main = html.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())
