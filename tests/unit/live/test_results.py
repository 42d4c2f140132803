"""Findings are those of the inference, the same for the same seed, and honest when there is nothing to find."""

import numpy as np
import pytest

from puntari.live.disclosure import PRIMARY, Comparison, Measure, Occasion, release
from puntari.live.inference import IDENTITY_GAP
from puntari.live.outcomes import Outcome, outcome_of
from puntari.live.results import WORLDS, Ratings, findings
from puntari.live.simulation import deal_one_round, deal_two_rounds, draw_scores
from tests.unit.live.sessions import shown_in
from tests.unit.live.test_inference import direct


def ratings(people: int = 24, *, effect: float = 0.0, seed: int = 1, design: str = "one-round") -> Ratings:
    mechanism = (deal_one_round if design == "one-round" else deal_two_rounds)(people, f"s{seed}")
    scores = draw_scores(mechanism, effect=effect, hiding=0.0, slopes=True, chance=np.random.default_rng(seed))
    invitations = np.where(np.isnan(scores), np.nan, (scores > 0.4).astype(float))
    return Ratings(
        scores, invitations, mechanism, ["A1", "B2"] * (people // 2), [True] * people, [f"p{n}" for n in range(people)]
    )


def test_the_gap_is_the_one_its_definition_gives() -> None:
    group = ratings(effect=-0.4)
    found = findings(group, seed="s", draws=199)

    expected = direct(group.scores, shown_in(group.mechanism), IDENTITY_GAP)  # type: ignore[arg-type]
    assert found.effects[PRIMARY].estimate == pytest.approx(expected)
    assert found.effects[PRIMARY].people == 24
    assert set(found.effects) == {(comparison, measure) for comparison in Comparison for measure in Measure}


def test_the_same_seed_finds_the_same_and_another_draws_other_worlds() -> None:
    group = ratings()
    first, again, other = (findings(group, seed=seed, draws=199) for seed in ("s", "s", "t"))

    assert first == again
    assert first.effects[PRIMARY].worlds != other.effects[PRIMARY].worlds
    assert first.effects[PRIMARY].estimate == other.effects[PRIMARY].estimate


def test_there_are_nineteen_worlds_beside_the_real_one_and_its_place_is_by_chance() -> None:
    group = ratings()
    found = [findings(group, seed=str(seed), draws=49).effects[PRIMARY] for seed in range(60)]

    assert {len(effect.worlds) for effect in found} == {WORLDS - 1}
    assert {effect.place for effect in found} <= set(range(WORLDS))
    assert len({effect.place for effect in found}) > 12


def test_two_rounds_are_found_too() -> None:
    assert findings(ratings(24, effect=-1.5, design="two-rounds"), seed="s", draws=499).effects[PRIMARY].high < 0


def test_incomplete_participants_count_with_what_they_gave() -> None:
    group = ratings()
    group.scores[3, 4:] = np.nan
    found = findings(group, seed="s", draws=99)

    assert found.effects[PRIMARY].estimate == pytest.approx(
        direct(group.scores, shown_in(group.mechanism), IDENTITY_GAP),
        abs=0.05,  # type: ignore[arg-type]
    )


def test_nothing_to_compare_is_no_effect() -> None:
    group = ratings(6)
    group.scores[:] = np.nan
    found = findings(group, seed="s", draws=99)

    assert {measure for _, measure in found.effects} == {Measure.INVITATION}
    everybody = Occasion(is_open=False, minimum=5, contributors=group.contributors)
    assert outcome_of(release(found, everybody)) == Outcome.TOO_FEW


def test_what_no_other_deal_could_compare_is_no_effect() -> None:
    """Four texts with one person of either group each: some of the re-drawn deals put no two beside one another."""
    group = ratings(6)
    shown, given = shown_in(group.mechanism), np.full_like(group.scores, np.nan)
    for text in range(4):
        reference, comparison = (int(np.flatnonzero(shown[:, text] == face)[0]) for face in (1, 2))
        given[reference, text], given[comparison, text] = 2.0, 3.0
    few = Ratings(given, given, group.mechanism, group.sequences, group.finished, group.contributors)
    found = [findings(few, seed=str(seed), draws=1, keys=[PRIMARY]).effects for seed in range(20)]

    assert {len(effects) for effects in found} == {0, 1}


def test_those_who_did_not_finish_are_counted_by_what_they_were_dealt() -> None:
    group = ratings(6)
    unfinished = Ratings(
        group.scores, group.invitations, group.mechanism, group.sequences, [True, False] * 3, group.contributors
    )

    assert [(part.name, part.people, part.unfinished) for part in findings(unfinished, seed="s", draws=9).parts] == [
        ("1", 3, 0),
        ("2", 3, 3),
    ]


def test_large_groups_are_told_by_sequence() -> None:
    group = ratings(12)

    assert [part.name for part in findings(group, seed="s", draws=9, keys=[]).parts] == ["A1", "B2"]


@pytest.mark.parametrize("people", [12, 24])
def test_groups_without_an_effect_are_told_of_a_difference_in_at_most_five_of_a_hundred(people: int) -> None:
    """The larger run, of 10 000 sessions, is `puntari simulate`; here the words themselves, at a smaller size."""
    sessions, told = 300, 0
    for number in range(sessions):
        group = ratings(people, seed=number)
        found = findings(group, seed=str(number), draws=199, keys=[PRIMARY])
        everybody = Occasion(is_open=False, minimum=8, contributors=group.contributors)
        told += outcome_of(release(found, everybody)) is not Outcome.NONE

    assert told / sessions <= 0.05
