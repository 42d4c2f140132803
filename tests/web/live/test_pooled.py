"""A group that is too small sees what earlier groups gave, once there are enough of those."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from puntari.content.digest import digest_of
from puntari.extensions import db
from puntari.live import joining
from puntari.live.codes import new_token
from puntari.live.disclosure import PRIMARY, Figure, Released, Shown
from puntari.live.domain import Phase
from puntari.live.models import LiveSession
from puntari.live.outcomes import outcome_of
from puntari.live.reveal import STEPS_OF_TOO_FEW, STEPS_WITH_POOL
from puntari.live.snapshot_models import Snapshot
from puntari.live.snapshots import FORM, Result
from puntari.practice.models import Stream
from tests.web.live.conftest import COOK, NOW, Trainer
from tests.web.practice.conftest import text_of as main_text

Close = Callable[..., LiveSession]


@pytest.fixture
def closed(people: dict[str, Any], tuula: Trainer) -> Close:
    """A session of some trainer that is closed, with a frozen figure."""

    def make(estimate: float = -0.3, raters: int = 12, **changed: Any) -> LiveSession:
        number = db.session.query(Stream).count()
        stream = Stream(
            scope=f"live:earlier{number}",
            exercise_digest=COOK.digest,
            design="one-round",
            design_version=1,
            size=6,
            seed="s",
        )
        db.session.add(stream)
        db.session.flush()
        at = NOW - timedelta(days=200 - 20 * number)
        values = {
            "trainer_id": people["tuula"].id,
            "exercise_id": "cook",
            "exercise_digest": COOK.digest,
            "stream_id": stream.id,
            "title": f"Secret room {number}",
            "size": 6,
            "languages": "fi sv en",
            "expected": 12,
            "has_criteria": True,
            "has_neutral": True,
            "has_prediction": True,
            "phase": Phase.REVEAL.value,
            "phase_changed_at": at,
            "phase_ends_at": at,
            "created_at": at - timedelta(hours=1),
            "revealed_at": at,
            "closed_at": at,
            "keys_destroyed_at": at,
        }
        live = LiveSession(**values | changed)
        db.session.add(live)
        db.session.flush()
        figure = Figure(estimate=estimate, is_beyond=False, low=estimate - 0.4, high=estimate + 0.4)
        shown = Shown(comparison=PRIMARY[0], measure=PRIMARY[1], figure=figure)
        released = Released(minimum=8, raters=raters, primary=shown)
        result = Result(
            form=FORM,
            exercise_id="cook",
            exercise_digest=COOK.digest,
            design="one-round",
            design_version=1,
            size=6,
            draws=5000,
            outcome=outcome_of(released),
            released=released,
        )
        body = result.model_dump_json()
        db.session.add(
            Snapshot(session_id=live.id, number=1, body=body, digest=digest_of(body, "x"), seed="x", created_at=at)
        )
        db.session.commit()
        return live

    return make


@pytest.fixture
def too_few(tuula: Trainer) -> Trainer:
    """Tuula's session with three people, whose result has been asked for."""
    for _ in range(3):
        joining.join(tuula.id, token=new_token(), language="fi", person_id=None, now=NOW)
    db.session.commit()
    tuula.go_to("predict")
    assert tuula.post("/reveal").status_code == 303
    return tuula


def statuses(trainer: Trainer) -> dict[str, int]:
    return {step: trainer.get(f"/result/{step}").status_code for step in ("few", "earlier", "effect")}


def test_five_earlier_groups_are_shown_together(too_few: Trainer, closed: Close) -> None:
    for estimate in (-0.3, -0.3, -0.3, 0.1):
        closed(estimate)
    assert statuses(too_few) == {"few": 200, "earlier": 404, "effect": 404}

    closed(0.0, raters=20)
    assert statuses(too_few) == {"few": 200, "earlier": 200, "effect": 404}
    words = main_text(too_few.get("/result/earlier").text)
    assert "5 groups have done this exercise before you, 68 people in all." in words
    assert "given 0.15 points less on average" in words  # -0.141, in steps of 0.05
    assert ["3 groups" in words, words.count("1 group ") + words.endswith("1 group")] == [True, 2]
    assert "In none of them could the difference be told from chance." in words
    assert "Secret room" not in too_few.get("/result/earlier").text
    for language in ("fi", "sv"):
        assert too_few.client.get(f"/{language}/live/{too_few.id}/result/earlier").status_code == 200
    for step in STEPS_WITH_POOL:
        assert too_few.get(f"/result/{step}").status_code == 200
    assert set(STEPS_OF_TOO_FEW) < set(STEPS_WITH_POOL)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"exercise_id": "other"}, id="another exercise"),
        pytest.param({"size": 16}, id="two rounds"),
        pytest.param({"closed_at": None, "keys_destroyed_at": None, "code": "YYYYYY"}, id="still open"),
        pytest.param(
            {"is_rehearsal": True, "dial": "small", "rehearsal_seed": "s", "purged_at": NOW}, id="a rehearsal"
        ),
    ],
)
def test_what_does_not_count(too_few: Trainer, closed: Close, changed: dict[str, Any]) -> None:
    for _ in range(4):
        closed()
    closed(**changed)

    assert too_few.get("/result/earlier").status_code == 404


def test_two_rounds_have_a_pool_of_their_own(tuula: Trainer, closed: Close) -> None:
    tuula.make(size="16", token="cd" * 12)
    for size in (12, 6, 16, 16, 16, 16):
        closed(-0.1 if size == 16 else -1.9, size=size)
    tuula.go_to("predict")
    tuula.post("/reveal")
    assert tuula.get("/result/earlier").status_code == 404

    closed(-0.1, size=16)
    words = main_text(tuula.get("/result/earlier").text)
    assert "5 groups have done this exercise before you, 60 people in all." in words
    assert "given 0.1 points less on average" in words


def test_six_applications_and_twelve_are_pooled_together(too_few: Trainer, closed: Close) -> None:
    for size in (12, 6, 12, 6, 12):
        closed(size=size)

    assert too_few.get("/result/earlier").status_code == 200


def test_only_groups_that_are_too_small_see_it(tuula: Trainer, closed: Close) -> None:
    for _ in range(5):
        closed()
    assert tuula.get("/result/earlier").status_code == 409  # nothing before the reveal


def test_a_result_that_was_changed_stops_the_pool(too_few: Trainer, closed: Close) -> None:
    for _ in range(4):
        closed()
    spoilt = closed()
    db.session.execute(update(Snapshot).where(Snapshot.session_id == spoilt.id).values(body=Snapshot.body.concat(" ")))
    db.session.commit()

    assert statuses(too_few) == {"few": 200, "earlier": 404, "effect": 404}


def test_participants_see_it_on_their_own_devices(tuula: Trainer, guest: Any, closed: Close) -> None:
    anna = guest(language="sv")
    for _ in range(5):
        closed()
    tuula.go_to("predict")
    tuula.post("/reveal")

    assert anna.get("/result/earlier").status_code == 200
