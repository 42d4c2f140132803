"""The linter: an exercise spoilt on purpose in one way breaks the rule that is about it, and no other."""

from pathlib import Path

import pytest

from puntari.content.problems import Problems
from puntari.practice.application import parse_application
from puntari.practice.content import compile_exercise, load_exercises
from puntari.practice.reading import level_of
from puntari.practice.rules import RULES
from tests import exercises
from tests.unit.practice.bad_packs import PACKS, Pack, defined, put

ROOT = Path(__file__).resolve().parents[3]


def broken(files: Pack, taster: bool) -> set[str]:
    problems = Problems(Path())
    compile_exercise(Path("taster" if taster else "cook"), files, problems)
    return {problem.rule for problem in [*problems, *problems.advice]}


@pytest.mark.parametrize(
    ("rule", "pack"),
    [pytest.param(rule, pack, id=f"{rule}-{n}") for rule, packs in PACKS.items() for n, pack in enumerate(packs)],
)
def test_each_bad_pack_breaks_its_own_rule_and_no_other(rule, pack):
    files = pack()

    assert broken(files, "taster: true" in files.get("exercise.yml", "")) == {rule}


def test_every_rule_has_its_bad_pack():
    assert PACKS.keys() == RULES.keys() | {"shape"}


def test_a_whole_exercise_breaks_no_rule():
    assert broken(exercises.files(), taster=False) == set()
    assert broken(exercises.files(exercises.taster_definition()), taster=True) == set()


def test_the_real_exercises_need_no_advice():
    problems = Problems(ROOT)
    load_exercises(ROOT / "exercises", problems)

    assert [str(advice) for advice in problems.advice] == []


def test_advice_stops_nothing_and_errors_do():
    def served(files: Pack) -> bool:
        return compile_exercise(Path("cook"), files, Problems(Path())) is not None

    for rule, packs in PACKS.items():
        is_advice = rule in RULES and RULES[rule].is_advice
        assert [served(pack()) for pack in packs[:1] if "taster: true" not in pack().get("exercise.yml", "")] in (
            [],
            [is_advice],
        ), rule


def test_a_finding_can_be_said_in_another_language():
    problems = Problems(Path())
    compile_exercise(Path("cook"), defined(lambda w: w["criteria"][0].update(weight=41)), problems)
    (found,) = problems

    assert found.template == "the weights add up to %(total)s, not to 100"
    assert found.template % found.values == found.text
    assert found.place == ("criteria",)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        pytest.param("The mother of a child was upset.", "en", id="somebody else's mother"),
        pytest.param("Lapsen äiti tuli mukaan.", "fi", id="somebody else's mother in Finnish"),
        pytest.param("I worked with children aged 3–5 years old.", "en", id="age of children"),
        pytest.param("Ryhmässä oli 20 lasta ja 3–5-vuotiaita.", "fi", id="age of children in Finnish"),
        pytest.param("Under 10 år har man lärt sig.", "sv", id="years of work"),
        pytest.param("We served 1 200 portions and 2 500 others.", "en", id="portions"),
        pytest.param("Budjetti oli 1 500 000 euroa.", "fi", id="budget"),
    ],
)
def test_words_about_others_and_about_the_work_are_no_leak(words, language):
    assert broken(put(words, language), taster=False) == set()


# Counted by hand: 10 words in 2 sentences, of which one has over 6 letters; the Finnish ones stay under 15.
TEXT = "## H\n\nThe cook made a soup. It was splendid and warm.\n"


@pytest.mark.parametrize(("language", "level"), [("en", 15.0), ("sv", 15.0), ("fi", 5.0)])
def test_the_reading_level_is_words_in_a_sentence_and_the_share_of_long_words(language, level):
    text = parse_application(TEXT, Path("01.en.md"), Problems(Path()))

    assert level_of(text, language) == pytest.approx(level)
