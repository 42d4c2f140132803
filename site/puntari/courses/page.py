"""From the text of a page file to a page."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from puntari.content.branching import Case
from puntari.content.languages import Strict, Text
from puntari.content.problems import Problems
from puntari.content.yamlfile import YamlFile
from puntari.courses.blocks import Block, Callout, Exercise, Prose, Rule
from puntari.courses.case_block import read_case
from puntari.courses.notation import (
    EXERCISES,
    PROSE,
    WITHOUT_ID,
    Piece,
    Raw,
    lines_of,
    split_blocks,
    split_head,
    text_of,
)
from puntari.courses.question_blocks import read_estimate, read_match, read_options, read_order, read_reflection
from puntari.courses.questions import Question
from puntari.courses.reader import Reader

HEAD = re.compile(r"\*\*(.+?)\*\*\s*")


class Head(Strict):
    """What stands between the two lines of three dashes."""

    title: Text


@dataclass(frozen=True)
class Page:
    """One page in one language."""

    id: str
    language: str
    file: Path
    title: str
    blocks: tuple[Block, ...]
    pieces: tuple[Piece, ...]

    @property
    def questions(self) -> list[Question]:
        """The questions on it, in order."""
        return [block for block in self.blocks if isinstance(block, Question)]

    @property
    def cases(self) -> list[Case]:
        """The branching cases on it, in order."""
        return [block for block in self.blocks if isinstance(block, Case)]

    @property
    def items(self) -> list[Question | Case]:
        """What is answered under an id: questions and cases."""
        return [*self.questions, *self.cases]

    @property
    def exercises(self) -> list[Exercise]:
        """The exercises on it, in order."""
        return [block for block in self.blocks if isinstance(block, Exercise)]


def read_page(page_id: str, language: str, file: Path, text: str, problems: Problems) -> Page | None:
    """The page; None when not even its title can be read. What is wrong is noted in ``problems``."""

    def report(line: int, words: str) -> None:
        problems.add(file, line, words)

    head_lines, lines = split_head(lines_of(text), report)
    if not head_lines:
        return None
    head = YamlFile(file, text_of(head_lines), problems, first_line=2).as_model(Head)
    reader = Reader(report)
    if head is not None:
        reader.pieces.append(Piece(2, "title", head.title))
    blocks = [read_block(reader, raw) for raw in split_blocks(lines, report)]
    if not blocks:
        report(1, "the page has a title and nothing else")
    found = tuple(block for block in blocks if block is not None)
    return Page(page_id, language, file, head.title if head else "", found, tuple(reader.pieces))


def read_block(reader: Reader, raw: Raw) -> Block | None:
    """The block's value, or None when it can't be understood (a problem has been noted)."""
    if raw.kind == PROSE:
        return Prose(raw.line, reader.prose(raw.body))
    reader.pieces.append(Piece(raw.line, f"{raw.kind} {raw.id}".strip()))
    if raw.kind in WITHOUT_ID:
        return read_callout(reader, raw)
    read = READERS.get(raw.kind)
    return read(reader, raw) if read else None


def read_callout(reader: Reader, raw: Raw) -> Callout | None:
    """A callout; bold words at its beginning are its heading."""
    text = reader.prose(raw.body)
    if not text:
        reader.report(raw.line, f"this {raw.kind} is empty")
        return None
    head = HEAD.match(text)
    if head:
        return Callout(raw.line, raw.kind, head[1], text[head.end() :])
    return Callout(raw.line, raw.kind, "", text)


def read_exercise(reader: Reader, raw: Raw) -> Exercise | None:
    """The place of an exercise or of one round. It may say that finishing the course doesn't need it."""
    round_, is_optional = 0, False
    for line in (line for line in raw.body if not line.is_empty):
        if line.text in {"round: 1", "round: 2"} and raw.kind == "exercise" and not round_:
            round_ = int(line.text[-1])
        elif line.text == "optional: yes" and not is_optional:
            is_optional = True
        else:
            rounds = "round: 1, round: 2, " if raw.kind == "exercise" else ""
            reader.report(line.number, f"inside an exercise stands {rounds}optional: yes, or nothing")
            return None
        reader.pieces.append(Piece(line.number, line.text))
    return Exercise(raw.line, raw.id, round_, raw.kind, is_optional)


def read_rule(reader: Reader, raw: Raw) -> Rule | None:
    """The place of the organisation's rule."""
    for line in raw.body:
        if not line.is_empty:
            reader.report(line.number, "nothing stands inside a rule; its text comes from the organisation's settings")
            break
    return Rule(raw.line, raw.id)


READERS: dict[str, Callable[[Reader, Raw], Block | None]] = {
    "choice": read_options,
    "choices": read_options,
    "order": read_order,
    "estimate": read_estimate,
    "match": read_match,
    "reflection": read_reflection,
    "case": read_case,
    **dict.fromkeys(EXERCISES, read_exercise),
    "rule": read_rule,
}
