"""Scoring by plain forms: nothing given is lost, nothing hidden is shown, and a first judgement stays."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from puntari.extensions import db
from puntari.practice import queries
from puntari.practice.domain import Face
from puntari.practice.models import Card, Invitation, Rating
from tests import exercises
from tests.web.practice.conftest import COOK, Trainee, text_of


def given(tess, number: int) -> tuple[dict[str, int], bool | None]:
    card = queries.cards_of(tess.attempt)[number - 1]
    return card.given.points, card.given.invited


def cards(tess, face_is_identified: bool) -> list[Card]:
    query = select(Card).where(Card.attempt_id == tess.attempt.id, Card.round == 1).order_by(Card.position)
    return [card for card in db.session.scalars(query) if Face(card.face).is_identified == face_is_identified]


def test_points_are_kept_and_the_next_card_comes(tess):
    tess.start()
    response = tess.rate(1, "4", "no")

    assert (response.status_code, response.location) == (303, f"/en/practice/{tess.at}/cards/2")
    assert given(tess, 1) == (dict.fromkeys(exercises.CRITERIA, 4), False)


def test_what_is_missing_is_named_and_what_was_given_is_kept(tess):
    tess.start()
    response = tess.post(f"{tess.at}/cards/1", **{"c-skill": "5", "invite": "no"})

    assert response.status_code == 422
    assert text_of(response.text).count("Choose a number from 1 to 5.") == 4  # in the summary and at the field
    assert given(tess, 1) == ({"skill": 5}, False)
    assert "checked" in response.text


@pytest.mark.parametrize("value", ["0", "6", "3.5", "five", "3\x00", "3" * 9_000, ""])
def test_points_off_the_scale_are_refused_and_nothing_of_them_is_kept(tess, value):
    tess.start()
    response = tess.post(
        f"{tess.at}/cards/1", **{"c-skill": value, "c-experience": "2", "c-people": "2", "invite": "yes"}
    )

    assert response.status_code == 422
    assert given(tess, 1) == ({"experience": 2, "people": 2}, True)


def test_a_criterion_that_does_not_exist_changes_nothing(tess):
    tess.start()
    tess.post(f"{tess.at}/cards/1", **{"c-charm": "5", "c-skill": "1"})

    assert given(tess, 1) == ({"skill": 1}, None)


def test_points_can_be_changed_until_the_round_is_finished(tess):
    tess.start()
    tess.rate(1, "2")
    tess.rate(1, "5")

    assert given(tess, 1)[0] == dict.fromkeys(exercises.CRITERIA, 5)
    assert len(db.session.scalars(select(Rating)).all()) == 3


def test_a_first_judgement_stays_when_the_round_is_finished(tess):
    tess.start()
    tess.round(range(1, 9), lambda _number: 3)
    response = tess.rate(1, "5")

    assert response.location == f"/en/practice/{tess.at}"
    assert given(tess, 1)[0] == dict.fromkeys(exercises.CRITERIA, 3)


def test_the_second_round_is_closed_during_the_first(tess):
    tess.start()

    assert tess.get(f"{tess.at}/cards/9").location == f"/en/practice/{tess.at}/pause"
    assert tess.rate(9).status_code == 303
    assert given(tess, 9) == ({}, None)


@pytest.mark.parametrize("number", ["0", "17", "999999999999"])
def test_a_card_that_was_not_dealt_is_not_found(tess, number):
    tess.start()

    assert tess.get(f"{tess.at}/cards/{number}").status_code == 404


def test_a_round_is_finished_only_when_nothing_is_missing(tess):
    tess.start()
    tess.rate(1)
    response = tess.post(f"{tess.at}/review")

    assert (response.status_code, response.location) == (303, f"/en/practice/{tess.at}/cards/2")
    assert tess.attempt.paused_at is None


def test_the_review_shows_what_is_missing(tess):
    tess.start()
    for number in range(1, 8):
        tess.rate(number)

    assert "1 application still lacks something." in text_of(tess.get(f"{tess.at}/review").text)
    tess.rate(8)
    assert "Every application has been scored." in text_of(tess.get(f"{tess.at}/review").text)


def test_one_goes_on_at_the_first_card_that_lacks_something(tess):
    tess.start()
    tess.rate(1)
    tess.post(f"{tess.at}/cards/2", **{"c-skill": "3"})
    tess.rate(3)

    assert tess.get(tess.at).location == f"/en/practice/{tess.at}/cards/2"


def test_switching_the_language_keeps_what_was_given(tess):
    tess.start()
    response = tess.client.post(f"/sv/practice/{tess.at}/cards/1", data={"c-skill": "4", "_switch": "sv"})

    assert (response.status_code, response.location) == (303, f"/sv/practice/{tess.at}/cards/1")
    page = tess.client.get(response.location).text
    assert "Ansökan" in page
    assert given(tess, 1) == ({"skill": 4}, None)
    assert db.session.scalars(select(Rating)).one().language == "sv"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_hidden_word_is_in_the_page_of_an_anonymous_application(tess, language):
    tess.start()
    hidden = {word for face in ("reference", "comparison") for pair in exercises.NAMES[face] for word in pair}
    for card in cards(tess, face_is_identified=False):
        page = tess.client.get(f"/{language}/practice/{tess.at}/cards/{card.position}").text
        application = COOK.application(card.application)
        secret = {*hidden, application.municipality[language], str(application.born.year), "posti.example"}
        marks = [mark.template for mark in COOK.texts[card.application, language].marks()]
        assert [word for word in {*secret, *marks} if word in page] == []


def test_an_identified_application_shows_its_person_and_marks_nothing(tess):
    tess.start()
    card = cards(tess, face_is_identified=True)[0]
    name = COOK.definition.groups[Face(card.face)].names[card.name]
    page = tess.get(f"{tess.at}/cards/{card.position}").text

    assert f"{name.first} {name.family}" in page
    assert "pt-id" not in page


def test_the_page_of_a_card_costs_a_fixed_number_of_statements(tess, statements):
    tess.start()
    tess.rate(1)
    with statements() as seen:
        tess.get(f"{tess.at}/cards/2")

    assert seen == ["BEGIN", "SELECT", "SELECT", "SELECT", "SELECT"] or seen.count("SELECT") == 4


class TestPause:
    def test_a_chosen_pause_keeps_the_second_round_closed(self, client, people):
        start = datetime(2026, 3, 2, 12, tzinfo=UTC)
        with time_machine.travel(start, tick=False):
            tess = Trainee(client(people["tess"]), people["tess"])
            tess.start(pause="24")
            tess.round(range(1, 9))
            page = tess.get(f"{tess.at}/pause")
            assert tess.get(tess.at).location == f"/en/practice/{tess.at}/pause"
            assert tess.rate(9).location == f"/en/practice/{tess.at}/pause"
        with time_machine.travel(start + timedelta(hours=24), tick=False):
            after = tess.get(tess.at)

        assert "Tuesday, 3 March 2026" in text_of(page.text)
        assert after.location == f"/en/practice/{tess.at}/cards/9"
        assert given(tess, 9) == ({}, None)

    def test_the_pause_can_be_ended(self, tess):
        tess.start(pause="168")
        tess.round(range(1, 9))
        response = tess.post(f"{tess.at}/pause")

        assert response.status_code == 303
        assert tess.get(tess.at).location == f"/en/practice/{tess.at}/cards/9"

    def test_no_points_are_shown_between_the_rounds(self, tess):
        tess.start()
        tess.round(range(1, 9))
        page = text_of(tess.get(f"{tess.at}/pause").text)

        assert "Why you don't see your points yet" in page
        assert "You gave" not in page


def test_an_invitation_is_kept_once(tess):
    tess.start()
    tess.rate(1, "3", "yes")
    tess.rate(1, "3", "no")

    assert [invitation.invited for invitation in db.session.scalars(select(Invitation))] == [False]
