"""Verification codes as people read and type them."""

import pytest

from puntari.certificates.domain import LENGTH, SIGNS, in_groups, read_code
from puntari.certificates.models import new_code

CODE = "7F3K9QXW2M4TB8ND"


def test_a_code_is_printed_in_groups_of_four():
    assert in_groups(CODE) == "7F3K-9QXW-2M4T-B8ND"


@pytest.mark.parametrize(
    "typed",
    [CODE, "7F3K-9QXW-2M4T-B8ND", " 7f3k 9qxw 2m4t b8nd\n", "7F3K–9QXW—2M4T‑B8ND", "7F3K-9QXW-2M4T-B8ND".lower()],
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert read_code(typed) == CODE


def test_signs_that_are_easily_misread_are_forgiven():
    assert read_code("OIL0 1110 0000 0000") == "0110111000000000"


@pytest.mark.parametrize("typed", ["", "7F3K", CODE + "A", "7F3K-9QXW-2M4T-B8N!", "U" * LENGTH, "٣" * LENGTH])
def test_what_can_not_be_a_code_is_none(typed):
    assert read_code(typed) is None


def test_a_new_code_can_be_read_and_is_another_each_time():
    codes = {new_code() for _ in range(100)}

    assert len(codes) == 100
    assert all(read_code(code) == code and set(code) <= set(SIGNS) for code in codes)
