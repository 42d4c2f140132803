"""The installation's smallest group: the default and the lower bound of every session, also when it is raised later."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from puntari.extensions import db
from puntari.live import snapshots
from puntari.live.activity_forms import ActivityForm
from puntari.live.domain import Phase
from puntari.live.minimum import minimum_of
from puntari.live.outcomes import Outcome
from puntari.practice.models import Attempt, Card, Rating
from tests import exercises
from tests.web.live.conftest import NOW, SETTINGS, Trainer


@pytest.fixture
def setting(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    return lambda least: monkeypatch.setattr(app.config["SETTINGS"], "minimum_raters", least)


def test_a_new_session_is_offered_the_installations_minimum(setting: Any, tuula: Trainer) -> None:
    setting(11)
    (field,) = re.findall(r'<input[^>]*name="minimum"[^>]*>', tuula.client.get("/en/live/new").text)

    assert 'value="11"' in field
    assert 'min="11"' in field


@pytest.mark.parametrize(("given", "status"), [("10", 422), ("11", 303), ("1000", 303), ("1001", 422), ("-3", 422)])
def test_a_session_can_have_a_larger_minimum_but_no_smaller_one(
    setting: Any, tuula: Trainer, given: str, status: int
) -> None:
    setting(11)
    response = tuula.make(token="cd" * 12, minimum=given)

    assert response.status_code == status
    if given == "10":
        assert "Give a whole number from 11 to 1000." in response.text
        assert SETTINGS["title"] in response.text


def test_a_setting_raised_later_holds_for_a_session_that_has_no_result_yet(
    setting: Any, tuula: Trainer, guest: Any
) -> None:
    for _ in range(9):
        guest()
    moment = {"language": "fi", "sequence": 1, "saved_at": NOW}
    for card in db.session.query(Card).join(Attempt).where(Attempt.stream_id == tuula.live.stream_id):
        db.session.add_all(Rating(card_id=card.id, criterion=one, points=3, **moment) for one in exercises.CRITERIA)
    tuula.live.phase = Phase.REVEAL.value
    db.session.commit()
    with_eight = snapshots.prepare(tuula.live)
    setting(10)
    with_ten = snapshots.prepare(tuula.live)

    assert with_eight is not None
    assert with_ten is not None
    assert (with_eight.result.outcome, with_eight.result.released.minimum) == (Outcome.NONE, 8)
    assert (with_ten.result.outcome, with_ten.result.released.minimum) == (Outcome.TOO_FEW, 10)


@pytest.mark.parametrize(("is_rehearsal", "expected"), [(False, 10), (True, 8)])
def test_a_rehearsal_keeps_its_own_minimum_since_its_people_are_simulated(
    setting: Any, tuula: Trainer, is_rehearsal: bool, expected: int
) -> None:
    setting(10)
    live = tuula.live
    assert live.minimum == 8
    db.session.expunge(live)
    live.is_rehearsal = is_rehearsal

    assert minimum_of(live) == expected


@pytest.mark.parametrize(("given", "message"), [("10", "Give a whole number from 11 to 1000."), ("11", "")])
def test_sessions_of_other_exercises_have_the_same_lower_bound(
    setting: Any, app: Flask, given: str, message: str
) -> None:
    setting(11)
    with app.test_request_context("/en/live", method="POST", data={"minimum": given, "en": "y"}):
        form = ActivityForm(meta={"csrf": False})
        form.exercise.choices = []
        form.validate()

    assert [str(error) for error in form.minimum.errors] == ([message] if message else [])
