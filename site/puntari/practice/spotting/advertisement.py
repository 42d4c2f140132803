"""Advertisement review: a job advertisement with wordings that narrow the field without need."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from puntari.content.languages import LANGUAGES, Strict, Text, Texts
from puntari.content.problems import Problems
from puntari.content.sources import Source
from puntari.content.yamlfile import YamlFile
from puntari.practice.application import FENCE, INSIDE, MARK
from puntari.practice.exercise import Id
from puntari.practice.spotting.domain import Keep, Place, Reading, Section
from puntari.practice.spotting.splitting import Stretch, cut

DEFINITION = "advertisement.yml"
TEXT = "advertisement.{}.md"
KINDS = ("age", "gender", "language", "background", "family", "health", "criterion")
MARKS = (6, 14)
WORDS = (130, 330)  # Finnish needs fewer words than the others


class Definition(Strict):
    """All of advertisement.yml."""

    id: Id
    source_language: Literal["fi", "sv", "en"]
    title: Texts
    employer: Texts
    minutes: int = Field(ge=1, le=240)
    change: Literal["editorial", "material"]
    sources: dict[str, Source] = Field(default_factory=dict)


class Wording(Strict):
    """A marked wording: what it narrows by, why it isn't needed, and a better text."""

    kind: Literal["age", "gender", "language", "background", "family", "health", "criterion"]
    why: Text
    better: Text
    source: str | None = None


class Harmless(Strict):
    """A wording that tempts but belongs in the advertisement, and why."""

    why: Text
    source: str | None = None


class FrontMatter(Strict):
    """What stands between the dashes."""

    marks: dict[str, Wording]
    keep: dict[str, Harmless] = Field(default_factory=dict)


@dataclass(frozen=True)
class Paragraph:
    """Words, each with the id of the mark around them or None."""

    line: int
    stretches: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class AdText:
    """An advertisement in one language: headings with their paragraphs, and the reasons."""

    sections: tuple[tuple[str, tuple[Paragraph, ...]], ...]
    matter: FrontMatter

    def marked(self) -> list[str]:
        """The ids in the text, in order."""
        return [name for _, ps in self.sections for p in ps for _, name in p.stretches if name]

    @property
    def cited(self) -> set[str]:
        """The sources that its reasons give."""
        matter = self.matter
        given = [mark.source for mark in matter.marks.values()] + [keep.source for keep in matter.keep.values()]
        return {source for source in given if source}

    @property
    def words(self) -> int:
        """How many words a reader meets in the paragraphs."""
        texts = (text for _, ps in self.sections for p in ps for text, _ in p.stretches)
        return sum(any(sign.isalnum() for sign in word) for text in texts for word in text.split())


@dataclass(frozen=True)
class Advertisement:
    """A checked advertisement. ``digest`` names this version; ``files`` are the texts it was made from."""

    definition: Definition
    texts: Mapping[str, AdText]
    digest: str
    files: Mapping[str, str]

    @property
    def id(self) -> str:
        """The advertisement's id, the same in every version."""
        return self.definition.id


def read(advertisement: Advertisement, language: str) -> Reading:
    """An advertisement as it is worked on."""
    text = advertisement.texts[language]
    marks, keeps = text.matter.marks, text.matter.keep
    number = 0
    sections = []
    for heading, paragraphs in text.sections:
        cut_ones = []
        for paragraph in paragraphs:
            number += 1
            stretches = [
                Stretch(words, f"m-{name}" if name else f"p{number}", place=name if name in marks else None,
                        keep=name if name in keeps else None)
                for words, name in paragraph.stretches
            ]  # fmt: skip
            cut_ones.append(cut(stretches))
        sections.append(Section(heading, tuple(cut_ones)))
    places = {name: Place(name, m.why, m.better, m.kind, m.source or "") for name, m in marks.items()}
    return Reading(tuple(sections), places, {name: Keep(name, k.why, k.source or "") for name, k in keeps.items()})


class Parser:
    """Reads one text, noting every problem with its line."""

    def __init__(self, file: Path, definition: Definition, problems: Problems) -> None:
        """For a file of an advertisement."""
        self.file, self.definition, self.problems = file, definition, problems
        self.lines_of: dict[str, int] = {}

    def note(self, line: int, words: str) -> None:
        """Note a problem."""
        self.problems.add(self.file, line, words)

    def read(self, source: str) -> AdText | None:
        """The text, or None when its front matter can't be read."""
        lines = source.splitlines()
        ends = [number for number, line in enumerate(lines) if line.rstrip() == FENCE][:2]
        if len(ends) < 2 or ends[0] != 0:
            self.note(1, "an advertisement begins with its marks between two lines of three dashes")
            return None
        yaml = YamlFile(self.file, "\n".join(lines[1 : ends[1]]), self.problems, first_line=2)
        matter = yaml.as_model(FrontMatter)
        if matter is None:
            return None
        text = AdText(self.sections(lines, ends[1] + 1), matter)
        known = {*matter.marks, *matter.keep}
        for name, line in self.lines_of.items():
            if name not in known:
                self.note(line, f"{name} has no reason at the top")
        for part, names in (("marks", matter.marks), ("keep", matter.keep)):
            for name in names:
                if name not in self.lines_of:
                    yaml.add_problem(f"{name} has a reason but isn't in the text", part, name)
        for name in matter.marks.keys() & matter.keep.keys():
            yaml.add_problem(f"{name} is both a mark and a wording to keep", "keep", name)
        reasons = [("marks", name, mark.source) for name, mark in matter.marks.items()]
        reasons += [("keep", name, keep.source) for name, keep in matter.keep.items()]
        for part, name, cited in reasons:
            if cited and cited not in self.definition.sources:
                yaml.add_problem(f"there is no source {cited} in {DEFINITION}", part, name, "source")
        return text

    def sections(self, lines: list[str], first: int) -> tuple[tuple[str, tuple[Paragraph, ...]], ...]:
        """Headings and the paragraphs below each."""
        found: list[tuple[str, list[Paragraph]]] = []
        gathered: list[str] = []
        start = 0

        def end() -> None:
            if gathered:
                if not found:
                    self.note(start, "the text must begin with a heading (##)")
                    found.append(("", []))
                found[-1][1].append(Paragraph(start, tuple(self.stretches(" ".join(gathered), start))))
                gathered.clear()

        for number, line in enumerate(lines[first:], start=first + 1):
            if line.startswith("#"):
                end()
                if not line.startswith("## ") or "[[" in line:
                    self.note(number, "a heading begins with ## and a space, and holds no marks")
                found.append((line.lstrip("#").strip(), []))
            elif line.strip():
                start = start if gathered else number
                gathered.append(line.strip())
            else:
                end()
        end()
        for heading, paragraphs in found:
            if not paragraphs:
                self.note(first + 1, f"there is no text below the heading {heading}")
        return tuple((heading, tuple(paragraphs)) for heading, paragraphs in found)

    def stretches(self, block: str, line: int) -> list[tuple[str, str | None]]:
        """The words of a paragraph, each with its mark."""
        parts: list[tuple[str, str | None]] = []
        place = 0
        for found in MARK.finditer(block):
            parts.append((block[place : found.start()], None))
            inside = INSIDE.fullmatch(found.group(1))
            if inside is None:
                self.note(line, f"[[{found.group(1)}]] needs an id in small letters, a colon and words")
            else:
                name = inside.group(1)
                if name in self.lines_of:
                    self.note(line, f"{name} stands twice; give each its own id")
                self.lines_of.setdefault(name, line)
                parts.append((inside.group(2), name))
            place = found.end()
        parts.append((block[place:], None))
        if any("[[" in text or "]]" in text for text, _ in parts):
            self.note(line, "a mark is opened or closed without its other half")
        return [(text, name) for text, name in parts if text]


def check_texts(definition: Definition, texts: Mapping[str, AdText], folder: Path, problems: Problems) -> None:
    """Note what doesn't hold over the three languages, and texts that are too short or have too few marks."""
    source = texts[definition.source_language]
    for language in LANGUAGES:
        text, file = texts[language], folder / TEXT.format(language)
        if not WORDS[0] <= text.words <= WORDS[1]:
            problems.add(file, 1, f"the text has {text.words} words; it should have {WORDS[0]} to {WORDS[1]}")
        if not MARKS[0] <= len(text.matter.marks) <= MARKS[1]:
            problems.add(file, 1, f"{len(text.matter.marks)} marks; it should have {MARKS[0]} to {MARKS[1]}")
        if text.marked() != source.marked():
            problems.add(file, 1, f"the marks don't stand in the same order as in {definition.source_language}")
        if [len(ps) for _, ps in text.sections] != [len(ps) for _, ps in source.sections]:
            problems.add(file, 1, f"headings and paragraphs differ from {definition.source_language}")
        for part, kept in (("marks", "kind"), ("keep", "")):
            ours, theirs = getattr(text.matter, part), getattr(source.matter, part)
            for name in sorted(ours.keys() ^ theirs.keys()):
                problems.add(file, 1, f"{name} isn't among the {part} of every language")
            for name in ours.keys() & theirs.keys():
                if ours[name].source != theirs[name].source or (kept and ours[name].kind != theirs[name].kind):
                    problems.add(file, 1, f"{name}: kind or source differs from {definition.source_language}")
