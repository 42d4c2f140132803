"""The text of one application in one language: sections, paragraphs, and marks around what gives the person away."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from puntari.content.languages import Strict, Text
from puntari.content.problems import Problems
from puntari.content.yamlfile import YamlFile
from puntari.practice.rules import tell, tell_at

MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
INSIDE = re.compile(r"\s*([a-z][a-z0-9-]*)\s*:\s*(\S.*?)\s*", re.DOTALL)
SLOT = re.compile(r"\{([a-z_]+)\}")
FENCE = "---"


@dataclass(frozen=True)
class Plain:
    """Words that everybody sees."""

    text: str


@dataclass(frozen=True)
class Mark:
    """Words that give the person away; slots in curly brackets take the person's own values."""

    id: str
    template: str

    @property
    def slots(self) -> tuple[str, ...]:
        """The names in curly brackets, in order."""
        return tuple(SLOT.findall(self.template))


@dataclass(frozen=True)
class Paragraph:
    """Words and marks in a row, and the line where they begin."""

    line: int
    pieces: tuple[Plain | Mark, ...]


@dataclass(frozen=True)
class Section:
    """A heading and the paragraphs below it."""

    line: int
    heading: str
    paragraphs: tuple[Paragraph, ...]


class Reason(Strict):
    """Why marked words give the person away, and how to say the same without; the key of the leak hunt."""

    why: Text
    better: Text


class FrontMatter(Strict):
    """What stands between the dashes."""

    marks: dict[str, Reason] = Field(default_factory=dict)


@dataclass(frozen=True)
class ApplicationText:
    """An application in one language."""

    sections: tuple[Section, ...]
    reasons: Mapping[str, Reason]

    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs in order."""
        for section in self.sections:
            yield from section.paragraphs

    def marks(self) -> Iterator[Mark]:
        """All marks in order."""
        for paragraph in self.paragraphs():
            yield from (piece for piece in paragraph.pieces if isinstance(piece, Mark))

    @property
    def words(self) -> int:
        """How many words a reader meets in the paragraphs, those in marks included and headings not."""
        texts = (
            piece.text if isinstance(piece, Plain) else piece.template for p in self.paragraphs() for piece in p.pieces
        )
        return sum(any(sign.isalnum() for sign in word) for text in texts for word in text.split())


class _Parser:
    """Reads one file, noting every problem with its line."""

    def __init__(self, file: Path, problems: Problems) -> None:
        self.file, self.problems = file, problems
        self.marks_at: dict[str, int] = {}

    def note(self, line: int, rule: str, **values: object) -> None:
        """Note that a rule is broken on a line."""
        tell_at(self.problems, self.file, line, rule, **values)

    def split(self, source: str) -> tuple[str, str, int]:
        """Front matter, body, and the line where the body begins: 0 when it can't be told."""
        lines = source.splitlines()
        if not lines or lines[0].rstrip() != FENCE:
            return "", source, 1
        for number, line in enumerate(lines[1:], start=2):
            if line.rstrip() == FENCE:
                return "\n".join(lines[1 : number - 1]), "\n".join(lines[number:]), number + 1
        self.note(1, "front-open")
        return "", "", 0

    def blocks(self, body: str, first_line: int) -> Iterator[tuple[int, str]]:
        """Blocks of lines without an empty line between them, each with its first line; a heading is its own block."""
        gathered: list[str] = []
        start = first_line
        for number, line in enumerate([*body.splitlines(), ""], start=first_line):
            is_heading = line.startswith("#")
            if gathered and (not line.strip() or is_heading):
                yield start, "\n".join(gathered)
                gathered = []
            if is_heading:
                yield number, line
            elif line.strip():
                start = start if gathered else number
                gathered.append(line)

    def sections(self, body: str, first_line: int) -> tuple[Section, ...]:
        """The headings with what stands below each; ``first_line`` is where the body begins in the file."""
        sections: list[Section] = []
        for line, block in self.blocks(body, first_line):
            if block.startswith("#"):
                if not block.startswith("## ") or not block[3:].strip():
                    self.note(line, "heading-form")
                if "[[" in block or "{" in block:
                    self.note(line, "heading-mark")
                sections.append(Section(line, block.lstrip("#").strip(), ()))
                continue
            if re.match(r"\s*([-*+]|\d+\.)\s", block):
                self.note(line, "text-list")
            if not sections:
                self.note(line, "heading-missing")
                sections.append(Section(line, "", ()))
            last = sections[-1]
            paragraph = Paragraph(line, tuple(self.pieces(block, line)))
            sections[-1] = Section(last.line, last.heading, (*last.paragraphs, paragraph))
        for section in sections:
            if not section.paragraphs:
                self.note(section.line, "heading-empty")
        if not sections:
            self.note(first_line, "text-empty")
        return tuple(sections)

    def pieces(self, block: str, first_line: int) -> Iterator[Plain | Mark]:
        """The words and marks of a paragraph."""
        end = 0
        for found in MARK.finditer(block):
            yield from self.plain(block, end, found.start(), first_line)
            mark = self.mark(found.group(1), first_line + block.count("\n", 0, found.start()))
            if mark:
                yield mark
            end = found.end()
        yield from self.plain(block, end, len(block), first_line)

    def plain(self, block: str, start: int, end: int, first_line: int) -> Iterator[Plain]:
        """What stands outside marks, between two places of the block. Half a mark there, or a slot, is noted."""
        text = block[start:end]
        line = first_line + block.count("\n", 0, start)
        if "[[" in text or "]]" in text:
            self.note(line, "mark-half")
        for slot in re.findall(r"\{[^}]*\}?", text):
            self.note(line, "mark-slot-outside", slot=slot)
        if text:
            yield Plain(" ".join(text.split("\n")))

    def mark(self, inside: str, line: int) -> Mark | None:
        """What stands between double brackets; None, and noted, when it isn't a mark."""
        found = INSIDE.fullmatch(inside)
        if "[[" in inside or not found:
            self.note(line, "mark-form", inside=inside)
            return None
        mark = Mark(found.group(1), " ".join(found.group(2).split()))
        if "{" in SLOT.sub("", mark.template) or "}" in SLOT.sub("", mark.template):
            self.note(line, "mark-brackets", mark=mark.id)
        if mark.id in self.marks_at:
            self.note(line, "mark-twice", mark=mark.id)
        self.marks_at.setdefault(mark.id, line)
        return mark

    def read(self, source: str) -> ApplicationText:
        """The whole file; what can't be read is noted and left out."""
        front, body, first_line = self.split(source)
        yaml = YamlFile(self.file, front, self.problems, first_line=2)
        matter = yaml.as_model(FrontMatter)
        told = matter.marks if matter else yaml.values.get("marks") if isinstance(yaml.values, dict) else None
        matter = matter or FrontMatter()
        sections = self.sections(body, first_line) if first_line else ()
        for mark, line in self.marks_at.items():
            if mark not in (told or ()):
                self.note(line, "mark-reason", mark=mark)
        for mark in matter.marks:
            if mark not in self.marks_at:
                tell(yaml, "mark-gone", "marks", mark, mark=mark)
        return ApplicationText(sections, matter.marks)


def parse_application(source: str, file: Path, problems: Problems) -> ApplicationText:
    """Read an application's text; what is wrong is noted with its line, and what could be read is returned."""
    return _Parser(file, problems).read(source)
