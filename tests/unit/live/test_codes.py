"""Codes and tags that survive being read aloud and typed on a phone."""

import pytest

from puntari.content.languages import LANGUAGES
from puntari.live.codes import (
    SIGNS,
    NoTagLeft,
    in_groups,
    new_code,
    new_slug,
    new_tag,
    new_token,
    read_code,
    read_tag,
    token_hash,
)
from puntari.live.tag_words import FIRST, SECOND

LOOK_ALIKES = ("0OQD", "1IL", "2Z", "5S", "6G", "8B", "UV")


def test_no_two_signs_of_a_code_look_alike():
    assert [sum(sign in SIGNS for sign in group) <= 1 for group in LOOK_ALIKES] == [True] * len(LOOK_ALIKES)
    assert set("AEIOUY") & set(SIGNS) == {"Y"}


def test_a_code_is_read_as_it_was_made():
    codes = [new_code() for _ in range(200)]
    assert [read_code(in_groups(code).lower()) for code in codes] == codes


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("xcw krw", "XCWKRW"),
        (" XCW-KRW\t", "XCWKRW"),
        ("XCWKR", None),
        ("XCWKRWW", None),
        ("XCWKR0", None),
        ("", None),
        ("ÄÖÅäöå", None),
    ],
)
def test_what_people_type(typed, code):
    assert read_code(typed) == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_a_language_are_many_and_differ(language):
    for words in (FIRST[language], SECOND[language]):
        assert (len(words), len(set(words))) == (64, 64)
        assert all(word == read_tag(word) and 1 < len(word) < 13 for word in words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tag_is_read_as_it_was_made(language):
    tag = new_tag(language, ())
    assert read_tag(f"  {tag.title()} ".replace(" ", "  ")) == tag
    assert read_tag(tag.replace(" ", "-")) == tag


def test_tags_in_a_session_differ_until_there_are_hardly_any_left():
    taken = set()
    for _ in range(1000):
        taken.add(new_tag("sv", taken))
    assert len(taken) == 1000
    everything = {f"{first} {second}" for first in FIRST["sv"] for second in SECOND["sv"]}
    with pytest.raises(NoTagLeft):
        new_tag("sv", everything)


def test_a_room_has_an_address_that_can_be_read_aloud():
    first, second, number = new_slug().split("-")
    assert (first in FIRST["en"], second in SECOND["en"], len(number)) == (True, True, 3)


def test_a_token_fits_the_form_and_its_digest_the_table():
    token = new_token()
    assert (len(token), len(token_hash(token)), token_hash(token) == token_hash(new_token())) == (43, 64, False)
