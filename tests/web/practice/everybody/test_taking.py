"""When a picture of everybody is taken: through the gate with all earlier ones, frozen, and once."""

from typing import Any

import pytest
from sqlalchemy import select, update

from puntari.extensions import db
from puntari.live import group_pictures, standing
from puntari.live.outcomes import Outcome
from puntari.live.picture_models import GroupPicture
from puntari.live.result_queries import ratings_of
from puntari.practice.models import Attempt
from tests.web.practice.conftest import COOK
from tests.web.practice.everybody.conftest import NOW, Fill, pictures, raters


def test_the_eighth_is_enough(fill: Fill, tess: Any) -> None:
    fill(7)
    tess.finish("short")

    assert [raters(picture) for picture in pictures()] == [8]


def test_who_has_not_finished_is_not_in_it(fill: Fill, tess: Any) -> None:
    fill(6)
    fill(20, are_finished=False)
    tess.finish("short")

    assert pictures() == []
    fill(4)
    tess.post(f"{tess.at}/review")  # finishing again changes nothing
    assert pictures() == []


def test_the_gate_is_asked_with_every_earlier_picture(fill: Fill) -> None:
    """More people than in the last one, but only four who aren't in the one before: their part would stand out."""
    stream = fill(12)
    standing.look_again(stream.id)
    fill(8)
    standing.look_again(stream.id)
    assert [raters(picture) for picture in pictures()] == [12, 20]
    fill(5)
    first, last = pictures()
    marks = ratings_of(stream, COOK, only_finished=True).contributors
    first.contributors = list(marks)[:-4]
    db.session.commit()
    assert (len(marks), len(set(marks) - set(last.contributors))) == (25, 5)
    standing.look_again(stream.id)

    assert len(pictures()) == 2


def test_two_who_finish_at_once_make_one_picture(fill: Fill) -> None:
    stream = fill(12)
    first = group_pictures.prepare(stream, minimum=8)
    second = group_pictures.prepare(stream, minimum=8)
    assert first
    assert second
    assert group_pictures.freeze(stream, first, now=NOW) is not None
    assert group_pictures.freeze(stream, second, now=NOW) is None
    db.session.commit()

    assert len(pictures()) == 1


@pytest.mark.parametrize(
    ("finished", "shown", "is_due"),
    [
        (7, 0, False),
        (8, 0, True),
        (12, 8, False),
        (13, 8, True),
        (109, 100, False),
        (110, 100, True),
        (5000, 500, False),
    ],
)
def test_when_it_is_worth_trying(finished: int, shown: int, is_due: bool) -> None:
    assert group_pictures.is_due(finished, shown, minimum=8) is is_due


def test_a_picture_that_was_changed_keeps_nobody_from_finishing(fill: Fill, tess: Any) -> None:
    stream = fill(12)
    standing.look_again(stream.id)
    fill(4)
    db.session.execute(update(GroupPicture).values(body=GroupPicture.body.concat(" ")))
    db.session.commit()
    tess.finish("short")

    assert tess.attempt.finished_at is not None
    assert len(pictures()) == 1


def test_what_is_kept_of_a_picture_is_what_the_gate_let_out(fill: Fill) -> None:
    stream = fill(12)
    standing.look_again(stream.id)
    (picture,) = pictures()
    result = group_pictures.result_in(picture)

    assert result.outcome is Outcome.EXPECTED
    assert (result.released.others, result.released.unfinished, result.released.expected) == ((), (), None)
    keys = set(db.session.scalars(select(Attempt.owner_key)))
    assert not any(key in picture.body or key in str(picture.contributors) for key in keys)
