"""The taster: four screens, one text twice, nothing kept but two counts a day."""

import re

import pytest
from sqlalchemy import func, select

from puntari.extensions import Model, db
from puntari.practice import taster
from puntari.practice.models import TasterDay
from tests.web.practice.conftest import TASTER, text_of


def state_of(html: str) -> str:
    return re.findall(r'name="state"[^>]*value="([^"]*)"', html)[0]


@pytest.fixture
def visitor(client):
    return client()


def begin(visitor) -> str:
    return state_of(visitor.post("/en/try").text)


def score(visitor, state: str, points: str, language: str = "en", **more: str):
    return visitor.post(f"/{language}/try", data={"state": state, "points": points, **more})


def to_the_end(visitor, points: str = "4332"):
    state = begin(visitor)
    for point in points[:-1]:
        state = state_of(score(visitor, state, point).text)
    return score(visitor, state, points[-1])


def test_anybody_reads_about_the_job_first(visitor):
    response = visitor.get("/en/try")

    assert response.status_code == 200
    assert "Nothing about you is stored" in text_of(response.text)
    assert "skill at 5 (en)" in text_of(response.text)


def test_the_first_and_the_last_screen_show_the_same_text(visitor):
    state = begin(visitor)
    texts = []
    for number, point in enumerate("4321", start=1):
        page = visitor.post("/en/try", data={"state": state, "_switch": "en"}).text
        assert f"Application {number} of 4" in page
        texts.append(re.findall(r"Text(\d\d)en", page)[0])
        response = score(visitor, state, point)
        if number < 4:
            state = state_of(response.text)

    assert (texts[0], texts[3], sorted(texts[:3])) == ("02", "02", ["01", "02", "03"])


def test_the_result_shows_both_faces_and_both_scores_in_honest_words(visitor):
    response = to_the_end(visitor, "4332")
    page = text_of(response.text)

    assert response.status_code == 200
    assert "Without identifiers you gave it 4, with a person 2." in page
    assert "A difference on one text says nothing about you." in page
    assert response.text.count('<article class="pt-sheet">') == 2
    assert response.text.count('<mark class="pt-id">') == 9


def test_equal_scores_are_no_clean_bill_either(visitor):
    page = text_of(to_the_end(visitor, "3333").text)

    assert "You gave it 3 both times" in page
    assert "don't show that identifiers leave you cold" in page


@pytest.mark.parametrize("points", ["", "0", "6", "four", "4\x00", "4" * 9_000])
def test_a_score_off_the_scale_is_asked_again(visitor, points):
    response = score(visitor, begin(visitor), points)

    assert response.status_code == 422
    asked = "Choose one of those on the list." if points else "Choose a number from 1 to 5."
    assert asked in text_of(response.text)
    assert "Application 1 of 4" in response.text


@pytest.mark.parametrize("state", ["x", "a.b.c", "." * 5_000, "eyJzZWVkIjoiYSJ9.abc.def"])
def test_a_state_that_is_not_ours_is_refused(visitor, state):
    assert score(visitor, state, "3").status_code == 400


def test_a_state_cannot_be_altered(visitor):
    state = begin(visitor)
    head, rest = state.split(".", 1)

    assert score(visitor, f"{head[:-2]}xx.{rest}", "3").status_code == 400


def test_switching_the_language_keeps_the_screen_and_the_choice(visitor):
    state = state_of(score(visitor, begin(visitor), "4").text)
    response = score(visitor, state, "5", "sv", _switch="sv")

    assert response.status_code == 200
    assert "Ansökan 2 av 4" in response.text
    assert re.search(r"<input[^>]*checked[^>]*value=\"5\"", response.text)
    assert "Application 3 of 4" in score(visitor, state_of(response.text), "5").text


def test_the_result_can_be_read_in_another_language(visitor):
    state = state_of(to_the_end(visitor).text)

    assert "Luit yhden niistä kahdesti" in visitor.post("/fi/try", data={"state": state, "_switch": "fi"}).text


def test_only_two_counts_a_day_are_kept(visitor):
    to_the_end(visitor)
    to_the_end(visitor)
    begin(visitor)
    score(visitor, begin(visitor), "3")
    rows = {t.name: db.session.scalar(select(func.count()).select_from(t)) for t in Model.metadata.sorted_tables}

    assert {name: count for name, count in rows.items() if count} == {"taster_day": 1}
    day = db.session.scalars(select(TasterDay)).one()
    assert (day.started, day.finished) == (3, 2)


def test_without_a_taster_there_is_no_page(app, visitor):
    del app.extensions["puntari.exercises"]["taster"]

    assert visitor.get("/en/try").status_code == 404


def test_no_hidden_word_is_on_the_anonymous_screen(visitor):
    page = visitor.post("/en/try").text
    hidden = {word for face in (TASTER.definition.groups.reference, TASTER.definition.groups.comparison)
              for name in face.names for word in (name.first, name.family)}  # fmt: skip

    assert [word for word in {*hidden, "Place2", "After family leave", "1990"} if word in page] == []


@pytest.mark.parametrize("seed", [f"{n:016x}" for n in range(20)])
def test_one_text_comes_twice_and_a_person_of_each_group_once(seed):
    screens = taster.screens(TASTER, seed)

    assert [screen.face.is_identified for screen in screens] == [False, True, False, True]
    assert screens[1].face is screens[3].face.other_group
    assert screens[0].application == screens[3].application == "02"
    assert screens == taster.screens(TASTER, seed)


@pytest.mark.parametrize(
    "value",
    [None, [], {}, {"seed": "a" * 16}, {"seed": "a" * 15, "points": []}, {"seed": "a" * 16, "points": [6]},
     {"seed": "a" * 16, "points": [1] * 5}, {"seed": 1, "points": []}, {"seed": "a" * 16, "points": "3"}],
)  # fmt: skip
def test_what_is_no_state(value):
    assert not taster.is_state(value)
