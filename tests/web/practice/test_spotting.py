"""Leak hunt and advertisement review by plain forms: start, mark, hand in, and what one sees afterwards."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from puntari.certificates.models import CompletionEvent
from puntari.extensions import db
from puntari.practice.models import ExerciseVersion
from puntari.practice.owner import key_of
from puntari.practice.spotting.models import Item, Run
from tests.web.practice.conftest import COOK, text_of

HUNT = "/en/practice/leak-hunt/cook"
AD = "/en/practice/advertisement/ad-caretaker"
NOW = datetime(2026, 3, 2, tzinfo=UTC)


class Hunter:
    """Somebody who marks and hands in."""

    def __init__(self, client, person):
        self.client, self.person, self.run = client, person, ""

    def start(self, address=HUNT):
        response = self.client.post(address)
        assert response.status_code == 303
        self.run = response.location
        return self.run

    def at(self, position, language="en"):
        return f"{self.run}/texts/{position}".replace("/en/", f"/{language}/")

    def boxes(self, position, language="en"):
        """The pieces as the page offers them: key → words."""
        html = self.client.get(self.at(position, language)).text
        found = re.findall(r'name="pieces" value="([^"]+)"[^>]*?( checked)?><span>(.*?)</span>', html)
        return {key: (re.sub("<wbr>", "", words), bool(checked)) for key, checked, words in found}

    def hand_in(self, position, words=(), language="en"):
        boxes = self.boxes(position, language)
        keys = [key for key, (text, _) in boxes.items() if any(word in text for word in words)]
        return self.client.post(self.at(position, language), data={"pieces": keys})

    def finish(self, words=("After family leave",)):
        for position in (1, 2, 3):
            assert self.hand_in(position, words).status_code == 303


@pytest.fixture
def tess(client, people):
    return Hunter(client(people["tess"]), people["tess"])


@pytest.fixture
def otto(client, people):
    return Hunter(client(people["otto"]), people["otto"])


def items_of(hunter):
    query = select(Item).join(Item.run).where(Run.owner_key == key_of(hunter.person.id)).order_by(Item.position)
    return list(db.session.scalars(query))


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

    assert not first & {item.text for item in items_of(tess) if item.done_at is None}


def test_handing_in_without_a_mark_is_refused(tess):
    tess.start()
    response = tess.client.post(tess.at(1))

    assert response.status_code == 422
    assert "Mark at least one place." in text_of(response.text)
    assert items_of(tess)[0].done_at is None


def test_what_has_been_handed_in_stays(tess):
    tess.start()
    tess.hand_in(1, ["After family leave"])
    before = items_of(tess)[0].marked
    again = tess.client.post(tess.at(1), data={"pieces": ["p1:0/1"]})

    assert again.status_code == 200
    assert items_of(tess)[0].marked == before
    late = tess.client.post(f"{tess.at(1)}/marks", data={"pieces": [], "sequence": "9007199254740991"})
    assert late.status_code == 409


def test_keys_that_the_text_does_not_have_are_left_out(tess):
    tess.start()
    key = next(iter(tess.boxes(1)))
    tess.client.post(tess.at(1), data={"pieces": [key, "x", "m-leave:9/1", "p1:0/0", "'"]})

    assert items_of(tess)[0].marked == [key]


def test_switching_the_language_loses_no_mark_and_hands_nothing_in(tess):
    tess.start()
    keys = [key for key, (words, _) in tess.boxes(1).items() if words in {"After family leave", "Cook"}]
    tess.client.post(tess.at(1, "fi"), data={"pieces": keys, "_switch": "fi"})  # to the other language's address

    marked = {words for words, is_checked in tess.boxes(1, "fi").values() if is_checked}
    assert marked == {"Perhevapaan jälkeen", "Kokki"}
    assert items_of(tess)[0].done_at is None


def test_switching_there_and_back_moves_no_mark_to_another_piece(tess):
    tess.start(AD)
    keys = ["p2:1/5", "p2:4/5"]  # Swedish has four pieces in this paragraph
    for language in ("en", "sv", "fi", "en"):
        tess.client.post(tess.at(1, language), data={"pieces": keys, "_switch": language})
        keys = [key for key, (_, is_checked) in tess.boxes(1, language).items() if is_checked]

    assert keys == ["p2:1/5", "p2:4/5"]


def test_marks_are_saved_as_they_are_made_and_the_last_ones_hold(tess):
    tess.start()
    first, second = list(tess.boxes(1))[:2]
    save = f"{tess.at(1)}/marks"
    answers = [
        tess.client.post(save, data={"pieces": [first, second], "sequence": "20"}).json,
        tess.client.post(save, data={"pieces": [first], "sequence": "10"}).json,
        tess.client.post(save, data={"pieces": [first, second], "sequence": "20"}).json,
    ]

    assert [answer["is_kept"] for answer in answers] == [True, False, False]
    assert items_of(tess)[0].marked == sorted([first, second])


@pytest.mark.parametrize("sequence", ["", "0", "-1", "x", "1e3", "9" * 30])
def test_a_broken_sequence_is_refused(tess, sequence):
    tess.start()

    assert tess.client.post(f"{tess.at(1)}/marks", data={"sequence": sequence}).status_code == 422


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


def test_an_advertisement_is_marked_handed_in_and_shown_anew(tess):
    tess.start(AD)
    tess.hand_in(1, ["knows one end of a hammer", "category B driving licence"])
    page = tess.client.get(f"{tess.run}/result")
    shown = text_of(page.text)

    assert "You found 1 of 9 places. You also marked one that could have stayed." in shown
    assert "a service van is driven between them" in shown  # why the driving licence stays
    better = shown.split("The whole advertisement, better")[1]
    assert "We are looking for a property caretaker" in better
    assert "hammer" not in better
    assert tess.client.get(tess.at(1)).location == f"{tess.run}/result"
    (event,) = db.session.scalars(select(CompletionEvent))
    assert event.content_id == "ad-caretaker"


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
    from puntari.practice.embed import title_of

    with app.test_request_context("/en/"):
        assert title_of("leak-hunt-cook", "sv") == "Läckjakt: Kock"
        assert title_of("ad-caretaker", "fi") == "Ilmoituksen tarkastus: Kiinteistönhoitaja"
        assert title_of("leak-hunt-baker", "fi") is None


def test_an_older_advertisement_is_shown_as_it_was(tess, app):
    tess.start(AD)
    tess.hand_in(1, ["hammer"])
    kept = db.session.scalars(select(ExerciseVersion)).one()
    files = {name: text.replace("hammer", "spanner") for name, text in kept.files.items()}
    db.session.add(ExerciseVersion(digest="d", exercise_id=kept.exercise_id, files=files, kept_at=NOW))
    db.session.flush()
    db.session.execute(Run.__table__.update().values(content_digest="d"))
    present = app.extensions["puntari.advertisements"].pop("ad-caretaker")
    db.session.commit()
    try:
        assert "spanner" in tess.client.get(f"{tess.run}/result").text
    finally:
        app.extensions["puntari.advertisements"]["ad-caretaker"] = present


def run(**changed):
    values = {"owner_key": "a" * 64, "kind": "leak-hunt", "content_id": "cook", "content_digest": "d", "seed": "s"}
    return Run(**{**values, "language": "fi", "started_at": NOW, **changed})


@pytest.mark.parametrize(
    "wrong",
    [
        {"owner_key": "short"},
        {"kind": "hunt"},
        {"language": "no"},
        {"finished_at": NOW - timedelta(seconds=1)},
        {"content_digest": "none such"},
        {"items": [{"position": 0, "text": "01"}]},
        {"items": [{"position": 1, "text": "01", "sequence": -1}]},
        {"items": [{"position": 1, "text": "01", "face": "anonymous", "name": 1}]},
        {"items": [{"position": 1, "text": "01", "face": "reference"}]},
        {"items": [{"position": 1, "text": "01", "name": 1}]},
        {"items": [{"position": 1, "text": "01"}, {"position": 2, "text": "01"}]},
        {"items": [{"position": 1, "text": "01"}, {"position": 1, "text": "02"}]},
    ],
    ids=str,
)
def test_each_constraint_of_the_tables_is_there(app, wrong):
    db.session.add(ExerciseVersion(digest="d", exercise_id="cook", files={}, kept_at=NOW))
    db.session.flush()
    items = [Item(**item) for item in wrong.get("items", [])]
    db.session.add(run(**{**wrong, "items": items}))

    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_one_run_is_under_way_at_a_time(app):
    db.session.add(ExerciseVersion(digest="d", exercise_id="cook", files={}, kept_at=NOW))
    db.session.flush()
    db.session.add_all([run(finished_at=NOW), run(finished_at=NOW), run()])
    db.session.flush()
    db.session.add(run())

    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
