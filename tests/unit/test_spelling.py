"""Nothing that people read is misspelt, as far as dictionaries can tell."""

import pytest

from puntari.content.languages import LANGUAGES
from tests import spelling


@pytest.fixture(scope="module")
def used() -> dict[str, dict[str, str]]:
    return spelling.used()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_known(used: dict[str, dict[str, str]], language: str) -> None:
    """Correct it, or add it to tests/words when it is right."""
    own = set(spelling.listed(language))
    words = [word for word in sorted(used[language]) if word not in own]

    assert [f"{used[language][word]}: {word}" for word in spelling.unknown(language, words)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_words_are_sorted_and_needed(used: dict[str, dict[str, str]], language: str) -> None:
    own = spelling.listed(language)

    assert own == sorted(set(own))
    assert [word for word in own if word not in used[language]] == []
    assert [word for word in own if word not in spelling.unknown(language, own)] == []


@pytest.mark.parametrize(
    ("language", "wrong", "right"),
    [
        ("fi", "rekrytoimtiin", "rekrytointiin"),
        ("sv", "rekrytterring", "rekrytering"),
        ("en", "recuitment", "recruitment"),
    ],
)
def test_a_misspelt_word_is_found(language: str, wrong: str, right: str) -> None:
    assert spelling.unknown(language, [right, wrong]) == [wrong]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Save %(name)s now", {"Save", "now"}),
        ("See [the page](https://example.org/pagge) and [@sourse-1]", {"See", "the", "page", "and"}),
        ("[[identifier|tunnistetietoja]] luetaan", {"tunnistetietoja", "luetaan"}),
        ("[[parish: Ohjaan {family_name} kerhoa.]]", {"Ohjaan", "kerhoa"}),
        (":::question kysymys-1\n-> Soitan Sannalle : next-one\n=> Niin", {"Soitan", "Sannalle", "Niin"}),
        ("title: Otsikko\nemail a.b@example.org", {"Otsikko", "email"}),
        ("<strong>Good</strong> day's work", {"Good", "day's", "work"}),
    ],
)
def test_only_prose_is_looked_up(text: str, words: set[str]) -> None:
    assert spelling.words_of(text) == words
