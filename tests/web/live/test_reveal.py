"""The reveal: nothing before it, the same for ever after it, and pages for the wall, the phones and the trainer."""

import re
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from puntari.audit.models import AuditEvent
from puntari.extensions import db
from puntari.live import queries, snapshots
from puntari.live.models import Participant
from puntari.live.outcomes import Outcome
from puntari.live.reveal import STEPS, STEPS_OF_EXTREME, STEPS_OF_TOO_FEW, STEPS_WITHOUT_STRIP
from puntari.live.snapshot_models import Snapshot
from puntari.practice.models import Attempt, Card, Invitation, Rating
from tests.statements import recorded
from tests.web.live.conftest import NOW, Trainer
from tests.web.live.filling import Fill, alike, at_the_end, better, worse


@pytest.mark.parametrize(
    ("raters", "points", "outcome", "steps"),
    [
        (12, worse, Outcome.EXPECTED, STEPS),
        (12, better, Outcome.REVERSED, STEPS),
        (12, alike, Outcome.NONE, STEPS),
        (12, at_the_end, Outcome.EXPECTED, STEPS_OF_EXTREME),
        (9, alike, Outcome.NONE, STEPS_WITHOUT_STRIP),
        (7, worse, Outcome.TOO_FEW, STEPS_OF_TOO_FEW),
    ],
)
def test_every_outcome_has_its_pages_in_every_language(
    tuula: Trainer, fill: Fill, raters: int, points: Any, outcome: Outcome, steps: tuple[str, ...]
) -> None:
    fill(raters, points)
    response = tuula.post("/reveal")
    assert (response.status_code, response.location) == (303, f"/en/live/{tuula.id}/result")

    (snapshot,) = db.session.scalars(select(Snapshot))
    assert snapshots.result_in(snapshot).outcome == outcome
    for language in ("fi", "sv", "en"):
        for step in ("", *(f"/{step}" for step in steps)):
            assert tuula.client.get(f"/{language}/live/{tuula.id}/result{step}").status_code == 200
        assert tuula.client.get(f"/{language}/live/{tuula.id}/script").status_code == 200
    other = (set(STEPS) | set(STEPS_OF_TOO_FEW)) - set(steps)
    assert {tuula.get(f"/result/{step}").status_code for step in other} == {404}


def test_pages_lead_from_one_to_the_next(tuula: Trainer, fill: Fill) -> None:
    fill(12, worse)
    tuula.post("/reveal")
    address, seen = f"/en/live/{tuula.id}/result/story", []
    while address:
        page = tuula.client.get(address).text
        seen.append(address.rsplit("/", 1)[1])
        link = re.search(r'rel="next" href="([^"]*)"', page)
        address = link[1] if link else ""

    assert tuple(seen) == STEPS


def test_a_small_group_is_told_why_no_picture_of_chance_is_there(tuula: Trainer, fill: Fill) -> None:
    fill(9, alike)
    tuula.post("/reveal")
    left_out = {
        "fi": "jätetään pois alle 12 hengen ryhmissä",
        "sv": "utelämnas i grupper med färre än 12 personer",
        "en": "left out in groups of fewer than 12",
    }
    for language, words in left_out.items():
        pages = [tuula.client.get(f"/{language}/live/{tuula.id}/result/{step}").text for step in STEPS_WITHOUT_STRIP]
        assert [words in page for page in pages] == [step == "interval" for step in STEPS_WITHOUT_STRIP]
    said = tuula.get("/script").text
    assert "No more is shown about a group of our size" in said
    assert "twenty pictures" not in said


def test_nothing_is_shown_before_the_reveal(tuula: Trainer, fill: Fill, guest: Any) -> None:
    anna = guest()
    fill(12, worse)

    for path in ("/result", "/result/effect", "/script"):
        response = tuula.get(path)
        assert response.status_code == 409
        assert "difference" not in response.text
    assert anna.get("/result").status_code == 409
    assert tuula.post("/result").status_code == 409
    assert db.session.scalar(select(func.count()).select_from(Snapshot)) == 0


def test_ratings_that_can_still_be_given_are_not_revealed(tuula: Trainer, guest: Any) -> None:
    guest()
    tuula.go_to("block-1")

    assert tuula.post("/reveal").status_code == 409
    assert tuula.get("/result").status_code == 409


def test_revealing_twice_freezes_once_and_is_in_the_audit_trail(tuula: Trainer, fill: Fill) -> None:
    fill(12, worse)
    for path in ("/reveal", "/reveal", "/result"):
        assert tuula.post(path).status_code == 303

    assert db.session.scalar(select(func.count()).select_from(Snapshot)) == 1
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "live.frozen")).all()
    assert [(event.by, event.target, event.details) for event in events] == [
        (tuula.person.id, f"live_session:{tuula.id}", {"snapshot": 1})
    ]


def test_a_frozen_result_stays_when_the_ratings_are_gone(tuula: Trainer, fill: Fill) -> None:
    fill(12, worse)
    tuula.post("/reveal")
    before = [tuula.get(f"/result/{step}").text for step in STEPS]
    for table in (Rating, Invitation):
        db.session.execute(delete(table))
    db.session.commit()

    assert [tuula.get(f"/result/{step}").text for step in STEPS] == before
    tuula.post("/end")
    assert [tuula.get(f"/result/{step}").text for step in STEPS] == before


def test_a_further_result_needs_five_changed_people(tuula: Trainer, fill: Fill) -> None:
    fill(12, worse)
    tuula.post("/reveal")
    cards = select(Card.id).join(Attempt).where(Attempt.arrival < 4)
    db.session.execute(update(Rating).where(Rating.card_id.in_(cards)).values(points=1))
    db.session.commit()
    assert tuula.post("/result").status_code == 409

    cards = select(Card.id).join(Attempt).where(Attempt.arrival < 5)
    db.session.execute(update(Rating).where(Rating.card_id.in_(cards)).values(points=1))
    db.session.commit()
    assert tuula.post("/result").status_code == 303
    assert list(db.session.scalars(select(Snapshot.number).order_by(Snapshot.number))) == [1, 2]


def test_closing_forgets_who_had_given_what(tuula: Trainer, fill: Fill) -> None:
    fill(12, worse)
    tuula.post("/reveal")
    assert len(db.session.scalars(select(Snapshot)).one().contributors or []) == 12
    tuula.post("/end")

    assert db.session.scalars(select(Snapshot)).one().contributors is None
    assert tuula.post("/result").status_code == 303  # the same result
    assert db.session.scalar(select(func.count()).select_from(Snapshot)) == 1


def test_a_changed_snapshot_is_not_shown(tuula: Trainer, fill: Fill) -> None:
    fill(12, worse)
    tuula.post("/reveal")
    db.session.execute(update(Snapshot).values(body=Snapshot.body.concat(" ")))
    db.session.commit()

    response = tuula.get("/result/effect")
    assert (response.status_code, "points" in response.text) == (409, False)


def test_participants_watch_on_their_own_devices_while_the_session_is_open(
    tuula: Trainer, fill: Fill, guest: Any
) -> None:
    anna = guest(language="sv")
    fill(12, worse)
    tuula.post("/reveal")
    assert [anna.get(f"/result/{step}").status_code for step in STEPS] == [200] * len(STEPS)

    tuula.post("/end")
    assert anna.get("/result").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("tess", 403), ("hilla", 403), (None, 401)])
def test_only_those_who_lead_the_session_see_its_pages(
    tuula: Trainer, fill: Fill, client: Any, people: dict[str, Any], who: str | None, status: int
) -> None:
    fill(8, worse)
    tuula.post("/reveal")
    other = client(people[who] if who else None)

    for path in ("/result", "/result/effect", "/script"):
        assert other.get(f"/en/live/{tuula.id}{path}").status_code == status
    assert other.post(f"/en/live/{tuula.id}/result").status_code == status


def test_somebody_elses_session_is_not_found(tuula: Trainer, client: Any, people: dict[str, Any]) -> None:
    from puntari.authz.policy import Role
    from puntari.people.models import RoleGrant

    people["otto"].grants.append(RoleGrant(role=Role.TRAINER, unit_id=None, starts=NOW.date()))
    db.session.commit()
    otto = client(people["otto"])

    assert otto.get(f"/en/live/{tuula.id}/result").status_code in {403, 404}
    assert otto.get("/en/live/999/result").status_code in {403, 404}


def test_the_real_world_is_not_given_away_before_it_is_marked(tuula: Trainer, fill: Fill) -> None:
    fill(12, alike)
    tuula.post("/reveal")

    assert "is-real" not in tuula.get("/result/strip").text
    assert "strip__real" not in tuula.get("/result/strip").text
    assert tuula.get("/result/marked").text.count("pt-strip__real") == 1


def test_incomplete_participants_stay_in_and_are_told_to_the_trainer(tuula: Trainer, fill: Fill) -> None:
    fill(12, worse, rated=4)
    tuula.post("/reveal")
    released = snapshots.result_in(db.session.scalars(select(Snapshot)).one()).released

    assert released.raters == 12
    assert [(part.name, part.share) for part in released.unfinished] == [("1", 1.0), ("2", 1.0)]
    assert tuula.client.get(f"/fi/live/{tuula.id}/script").text.count("100\u00a0%") == 2


def test_a_reveal_reads_with_few_statements_whatever_the_number_of_people(tuula: Trainer, fill: Fill) -> None:
    fill(24, alike)
    tuula.post("/reveal")
    db.session.rollback()
    with recorded() as statements:
        snapshots.prepare(queries.held(tuula.id))

    assert len(statements) <= 8


def test_guesses_are_told_without_their_givers(tuula: Trainer, fill: Fill) -> None:
    fill(12, worse)
    db.session.execute(update(Participant).values(guess="reference"))
    db.session.commit()
    tuula.post("/reveal")
    released = snapshots.result_in(db.session.scalars(select(Snapshot)).one()).released

    assert released.expected is not None
    assert released.expected.most == "reference"
    assert set(released.expected.shares.values()) == {None}


def test_ratings_are_read_as_they_were_given_with_the_deal_as_it_was(tuula: Trainer, fill: Fill) -> None:
    import numpy as np

    from puntari.live.redraws import ANONYMOUS, COMPARISON, REFERENCE
    from puntari.live.result_queries import ratings_of

    points = {"anonymous": 2, "reference": 3, "comparison": 4}
    fill(8, lambda face, number: points[face], rated=5)
    group = ratings_of(tuula.live.stream, queries.exercise_of(tuula.live))
    shown = np.take_along_axis(group.mechanism.faces, group.mechanism.observed[:, None, None], axis=1)[:, 0, :]
    expected = np.select([shown == ANONYMOUS, shown == REFERENCE, shown == COMPARISON], [2.0, 3.0, 4.0], np.nan)

    assert group.scores.shape == (8, 12)
    assert (~np.isnan(group.scores)).sum() == 8 * 5
    given = ~np.isnan(group.scores)
    assert np.allclose(group.scores[given], expected[given])
    assert (~np.isnan(expected)).sum() == 8 * 6
    assert group.finished == [False] * 8
    assert len(set(group.contributors)) == 8


def test_a_process_that_never_reveals_does_not_load_numpy() -> None:
    import subprocess
    import sys

    code = "import sys, puntari.app; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
