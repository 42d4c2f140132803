"""What cannot be true of an own exercise is refused by its tables."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from puntari.extensions import db
from puntari.practice.authoring.models import DraftFile, OwnExercise, Publication
from tests.web.practice.authoring.writer import Writer

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"exercise_id": "cook"}, id="another namespace"),
        pytest.param({"number": 1}, id="a number without a version"),
        pytest.param({"number": -1}, id="less than nothing"),
        pytest.param({"withdrawn_at": NOW}, id="withdrawn before it was published"),
        pytest.param({"digest": "0" * 64, "number": 1}, id="a version that isn't kept"),
    ],
)
def test_the_table_refuses_what_cannot_be(writer, values):
    with pytest.raises(IntegrityError):
        db.session.execute(update(OwnExercise).values(**values))
    db.session.rollback()


@pytest.mark.parametrize("values", [{"number": 0}, {"digest": "0" * 64}])
def test_a_publication_has_a_number_and_a_version(writer, values):
    writer.do("publish")
    with pytest.raises(IntegrityError):
        db.session.execute(update(Publication).values(**values))
    db.session.rollback()


def test_two_exercises_cannot_have_one_id_and_a_file_needs_a_name(writer):
    Writer(writer.client, "0000b")
    for change in (update(OwnExercise).values(exercise_id="own-x"), update(DraftFile).values(name="")):
        with pytest.raises(IntegrityError):
            db.session.execute(change)
        db.session.rollback()
