"""A run from start to result by plain forms, where one sees how far it is, and who finds it."""

from sqlalchemy import func, select

from puntari.certificates.models import CompletionEvent
from puntari.extensions import db
from puntari.practice.embed import title_of
from puntari.practice.spotting.models import Run
from tests.web.practice.conftest import COOK, text_of
from tests.web.practice.spotting.conftest import AD, HUNT, items_of


def test_a_run_goes_from_start_to_result_and_into_the_ledger(tess):
    tess.start()
    assert tess.client.get(tess.run).location.endswith("/texts/1")
    tess.finish()

    assert tess.client.get(tess.run).location == f"{tess.run}/result"
    shown = text_of(tess.client.get(f"{tess.run}/result").text)
    assert "You found 3 of 15 places." in shown  # three marks in each text, and six fields in the first form
    assert "You marked nothing without need." in shown
    (event,) = db.session.scalars(select(CompletionEvent))
    assert (event.kind, event.content_id, event.person_id) == ("exercise", "leak-hunt-cook", tess.person.id)
    assert event.content_digest == COOK.digest


def test_each_place_is_told_with_its_reason_and_a_better_wording(tess):
    tess.start()
    tess.hand_in(1, ["After family leave", "I have done this work"])

    shown = text_of(tess.client.get(tess.at(1)).text)
    reason = COOK.texts[items_of(tess)[0].text, "en"].reasons["leave"]
    assert reason.why in shown
    assert f"Better: {reason.better}" in shown
    assert "missed" in shown
    assert "Marked without need" in shown
    assert "What is hidden can't be given points." in shown


def test_starting_twice_gives_the_run_under_way(tess):
    first = tess.start()

    assert tess.start() == first
    assert db.session.scalar(select(func.count()).select_from(Run)) == 1


def test_a_second_run_brings_applications_not_met_before(tess):
    tess.start()
    tess.finish()
    first = {item.text for item in items_of(tess)}
    tess.start()

    second = {item.text for item in items_of(tess) if item.done_at is None}
    assert len(first | second) == 3 + 3


def test_nobody_else_finds_a_run(tess, otto):
    tess.start()
    otto.run = tess.run

    for address in (otto.run, f"{otto.run}/result", otto.at(1)):
        assert otto.client.get(address).status_code == 404
    assert otto.client.post(otto.at(1), data={"pieces": ["p1:0/1"]}).status_code == 404
    assert otto.client.post(f"{otto.at(1)}/marks", data={"sequence": "5"}).status_code == 404
    assert items_of(tess)[0].marked == []


def test_what_is_not_there_is_not_found(tess):
    assert tess.client.get("/en/practice/leak-hunt/baker").status_code == 404
    assert tess.client.get("/en/practice/leak-hunt/taster").status_code == 404
    assert tess.client.get("/en/practice/advertisement/cook").status_code == 404
    tess.start()
    assert tess.client.get(tess.at(4)).status_code == 404


def test_the_result_waits_until_everything_is_handed_in(tess):
    tess.start()

    assert tess.client.get(f"{tess.run}/result").location == tess.run


def test_the_exercises_and_ones_own_page_show_how_far_one_is(tess):
    listed = text_of(tess.client.get("/en/practice").text)
    assert "Mark what gives the applicant away in three applications." in listed
    tess.start()
    tess.hand_in(1, ["After family leave"])

    assert "1 of 3 applications looked through" in text_of(tess.client.get("/en/practice").text)
    assert "1 of 3 applications looked through" in text_of(tess.client.get("/en/home").text)


def test_whoever_has_not_scored_is_told_to_score_first(tess):
    assert "Score first if you mean to do both." in text_of(tess.client.get(HUNT).text)
    assert "Score first" not in text_of(tess.client.get(AD).text)


def test_a_certificate_names_the_leak_hunt_in_the_language_asked(app):
    with app.test_request_context("/en/"):
        assert title_of("leak-hunt-cook", "sv") == "Läckjakt: Kock"
        assert title_of("ad-caretaker", "fi") == "Ilmoituksen tarkastus: Kiinteistönhoitaja"
        assert title_of("leak-hunt-baker", "fi") is None
