"""Chance that can be repeated."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from puntari.practice.chance import Chance, permuted

FIRST = [0, 2, 6, 3, 7, 1, 4, 5]
SECOND = ["a", "c", "b", "c", "a", "b"]


def test_these_draws_stay_for_ever():
    assert Chance("puntari", 1).shuffled(range(8)) == FIRST
    assert [permuted("abc", turn, "seed") for turn in range(6)] == SECOND


@given(st.lists(st.integers()), st.integers())
def test_shuffling_keeps_what_there_is(items, seed):
    assert Counter(Chance(seed).shuffled(items)) == Counter(items)


def test_each_order_is_about_as_likely():
    counts = Counter(tuple(Chance(seed).shuffled("abc")) for seed in range(6_000))

    assert len(counts) == 6
    assert max(abs(count - 1_000) for count in counts.values()) < 150


@given(st.integers(1, 6), st.integers(0, 200), st.text(max_size=5))
def test_permuted_blocks_never_differ_by_more_than_one(size, turns, seed):
    counts = Counter(dict.fromkeys(range(size), 0))
    for turn in range(turns):
        counts[permuted(range(size), turn, seed)] += 1
        assert max(counts.values()) - min(counts.values()) <= 1
