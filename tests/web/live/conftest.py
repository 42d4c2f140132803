"""A made-up exercise, a trainer with a session, and participants who go through it by plain forms."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from puntari.extensions import db
from puntari.live import joining
from puntari.live.codes import new_token
from puntari.live.models import LiveSession, Participant
from puntari.practice.exercise import Exercise
from puntari.practice.models import Attempt, Card, Invitation, Rating
from tests import exercises
from tests.pages import CheckedClient
from tests.web.live.filling import Fill

COOK = exercises.compiled()
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
SETTINGS = {
    "exercise": "cook",
    "title": "Spring",
    "size": "6",
    "has_criteria": "y",
    "has_neutral": "y",
    "has_prediction": "y",
    "fi": "y",
    "sv": "y",
    "en": "y",
    "expected": "12",
    "minimum": "8",
}


@pytest.fixture(autouse=True)
def cook(app: Flask) -> Iterator[Exercise]:
    """The made-up exercise "cook" in place of the real ones."""
    real = app.extensions["puntari.exercises"]
    app.extensions["puntari.exercises"] = {"cook": COOK}
    yield COOK
    app.extensions["puntari.exercises"] = real


class Trainer:
    """Somebody who leads a session."""

    def __init__(self, client: CheckedClient, person: Any) -> None:
        self.client, self.person = client, person
        self.id = 0

    def make(self, **changed: str) -> Any:
        return self.send("/en/live/new", {**SETTINGS, "token": "ab" * 12, **changed})

    def send(self, address: str, form: dict[str, str]) -> Any:
        """Send a form that makes a session, without its empty fields, and lead that session from here on."""
        response = self.client.post(address, data={name: value for name, value in form.items() if value})
        if response.status_code == 303:
            self.id = int(response.location.rsplit("/", 1)[1])
        return response

    @property
    def live(self) -> LiveSession:
        return db.session.scalars(select(LiveSession).where(LiveSession.id == self.id)).one()

    @property
    def code(self) -> str:
        found = self.live.code
        assert found
        return found

    def get(self, path: str = "", **more: Any) -> Any:
        return self.client.get(f"/en/live/{self.id}{path}", **more)

    def post(self, path: str, **data: str) -> Any:
        return self.client.post(f"/en/live/{self.id}{path}", data=data)

    def go_on(self) -> Any:
        return self.post("/next", seen=self.live.phase)

    def go_to(self, phase: str) -> None:
        while self.live.phase != phase:
            before = self.live.phase
            assert self.go_on().status_code == 303
            assert self.live.phase != before


class Guest:
    """Somebody in the room, on a device of their own."""

    def __init__(self, client: CheckedClient, code: str, language: str = "en") -> None:
        self.client, self.code, self.language = client, code, language
        self.token = new_token()

    def address(self, path: str = "") -> str:
        return f"/{self.language}/join/{self.code}{path}"

    def get(self, path: str = "", **more: Any) -> Any:
        return self.client.get(self.address(path), **more)

    def post(self, path: str = "", **data: str) -> Any:
        return self.client.post(self.address(path), data=data)

    def join(self, **more: str) -> Any:
        return self.post("", token=self.token, **more)

    @property
    def me(self) -> Participant:
        from puntari.live.codes import token_hash

        return db.session.scalars(select(Participant).where(Participant.token_hash == token_hash(self.token))).one()

    def at(self) -> str:
        """Where the server says this participant is: the last part of the address, or the heading of the page."""
        response = self.get("/place")
        if response.status_code == 303:
            return str(response.location.removeprefix(self.address()))
        return re.search(r"<h1>(.*?)</h1>", response.text).group(1)  # type: ignore[union-attr]

    def rate(self, number: int, points: str = "3", invite: str = "yes") -> Any:
        fields = {f"c-{criterion}": points for criterion in exercises.CRITERIA}
        return self.post(f"/cards/{number}", **fields, invite=invite)

    def choose(self, number: int, choice: str, value: str, sequence: int = 1) -> Any:
        return self.client.post(
            self.address(f"/cards/{number}/choices"),
            data={"choice": choice, "value": value, "sequence": str(sequence)},
            headers={"Accept": "application/json"},
        )


@pytest.fixture
def tuula(client: Callable[..., CheckedClient], people: dict[str, Any]) -> Trainer:
    """The trainer with an open session of six applications."""
    trainer = Trainer(client(people["tuula"]), people["tuula"])
    assert trainer.make().status_code == 303
    return trainer


@pytest.fixture
def guest(client: Callable[..., CheckedClient], tuula: Trainer) -> Callable[..., Guest]:
    """Somebody who has joined the session."""

    def make(user: Any = None, language: str = "en", **more: str) -> Guest:
        made = Guest(client(user), tuula.code, language)
        assert made.join(**more).status_code == 303
        return made

    return make


@pytest.fixture
def fill(tuula: Trainer) -> Fill:
    """So many people who join and rate everything, by a rule for points; scoring ends with them."""

    def make(people: int, points: Callable[[str, int], int] = lambda face, number: 3, *, rated: int = 6) -> None:
        for _ in range(people):
            joining.join(tuula.id, token=new_token(), language="fi", person_id=None, now=NOW)
        db.session.commit()
        query = select(Card).join(Attempt).where(Attempt.stream_id == tuula.live.stream_id, Card.position <= rated)
        moment = {"language": "fi", "sequence": 1, "saved_at": NOW}
        for number, card in enumerate(db.session.scalars(query.order_by(Card.id)).all()):
            given = points(card.face, number)
            db.session.add_all(
                Rating(card_id=card.id, criterion=criterion, points=given, **moment) for criterion in exercises.CRITERIA
            )
            db.session.add(Invitation(card_id=card.id, invited=True, **moment))
        db.session.commit()
        tuula.go_to("predict")

    return make
