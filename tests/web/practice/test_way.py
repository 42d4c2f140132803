"""The whole way through an exercise, by plain forms."""

import pytest
from sqlalchemy import func, select

from puntari.certificates.models import CompletionEvent
from puntari.extensions import db
from puntari.practice.models import Attempt, Card, ExerciseVersion, Rating
from tests.web.practice.conftest import COOK


def count(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


def test_two_rounds_from_start_to_result(tess):
    tess.start()
    assert tess.get(tess.at).location == f"/en/practice/{tess.at}/cards/1"
    assert tess.round(range(1, 9)).location == f"/en/practice/{tess.at}/pause"
    assert count(CompletionEvent) == 0
    assert tess.get(tess.at).location == f"/en/practice/{tess.at}/cards/9"
    assert tess.round(range(9, 17)).location == f"/en/practice/{tess.at}/result"
    for page in ("result", "result/1", "result/8", "result/people"):
        assert tess.get(f"{tess.at}/{page}").status_code == 200


@pytest.mark.parametrize(("way", "size"), [("one-round", 12), ("short", 6)])
def test_one_round_from_start_to_result(tess, way, size):
    tess.start(way)
    assert tess.round(range(1, size + 1)).location == f"/en/practice/{tess.at}/result"
    assert count(Card) == size
    for page in ("result", "result/1", f"result/{size}", "result/people"):
        assert tess.get(f"{tess.at}/{page}").status_code == 200
    assert tess.get(f"{tess.at}/result/{size + 1}").status_code == 404


def test_finishing_is_written_in_the_ledger_once(tess):
    tess.finish()
    tess.post(f"{tess.at}/review")
    tess.post(f"{tess.at}/review")

    (event,) = db.session.scalars(select(CompletionEvent))
    assert (event.person_id, event.kind, event.content_id) == (tess.person.id, "exercise", "cook")
    assert (event.content_digest, event.language, event.rule) == (COOK.digest, "en", "two-rounds: 2 x 8 applications")


def test_what_was_seen_is_kept_with_the_attempt(tess):
    tess.start()
    (version,) = db.session.scalars(select(ExerciseVersion))

    assert (version.digest, version.files) == (COOK.digest, dict(COOK.files))
    assert tess.attempt.exercise_digest == COOK.digest


def test_nothing_in_the_tables_names_the_person(tess):
    tess.start(**{"weight-skill": "50", "weight-experience": "30", "weight-people": "20"})
    tess.rate(1)
    columns = {column.name for table in (Attempt, Card, Rating) for column in table.__table__.columns}
    foreign = {key.column.table.name for table in (Attempt, Card, Rating) for key in table.__table__.foreign_keys}
    values = {str(value) for row in db.session.execute(select(*Attempt.__table__.columns)) for value in row}

    assert {"person_id", "email", "by"} & columns == set()
    assert foreign == {"exercise_version", "practice_stream", "practice_attempt", "practice_card"}
    assert {tess.person.email, tess.person.employee_id, tess.person.last_name} & values == set()


def test_somebody_elses_attempt_is_not_found(tess, otto):
    tess.finish()
    pages = ["", "/cards/1", "/review", "/pause", "/result", "/result/1", "/result/people"]

    assert [otto.get(tess.at + page).status_code for page in pages] == [404] * len(pages)
    assert [otto.post(tess.at + page).status_code for page in ("/cards/1", "/review", "/pause")] == [404] * 3


def test_nobody_in_particular_is_asked_to_sign_in(tess, client):
    tess.start()
    stranger = client()
    pages = ["", "/cook", f"/{tess.at}", f"/{tess.at}/cards/1", f"/{tess.at}/result", "/cook/preview"]

    assert [stranger.get(f"/en/practice{page}").status_code for page in pages] == [401] * len(pages)


def test_the_result_waits_for_the_last_round(tess):
    tess.start()
    tess.round(range(1, 9))

    for page in ("result", "result/1", "result/people"):
        response = tess.get(f"{tess.at}/{page}")
        assert (response.status_code, response.location) == (302, f"/en/practice/{tess.at}")
