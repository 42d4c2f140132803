"""Marks are kept as they are made, hold in every language, and stay as they were handed in."""

import pytest

from tests.web.practice.conftest import text_of
from tests.web.practice.spotting.conftest import AD, items_of


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


def test_keys_that_the_text_does_not_have_are_left_out(tess):
    tess.start()
    key = next(iter(tess.boxes(1)))
    tess.client.post(tess.at(1), data={"pieces": [key, "x", "m-leave:9/1", "p1:0/0", "'"]})

    assert items_of(tess)[0].marked == [key]


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
