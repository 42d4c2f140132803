"""What must be true of pictures is refused by the database."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from puntari.extensions import db
from puntari.live.picture_models import GroupPicture
from tests.web.practice.everybody.conftest import NOW, Fill, pictures


def picture(stream_id: int, **changed: Any) -> GroupPicture:
    values = {"number": 1, "body": "{}", "digest": "d" * 64, "seed": "s", "contributors": [], "created_at": NOW}
    return GroupPicture(stream_id=stream_id, **values | changed)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param([{"number": 0}], id="number_counted"),
        pytest.param([{"digest": "d" * 63}], id="digest_whole"),
        pytest.param([{"body": ""}], id="body_given"),
        pytest.param([{"seed": ""}], id="seed_given"),
        pytest.param([{}, {}], id="stream_id_number"),
        pytest.param([{"stream_id": 999}], id="stream_id"),
    ],
)
def test_what_must_be_true_of_pictures_is_refused_by_the_database(fill: Fill, changed: list[dict[str, Any]]) -> None:
    stream_id = fill(1).id
    db.session.add_all(picture(**{"stream_id": stream_id, **values}) for values in changed)

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_the_database_takes_a_picture_that_is_in_order(fill: Fill) -> None:
    db.session.add(picture(fill(1).id))
    db.session.flush()

    assert len(pictures()) == 1
