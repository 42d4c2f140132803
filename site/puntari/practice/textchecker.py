"""What must hold in the texts of an exercise: length, equal languages, and nothing that gives the person away."""

import re
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean

from puntari.content.languages import LANGUAGES
from puntari.content.problems import Problems
from puntari.practice.application import ApplicationText, Paragraph, Plain
from puntari.practice.domain import GROUPS
from puntari.practice.exercise import OWN_SLOTS, Application, Definition

WORDS = (150, 250)
WORDS_IN_ONE_LANGUAGE = (110, 270)
TASTER_WORDS = (60, 100)
TASTER_WORDS_IN_ONE_LANGUAGE = (45, 110)
ENDINGS = {"fi": r"\w{0,5}", "sv": r"\w{0,2}", "en": r"(?:'s)?"}  # what inflection may add to a name or a word

Texts = Mapping[str, ApplicationText]
Files = Mapping[str, Path]


def check_texts(
    definition: Definition, application: Application, texts: Texts, files: Files, problems: Problems
) -> None:
    """Note what is wrong in the texts of one application, given in all three languages."""
    _check_words(definition, texts, files, problems)
    _check_equal_languages(definition, texts, files, problems)
    leaks = LeakFinder(definition, application)
    slots = {*OWN_SLOTS, *definition.groups.reference.values, *definition.groups.comparison.values}
    for language in LANGUAGES:
        for paragraph in texts[language].paragraphs():
            for word in leaks.left_in(paragraph, language):
                words = f"“{word}” is left in the anonymous face; put it inside a mark"
                problems.add(files[language], paragraph.line, words)
            for mark in (piece for piece in paragraph.pieces if not isinstance(piece, Plain)):
                for slot in mark.slots:
                    if slot not in slots:
                        known = ", ".join(sorted(slots))
                        words = f"mark {mark.id}: {{{slot}}} isn't one of {known}"
                        problems.add(files[language], paragraph.line, words)


def _check_words(definition: Definition, texts: Texts, files: Files, problems: Problems) -> None:
    mean_limits = TASTER_WORDS if definition.taster else WORDS
    limits = TASTER_WORDS_IN_ONE_LANGUAGE if definition.taster else WORDS_IN_ONE_LANGUAGE
    counts = {language: texts[language].words for language in LANGUAGES}
    for language, count in counts.items():
        if not limits[0] <= count <= limits[1]:
            words = f"the text has {count} words; one language may have {limits[0]} to {limits[1]}"
            problems.add(files[language], 1, words)
    mean = fmean(counts.values())
    if not mean_limits[0] <= mean <= mean_limits[1]:
        words = (
            f"the three languages have {mean:.0f} words on average; it should be {mean_limits[0]} to {mean_limits[1]}"
        )
        problems.add(files[definition.source_language], 1, words)


def _check_equal_languages(definition: Definition, texts: Texts, files: Files, problems: Problems) -> None:
    source = texts[definition.source_language]
    source_marks = {mark.id: set(mark.slots) for mark in source.marks()}
    for language in LANGUAGES:
        text, file = texts[language], files[language]
        marks = {mark.id: set(mark.slots) for mark in text.marks()}
        first_line = text.sections[0].line if text.sections else 1
        for mark in source_marks.keys() - marks.keys():
            problems.add(file, first_line, f"mark {mark} is missing; {definition.source_language} has it")
        for mark in marks.keys() - source_marks.keys():
            problems.add(file, first_line, f"mark {mark} isn't in {definition.source_language}")
        for mark in source_marks.keys() & marks.keys():
            if source_marks[mark] != marks[mark]:
                words = f"mark {mark} doesn't take the same values as in {definition.source_language}"
                problems.add(file, first_line, words)
        if len(text.sections) != len(source.sections):
            words = f"{len(text.sections)} sections; {definition.source_language} has {len(source.sections)}"
            problems.add(file, first_line, words)
            continue
        for section, other in zip(text.sections, source.sections, strict=True):
            if len(section.paragraphs) != len(other.paragraphs):
                words = f"{len(section.paragraphs)} paragraphs below this heading"
                words += f"; {definition.source_language} has {len(other.paragraphs)}"
                problems.add(file, section.line, words)


class LeakFinder:
    """Finds what would give a person away outside the marks of one application.

    Looked for: every name of both groups, the application's own municipality and date (and year) of birth, and
    the values of both groups. A value that the job itself mentions, such as a language the work needs, is no leak.
    """

    def __init__(self, definition: Definition, application: Application) -> None:
        """Prepare the patterns of the three languages."""
        names = [
            part for face in GROUPS for name in definition.groups[face].names for part in (name.first, name.family)
        ]
        born = application.born
        dates = [
            rf"\b0?{born.day}\.\s?0?{born.month}\.(?:\s?(?:{born.year}|{born.year % 100:02}))?(?!\d)",
            rf"\b{born.isoformat()}\b",
            rf"\b{born.year}\b",
        ]
        self._patterns: dict[str, list[re.Pattern[str]]] = {}
        for language in LANGUAGES:
            places = {*names, *(application.municipality[each] for each in LANGUAGES)}
            patterns = [re.compile(rf"\b{_stem(word, language)}{ENDINGS[language]}\b") for word in sorted(places)]
            patterns += [re.compile(date) for date in dates]
            job = _words_of_job(definition, language)
            for value in sorted({v[language] for face in GROUPS for v in definition.groups[face].values.values()}):
                pattern = re.compile(rf"\b{_stem(value, language)}{ENDINGS[language]}\b", re.IGNORECASE)
                if not pattern.search(job):
                    patterns.append(pattern)
            self._patterns[language] = patterns

    def left_in(self, paragraph: Paragraph, language: str) -> list[str]:
        """The words outside the marks of a paragraph that give the person away."""
        text = " ".join(piece.text for piece in paragraph.pieces if isinstance(piece, Plain))
        return sorted({found.group() for pattern in self._patterns[language] for found in pattern.finditer(text)})


def _stem(word: str, language: str) -> str:
    """The part of a word that inflection leaves alone: in Finnish the last sounds of a longer word may change."""
    kept = len(word) - (2 if len(word) > 6 else 1 if len(word) > 4 else 0) if language == "fi" else len(word)
    return re.escape(word[:kept])


def _words_of_job(definition: Definition, language: str) -> str:
    job = definition.job
    return "\n".join(texts[language] for texts in (job.advertisement, *job.duties, *job.requirements))
