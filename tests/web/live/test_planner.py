"""The planner's page, and the sentence beside the form of a session."""

from typing import Any

import pytest

from tests.web.live.conftest import Trainer
from tests.web.practice.conftest import text_of

SENTENCE = (
    "With 18 people and 12 applications you would see a difference of 0.5 points in 8 sessions of 10, "
    "and one of 0.2 in 2 sessions of 10. A true 0.2 would point the wrong way in 1 session of 10."
)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(
    "query", ["", "?people=18&size=12", "?people=7&size=6", "?people=900&size=6", "?people=30&size=16"]
)
def test_it_says_what_a_group_can_show(tuula: Trainer, language: str, query: str) -> None:
    assert tuula.client.get(f"/{language}/live/planner{query}").status_code == 200


def test_the_sentence_is_as_a_trainer_would_say_it(tuula: Trainer) -> None:
    words = text_of(tuula.client.get("/en/live/planner?people=18&size=12").text)

    assert SENTENCE in words
    assert [one in words for one in ("Gather more people", "Take 12 applications")] == [False, False]
    fewer = text_of(tuula.client.get("/en/live/planner?people=12&size=6").text)
    assert [one in fewer for one in ("Gather more people", "Take 12 applications")] == [True, True]


def test_two_rounds_have_a_sentence_and_advice_of_their_own(tuula: Trainer) -> None:
    words = text_of(tuula.client.get("/en/live/planner?people=12&size=16").text)

    assert (
        "With 12 people and 8 applications in two rounds you would see a difference of 0.5 points in 5 sessions of 10, "
        "and one of 0.2 in 1 session of 10. A true 0.2 would point the wrong way in 2 sessions of 10."
    ) in words
    assert "shrinks from 0.7 to 0.6 points, in less time. Two rounds show everybody" in words
    assert "from 23 on you would see a difference of 0.5" in words
    assert "With 8 applications in two rounds" in words  # the table's caption
    assert "16" not in words
    many = text_of(tuula.client.get("/en/live/planner?people=200&size=16").text)
    assert "large enough even for a small difference" in many
    assert "Take 12 applications" not in many  # which would show as much, in tenths of a point


def test_too_few_are_told_that_nothing_is_shown(tuula: Trainer) -> None:
    words = text_of(tuula.client.get("/en/live/planner?people=7&size=12").text)

    assert "With fewer than 8 people nobody sees any figures." in words
    assert "Invite at least 8" in words
    assert "6 too few for figures" in words  # the first row of the table


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("people=&size=12", "Give a whole number."),
        ("people=many&size=12", "Give a whole number from 2 to 1000."),
        ("people=1&size=12", "Give a whole number from 2 to 1000."),
        ("people=1001&size=12", "Give a whole number from 2 to 1000."),
        (f"people={'9' * 40}&size=12", "Give a whole number from 2 to 1000."),
        ("people=18", "Choose one."),
        ("people=18&size=7", ""),
    ],
)
def test_bad_input_is_said_and_kept(tuula: Trainer, query: str, message: str) -> None:
    response = tuula.client.get(f"/en/live/planner?{query}")

    assert response.status_code == 422
    assert message in text_of(response.text)
    assert "What to expect" not in response.text
    assert tuula.client.get(f"/en/live/planner/sentence?{query}").status_code == 422


def test_the_form_of_a_session_has_the_sentence_beside_it(tuula: Trainer) -> None:
    assert 'href="/en/live/planner"' in tuula.client.get("/en/live").text
    for path in ("/en/live/new", f"/en/live/{tuula.id}/settings"):
        page = tuula.client.get(path).text
        assert 'href="/en/live/planner"' in page
        assert 'data-planner="/en/live/planner/sentence"' in page
    assert 'data-size="6"' in page  # of the session, which can't be changed
    part = tuula.client.get("/en/live/planner/sentence?people=18&size=12")

    assert (part.status_code, SENTENCE in part.text) == (200, True)
    assert 'href="/en/live/planner?people=18&amp;size=12"' in part.text


@pytest.mark.parametrize(("who", "status"), [("tess", 403), ("hilla", 403), (None, 401)])
def test_it_is_for_trainers(client: Any, people: dict[str, Any], who: str | None, status: int) -> None:
    for path in ("/en/live/planner", "/en/live/planner/sentence"):
        assert client(people[who] if who else None).get(path).status_code == status
