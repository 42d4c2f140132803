"""Answering: kept once, shown again, refused with words, one's own."""

import pytest
from sqlalchemy import select

from puntari.authz.pseudonym import owner_key
from puntari.courses.models import CourseMark
from puntari.extensions import db

FIRST = "/en/courses/small/01-first"
SECOND = "/en/courses/small/02-second"
THIRD = "/en/courses/small/03-third"
FRAGMENT = {"X-Fragment": "1"}


def marks():
    """What is kept, by kind and id."""
    return {(mark.kind, mark.item_id): mark for mark in db.session.scalars(select(CourseMark))}


# The lines of an order are shown mixed; these are the right places for the course's own order.
def right_places():
    from puntari.courses.questions import mixed

    return {f"q-steps.{shown}": str(item + 1) for shown, item in enumerate(mixed(3, "steps"))}


def right_pairs():
    from puntari.courses.questions import mixed

    return {f"q-pairs.{left}": str(mixed(2, "pairs").index(left)) for left in range(2)}


ANSWERS = [
    pytest.param(FIRST, "when", {"q-when": "1"}, [1], "Right.", "Because B", id="choice, right"),
    pytest.param(FIRST, "when", {"q-when": "0"}, [0], "Not quite. Read why", "Because A", id="choice, wrong"),
    pytest.param(FIRST, "which", {"q-which": ["0", "2"]}, [0, 2], "Right.", "Because D", id="choices, right"),
    pytest.param(
        FIRST, "which", {"q-which": ["0", "1"]}, [0, 1], "Not quite: something", "Because D", id="choices, wrong"
    ),
    pytest.param(SECOND, "steps", right_places(), [0, 1, 2], "Right.", "Because F", id="order, right"),
    pytest.param(SECOND, "share", {"q-share": "4.5"}, "4.5", "Right.", "Because G", id="estimate, right"),
    pytest.param(
        SECOND, "share", {"q-share": "12"}, "12", "The figure is 4.5 per cent.", "Because G", id="estimate, wrong"
    ),
    pytest.param(SECOND, "pairs", right_pairs(), [0, 1], "Right.", "Because H", id="match, right"),
    pytest.param(
        SECOND, "mine", {"q-mine": "A <thought>"}, "A <thought>", "Saved.", "A &lt;thought&gt;", id="reflection"
    ),
]


@pytest.mark.parametrize(("page", "item", "data", "answer", "verdict", "because"), ANSWERS)
def test_an_answer_is_kept_and_its_feedback_shown(client, people, course, page, item, data, answer, verdict, because):
    signed_in = client(people["tess"])

    response = signed_in.post(f"{page}/questions/{item}", data=data)

    assert (response.status_code, response.location) == (303, f"{page}#q-{item}")
    assert marks()["question", item].answer == answer
    shown = signed_in.get(page).text
    assert verdict in shown
    assert because in shown


@pytest.mark.parametrize(("page", "item", "data", "answer", "verdict", "because"), ANSWERS)
def test_a_script_gets_the_question_alone(client, people, course, page, item, data, answer, verdict, because):
    response = client(people["tess"]).post(f"{page}/questions/{item}", data=data, headers=FRAGMENT)

    assert response.status_code == 200
    assert response.text.strip().startswith('<section class="pt-question')
    assert verdict in response.text
    assert because in response.text
    assert marks()["question", item].answer == answer


@pytest.mark.parametrize(
    ("page", "item", "data", "message", "typed"),
    [
        pytest.param(FIRST, "when", {}, "Answer first, then check.", None, id="nothing"),
        pytest.param(FIRST, "when", {"q-when": "9"}, "Choose from the options on the page.", None, id="foreign option"),
        pytest.param(
            FIRST, "which", {"q-which": ["0", "x"]}, "Choose from the options on the page.", None, id="no option"
        ),
        pytest.param(SECOND, "steps", {"q-steps.0": "1"}, "Give every line a place of its own.", None, id="places"),
        pytest.param(SECOND, "pairs", {"q-pairs.0": "1"}, "Choose a pair for every line.", None, id="pairs"),
        pytest.param(SECOND, "share", {"q-share": "many"}, "Write a number", 'value="many"', id="no number"),
        pytest.param(SECOND, "mine", {"q-mine": "x" * 5001}, "The text is too long.", "x" * 5001, id="too long"),
        pytest.param(SECOND, "mine", {"q-mine": "a\x01b"}, "a character that can", None, id="control character"),
    ],
)
@pytest.mark.parametrize("headers", [{}, FRAGMENT], ids=["page", "fragment"])
def test_what_is_no_answer_is_shown_again_and_nothing_kept(
    client, people, course, page, item, data, message, typed, headers
):
    response = client(people["tess"]).post(f"{page}/questions/{item}", data=data, headers=headers)

    assert response.status_code == 422
    assert message in response.text
    assert typed is None or typed in response.text
    assert marks() == {}


def test_the_same_answer_sent_twice_is_kept_once(client, people, course):
    signed_in = client(people["tess"])
    for _ in range(2):
        signed_in.post(f"{FIRST}/questions/when", data={"q-when": "1"})

    assert [mark.answer for mark in marks().values()] == [[1]]


def test_another_try_replaces_the_answer(client, people, course):
    signed_in = client(people["tess"])
    signed_in.post(f"{FIRST}/questions/when", data={"q-when": "0"})
    signed_in.post(f"{FIRST}/questions/when", data={"q-when": "1"})

    assert [mark.answer for mark in marks().values()] == [[1]]


def test_answers_are_kept_under_a_key_and_no_one_elses_are_shown(app, client, people, course):
    client(people["tess"]).post(f"{SECOND}/questions/mine", data={"q-mine": "planted secret"})

    (mark,) = marks().values()
    secret = app.config["SETTINGS"].pseudonym_key
    assert mark.owner_key == owner_key(people["tess"].id, "courses", secret=secret)
    for who in ("otto", "tuula", "hilla", "sven", "arto"):
        assert "planted secret" not in client(people[who]).get(SECOND).text


def test_answers_survive_a_switch_of_language(client, people, course):
    signed_in = client(people["tess"])
    signed_in.post(f"{SECOND}/questions/share", data={"q-share": "4.2"})

    assert 'value="4.2"' in signed_in.get("/en/courses/small/02-second").text
    assert 'value="4,2"' in signed_in.get("/fi/courses/small/02-second").text


def test_the_language_switch_carries_what_was_typed(client, people, course):
    data = {"_switch": "sv", "q-share": "almost 4", "q-mine": "not sent yet", "q-pairs.0": "1", "q-steps.1": "3"}

    response = client(people["tess"]).post("/sv/courses/small/02-second", data=data)

    assert response.status_code == 200
    assert 'value="almost 4"' in response.text
    assert ">not sent yet</textarea>" in response.text
    assert response.text.count(" selected") == 2
    assert marks() == {}


def test_what_was_written_in_a_reflection_is_kept_when_another_answer_is_sent(client, people, course):
    client(people["tess"]).post(f"{SECOND}/questions/share", data={"q-share": "4", "q-mine": "a thought"})

    assert {key: mark.answer for key, mark in marks().items()} == {
        ("question", "share"): "4",
        ("question", "mine"): "a thought",
    }


def test_enter_checks_what_is_filled_in(client, people, course):
    response = client(people["tess"]).post(
        SECOND, data={"q-share": "4", "q-mine": "", "q-pairs.0": "", "q-pairs.1": ""}
    )

    assert (response.status_code, response.location) == (303, f"{SECOND}#q-share")
    assert list(marks()) == [("question", "share")]


def test_enter_with_something_wrong_shows_it_and_keeps_nothing(client, people, course):
    response = client(people["tess"]).post(SECOND, data={"q-share": "many", "q-mine": "a thought"})

    assert response.status_code == 422
    assert ">a thought</textarea>" in response.text
    assert marks() == {}


@pytest.mark.parametrize(
    "path",
    [
        f"{FIRST}/questions/nothing",
        f"{FIRST}/questions/share",
        f"{THIRD}/questions/story",
        f"{SECOND}/cases/share",
        f"{THIRD}/cases/nothing",
        "/en/courses/small/nothing/questions/when",
        "/en/courses/nothing/01-first/questions/when",
        "/en/courses/small/nothing/done",
    ],
)
def test_what_is_not_on_the_page_is_not_found(client, people, course, path):
    assert client(people["tess"]).post(path, data={"q-when": "1"}).status_code == 404


@pytest.mark.parametrize("path", [f"{FIRST}/questions/when", f"{THIRD}/cases/story", f"{FIRST}/done", FIRST])
def test_nobody_answers_without_an_account(client, people, course, path):
    assert client().post(path, data={"q-when": "1"}).status_code == 401
    assert marks() == {}


def test_a_case_leads_on_by_choices(client, people, course):
    signed_in = client(people["tess"])

    response = signed_in.post(f"{THIRD}/cases/story", data={"to": "0:bad"})

    assert (response.status_code, response.location) == (303, f"{THIRD}#q-story")
    mark = marks()["case", "story"]
    assert (mark.answer, mark.is_done) == (["start", "bad"], False)
    assert "Some text bad." in signed_in.get(THIRD).text


def test_the_same_choice_twice_changes_nothing_and_an_earlier_one_can_be_made_anew(client, people, course):
    signed_in = client(people["tess"])
    for to in ("0:bad", "0:bad", "1:worst"):
        signed_in.post(f"{THIRD}/cases/story", data={"to": to})
    reached = (marks()["case", "story"].answer, marks()["case", "story"].is_done)
    signed_in.post(f"{THIRD}/cases/story", data={"to": "0:good"})

    assert reached == (["start", "bad", "worst"], True)
    assert marks()["case", "story"].answer == ["start", "good"]


def test_a_case_begun_again_stays_done(client, people, course):
    signed_in = client(people["tess"])
    signed_in.post(f"{THIRD}/cases/story", data={"to": "0:good"})
    response = signed_in.post(f"{THIRD}/cases/story", data={"to": "again:"}, headers=FRAGMENT)

    assert "Some text start." in response.text
    assert "Some text good." not in response.text
    assert (marks()["case", "story"].answer, marks()["case", "story"].is_done) == (["start"], True)


@pytest.mark.parametrize(
    ("to", "status"),
    [("0:worst", 409), ("5:good", 409), ("0:nowhere", 409), ("x:good", 422), ("", 422), ("²:bad", 422)],
)
def test_a_way_that_is_not_there_is_refused(client, people, course, to, status):
    response = client(people["tess"]).post(f"{THIRD}/cases/story", data={"to": to})

    assert response.status_code == status
    assert marks() == {}
