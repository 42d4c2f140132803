"""What must be true of runs and their texts is refused by the database."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from puntari.extensions import db
from puntari.practice.models import ExerciseVersion
from puntari.practice.spotting.models import Item, Run

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def run(**changed):
    values = {"owner_key": "a" * 64, "kind": "leak-hunt", "content_id": "cook", "content_digest": "d", "seed": "s"}
    return Run(**{**values, "language": "fi", "started_at": NOW, **changed})


@pytest.mark.parametrize(
    "wrong",
    [
        {"owner_key": "short"},
        {"kind": "hunt"},
        {"language": "no"},
        {"finished_at": NOW - timedelta(seconds=1)},
        {"content_digest": "none such"},
        {"items": [{"position": 0, "text": "01"}]},
        {"items": [{"position": 1, "text": "01", "sequence": -1}]},
        {"items": [{"position": 1, "text": "01", "face": "anonymous", "name": 1}]},
        {"items": [{"position": 1, "text": "01", "face": "reference"}]},
        {"items": [{"position": 1, "text": "01", "name": 1}]},
        {"items": [{"position": 1, "text": "01"}, {"position": 2, "text": "01"}]},
        {"items": [{"position": 1, "text": "01"}, {"position": 1, "text": "02"}]},
    ],
    ids=str,
)
def test_each_constraint_of_the_tables_is_there(app, wrong):
    db.session.add(ExerciseVersion(digest="d", exercise_id="cook", files={}, kept_at=NOW))
    db.session.flush()
    items = [Item(**item) for item in wrong.get("items", [])]
    db.session.add(run(**{**wrong, "items": items}))

    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_one_run_is_under_way_at_a_time(app):
    db.session.add(ExerciseVersion(digest="d", exercise_id="cook", files={}, kept_at=NOW))
    db.session.flush()
    items = [Item(position=1, text="01"), Item(position=2, text="02", face="reference", name=1)]
    db.session.add_all([run(finished_at=NOW), run(finished_at=NOW, items=items), run()])
    db.session.flush()
    db.session.add(run())

    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
