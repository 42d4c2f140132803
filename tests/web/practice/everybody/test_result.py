"""The picture of everybody on a trainee's own result: who sees it, and never taken by looking."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from puntari.extensions import db
from puntari.live import standing
from puntari.live.picture_models import GroupPicture
from tests import exercises
from tests.web.practice.conftest import text_of
from tests.web.practice.everybody.conftest import DESIGNS, NOW, WAITING, Fill, pictures, raters


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


def test_another_way_a_group_and_another_version_are_other_pictures(fill: Fill, tess: Any) -> None:
    fill(20, "one-round")
    fill(20, scope="live:abc")
    fill(20, exercise=exercises.compiled({**exercises.definition(), "minutes": 19}))
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


def test_nobody_without_a_finished_attempt_sees_it(fill: Fill, tess: Any, otto: Any) -> None:
    fill(11)
    tess.finish("short")

    assert otto.get(f"{tess.at}/result").status_code == 404
    otto.start()
    assert otto.get(f"{otto.at}/result").status_code == 302
