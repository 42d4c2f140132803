"""What must hold in the texts of an exercise: length, equal languages, and nothing that gives the person away."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from puntari.content.languages import LANGUAGES
from puntari.content.problems import Problems
from puntari.practice.application import SLOT, ApplicationText, Mark, Plain
from puntari.practice.exercise import OWN_SLOTS, Application, Definition
from puntari.practice.leaks import LeakFinder
from puntari.practice.rules import tell_at

WORDS = (150, 250)
WORDS_IN_ONE_LANGUAGE = (110, 270)
TASTER_WORDS = (60, 100)
TASTER_WORDS_IN_ONE_LANGUAGE = (45, 110)

Texts = Mapping[str, ApplicationText]
Files = Mapping[str, Path]


@dataclass(frozen=True)
class Place:
    """A file, and where its findings are kept."""

    file: Path
    problems: Problems

    def tell(self, line: int, rule: str, **values: object) -> None:
        """Note a finding at a line."""
        tell_at(self.problems, self.file, line, rule, **values)


def check_texts(
    definition: Definition, application: Application, texts: Texts, files: Files, problems: Problems
) -> None:
    """Note what is wrong in the texts of one application, given in all three languages."""
    _check_words(definition, texts, files, problems)
    _check_equal_languages(definition, texts, files, problems)
    leaks = LeakFinder(definition, application)
    for language in LANGUAGES:
        check_leaks(definition, leaks, texts[language], language, Place(files[language], problems))


def check_leaks(definition: Definition, leaks: LeakFinder, text: ApplicationText, language: str, place: Place) -> None:
    """Note what gives the person away outside the marks, values nobody has, and better wordings that aren't."""
    slots = {*OWN_SLOTS, *definition.groups.reference.values, *definition.groups.comparison.values}
    for section in text.sections:
        for rule, word in leaks.left_in(section.heading, language):
            place.tell(section.line, rule, word=word)
    for paragraph in text.paragraphs():
        shown = " ".join(piece.text for piece in paragraph.pieces if isinstance(piece, Plain))
        for rule, word in leaks.left_in(shown, language):
            place.tell(paragraph.line, rule, word=word)
        for mark in (piece for piece in paragraph.pieces if isinstance(piece, Mark)):
            for slot in mark.slots:
                if slot not in slots:
                    known = ", ".join(sorted(slots))
                    place.tell(paragraph.line, "mark-value", mark=mark.id, slot=slot, known=known)
            if mark.id in text.reasons:
                better = text.reasons[mark.id].better
                said = [slot.group() for slot in SLOT.finditer(better)]
                said += [word for _rule, word in leaks.left_in(better, language)]
                if _plain(better) == _plain(mark.template):
                    place.tell(paragraph.line, "mark-better-same", mark=mark.id)
                elif said:
                    place.tell(paragraph.line, "mark-better-leaks", mark=mark.id, word=said[0])


def _plain(words: str) -> str:
    return " ".join(words.split()).strip(" .,;:!?").casefold()


def _check_words(definition: Definition, texts: Texts, files: Files, problems: Problems) -> None:
    mean_limits = TASTER_WORDS if definition.taster else WORDS
    limits = TASTER_WORDS_IN_ONE_LANGUAGE if definition.taster else WORDS_IN_ONE_LANGUAGE
    counts = {language: texts[language].words for language in LANGUAGES}
    for language, count in counts.items():
        if not limits[0] <= count <= limits[1]:
            tell_at(problems, files[language], 1, "text-length", count=count, low=limits[0], high=limits[1])
    mean = fmean(counts.values())
    if (
        all(limits[0] <= count <= limits[1] for count in counts.values())
        and not mean_limits[0] <= mean <= mean_limits[1]
    ):
        told = {"mean": f"{mean:.0f}", "low": mean_limits[0], "high": mean_limits[1]}
        tell_at(problems, files[definition.source_language], 1, "text-mean-length", **told)


def _check_equal_languages(definition: Definition, texts: Texts, files: Files, problems: Problems) -> None:
    source = texts[definition.source_language]
    source_marks = {mark.id: set(mark.slots) for mark in source.marks()}
    for language in LANGUAGES:
        text, file = texts[language], files[language]
        marks = {mark.id: set(mark.slots) for mark in text.marks()}
        first_line = text.sections[0].line if text.sections else 1
        for mark in source_marks.keys() - marks.keys():
            tell_at(problems, file, first_line, "language-mark-missing", mark=mark, source=definition.source_language)
        for mark in marks.keys() - source_marks.keys():
            tell_at(problems, file, first_line, "language-mark-extra", mark=mark, source=definition.source_language)
        for mark in source_marks.keys() & marks.keys():
            if source_marks[mark] != marks[mark]:
                tell_at(
                    problems, file, first_line, "language-mark-values", mark=mark, source=definition.source_language
                )
        if len(text.sections) != len(source.sections):
            told = {"count": len(text.sections), "source": definition.source_language, "other": len(source.sections)}
            tell_at(problems, file, first_line, "language-sections", **told)
            continue
        for section, other in zip(text.sections, source.sections, strict=True):
            if len(section.paragraphs) != len(other.paragraphs):
                told = {"count": len(section.paragraphs), "other": len(other.paragraphs)}
                rule = "language-paragraphs"
                tell_at(problems, file, section.line, rule, source=definition.source_language, **told)
