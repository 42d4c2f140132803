"""The words follow the interval, and numbers are written as the language writes them."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, g

from puntari.live import words
from puntari.live.disclosure import Comparison, Expected, Figure, Measure, Released, Shown, Strip
from puntari.live.domain import Guess
from puntari.live.outcomes import Outcome
from puntari.practice.domain import Face
from tests.exercises import compiled

GROUPS = {Face.REFERENCE: "finsk namnbakgrund", Face.COMPARISON: "rysk namnbakgrund"}


@pytest.fixture
def speak(whole_app: Flask) -> Iterator[Any]:
    """Speak a language from here on."""
    with whole_app.test_request_context("/fi/"):

        def in_language(language: str) -> None:
            from flask_babel import refresh

            g.lang = language
            refresh()

        yield in_language


def shown(
    estimate: float,
    low: float | None = None,
    high: float | None = None,
    *,
    comparison: Comparison = Comparison.IDENTITY_GAP,
    measure: Measure = Measure.SCORE,
    is_beyond: bool = False,
) -> Shown:
    figure = Figure(estimate=estimate, is_beyond=is_beyond, low=low, high=high)
    return Shown(comparison=comparison, measure=measure, figure=figure)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "fi",
            (
                "Samat hakemukset saivat keskimäärin 0,3 pistettä vähemmän, kun tunnistetiedoissa oli "
                "rysk namnbakgrund, kuin silloin, kun niissä oli finsk namnbakgrund."
            ),
        ),
        (
            "sv",
            (
                "Samma ansökningar fick i genomsnitt 0,3 poäng mindre när identifieringsuppgifterna visade "
                "rysk namnbakgrund än när de visade finsk namnbakgrund."
            ),
        ),
        (
            "en",
            (
                "The same applications were given 0.3 points less on average with “rysk namnbakgrund” than with "
                "“finsk namnbakgrund”."
            ),
        ),
    ],
)
def test_the_effect_is_a_sentence_in_each_language(speak: Any, language: str, sentence: str) -> None:
    speak(language)

    assert words.sentence(shown(-0.3, -0.6, -0.1), GROUPS) == sentence


def test_every_comparison_measure_and_sign_has_its_own_sentence_in_each_language(speak: Any) -> None:
    for language in ("fi", "sv", "en"):
        speak(language)
        said = {
            words.sentence(shown(estimate, comparison=comparison, measure=measure), GROUPS)
            for comparison in Comparison
            for measure in Measure
            for estimate in (-0.3, 0.0, 0.3)
        }
        assert len(said) == 3 * 2 * 3


def test_what_lies_beyond_the_scale_is_at_least(speak: Any) -> None:
    speak("sv")
    assert "minst 2,0 poäng mer" in words.sentence(shown(2.0, 1.4, None, is_beyond=True), GROUPS)
    speak("en")
    assert "at least 50 percentage points less" in words.sentence(
        shown(-0.5, None, -0.3, measure=Measure.INVITATION, is_beyond=True), GROUPS
    )


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-0.7, 0.1, "from −0.7 to +0.1 points"),
        (None, 0.1, "from below −2.0 to +0.1 points"),
        (-0.7, None, "from −0.7 to above +2.0 points"),
        (None, None, "from below −2.0 to above +2.0 points"),
        (-0.7, 0.0, "from −0.7 to 0 points"),
    ],
)
def test_the_interval_in_words(speak: Any, low: float | None, high: float | None, said: str) -> None:
    speak("en")

    assert words.interval(shown(-0.3, low, high).figure, Measure.SCORE) == said


@pytest.mark.parametrize(
    ("low", "high", "chance", "caution"),
    [
        (-0.7, -0.1, "Zero isn't among these", "a difference of only 0.1 points would fit"),
        (0.2, None, "Zero isn't among these", "a difference of only 0.2 points would fit"),
        (-0.7, 0.0, "Zero is among these", "The interval is wide: a difference of 0.7 points"),
        (-0.2, 0.3, "Zero is among these", "A difference larger than 0.3 points would not fit"),
        (-0.2, None, "Zero is among these", "a difference of at least 2.0 points"),
    ],
)
def test_a_wide_interval_is_no_proof_of_none(
    speak: Any, low: float | None, high: float | None, chance: str, caution: str
) -> None:
    speak("en")
    reading = words.reading(shown(0.0, low, high))

    assert reading.chance.startswith(chance)
    assert caution in reading.caution


def test_a_difference_is_claimed_only_for_the_two_outcomes_that_found_one(speak: Any) -> None:
    speak("en")

    assert {outcome for outcome in Outcome if "showed a difference" in words.headline(outcome)} == {
        Outcome.EXPECTED,
        Outcome.REVERSED,
    }


@pytest.mark.parametrize(
    ("raters", "has_others", "has_strip", "said"),
    [
        pytest.param(11, True, False, "in groups of fewer than 12", id="few people"),
        pytest.param(13, True, False, "so few applications were scored", id="people who gave little"),
        pytest.param(13, False, False, "", id="at the end of the scale"),
        pytest.param(13, True, True, "", id="there are worlds"),
        pytest.param(None, False, False, "", id="no figures at all"),
    ],
)
def test_why_there_are_no_worlds_of_chance(
    speak: Any, raters: int | None, has_others: bool, has_strip: bool, said: str
) -> None:
    released = Released(
        minimum=8,
        raters=raters,
        others=(shown(0.1),) if has_others else (),
        strip=Strip(worlds=(0.0,), place=0) if has_strip else None,
    )
    speak("en")
    found = words.without_strip(released)
    assert said in found
    assert bool(said) is bool(found)


def test_what_was_expected_is_said_only_when_it_may_be_known(speak: Any) -> None:
    speak("en")
    shares: dict[Guess, float | None] = dict.fromkeys(Guess)

    assert words.expected(None, GROUPS) == ""
    assert words.expected(Expected(most=None, shares=shares), GROUPS) == ""
    said = {words.expected(Expected(most=guess, shares=shares), GROUPS) for guess in Guess}
    assert len(said) == 3


def test_group_names_stand_small_in_finnish_and_swedish_sentences() -> None:
    exercise = compiled()

    for language, is_small in (("fi", True), ("sv", True), ("en", False)):
        names = words.group_names(exercise, language)
        titles = {face: exercise.definition.groups[face].title[language] for face in names}
        assert {face: name[:1].islower() for face, name in names.items()} == dict.fromkeys(names, is_small)
        assert {name.casefold() for name in names.values()} == {title.casefold() for title in titles.values()}
