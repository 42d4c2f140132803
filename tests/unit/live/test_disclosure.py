"""The gate lets out what the rule says, on a grid, and nothing else."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from puntari.live.disclosure import (
    PRIMARY,
    Comparison,
    Exact,
    Figure,
    Findings,
    Forgotten,
    Measure,
    Occasion,
    Part,
    Released,
    TooAlike,
    changed,
    release,
)
from puntari.live.domain import Guess, TooEarlyToReveal
from puntari.live.outcomes import Outcome, outcome_of

INVITED = (Comparison.IDENTITY_GAP, Measure.INVITATION)
GRID = {round(tenth / 10, 1) for tenth in range(-20, 21)}


def people(first: int, last: int) -> list[str]:
    return [f"p{number}" for number in range(first, last + 1)]


def exact(estimate: float = -0.31, low: float = -0.62, high: float = 0.01, **more: Any) -> Exact:
    return Exact(estimate, low, high, **{"people": 8, "more": 60, "worlds": (0.12, -0.08), "place": 1} | more)


def occasion(**more: Any) -> Occasion:
    return Occasion(**{"is_open": False, "minimum": 8, "contributors": people(1, 8)} | more)


def shown(effect: Exact, key: tuple[Comparison, Measure] = PRIMARY, raters: int = 8) -> Figure:
    released = release(Findings({key: effect}, primary=key), occasion(contributors=people(1, raters)))
    assert released.primary is not None
    return released.primary.figure


def test_a_group_large_enough_gets_rounded_figures() -> None:
    released = release(Findings({PRIMARY: exact(), INVITED: exact(-0.07, -0.21, 0.02)}), occasion())

    assert released.raters == 8
    assert released.primary is not None
    assert released.primary.figure == Figure(estimate=-0.3, is_beyond=False, low=-0.7, high=0.1)
    assert released.figure(*INVITED) == Figure(estimate=-0.05, is_beyond=False, low=-0.25, high=0.05)


@pytest.mark.parametrize(
    ("raters", "others", "has_strip"), [(7, 0, False), (8, 1, False), (11, 1, False), (12, 1, True)]
)
def test_a_small_group_has_no_worlds_and_a_very_small_one_only_what_was_agreed(
    raters: int, others: int, has_strip: bool
) -> None:
    everything = Findings({PRIMARY: exact(), INVITED: exact(-0.07, -0.21, 0.02)})
    released = release(everything, occasion(minimum=5, contributors=people(1, raters)))

    assert released.primary is not None
    assert (len(released.others), released.strip is not None) == (others, has_strip)
    if released.strip:
        assert (released.strip.worlds, released.strip.place) == ((0.1, -0.3, -0.1), 1)


@pytest.mark.parametrize(
    ("more", "has_figure", "others", "has_strip"),
    # As much as one rating fewer than five, eight and twelve people give who score six each, and as much as they give.
    [
        (24, False, 0, False), (25, True, 0, False), (39, True, 0, False),
        (40, True, 1, False), (59, True, 1, False), (60, True, 1, True),
    ],
)  # fmt: skip
def test_many_who_gave_little_are_treated_as_the_few_who_would_have_given_as_much(
    more: int, has_figure: bool, others: int, has_strip: bool
) -> None:
    everything = Findings({PRIMARY: exact(more=more), INVITED: exact(-0.07, -0.21, 0.02)})
    released = release(everything, occasion(contributors=people(1, 40)))
    assert (released.primary is not None, len(released.others)) == (has_figure, others)
    assert (released.strip is not None) is has_strip
    assert released.raters == (40 if has_figure else None)


def test_a_further_figure_of_which_little_was_given_is_left_out() -> None:
    assert release(Findings({PRIMARY: exact(), INVITED: exact(more=24)}), occasion()).others == ()


@pytest.mark.parametrize(
    ("minimum", "raters", "has_figures"), [(8, 7, False), (8, 8, True), (5, 5, True), (5, 4, False), (12, 11, False)]
)
def test_fewer_raters_than_the_minimum_get_none(minimum: int, raters: int, has_figures: bool) -> None:
    findings = Findings({PRIMARY: exact()}, parts=[Part("A1", 5, 1)], guesses={Guess.NONE: 30})
    released = release(findings, occasion(minimum=minimum, contributors=people(1, raters)))

    assert (released.primary is not None) is has_figures
    if not has_figures:
        assert released == Released(minimum=minimum)


def test_one_person_given_twice_is_one_person() -> None:
    marks = [*people(1, 7), "p7"]

    assert release(Findings({PRIMARY: exact()}), occasion(contributors=marks)).primary is None


def test_no_setting_goes_below_the_floor() -> None:
    with pytest.raises(ValueError, match="at least 5"):
        release(Findings({PRIMARY: exact()}), occasion(minimum=4))


def test_an_open_session_gives_nothing() -> None:
    with pytest.raises(TooEarlyToReveal):
        release(Findings({PRIMARY: exact()}), occasion(is_open=True))


def test_a_figure_needs_five_people_on_its_smaller_side() -> None:
    released = release(Findings({PRIMARY: exact(people=5), INVITED: exact(people=4)}), occasion())
    assert (released.primary is not None, released.others) == (True, ())

    assert release(Findings({PRIMARY: exact(people=4), INVITED: exact()}), occasion()) == Released(minimum=8)


@pytest.mark.parametrize(
    ("now", "is_allowed"),
    [
        pytest.param(people(1, 12), False, id="four more"),
        pytest.param(people(1, 13), True, id="five more"),
        pytest.param(people(6, 13), True, id="five exchanged"),
        pytest.param([*people(3, 8), *people(11, 13)], False, id="two gone and three come"),
        pytest.param([*people(1, 4), "p5*", "p6*", "p7*", "p8*"], False, id="four changed their answers"),
    ],
)
def test_a_further_result_needs_five_changed_people(now: list[str], is_allowed: bool) -> None:
    case = occasion(contributors=now, before=[people(1, 8)])
    if is_allowed:
        assert release(Findings({PRIMARY: exact()}), case).primary is not None
    else:
        with pytest.raises(TooAlike):
            release(Findings({PRIMARY: exact()}), case)


def test_every_earlier_result_counts_not_only_the_last() -> None:
    with pytest.raises(TooAlike):
        release(Findings({PRIMARY: exact()}), occasion(contributors=people(1, 9), before=[people(1, 8), people(1, 20)]))


def test_nothing_follows_a_result_whose_contributors_are_forgotten() -> None:
    with pytest.raises(Forgotten):
        release(Findings({PRIMARY: exact()}), occasion(contributors=people(1, 30), before=[None]))


def test_too_few_is_said_whatever_went_before() -> None:
    assert release(Findings({PRIMARY: exact()}), occasion(contributors=people(1, 3), before=[None])).primary is None


def test_the_ends_of_the_scale_are_cut_off() -> None:
    assert shown(exact(3.9, 3.2, 4.0)) == Figure(estimate=2.0, is_beyond=True, low=2.0, high=None)
    assert shown(exact(-3.9, -4.0, -3.2)) == Figure(estimate=-2.0, is_beyond=True, low=None, high=-2.0)
    unbounded = shown(exact(0.2, float("-inf"), float("inf")))
    assert unbounded == Figure(estimate=0.2, is_beyond=False, low=None, high=None)
    assert shown(exact(-0.96, -1.0, -0.9), INVITED) == Figure(estimate=-0.5, is_beyond=True, low=None, high=-0.5)


@pytest.mark.parametrize(
    ("others", "is_extreme"), [({INVITED: exact(0.2, 0.1, 0.3)}, False), ({INVITED: exact(0.51, 0.1, 0.9)}, True)]
)
def test_at_the_end_of_the_scale_only_the_primary_figure_remains(others: Any, is_extreme: bool) -> None:
    released = release(Findings({PRIMARY: exact(), **others}), occasion(contributors=people(1, 12)))

    assert released.primary is not None
    assert (released.others == (), released.strip is None) == (is_extreme, is_extreme)


def test_a_small_group_gets_a_coarser_grid() -> None:
    released = release(Findings({PRIMARY: exact()}), occasion(minimum=5, contributors=people(1, 7)))

    assert released.primary is not None
    assert released.primary.figure == Figure(estimate=-0.4, is_beyond=False, low=-0.8, high=0.2)


@settings(deadline=None)
@given(st.floats(-4, 4), st.floats(0, 3), st.floats(0, 3), st.integers(5, 300))
@example(1.125, 0.0, 0.0, 60)
def test_the_shown_interval_holds_the_real_one(estimate: float, below: float, above: float, raters: int) -> None:
    effect = exact(estimate, estimate - below, estimate + above)
    released = release(Findings({PRIMARY: effect}), occasion(minimum=5, contributors=people(1, raters)))
    assert released.primary is not None
    figure = released.primary.figure

    assert figure.low is None or figure.low <= max(effect.low, -2) + 1e-6 or effect.low >= 2
    assert figure.high is None or figure.high >= min(effect.high, 2) - 1e-6 or effect.high <= -2
    assert figure.low is None or figure.low <= figure.estimate
    assert figure.high is None or figure.high >= figure.estimate
    assert not figure.excludes_zero or effect.low > -1e-6 or effect.high < 1e-6
    for value in (figure.estimate, figure.low, figure.high):
        assert value is None or raters >= 20 or value in GRID


@pytest.mark.parametrize(("raters", "low"), [(7, -0.8), (8, -0.7), (19, -0.7), (20, -0.65), (59, -0.65), (60, -0.64)])
def test_the_grid_of_the_ends_is_finer_for_larger_groups(raters: int, low: float) -> None:
    effect = Findings({PRIMARY: exact(-0.3, -0.623, 0.3)})
    released = release(effect, occasion(minimum=5, contributors=people(1, raters)))

    assert released.primary is not None
    assert released.primary.figure.low == low


def test_no_zero_is_negative() -> None:
    figure = shown(exact(-0.01, -0.4, -0.0))
    assert (str(figure.estimate), str(figure.high)) == ("0.0", "0.0")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([Part("a", 12, 0), Part("b", 11, 4)], [("a", 0.0), ("b", 0.4)]),
        ([Part("a", 12, 0), Part("b", 4, 4)], []),
    ],
)
def test_who_did_not_finish_is_told_for_all_parts_or_none(parts: list[Part], expected: list[Any]) -> None:
    released = release(Findings({PRIMARY: exact()}, parts=parts), occasion())

    assert [(part.name, part.share) for part in released.unfinished] == expected


@pytest.mark.parametrize(
    ("counts", "most", "shares"),
    [
        pytest.param((4, 2, 1), None, None, id="fewer than the minimum"),
        pytest.param((5, 3, 1), Guess.REFERENCE, (None, None, None), id="no distribution below twenty"),
        pytest.param((4, 3, 2), None, (None, None, None), id="nobody has more than half"),
        pytest.param((12, 5, 5), Guess.REFERENCE, (0.5, 0.2, 0.2), id="twenty and five in each"),
        pytest.param((12, 8, 1), Guess.REFERENCE, (0.6, None, None), id="one small, so the next one too"),
        pytest.param((20, 2, 1), Guess.REFERENCE, (0.9, None, None), id="two small"),
        pytest.param((20, 0, 0), Guess.REFERENCE, (1.0, None, None), id="all the same"),
    ],
)
def test_what_was_expected(counts: tuple[int, int, int], most: Guess | None, shares: Any) -> None:
    guesses = dict(zip((Guess.REFERENCE, Guess.NONE, Guess.COMPARISON), counts, strict=True))
    expected = release(Findings({PRIMARY: exact()}, guesses=guesses), occasion()).expected

    if shares is None:
        assert expected is None
    else:
        assert expected is not None
        assert (expected.most, tuple(expected.shares[guess] for guess in guesses)) == (most, shares)


def test_nobody_guessing_is_no_expectation() -> None:
    assert release(Findings({PRIMARY: exact()}), occasion()).expected is None


@given(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)))
def test_changed_people_are_counted_the_same_both_ways(now: set[int], earlier: set[int]) -> None:
    a, b = [str(n) for n in now], [str(n) for n in earlier]

    assert changed(a, b) == changed(b, a)
    assert changed(a, a) == 0


HIDDEN = (Comparison.HIDING_COMPARISON, Measure.SCORE)
HIDDEN_REFERENCE = (Comparison.HIDING_REFERENCE, Measure.SCORE)


@pytest.mark.parametrize(
    ("key", "low", "high", "outcome"),
    [
        (PRIMARY, -0.6, -0.11, Outcome.EXPECTED),
        (PRIMARY, -0.6, 0.2, Outcome.NONE),
        pytest.param(PRIMARY, -0.6, -0.04, Outcome.NONE, id="zero is in the interval as shown"),
        (PRIMARY, 0.11, 0.6, Outcome.REVERSED),
        (HIDDEN, 0.11, 0.6, Outcome.EXPECTED),
        (HIDDEN, -0.6, -0.11, Outcome.REVERSED),
        (HIDDEN_REFERENCE, -0.6, -0.11, Outcome.EXPECTED),
        (HIDDEN_REFERENCE, 0.11, 0.6, Outcome.REVERSED),
    ],
)
def test_the_outcome_is_chosen_from_the_interval(key: Any, low: float, high: float, outcome: Outcome) -> None:
    effect = exact((low + high) / 2, low, high)

    assert outcome_of(release(Findings({key: effect}, primary=key), occasion())) == outcome


def test_too_few_is_an_outcome() -> None:
    assert outcome_of(Released(minimum=8)) == Outcome.TOO_FEW


def test_what_is_released_comes_back_from_its_text_the_same() -> None:
    released = release(
        Findings({PRIMARY: exact(), INVITED: exact()}, parts=[Part("a", 9, 1)], guesses={Guess.NONE: 25}), occasion()
    )

    assert Released.model_validate_json(released.model_dump_json()) == released
