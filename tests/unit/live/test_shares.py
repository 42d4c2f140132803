"""The gate for shares, and the attacker who tries to work out what somebody chose or found."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntari.live.disclosure import Occasion, TooAlike
from puntari.live.disclosure_shares import ReleasedShares, Tally, release_shares
from puntari.live.domain import TooEarlyToReveal

CELL = 5  # written down a second time


def occasion(people: int, *, minimum: int = 8, is_open: bool = False, before: tuple = ()) -> Occasion:
    return Occasion(is_open=is_open, minimum=minimum, contributors=[f"p{n}" for n in range(people)], before=before)


def released(people: int, minimum: int = 8, **counts: int) -> dict[str, float | None]:
    (question,) = release_shares([Tally("q", counts)], occasion(people, minimum=minimum)).questions
    return question.shares


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        pytest.param({"yes": 6, "no": 6}, {"yes": 0.5, "no": 0.5}, id="both sides are large enough"),
        pytest.param({"yes": 13, "no": 7}, {"yes": 0.6, "no": 0.4}, id="in tenths: sixty-five per cent becomes sixty"),
        pytest.param({"yes": 8, "no": 4}, {"yes": None, "no": None}, id="four on one side hide both"),
        pytest.param({"yes": 12, "no": 0}, {"yes": None, "no": None}, id="all on one side would tell of each"),
        pytest.param(
            {"a": 9, "b": 8, "c": 3}, {"a": 0.4, "b": None, "c": None}, id="one hidden takes the next smallest along"
        ),
        pytest.param(
            {"a": 10, "b": 10, "c": 0}, {"a": None, "b": 0.5, "c": None}, id="that nobody chose something stays hidden"
        ),
        pytest.param(
            {"a": 16, "b": 2, "c": 2}, {"a": None, "b": None, "c": None}, id="four hidden together are too few"
        ),
        pytest.param({"a": 7, "b": 6, "c": 7}, {"a": 0.4, "b": 0.3, "c": 0.4}, id="three ways, all large enough"),
        pytest.param({"yes": 3, "no": 4}, {"yes": None, "no": None}, id="a question that few came to"),
    ],
)
def test_what_is_shown_of_a_question(counts, shares):
    assert released(20, **counts) == shares


def test_below_the_minimum_nothing_leaves_but_that():
    few = release_shares([Tally("q", {"yes": 4, "no": 3})], occasion(7))

    assert few == ReleasedShares(minimum=8)


def test_a_larger_minimum_holds_for_each_question_too():
    assert released(30, minimum=20, yes=9, no=10) == {"yes": None, "no": None}
    assert released(30, minimum=20, yes=10, no=10) == {"yes": 0.5, "no": 0.5}


def test_nothing_leaves_an_open_session():
    with pytest.raises(TooEarlyToReveal):
        release_shares([Tally("q", {"yes": 10, "no": 10})], occasion(20, is_open=True))


def test_a_minimum_below_the_floor_is_refused():
    with pytest.raises(ValueError, match="at least 5"):
        release_shares([], occasion(20, minimum=4))


def test_shares_leave_once():
    with pytest.raises(TooAlike):
        release_shares([Tally("q", {"yes": 10, "no": 10})], occasion(20, before=(["somebody"],)))


def test_one_person_given_twice_counts_once():
    twice = Occasion(is_open=False, minimum=8, contributors=["p"] * 20)

    assert release_shares([Tally("q", {"yes": 10, "no": 10})], twice) == ReleasedShares(minimum=8)


ONE = Tally("one", {"yes": 6, "no": 6})
FEW = Tally("few", {"yes": 2, "no": 10})
WHOLE = Tally("whole", {"yes": 7, "no": 5}, parts=("one", "few"))


@pytest.mark.parametrize("tallies", [[WHOLE, ONE, FEW], [ONE, FEW, WHOLE]], ids=["whole first", "whole last"])
def test_a_whole_is_hidden_where_one_of_its_parts_is_shown(tallies):
    """Seven marked something and six of them these words: so one marked something else, and would be told."""
    found = {one.id: one.shares for one in release_shares(tallies, occasion(12)).questions}

    assert found["one"] == {"yes": 0.5, "no": 0.5}
    assert found["whole"] == {"yes": None, "no": None}


def test_a_whole_is_shown_where_none_of_its_parts_is():
    found = {one.id: one.shares for one in release_shares([WHOLE, FEW], occasion(12)).questions}

    assert found == {"whole": {"yes": 0.6, "no": 0.4}, "few": {"yes": None, "no": None}}


# --- the attacker


def possible(answers: tuple[str, ...], told: dict[int, str], shown: dict[str, float | None]) -> list[set[str]]:
    """For each person, which answers fit what left the gate and what some have told the attacker.

    He tries every way in which the counts can have been, since the people he doesn't know can be in any order.
    """
    people, names = len(answers), sorted(shown)
    free = [person for person in range(people) if person not in told]
    fits: list[set[str]] = [set() for _ in answers]
    for counts in product(range(len(free) + 1), repeat=len(names)):
        if sum(counts) != len(free):
            continue
        whole = {name: count + sum(t == name for t in told.values()) for name, count in zip(names, counts, strict=True)}
        if released(people, **whole) == shown:
            for person in free:
                fits[person] |= {name for name, count in zip(names, counts, strict=True) if count}
    return fits


@settings(max_examples=150, deadline=None)
@given(
    answers=st.lists(st.sampled_from("abc"), min_size=8, max_size=22).map(tuple),
    colluders=st.integers(0, 4),
    is_binary=st.booleans(),
)
def test_no_four_who_tell_all_can_place_anybody(answers, colluders, is_binary):
    given_ = tuple("a" if answer == "c" else answer for answer in answers) if is_binary else answers
    names = "ab" if is_binary else "abc"
    shown = released(len(given_), **{name: given_.count(name) for name in names})
    told = dict(enumerate(given_[:colluders]))

    for person, could_be in enumerate(possible(given_, told, shown)):
        if person not in told:
            assert given_[person] in could_be
            assert len(could_be) >= 2


@settings(max_examples=300, deadline=None)
@given(counts=st.lists(st.integers(0, 40), min_size=2, max_size=5))
def test_whatever_is_shown_has_five_on_either_side_and_so_has_what_is_hidden(counts):
    names = {f"w{n}": count for n, count in enumerate(counts)}
    total = sum(counts)
    shares = released(max(total, 8), **names)
    shown = {name for name, share in shares.items() if share is not None}
    hidden = sum(names[name] for name in names.keys() - shown)

    for name in shown:
        assert names[name] >= CELL
        assert total - names[name] >= CELL
        assert abs(shares[name] - names[name] / total) <= 0.05 + 1e-9
    assert not shown or shown == names.keys() or hidden >= CELL
