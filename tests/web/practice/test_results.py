"""What the trainee sees afterwards: both scores and both faces, no score of the person."""

import re

import pytest
from sqlalchemy import select

from puntari.extensions import db
from puntari.practice import queries
from puntari.practice.models import Card
from tests import exercises
from tests.web.practice.conftest import COOK, text_of


def rows_of(html: str) -> list[list[str]]:
    """The words of every cell, row by row."""
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in row] for row in cells]


def test_every_application_is_there_with_both_scores(tess):
    tess.finish()
    rows = rows_of(tess.get(f"{tess.at}/result").text)
    applications = [row for row in rows if len(row) == 8 and row[0].startswith("Application ")]
    kept = [row for row in applications if row[-1].startswith("identifiers")]
    changed = [row for row in applications if row not in kept]

    assert sorted(row[0] for row in changed + kept) == [f"Application {n}" for n in range(1, 9)]
    assert (len(changed), sorted(row[-1] for row in kept)) == (6, ["identifiers hidden", "identifiers shown"])


def test_scores_ranks_and_invitations_are_the_trainees_own(tess):
    tess.finish()
    cards = queries.cards_of(tess.attempt)
    by_label = {card.application: card.position for card in cards if card.round == 1}
    rows = {row[0]: row for row in rows_of(tess.get(f"{tess.at}/result").text) if len(row) == 8}
    changed = [a for a in by_label if len({c.face.is_identified for c in cards if c.application == a}) == 2]
    hidden = {
        c.application: c.given.points["skill"] for c in cards if not c.face.is_identified and c.application in changed
    }
    for application, points in hidden.items():
        row = rows[f"Application {by_label[application]}"]
        rank = 1 + sum(other > points for other in hidden.values())
        assert row[1:4] == [f"{points:.1f}", str(rank), "yes" if points > 2 else "no"]


def test_noise_is_the_mean_distance_of_the_two_that_stayed(tess):
    tess.start()
    tess.round(range(1, 9), lambda _number: 4)
    tess.round(range(9, 17), lambda _number: 2)
    page = text_of(tess.get(f"{tess.at}/result").text)

    assert (
        "Where nothing changed, your points moved by 2.0 on average. Where the identifiers changed, by 2.0, up or down."
        in page
    )


@pytest.mark.parametrize("way", ["two-rounds", "one-round", "short"])
def test_no_page_has_a_difference_between_groups_or_conditions(tess, way):
    """A score of bias would be a difference of means; none is computed, so none can be shown."""
    tess.finish(way)
    for page in ("result", "result/1", "result/people"):
        words = text_of(tess.get(f"{tess.at}/{page}").text).lower()
        assert [word for word in ("bias", "your score is", "compared with others", "percentile") if word in words] == []
    assert "why you don't get a score out of this" in text_of(tess.get(f"{tess.at}/result").text).lower()


def test_both_faces_are_side_by_side_with_identifiers_marked(tess):
    tess.finish()
    cards = list(
        db.session.scalars(select(Card).where(Card.attempt_id == tess.attempt.id).order_by(Card.round, Card.position))
    )
    first = cards[0]
    second = next(card for card in cards[8:] if card.application == first.application)
    page = tess.get(f"{tess.at}/result/1").text
    identified = [card for card in (first, second) if card.name is not None]

    assert page.count('<article class="pt-sheet">') == 2
    assert page.count('<mark class="pt-id">') == 9 * len(identified)  # six fields and three marks
    for card in identified:
        name = COOK.definition.groups[queries.Face(card.face)].names[card.name]
        assert f'<mark class="pt-id">{name.first} {name.family}</mark>' in page


def test_after_one_round_the_other_faces_can_be_looked_at(tess):
    tess.finish("short")
    page = tess.get(f"{tess.at}/result/2")

    assert page.text.count('<article class="pt-sheet">') == 3
    assert text_of(page.text).count("Others read:") == 2
    assert text_of(page.text).count("You read:") == 1


def test_lifting_anonymity_names_everybody_invited_on_an_anonymous_text(tess):
    tess.start()
    tess.round(range(1, 9), lambda _number: 5)  # everybody is invited
    tess.round(range(9, 17), lambda number: 1)  # nobody
    attempt = tess.attempt
    anonymous = [card for card in queries.cards_of(attempt) if card.round == 1 and not card.face.is_identified]
    page = text_of(tess.get(f"{tess.at}/result/people").text)

    assert "You read 7 applications without identifiers and would invite 4 of the applicants." in page
    assert page.count("With the name in sight you would not have invited this person.") == 3
    assert page.count("You met this application only without a name.") == 1
    assert len(anonymous) == 4
    people = [pair for group in exercises.NAMES.values() for pair in group if " ".join(pair) in page]
    assert len(people) == 4


def test_an_empty_shortlist_is_said(tess):
    tess.start("short")
    tess.round(range(1, 7), lambda _number: 1)

    assert "you would have invited nobody" in text_of(tess.get(f"{tess.at}/result/people").text)


def test_agreement_uses_the_own_weights(tess):
    tess.start("short", **{"weight-skill": "1", "weight-experience": "0", "weight-people": "0"})
    for number in range(1, 7):
        invite = "yes" if number < 3 else "no"
        skill = "5" if number < 3 else "1"
        tess.post(
            f"{tess.at}/cards/{number}", **{"c-skill": skill, "c-experience": "1", "c-people": "1", "invite": invite}
        )
    tess.post(f"{tess.at}/review")
    page = text_of(tess.get(f"{tess.at}/result").text)

    assert "There are 8 pairs of one you would invite and one you would not." in page
    assert "By your own weights the invited one had more points in 8 of them and as many in 0." in page


@pytest.mark.parametrize(("language", "words"), [("fi", "Sama hakemus kahdesti"), ("sv", "Samma ansökan två gånger")])
def test_results_speak_the_language_of_the_page(tess, language, words):
    tess.finish()

    assert words in tess.client.get(f"/{language}/practice/{tess.at}/result").text
