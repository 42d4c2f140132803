"""The inference agrees with enumeration, with least squares, and with what is true by symmetry."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from puntari.live.inference import (
    HIDING_COMPARISON,
    HIDING_REFERENCE,
    IDENTITY_GAP,
    Contrast,
    TooLittle,
    estimate_effect,
)
from puntari.live.redraws import OneRound
from puntari.practice.one_round import SEATS, even_orders
from tests.unit.live.sessions import dealt, scores_of, shown_in


def chance(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def direct(scores: np.ndarray, faces: np.ndarray, contrast: Contrast) -> float:
    """The statistic as its definition reads, one text after the other."""
    centred = scores - np.nanmean(scores, axis=1, keepdims=True)
    gaps = []
    for text in range(scores.shape[1]):
        column, face = centred[:, text], faces[:, text]
        plus, minus = column[face == contrast.plus], column[face == contrast.minus]
        plus, minus = plus[~np.isnan(plus)], minus[~np.isnan(minus)]
        if len(plus) and len(minus):
            gaps.append(plus.mean() - minus.mean())
    return float(np.mean(gaps))


@pytest.mark.parametrize("contrast", [IDENTITY_GAP, HIDING_REFERENCE, HIDING_COMPARISON])
def test_the_estimate_is_least_squares_with_person_and_text_effects_when_balanced(contrast):
    mechanism = dealt(24)
    scores = scores_of(mechanism, gap=0.4, hiding=0.2, chance=chance())
    faces = shown_in(mechanism)

    people, texts = np.indices(scores.shape)
    data = {"y": scores.ravel(), "person": people.ravel(), "text": texts.ravel(), "face": faces.ravel()}
    names = {contrast.minus: "a", contrast.plus: "b", contrast.third: "c"}
    data["face"] = [names[face] for face in data["face"]]
    fitted = smf.ols("y ~ C(face) + C(person) + C(text)", pd.DataFrame(data)).fit(
        cov_type="cluster", cov_kwds={"groups": data["person"]}
    )

    effect = estimate_effect(scores, mechanism, contrast, seed=1)
    assert effect.estimate == pytest.approx(fitted.params["C(face)[T.b]"], abs=1e-9)
    low, high = fitted.conf_int().loc["C(face)[T.b]"]
    assert effect.high - effect.low == pytest.approx(high - low, rel=0.3)
    assert effect.low == pytest.approx(low, abs=0.12)


def test_the_p_value_is_that_of_all_assignments_one_by_one():
    mechanism = dealt(SEATS)
    scores = scores_of(mechanism, gap=1.0, hiding=0.0, chance=chance(3))
    flat = scores - effect_of_third(scores, mechanism)
    real = abs(direct(flat, shown_in(mechanism), IDENTITY_GAP))
    others = [
        direct(flat, shown_in(mechanism, [sequence.form for sequence in order]), IDENTITY_GAP)
        for order in even_orders()
    ]
    exact = np.mean([abs(other) * np.sqrt(10 / 9) >= real - 1e-9 for other in others])

    effect = estimate_effect(scores, mechanism, IDENTITY_GAP, seed=5, draws=20_000)

    assert effect.p_value == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / 20_000) + 1e-3)


def effect_of_third(scores: np.ndarray, mechanism: OneRound) -> np.ndarray:
    """What is taken off the anonymous cells first, worked out from the definition."""
    centred, faces = scores - scores.mean(axis=1, keepdims=True), shown_in(mechanism)
    distance = [
        centred[faces[:, t] == 0, t].mean()
        - (centred[faces[:, t] == 1, t].mean() + centred[faces[:, t] == 2, t].mean()) / 2
        for t in range(scores.shape[1])
    ]
    return np.mean(distance) * (faces == 0)


def test_the_interval_holds_the_effects_that_the_test_does_not_reject():
    mechanism = dealt(12)
    scores = scores_of(mechanism, gap=0.5, hiding=0.0, chance=chance(4))
    effect = estimate_effect(scores, mechanism, IDENTITY_GAP, seed=2, draws=999)
    share = np.select([shown_in(mechanism) == 2, shown_in(mechanism) == 1], [0.5, -0.5], 0.0)

    for supposed, is_rejected in ((effect.low + 0.01, False), (effect.low - 0.01, True), (effect.high + 0.01, True)):
        without = estimate_effect(scores - supposed * share, mechanism, IDENTITY_GAP, seed=2, draws=999)
        assert (without.p_value <= 0.05) == is_rejected


def test_a_strict_participant_and_a_hard_text_change_nothing():
    mechanism = dealt(18)
    scores = scores_of(mechanism, gap=0.3, hiding=0.0, chance=chance(6))
    moved = scores + np.arange(18)[:, None] - 2 * np.arange(12)[None, :]

    before, after = (estimate_effect(y, mechanism, IDENTITY_GAP, seed=1, draws=499) for y in (scores, moved))

    assert after.estimate == pytest.approx(before.estimate)
    assert (after.low, after.high) == pytest.approx((before.low, before.high), abs=0.3)


def test_the_groups_exchanged_give_the_opposite():
    mechanism = dealt(12)
    scores = scores_of(mechanism, gap=0.3, hiding=0.1, chance=chance(7))
    back = Contrast(IDENTITY_GAP.minus, IDENTITY_GAP.plus, IDENTITY_GAP.third)

    there, again = (estimate_effect(scores, mechanism, c, seed=1, draws=499) for c in (IDENTITY_GAP, back))

    assert again.estimate == pytest.approx(-there.estimate)
    assert (again.low, again.high) == pytest.approx((-there.high, -there.low), abs=1e-3)
    assert again.p_value == there.p_value


def test_an_effect_of_hiding_is_not_taken_for_one_of_names():
    mechanism = dealt(60)
    scores = scores_of(mechanism, gap=0.0, hiding=2.0, chance=chance(8))

    effect = estimate_effect(scores, mechanism, IDENTITY_GAP, seed=1)

    assert effect.low < 0 < effect.high
    assert effect.high - effect.low < 0.6


def test_those_who_stopped_early_count_with_what_they_rated():
    mechanism = dealt(13)
    scores = scores_of(mechanism, gap=0.5, hiding=0.0, chance=chance(9))
    scores[3, 5:], scores[12, :] = np.nan, np.nan

    effect = estimate_effect(scores, mechanism, IDENTITY_GAP, seed=1, draws=199)

    flat = scores - nan_effect_of_third(scores, mechanism)
    share = np.select([shown_in(mechanism) == 2, shown_in(mechanism) == 1], [0.5, -0.5], 0.0)
    share[np.isnan(scores)] = np.nan
    with np.errstate(invalid="ignore"):
        expected = direct(flat[:12], shown_in(mechanism)[:12], IDENTITY_GAP) / direct(
            share[:12], shown_in(mechanism)[:12], IDENTITY_GAP
        )
    assert effect.estimate == pytest.approx(expected)


def nan_effect_of_third(scores: np.ndarray, mechanism: OneRound) -> np.ndarray:
    """As ``effect_of_third``, where some cells are empty."""
    some = ~np.isnan(scores).all(axis=1)
    centred = np.full_like(scores, np.nan)
    centred[some] = scores[some] - np.nanmean(scores[some], axis=1, keepdims=True)
    faces = shown_in(mechanism)
    means = [[np.nanmean(centred[faces[:, t] == face, t]) for face in range(3)] for t in range(scores.shape[1])]
    return np.mean([a - (r + c) / 2 for a, r, c in means]) * (faces == 0)


def test_without_both_faces_of_any_text_there_is_nothing_to_say():
    mechanism = dealt(1)

    with pytest.raises(TooLittle):
        estimate_effect(np.ones((1, 12)), mechanism, IDENTITY_GAP, seed=1, draws=99)


def test_where_nothing_varies_chance_does_as_much():
    mechanism = dealt(12)

    effect = estimate_effect(np.full((12, 12), 3.0), mechanism, IDENTITY_GAP, seed=1, draws=99)

    assert (effect.estimate, effect.p_value, effect.excludes_zero) == (0.0, 1.0, False)


def test_shares_of_invitations_are_an_outcome_like_scores():
    mechanism = dealt(24)
    faces = shown_in(mechanism)
    invited = (faces == 1).astype(float)

    effect = estimate_effect(invited, mechanism, IDENTITY_GAP, seed=1, draws=499)

    assert effect.estimate == pytest.approx(-1.0)
    assert effect.p_value == pytest.approx(1 / 500)


@pytest.mark.parametrize(("people", "texts"), [(7, 6), (7, 12), (12, 6), (12, 12)])
def test_the_same_seed_gives_the_same_worlds(people, texts):
    mechanism = dealt(people, texts=texts)
    scores = scores_of(mechanism, gap=0.0, hiding=0.0, chance=chance(2))

    first, second = (estimate_effect(scores, mechanism, IDENTITY_GAP, seed=9, draws=50) for _ in range(2))

    assert np.array_equal(first.worlds, second.worlds)
    assert len(first.worlds) == 50
