"""What the trainee's own pages say about points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.practice.measures import Concordance, Drift, concordance, drift, mean_distance, ranks, weighted_score

points = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 5), min_size=1)


@pytest.mark.parametrize(
    ("given_points", "weights", "score"),
    [
        pytest.param({"a": 5, "b": 1}, {"a": 50, "b": 50}, 3.0, id="equal weights"),
        pytest.param({"a": 5, "b": 1}, {"a": 75, "b": 25}, 4.0, id="unequal weights"),
        pytest.param({"a": 5, "b": 1}, {"a": 3, "b": 1}, 4.0, id="weights that don't add up to 100"),
        pytest.param({"a": 5, "b": 1}, {"a": 100, "b": 0}, 5.0, id="a criterion without weight"),
    ],
)
def test_weighted_score(given_points, weights, score):
    assert weighted_score(given_points, weights) == score


def test_a_score_needs_every_criterion_and_some_weight():
    with pytest.raises(KeyError):
        weighted_score({"a": 3}, {"a": 50, "b": 50})
    with pytest.raises(ValueError, match="weight"):
        weighted_score({"a": 3}, {"a": 0})


@given(points)
def test_a_score_lies_between_the_lowest_and_the_highest_point(given_points):
    score = weighted_score(given_points, dict.fromkeys(given_points, 7))

    assert min(given_points.values()) - 1e-9 <= score <= max(given_points.values()) + 1e-9


def test_equal_scores_share_the_better_rank():
    assert ranks({"a": 4.2, "b": 3.5, "c": 4.2, "d": 1.0}) == {"a": 1, "b": 3, "c": 1, "d": 4}


def test_distance_has_no_direction():
    assert mean_distance([(4.0, 3.0), (3.0, 4.0)]) == 1.0
    assert mean_distance([]) is None


def test_drift_compares_each_half_with_the_key():
    assert drift([4, 4, 2, 1], [3, 3, 3, 3]) == Drift(first_half=1.0, last_half=-1.5)
    assert drift([4, 3, 1], [3, 3, 3]) == Drift(first_half=0.5, last_half=-1.0)


def test_concordance_counts_pairs_of_invited_and_uninvited():
    scores = {"a": 5.0, "b": 3.0, "c": 3.0, "d": 1.0}

    assert concordance(scores, {"a": True, "b": True, "c": False, "d": False}) == Concordance(
        agreeing=3, equal=1, pairs=4
    )
    assert concordance(scores, dict.fromkeys(scores, True)) == Concordance(agreeing=0, equal=0, pairs=0)
