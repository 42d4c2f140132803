"""Whether a text is as long and as hard in each language: one item in three languages, not three items.

Languages differ in length and level by nature. So each text is held against the mean of its own language in the same
exercise, and then the languages against each other.
"""

from collections.abc import Mapping
from pathlib import Path
from statistics import fmean

from puntari.content.languages import LANGUAGES
from puntari.content.problems import Problems
from puntari.practice.application import ApplicationText
from puntari.practice.exercise import Definition
from puntari.practice.reading import DIFFICULT, level_of
from puntari.practice.rules import tell_at

LONGER = 1.2
HARDER = 1.35

Texts = Mapping[tuple[str, str], ApplicationText]


def check_languages(definition: Definition, texts: Texts, folder: Path, problems: Problems) -> None:
    """Advise where a language is longer or harder than the exercise's other texts let expect, or hard at all."""
    ids = [application.id for application in definition.applications]
    words = {key: float(text.words) for key, text in texts.items()}
    levels = {key: level_of(text, key[1]) for key, text in texts.items()}
    for id_ in ids:
        short, long, ratio = _extremes(words, ids, id_)
        if ratio > LONGER:
            told = {"longer": long, "shorter": short, "percent": f"{100 * (ratio - 1):.0f}"}
            tell_at(problems, folder / f"{id_}.{long}.md", 1, "language-length", **told)
        easy, hard, ratio = _extremes(levels, ids, id_)
        if ratio > HARDER:
            tell_at(problems, folder / f"{id_}.{hard}.md", 1, "language-reading", harder=hard, easier=easy)
        for language, limit in DIFFICULT.items():
            if levels[id_, language] >= limit:
                level = f"{levels[id_, language]:.0f}"
                tell_at(problems, folder / f"{id_}.{language}.md", 1, "text-hard", level=level)


def _extremes(values: Mapping[tuple[str, str], float], ids: list[str], id_: str) -> tuple[str, str, float]:
    """The lowest and the highest language of a text by the measure of the others, and how far they are apart."""
    shares = {}
    for language in LANGUAGES:
        mean = fmean(values[each, language] for each in ids)
        shares[language] = values[id_, language] / mean if mean else 1.0
    low, high = min(shares, key=shares.__getitem__), max(shares, key=shares.__getitem__)
    return low, high, shares[high] / shares[low] if shares[low] else 1.0
