"""Addresses in another language, and deeds in words."""

import pytest

from puntari.audit import words
from puntari.people.addresses import in_language


@pytest.mark.parametrize(
    ("address", "there"),
    [("/fi/courses/x?a=1", "/sv/courses/x?a=1"), ("/fi", "/sv/"), ("/assets/1/a.css", "/assets/1/a.css")],
)
def test_an_address_changes_its_language(address, there):
    assert in_language(address, "sv") == there


@pytest.mark.parametrize(
    ("target", "parts"),
    [("person:12", ("person", 12)), ("organisation:x", ("organisation", None)), ("mail", ("mail", None))],
)
def test_a_target_has_a_kind_and_a_number(target, parts):
    assert words.split(target) == parts


def test_a_kind_nobody_registered_stands_as_it_is():
    assert words.say("some.deed", {}) == "some.deed"
