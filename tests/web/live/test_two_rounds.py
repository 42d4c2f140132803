"""A session of two rounds: the same eight applications twice, with a pause between."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from puntari.certificates.models import CompletionEvent
from puntari.extensions import Model, db
from puntari.live import queries
from puntari.live.models import LiveSession, Participant
from puntari.practice.commands import replay
from puntari.practice.models import Attempt, Card, Invitation, Place, Rating
from tests import exercises
from tests.web.live.conftest import SETTINGS, Guest
from tests.web.live.test_races import at_once

NAMES = {family: group for group, names in exercises.NAMES.items() for _first, family in names}
ROUND_1, ROUND_2 = range(1, 9), range(9, 17)


@pytest.fixture
def tuula(tuula):
    """The trainer with a session of two rounds."""
    assert tuula.make(token="cd" * 12, size="16").status_code == 303
    return tuula


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def met(page):
    """Which text a page shows, and of which group its person is; None when it names nobody."""
    (text,) = set(re.findall(r"Text(\d\d)en\.", page))
    (group,) = {NAMES[name] for name in NAMES if re.search(rf"\b{name}\b", page)} or {None}
    return text, group


def whereabouts(page):
    """What a page says about the round and the place in it."""
    kicker = re.search(r'class="pt-kicker">(.*?)</p>', page).group(1)
    return kicker.rpartition("· ")[2], re.search(r"<h1>(.*?)</h1>", page).group(1)


def score(guest, numbers):
    """Score these in order, each where the server leads to; gives what was met."""
    seen = []
    for number in numbers:
        assert guest.at() == f"/cards/{number}"
        seen.append(met(guest.get(f"/cards/{number}").text))
        assert guest.rate(number).location == guest.address("/place")
    return seen


def test_everybody_meets_eight_texts_once_in_each_round_and_six_with_another_face(tuula, guest):
    here = [guest() for _ in range(3)]
    tuula.go_to("block-1")
    first = [dict(score(one, ROUND_1)) for one in here]
    assert {one.at() for one in here} == {"Round 1 is done"}
    tuula.go_to("neutral")
    assert {one.at() for one in here} == {"Something else for a moment"}
    tuula.go_to("block-2")
    second = [dict(score(one, ROUND_2)) for one in here]
    assert {one.at() for one in here} == {"All applications are done"}

    for before, after in zip(first, second, strict=True):
        assert len(before) == len(after) == 8
        assert before.keys() == after.keys()
        kept = {before[text] for text in before if before[text] == after[text]}
        moved = [(before[text], after[text]) for text in before if before[text] != after[text]]
        assert len(kept) == 2
        assert None in kept
        assert len(moved) == 6
        assert all(None in pair for pair in moved)
        assert sorted(group for pair in moved for group in pair if group) == ["comparison"] * 3 + ["reference"] * 3
    assert count(Place) == 0


def test_pages_tell_the_round_and_the_place_in_it_from_one_to_eight(tuula, guest):
    anna = guest()
    tuula.go_to("block-1")
    assert whereabouts(anna.get("/cards/1").text) == ("Scoring, round 1", "Application 1 of 8")
    score(anna, ROUND_1)
    page = anna.get("/place").text
    assert re.findall(r'cards/(\d+)">Application (\d)<', page) == [(str(n), str(n)) for n in ROUND_1]
    tuula.go_to("block-2")
    assert whereabouts(anna.get("/cards/9").text) == ("Scoring, round 2", "Application 1 of 8")
    assert whereabouts(anna.get("/cards/16").text) == ("Scoring, round 2", "Application 8 of 8")
    score(anna, ROUND_2)
    page = anna.get("/place").text
    assert re.findall(r'cards/(\d+)">Application (\d)<', page) == [(str(n), str(n - 8)) for n in ROUND_2]


def test_round_1_is_closed_after_the_pause_but_for_what_is_missing(tuula, guest):
    anna = guest()
    assert anna.choose(1, "c-skill", "3").status_code == 409
    tuula.go_to("block-1")
    score(anna, range(1, 7))
    assert anna.choose(1, "c-skill", "4", 2**52).status_code == 200  # one's mind may be changed until the pause
    assert anna.choose(9, "c-skill", "4").status_code == 409
    assert anna.rate(9).location == anna.address("/place")
    tuula.go_to("neutral")
    assert anna.choose(1, "c-skill", "5", 2**52 + 1).status_code == 409
    assert anna.choose(7, "c-skill", "5").status_code == 200  # chosen in round 1, it came late
    assert anna.choose(9, "c-skill", "5").status_code == 409
    assert anna.rate(8).location == anna.address("/place")
    tuula.go_to("block-2")
    assert anna.rate(1, "5").location == anna.address("/place")
    assert anna.at() == "/cards/7"
    assert whereabouts(anna.get("/cards/7").text) == ("Scoring, round 1", "Application 7 of 8")
    score(anna, [7, 8, *ROUND_2])
    assert anna.choose(16, "c-skill", "2", 2**52).status_code == 200
    assert anna.choose(8, "c-skill", "2", 2**52).status_code == 409
    tuula.go_to("predict")
    assert {anna.choose(number, "c-skill", "1", 2**52 + 2).status_code for number in range(1, 17)} == {409}

    mine = select(Rating.points).join(Card).where(Rating.criterion == "skill").order_by(Card.round, Card.position)
    assert db.session.scalars(mine).all() == [4, *[3] * 14, 2]


def test_who_comes_in_round_2_begins_with_round_1(tuula, guest):
    tuula.go_to("block-2")
    late = guest()
    score(late, [*ROUND_1, *ROUND_2])

    assert late.at() == "All applications are done"
    assert tuula.get().status_code == 200


def test_a_choice_of_either_round_is_kept_once_whichever_tab_sends_it(tuula, guest, client):
    anna = guest()
    tuula.go_to("block-1")
    score(anna, ROUND_1)
    tuula.go_to("block-2")
    anna.choose(9, "c-skill", "4", 10)
    other = Guest(anna.client, anna.code)  # a second tab of the same browser
    said = [one.choose(9, "c-skill", "4", 10).json["is_kept"] for one in (anna, other)]
    assert said == [False, False]
    assert other.choose(9, "c-skill", "2", 11).json["is_kept"] is True
    assert anna.choose(9, "c-skill", "5", 9).json["is_kept"] is False
    page = anna.get("/cards/9").text
    assert page == other.get("/cards/9").text
    assert re.search(r'<input[^>]*name="c-skill"[^>]*value="2"[^>]*>', page).group(0).count("checked") == 1

    assert [anna.rate(9).status_code, other.rate(9).status_code] == [303, 303]
    assert (anna.at(), other.at()) == ("/cards/10", "/cards/10")
    assert (count(Rating), count(Invitation)) == (9 * 3, 9)


def test_another_device_goes_on_between_the_rounds(tuula, guest, client):
    anna = guest()
    tuula.go_to("block-1")
    before = score(anna, ROUND_1)
    tuula.go_to("neutral")
    phone = Guest(client(), tuula.code, "en")
    assert phone.post("/back", token=phone.token, tag=anna.me.tag).status_code == 303
    assert phone.at() == "Something else for a moment"
    tuula.go_to("block-2")

    assert {text for text, _ in score(phone, ROUND_2)} == {text for text, _ in before}
    assert anna.get("/place").location == anna.address()
    assert count(Attempt) == 1


@pytest.mark.parametrize("phase", ["block-1", "block-2"])
@pytest.mark.parametrize("number", [0, 17, 999, 1000, 10**30])
def test_numbers_that_no_application_has_lead_nowhere(tuula, guest, phase, number):
    anna = guest()
    tuula.go_to(phase)

    assert anna.get(f"/cards/{number}").status_code in {303, 404}
    assert anna.rate(number).status_code in {303, 404}
    assert anna.choose(number, "c-skill", "3").status_code in {404, 409}
    assert anna.get(f"/own/{number}").status_code in {303, 404}
    assert (count(Rating), count(Invitation)) == (0, 0)


def test_replay_of_a_room_deals_the_stored_tables_again(tuula, guest):
    here = [guest() for _ in range(4)]
    tuula.go_to("block-2")
    for one in here:
        one.rate(1)
    attempts = db.session.scalars(select(Attempt.id)).all()
    results = [CliRunner().invoke(replay, [str(attempt)]) for attempt in attempts]

    assert len(attempts) == 4
    for result in results:
        assert (result.exit_code, result.output.endswith("The stored table is the same.\n")) == (0, True)
        assert "two-rounds" in result.output
        assert len(re.findall(r"│ [12] +│ [1-8] +│", result.output)) == 16


def test_who_joins_at_the_same_moment_has_an_arrival_and_sixteen_cards_of_their_own(app, tuula):
    from puntari.live.codes import new_token

    address, guests = f"/en/join/{tuula.code}", 10
    tokens = [new_token() for _ in range(guests)]
    db.session.rollback()
    answers = at_once(app, [lambda c, t=token: c.post(address, data={"token": t}).status_code for token in tokens])

    assert answers == [303] * guests
    assert sorted(db.session.scalars(select(Attempt.arrival))) == list(range(guests))
    dealt = select(Card.attempt_id, func.count()).group_by(Card.attempt_id)
    assert [number for _, number in db.session.execute(dealt)] == [16] * guests


@pytest.mark.parametrize("is_new", [True, False], ids=["new", "settings"])
def test_two_rounds_cant_be_had_without_the_pause(tuula, is_new):
    before = count(LiveSession)
    wrong = {**SETTINGS, "title": "Höst ”II”", "size": "16", "has_neutral": ""}
    form = {name: value for name, value in wrong.items() if value}
    response = tuula.make(**wrong, token="ef" * 12) if is_new else tuula.post("/settings", **form)

    assert response.status_code == 422
    assert "Two rounds need something else in between: tick this too." in response.text
    assert "Höst ”II”" in response.text
    assert (count(LiveSession), tuula.live.title, tuula.live.has_neutral) == (before, "Spring", True)


def everything():
    """Every value in every table, as text."""
    return {
        str(value)
        for table in Model.metadata.sorted_tables
        for row in db.session.execute(select(table))
        for value in row
    }


def test_after_the_end_the_database_holds_no_sheet_and_no_way_to_a_person(app, tuula, guest, people):
    """Faces are balanced between who came beside whom, so with any sheet somebody could place the next one's."""
    here = [guest(people["tess"], attend="y"), *(guest() for _ in range(5))]
    tuula.go_to("block-2")
    for number, one in enumerate(here):
        for card in (1, 2, 9):
            one.rate(card, str(number % 5 + 1))
    tuula.go_to("predict")
    tuula.post("/reveal")
    secret = {value for one in here for value in (one.me.tag, one.me.token_hash, one.me.owner_key)}
    secret |= set(db.session.scalars(select(Attempt.seed)))
    assert len(secret & everything()) == 4 * len(here)

    assert tuula.post("/end").status_code == 303

    assert secret & everything() == set()
    assert [count(table) for table in (Rating, Invitation, Card, Place, Attempt, Participant)] == [0] * 6
    done = db.session.execute(select(CompletionEvent.person_id, CompletionEvent.content_id, CompletionEvent.rule)).one()
    assert tuple(done) == (people["tess"].id, "cook", "attended a live session: 2 x 8 applications")
    assert tuula.get("/result").status_code in {200, 303}
    assert queries.due_for_purge(datetime.now(UTC) + timedelta(days=400)) == []
