"""Choosing an exercise and starting it."""

import pytest
from sqlalchemy import func, select

from puntari.extensions import db
from puntari.practice.models import Attempt, Card, ExerciseVersion, Stream
from tests import exercises
from tests.web.practice.conftest import text_of

WEIGHTS = {"weight-skill": "50", "weight-experience": "0", "weight-people": "20"}


def count(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


def test_the_job_and_the_criteria_come_before_the_first_application(tess):
    page = text_of(tess.get("cook").text)

    for criterion in exercises.CRITERIA:
        assert f"{criterion.title()} (en)" in page
        assert f"{criterion} at 5 (en)" in page
    assert "Hygiene passport (en)" in page


def test_starting_twice_gives_one_attempt(tess):
    first, second = tess.start(), tess.start("one-round")

    assert first.location == second.location
    assert (count(Attempt), count(Card)) == (1, 16)


def test_own_weights_are_kept(tess):
    tess.start(**WEIGHTS)

    assert tess.attempt.weights == {"skill": 50, "experience": 0, "people": 20}


def test_own_weights_can_be_left_out(tess):
    tess.start(**dict.fromkeys(WEIGHTS, ""))

    assert tess.attempt.weights is None


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        pytest.param(
            {"weight-skill": ""}, "Give every criterion a number, or leave all of them empty.", id="one empty"
        ),
        pytest.param({"weight-skill": "101"}, "Give a whole number from 0 to 100.", id="too much"),
        pytest.param({"weight-skill": "-1"}, "Give a whole number from 0 to 100.", id="negative"),
        pytest.param({"weight-skill": "1", "weight-people": "heavy"}, "Skill", id="word"),
        pytest.param(dict.fromkeys(WEIGHTS, "0"), "Give at least one criterion more than 0.", id="all nothing"),
        pytest.param({"way": "three-rounds"}, "How do you want to practise?", id="unknown way"),
        pytest.param({"pause": "-5"}, "When does the second round open?", id="unknown pause"),
        pytest.param({"weight-skill": "9" * 5000}, "Skill", id="huge number"),
    ],
)
def test_a_form_that_cannot_be_used_is_shown_again_and_nothing_starts(tess, changed, message):
    data = {"way": "one-round", "pause": "24", **WEIGHTS, **changed}
    response = tess.post("cook", **data)

    assert response.status_code == 422
    assert message in text_of(response.text)
    if "way" not in changed:
        assert 'value="one-round" checked' in response.text.replace("checked ", "").replace('name="way" ', "") or (
            "checked" in response.text
        )
    assert 'value="20"' in response.text or changed.get("weight-people")
    assert count(Attempt) == 0


def test_an_exercise_that_is_not_there_is_not_found(tess):
    assert tess.get("baker").status_code == 404
    assert tess.post("baker").status_code == 404
    assert tess.get("taster").status_code == 404  # it isn't an exercise to be started


def test_the_list_says_how_far_one_is(tess):
    assert "Look at the job" in tess.get("").text
    tess.start()
    tess.rate(1)
    assert "Round 1, 1 of 8 applications scored" in text_of(tess.get("").text)
    tess.round(range(2, 9))
    assert "Round 2, 0 of 8 applications scored" in text_of(tess.get("").text)
    tess.round(range(9, 17))
    assert "You have done this exercise." in text_of(tess.get("").text)


def test_the_list_costs_the_same_for_many_attempts(tess, statements):
    tess.start()
    tess.rate(1)
    with statements() as seen:
        tess.get("")

    assert seen.count("SELECT") == 6  # the person, the attempts, the counts; runs, walks


def renewed(change: str):
    definition = exercises.definition()
    definition["change"] = change
    definition["minutes"] = 25
    return exercises.compiled(definition)


@pytest.mark.parametrize(("change", "attempts"), [("material", 2), ("editorial", 1)])
def test_only_a_material_change_is_offered_anew(app, tess, change, attempts):
    tess.finish("short")
    app.extensions["puntari.exercises"]["cook"] = renewed(change)
    page = text_of(tess.get("cook").text)
    tess.post("cook", way="short", pause="0")

    assert ("How do you want to practise?" in page) == (change == "material")
    assert count(Attempt) == attempts
    assert tess.get(f"{tess.at}/result").status_code == 200  # in the version that was seen


def test_an_attempt_under_way_stays_in_its_version(app, tess):
    tess.start("short")
    old = tess.attempt.exercise_digest
    app.extensions["puntari.exercises"]["cook"] = renewed("material")
    tess.start("short")

    assert tess.attempt.exercise_digest == old
    assert tess.get(f"{tess.at}/cards/1").status_code == 200


def test_trainees_of_a_design_share_one_stream(tess, otto):
    tess.start()
    otto.start()

    (stream,) = db.session.scalars(select(Stream))
    assert (stream.arrivals, tess.attempt.arrival, otto.attempt.arrival) == (2, 0, 1)


def test_the_texts_of_a_version_are_sent_to_the_database_once(tess, otto, statements):
    tess.start()
    with statements() as seen:
        otto.start()

    # The stream, the attempt and the cards; a place only where one round is dealt. None for the exercise's texts.
    assert seen.count("INSERT") == 3
    assert db.session.scalar(select(func.count()).select_from(ExerciseVersion)) == 1
