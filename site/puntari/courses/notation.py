"""The notation of a course page: from lines of text to blocks, and to pieces that can be compared between languages."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from puntari.content.sources import cited_in

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
TERM = re.compile(r"\[\[([^\]|]*)(?:\|([^\]]*))?\]\]")
LINK = re.compile(r"(?<!\!)\[[^\]\[]*\]\(([^)\s]*)\)")
HEADING = re.compile(r"(#{1,6})\s*(.*)")
BULLET = re.compile(r"[-*+]\s+")
STEP = re.compile(r"\d+[.)]\s+")
TAG = re.compile(r"</?[A-Za-z][^>]*>")

FENCE = ":::"
PROSE = "prose"
WITHOUT_ID = ("note", "law", "practice", "tip")
EXERCISES = ("exercise", "leak-hunt", "advertisement", "process")
WITH_ID = ("choice", "choices", "order", "estimate", "match", "reflection", "case", *EXERCISES, "rule")

Report = Callable[[int, str], None]


@dataclass(frozen=True)
class Line:
    """One line of a file; ``number`` counts from 1."""

    number: int
    text: str

    @property
    def is_empty(self) -> bool:
        """Whether only white space stands on it."""
        return not self.text.strip()


@dataclass(frozen=True)
class Raw:
    """A block as it stands in the file: what kind, which id, and the lines between its fences."""

    kind: str
    id: str
    line: int
    body: tuple[Line, ...]


@dataclass(frozen=True)
class Piece:
    """The smallest part that a translation must have too: a paragraph, a heading, an option.

    ``shape`` says in words what it is, ids and right answers included; it must be the same in every
    language. ``text`` is what gets translated.
    """

    line: int
    shape: str
    text: str = ""

    @property
    def citations(self) -> list[str]:
        """Ids of the sources given in it, each once, in order of the alphabet."""
        return sorted(cited_in(self.text))


def lines_of(text: str) -> list[Line]:
    """A file's lines, numbered from 1; trailing white space is dropped."""
    return [Line(number, line.rstrip()) for number, line in enumerate(text.splitlines(), start=1)]


def split_head(lines: list[Line], report: Report) -> tuple[list[Line], list[Line]]:
    """The lines between the two lines of three dashes, and those after them."""
    dashes = [index for index, line in enumerate(lines) if line.text == "---"][:2]
    if len(dashes) < 2 or dashes[0] != 0:
        report(1, "a page begins with its title between two lines of three dashes")
        return [], lines
    return lines[1 : dashes[1]], lines[dashes[1] + 1 :]


def split_blocks(lines: Iterable[Line], report: Report) -> Iterator[Raw]:
    """Ordinary text and ``:::`` blocks in the order in which they stand."""
    prose: list[Line] = []
    opened: Raw | None = None
    body: list[Line] = []
    for line in lines:
        if not line.text.startswith(FENCE):
            (prose if opened is None else body).append(line)
            continue
        words = line.text[len(FENCE) :].split()
        if opened is not None:
            if words:
                report(
                    line.number, f"a block begins inside the block of line {opened.line}; close that one with ::: first"
                )
            yield Raw(opened.kind, opened.id, opened.line, tuple(body))
            opened, body = None, []
            if not words:
                continue
        elif not words:
            report(line.number, "this ::: closes a block that hasn't begun")
            continue
        yield from _prose(prose)
        prose = []
        opened = _opening(line, words, report)
    if opened is not None:
        report(opened.line, "this block isn't closed with a line of :::")
    yield from _prose(prose)


def _prose(lines: list[Line]) -> Iterator[Raw]:
    filled = [line for line in lines if not line.is_empty]
    if filled:
        yield Raw(PROSE, "", filled[0].number, tuple(lines))


def _opening(line: Line, words: list[str], report: Report) -> Raw:
    kind, id_ = words[0], words[1] if len(words) > 1 else ""
    if kind not in WITHOUT_ID + WITH_ID:
        report(line.number, f"{kind} is not a kind of block; the kinds are {', '.join(WITHOUT_ID + WITH_ID)}")
    elif len(words) > 2 or (kind in WITHOUT_ID and id_):
        report(
            line.number,
            f"after ::: {kind} comes " + ("nothing more" if kind in WITHOUT_ID else "one id and nothing more"),
        )
    elif kind in WITH_ID and not SLUG.match(id_):
        report(line.number, f"{kind} needs an id of small letters, numbers and hyphens")
    return Raw(kind, id_, line.number, ())


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Groups of lines with empty lines between them."""
    group: list[Line] = []
    for line in lines:
        if line.is_empty:
            if group:
                yield group
            group = []
        else:
            group.append(line)
    if group:
        yield group


def prose_pieces(lines: Sequence[Line], report: Report) -> Iterator[Piece]:
    """The paragraphs, headings, lists, quotations and tables of ordinary text."""
    for group in paragraphs(lines):
        first, text = group[0], "\n".join(line.text for line in group)
        yield Piece(first.number, _shape(group, report), text)


def _shape(group: list[Line], report: Report) -> str:
    first = group[0].text
    heading = HEADING.match(first)
    if heading:
        level = len(heading[1])
        if level not in {2, 3}:
            report(group[0].number, "a heading begins with ## or ###; the page's title stands at its top")
        if len(group) > 1:
            report(group[1].number, "leave an empty line after a heading")
        return f"heading {level}"
    for pattern, name in ((BULLET, "list"), (STEP, "numbered list")):
        if pattern.match(first):
            return f"{name} of {sum(bool(pattern.match(line.text)) for line in group)}"
    for line in group[1:]:
        if BULLET.match(line.text) or STEP.match(line.text):
            report(line.number, "leave an empty line before a list")
            break
    if first.startswith(">"):
        return "quotation"
    return "table" if first.startswith("|") else "paragraph"


def text_of(lines: Iterable[Line]) -> str:
    """Lines as one text again, without the indentation that all share."""
    kept = list(lines)
    indents = [len(line.text) - len(line.text.lstrip()) for line in kept if not line.is_empty]
    cut = min(indents, default=0)
    return "\n".join(line.text[cut:] for line in kept).strip("\n")
