"""The rules of paper: codes, cells, and when packets are typed in."""

import pytest

from puntari.live import packets
from puntari.live.domain import Phase
from puntari.live.packets import differs, may_enter, new_packet_code, read_cell, read_grid, read_packet_code
from puntari.practice.choices import Choice

CRITERIA = ("skill", "team")


def test_a_slip_of_one_sign_never_leads_to_another_packet():
    taken: set[str] = set()
    for _ in range(120):
        taken.add(new_packet_code(taken))
    assert min(differs(one, other) for one in taken for other in taken if one != other) >= 2


def test_a_code_too_near_to_another_is_drawn_again(monkeypatch):
    signs = iter("7KC3" + "7KC4" + "9KD4")
    monkeypatch.setattr(packets.secrets, "choice", lambda _signs: next(signs))

    assert new_packet_code({"7KC9"}) == "9KD4"  # the first two differ from it in the last sign only


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7kc3", "7KC3"),
        (" 7K-C3 ", "7KC3"),
        ("7K C3", "7KC3"),
        ("7KC", None),
        ("7KC33", None),
        ("7KO3", None),
        ("", None),
    ],
)
def test_a_code_is_read_as_it_is_typed(typed, code):
    assert read_packet_code(typed) == code


@pytest.mark.parametrize(
    ("field", "typed", "choice"),
    [
        ("c-skill", "1", Choice("skill", points=1)),
        ("c-skill", " 5 ", Choice("skill", points=5)),
        ("c-skill", "0", None),
        ("c-skill", "6", None),
        ("c-skill", "33", None),
        ("c-skill", "x", None),
        ("c-other", "3", None),
        ("invite", "1", Choice(None, invited=True)),
        ("invite", "0", Choice(None, invited=False)),
        ("invite", "K", Choice(None, invited=True)),
        ("invite", "j", Choice(None, invited=True)),
        ("invite", "y", Choice(None, invited=True)),
        ("invite", "E", Choice(None, invited=False)),
        ("invite", "n", Choice(None, invited=False)),
        ("invite", "2", None),
        ("invite", "yes", None),
    ],
)
def test_a_cell_says_one_choice_or_nothing(field, typed, choice):
    assert read_cell(CRITERIA, field, typed) == choice


def test_a_grid_leaves_out_what_is_empty():
    typed = {"c-skill-1": "4", "c-team-1": "", "invite-1": "1", "c-skill-2": "", "invite-3": "0", "c-skill-9": "5"}

    assert read_grid(CRITERIA, 3, typed) == {
        1: [Choice("skill", points=4), Choice(None, invited=True)],
        3: [Choice(None, invited=False)],
    }


def test_packets_are_typed_in_between_the_lock_and_the_reveal():
    assert [phase for phase in Phase if may_enter(phase)] == [
        Phase.BLOCK_1,
        Phase.NEUTRAL,
        Phase.BLOCK_2,
        Phase.PREDICT,
    ]
