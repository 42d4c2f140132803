"""The picture of everybody on a trainee's own result: through the gate, frozen, and never taken by looking."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from puntari.extensions import db
from puntari.live import group_pictures, standing
from puntari.live.outcomes import Outcome
from puntari.live.picture_models import GroupPicture
from puntari.live.result_queries import ratings_of
from puntari.practice import actions
from puntari.practice.domain import Design
from puntari.practice.models import Attempt, Card, Invitation, Rating, Stream
from tests import exercises
from tests.web.practice.conftest import COOK, text_of

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
DESIGNS = {"two-rounds": (Design.TWO_ROUNDS, 8), "one-round": (Design.ONE_ROUND, 12), "short": (Design.ONE_ROUND, 6)}
WAITING = "When enough people have done this exercise"
Fill = Callable[..., Stream]


def points_of(card: Card) -> int:
    """A clear difference, well inside the scale, so that a result has something to say and a strip."""
    return (3 if card.face == "comparison" else 4) - (card.position % 2)


@pytest.fixture
def fill(app: Flask) -> Fill:
    """So many others who do the exercise on their own, one after the other; ``are_finished`` says whether they did."""

    def make(people: int, way: str = "short", *, are_finished: bool = True, scope: str = "self-study") -> Stream:
        design, size = DESIGNS[way]
        moment = {"language": "fi", "sequence": 1, "saved_at": NOW}
        for _ in range(people):
            number = db.session.scalar(select(func.count()).select_from(Attempt)) or 0
            attempt = actions.start(
                COOK,
                owner_key=f"{number:064x}",
                design=design,
                size=size,
                language="fi",
                weights=None,
                pause_hours=0,
                now=NOW,
                scope=scope,
            )
            for card in db.session.scalars(select(Card).where(Card.attempt_id == attempt.id)).all():
                given = points_of(card)
                db.session.add_all(
                    Rating(card_id=card.id, criterion=criterion, points=given, **moment)
                    for criterion in exercises.CRITERIA
                )
                db.session.add(Invitation(card_id=card.id, invited=True, **moment))
            if are_finished:
                attempt.paused_at = attempt.finished_at = NOW
            db.session.flush()
        stream_id = attempt.stream_id
        db.session.commit()
        return db.session.get_one(Stream, stream_id)

    return make


def pictures() -> list[GroupPicture]:
    return list(db.session.scalars(select(GroupPicture).order_by(GroupPicture.number)))


def raters(picture: GroupPicture) -> int | None:
    return group_pictures.result_in(picture).released.raters


@pytest.mark.parametrize("way", DESIGNS)
def test_with_enough_people_the_result_shows_everybody_beside_chance(fill: Fill, tess: Any, way: str) -> None:
    fill(11, way)
    tess.finish(way)
    (picture,) = pictures()
    for language in ("fi", "sv", "en"):
        page = tess.client.get(f"/{language}/practice/{tess.at}/result")
        assert (page.status_code, page.text.count('class="pt-interval"')) == (200, 1)
        assert page.text.count("pt-strip__real") == 1
    words = text_of(tess.get(f"{tess.at}/result").text)

    assert raters(picture) == 12
    assert "12 people have finished this exercise in this way." in words
    assert WAITING not in words


def test_with_few_people_no_chance_stands_beside_the_result_and_a_sentence_says_why(fill: Fill, tess: Any) -> None:
    fill(8, "short")
    tess.finish("short")
    page = tess.get(f"{tess.at}/result").text

    assert (page.count('class="pt-interval"'), page.count("pt-strip__real")) == (1, 0)
    assert "is left out in groups of fewer than 12" in text_of(page)


def test_with_too_few_people_there_is_a_sentence_and_no_figure(fill: Fill, tess: Any) -> None:
    fill(6)
    tess.finish("short")
    page = tess.get(f"{tess.at}/result").text

    assert pictures() == []
    assert WAITING in text_of(page)
    assert "pt-interval" not in page
    assert "8" not in text_of(page).split(WAITING)[1].split("aren't shown to anybody")[0]  # nor how many are missing


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


def test_another_way_a_group_and_another_version_are_other_pictures(fill: Fill, tess: Any) -> None:
    fill(20, "one-round")
    fill(20, scope="live:abc")
    tess.finish("short")

    assert pictures() == []
    assert WAITING in text_of(tess.get(f"{tess.at}/result").text)


def test_looking_takes_nothing_and_writes_nothing(fill: Fill, tess: Any, statements: Any) -> None:
    tess.finish("short")
    fill(20)
    with statements() as seen:
        page = tess.get(f"{tess.at}/result").text

    assert WAITING in text_of(page)
    assert set(seen) <= {"BEGIN", "SELECT"}
    assert pictures() == []


def test_a_new_picture_needs_five_more_people_and_the_last_one_stays_until_then(fill: Fill, tess: Any) -> None:
    fill(11)
    tess.finish("short")
    db.session.execute(update(GroupPicture).values(created_at=NOW - timedelta(days=40)))
    db.session.commit()
    stream = fill(4)
    standing.look_again(stream.id)

    assert [raters(picture) for picture in pictures()] == [12]
    words = text_of(tess.get(f"{tess.at}/result").text)
    assert "12 people have finished" in words
    assert "As of 25 March 2026" in words

    fill(1)
    standing.look_again(stream.id)
    standing.look_again(stream.id)
    assert [raters(picture) for picture in pictures()] == [12, 17]
    assert "17 people have finished" in text_of(tess.get(f"{tess.at}/result").text)


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


def test_the_installations_minimum_holds_for_new_pictures_and_hides_smaller_ones(
    app: Flask, fill: Fill, tess: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(11)
    tess.finish("short")
    assert WAITING not in text_of(tess.get(f"{tess.at}/result").text)
    monkeypatch.setattr(app.config["SETTINGS"], "minimum_raters", 20)

    assert WAITING in text_of(tess.get(f"{tess.at}/result").text)
    fill(7)
    standing.look_again(pictures()[0].stream_id)
    assert len(pictures()) == 1


def test_a_picture_that_was_changed_is_not_shown(fill: Fill, tess: Any) -> None:
    fill(11)
    tess.finish("short")
    db.session.execute(update(GroupPicture).values(body=GroupPicture.body.concat(" ")))
    db.session.commit()

    assert WAITING in text_of(tess.get(f"{tess.at}/result").text)


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


def test_nobody_without_a_finished_attempt_sees_it(fill: Fill, tess: Any, otto: Any) -> None:
    fill(11)
    tess.finish("short")

    assert otto.get(f"{tess.at}/result").status_code == 404
    otto.start()
    assert otto.get(f"{otto.at}/result").status_code == 302


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
