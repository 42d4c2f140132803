"""A page made ready to show: Markdown turned into HTML, sources numbered, terms explained. Done once per version."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from puntari.content.branching import Case
from puntari.content.sources import CITATION, Source, ids_in
from puntari.content.text import to_html, to_inline_html, to_plain
from puntari.courses.blocks import Block, Callout, Exercise, Prose, Rule
from puntari.courses.course import Course
from puntari.courses.notation import TERM
from puntari.courses.page import Page
from puntari.courses.questions import Choice, Estimate, Match, Order, Question

# Marks that the author's text can't contain; they stand for our own HTML while Markdown and the sanitiser work.
BEGIN, END = "\ue000", "\ue001"

# A browser may break the line after a button, so what closes the sentence stays with it.
TERM_AND_SIGNS = re.compile(TERM.pattern + r"([,.;:!?)”’]*)")


@dataclass(frozen=True)
class ProsePart:
    """Ordinary text."""

    html: str


@dataclass(frozen=True)
class CalloutPart:
    """Text set apart."""

    kind: str
    heading: str
    html: str


@dataclass(frozen=True)
class QuestionPart:
    """A question with its texts as HTML; ``rights`` and ``units`` are plain text."""

    question: Question
    page_id: str
    prompt: str
    feedback: str
    options: tuple[tuple[str, str], ...] = ()  # each with its explanation
    items: tuple[str, ...] = ()
    lefts: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()


@dataclass(frozen=True)
class CasePart:
    """A case with its texts as HTML: scenes by id, ways by scene and target."""

    case: Case
    page_id: str
    intro: str
    scenes: dict[str, str]
    ways: dict[tuple[str, str], str]


@dataclass(frozen=True)
class ExercisePart:
    """Where an exercise is shown."""

    exercise: Exercise


@dataclass(frozen=True)
class RulePart:
    """Where the organisation's rule is shown."""

    rule: Rule


Part = ProsePart | CalloutPart | QuestionPart | CasePart | ExercisePart | RulePart


@dataclass(frozen=True)
class SourceShown:
    """A source as this page numbers it."""

    number: int
    anchor: str
    source: Source
    size: str
    caveat: str


@dataclass(frozen=True)
class TermShown:
    """A word explained on this page."""

    id: str
    term: str
    meaning: str


@dataclass(frozen=True)
class Shown:
    """A page in one language, ready to show. ``number`` counts from 1."""

    id: str
    number: int
    title: str
    parts: tuple[Part, ...]
    sources: tuple[SourceShown, ...]
    terms: tuple[TermShown, ...]


@dataclass
class Writer:
    """Turns the texts of one page into HTML, counting its sources and terms as they come."""

    course: Course
    language: str
    number: int
    sources: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    _made: list[str] = field(default_factory=list)
    _popovers: int = 0

    def block(self, text: str) -> str:
        """Text of one or more paragraphs."""
        return self._put_back(to_html(self._take_out(text, plain=False)))

    def inline(self, text: str, *, plain: bool = False) -> str:
        """Text of one line. ``plain`` leaves out what could be clicked, for text inside a label or a button."""
        return self._put_back(to_inline_html(self._take_out(text, plain=plain)))

    def words(self, text: str) -> str:
        """The words alone, without markup."""
        return to_plain(self._put_back(to_inline_html(self._take_out(text, plain=True))))

    def _keep(self, html: str) -> str:
        self._made.append(html)
        return f"{BEGIN}{len(self._made) - 1}{END}"

    def _take_out(self, text: str, *, plain: bool) -> str:
        text = CITATION.sub(lambda found: self._keep(self._citation(ids_in(found[1]), plain=plain)), text)
        return TERM_AND_SIGNS.sub(
            lambda found: self._keep(self._term(found[1].strip(), found[2], found[3], plain=plain)), text
        )

    def _put_back(self, html: str) -> str:
        for number, made in enumerate(self._made):
            html = html.replace(f"{BEGIN}{number}{END}", made)
        self._made.clear()
        return html

    def _citation(self, ids: Sequence[str], *, plain: bool) -> str:
        links = []
        for source_id in ids:
            if source_id not in self.sources:
                self.sources.append(source_id)
            number = self.sources.index(source_id) + 1
            link = f'<a href="#{self.anchor(number)}" role="doc-noteref">{number}</a>'
            links.append(str(number) if plain else link)
        return f'<sup class="pt-cite">[{", ".join(links)}]</sup>'

    def anchor(self, number: int) -> str:
        """The id of a source in the list; the page's number keeps it unique when pages are printed together."""
        return f"source-{self.number}-{number}"

    def _term(self, term_id: str, shown: str | None, signs: str, *, plain: bool) -> str:
        entry = self.course.glossary[term_id]
        term = entry.term[self.language]
        words = escape((shown or term).strip())
        if term_id not in self.terms:
            self.terms.append(term_id)
        if plain:
            return words + signs
        self._popovers += 1
        anchor = f"term-{self.number}-{self._popovers}"
        meaning = escape(entry.meaning[self.language])
        return (
            '<span class="pt-termed">'
            f'<button type="button" class="pt-term" popovertarget="{anchor}">{words}</button>'
            f'<span class="pt-term__meaning" popover id="{anchor}"><strong>{escape(term)}</strong> {meaning}</span>'
            f"{signs}</span>"
        )


def show(course: Course, page: Page) -> Shown:
    """Make a page ready to show, in its language."""
    number = course.head.pages.index(page.id) + 1
    writer = Writer(course, page.language, number)
    parts = tuple(part_of(writer, page, block) for block in page.blocks)
    sources = tuple(
        SourceShown(
            n,
            writer.anchor(n),
            source := course.head.sources[source_id],
            source.size[page.language] if source.size else "",
            source.caveat[page.language] if source.caveat else "",
        )
        for n, source_id in enumerate(writer.sources, start=1)
    )
    terms = tuple(
        TermShown(term_id, entry.term[page.language], entry.meaning[page.language])
        for term_id in writer.terms
        for entry in [course.glossary[term_id]]
    )
    return Shown(page.id, number, page.title, parts, sources, terms)


def part_of(writer: Writer, page: Page, block: Block) -> Part:
    """A block made ready to show."""
    match block:
        case Prose():
            return ProsePart(writer.block(block.text))
        case Callout():
            return CalloutPart(
                block.kind, writer.inline(block.heading) if block.heading else "", writer.block(block.text)
            )
        case Question():
            return question_part(writer, page, block)
        case Case():
            return case_part(writer, page, block)
        case Exercise():
            return ExercisePart(block)
        case Rule():
            return RulePart(block)


def question_part(writer: Writer, page: Page, question: Question) -> QuestionPart:
    """A question with its texts turned into HTML."""
    prompt = writer.block(question.prompt)
    options: tuple[tuple[str, str], ...] = ()
    items: tuple[str, ...] = ()
    lefts: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    match question:
        case Choice():
            options = tuple((writer.inline(o.text, plain=True), writer.block(o.explanation)) for o in question.options)
        case Order():
            items = tuple(writer.inline(item, plain=True) for item in question.items)
        case Match():
            lefts = tuple(writer.inline(left, plain=True) for left in question.lefts)
            rights = tuple(writer.words(right) for right in question.rights)
        case Estimate():
            rights = (writer.words(question.unit),)
    feedback = writer.block(question.feedback) if question.feedback else ""
    return QuestionPart(question, page.id, prompt, feedback, options, items, lefts, rights)


def case_part(writer: Writer, page: Page, case: Case) -> CasePart:
    """A case with its texts turned into HTML."""
    intro = writer.block(case.intro)
    scenes, ways = {}, {}
    for scene in case.scenes:
        scenes[scene.id] = writer.block(scene.text)
        for way in scene.ways:
            ways[scene.id, way.to] = writer.inline(way.text, plain=True)
    return CasePart(case, page.id, intro, scenes, ways)
