"""A question or a case as one person sees it: what is filled in, what was answered, what to say about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from puntari.content.text import to_plain
from puntari.courses.domain import Mark
from puntari.courses.forms import field_name
from puntari.courses.questions import (
    Answer,
    Choices,
    Estimate,
    Match,
    Order,
    Question,
    Reflection,
    Sent,
    without_controls,
)
from puntari.courses.render import CasePart, QuestionPart


@dataclass(frozen=True)
class Line:
    """A line to put in order, or the left part of a pair, with what is chosen for it."""

    name: str
    html: str
    words: str  # the same without markup
    chosen: str
    is_right: bool | None


@dataclass(frozen=True)
class QuestionView:
    """A question on the page. ``typed`` is what was just sent, when it has to be shown again; ``error`` why."""

    part: QuestionPart
    mark: Mark | None
    typed: Sent | None = None
    error: Any = None

    @property
    def id(self) -> str:
        """The question's id."""
        return self.part.question.id

    @property
    def question(self) -> Question:
        """The question itself."""
        return self.part.question

    @property
    def kind(self) -> str:
        """Which of the six kinds."""
        return self.question.kind

    @cached_property
    def answer(self) -> Answer | None:
        """The kept answer, as long as it fits the question."""
        if self.mark is None or not self.question.fits(self.mark.answer):
            return None
        kept: Any = self.mark.answer
        return kept  # type: ignore[no-any-return]  # fits() has looked

    @property
    def is_answered(self) -> bool:
        """Whether there is feedback to show: an answer is kept and nothing else has been typed over it."""
        return self.answer is not None and not self.error

    @cached_property
    def is_right(self) -> bool | None:
        """Whether the kept answer is right."""
        return None if self.answer is None else self.question.is_right(self.answer)

    def name(self, suffix: str = "") -> str:
        """The name of a field."""
        return field_name(self.id, suffix)

    def _typed(self, suffix: str = "") -> list[str] | None:
        return self.typed(suffix) if self.typed else None

    @property
    def options(self) -> Iterator[tuple[int, str, str, bool, bool | None]]:
        """Position, text, explanation (empty unless to be read now), chosen, and whether choosing it was right."""
        typed = self._typed()
        kept = self.answer or []
        every = isinstance(self.question, Choices) and self.is_right
        for position, (text, explanation) in enumerate(self.part.options):
            is_chosen = str(position) in typed if typed is not None else position in kept
            was_chosen = self.is_answered and position in kept
            is_right = getattr(self.question, "options")[position].is_right  # noqa: B009 -- only choices have options
            is_read = was_chosen or (self.is_answered and every)
            yield position, text, explanation if is_read else "", is_chosen, is_right if was_chosen else None

    @property
    def lines(self) -> list[Line]:
        """The lines of an order, as the person has put them, or the left parts of pairs."""
        if isinstance(self.question, Order):
            return self._order_lines(self.question)
        assert isinstance(self.question, Match)  # noqa: S101 -- for the type checker
        return self._match_lines(self.question)

    def _order_lines(self, question: Order) -> list[Line]:
        kept = self.answer
        lines = []
        for shown, item in enumerate(question.shown):
            typed = self._typed(f".{shown}")
            place = "".join(typed) if typed is not None else str(list(kept).index(item) + 1) if kept else ""
            is_right = kept[item] == item if self.is_answered and kept else None
            html = self.part.items[item]
            lines.append(Line(self.name(f".{shown}"), html, to_plain(html), place, is_right))
        if all(line.chosen.isdecimal() and len(line.chosen) < 4 for line in lines):
            lines.sort(key=lambda line: int(line.chosen))
        return lines

    def _match_lines(self, question: Match) -> list[Line]:
        kept = self.answer
        lines = []
        for left, html in enumerate(self.part.lefts):
            typed = self._typed(f".{left}")
            chosen = "".join(typed) if typed is not None else ""
            if typed is None and isinstance(kept, list):
                chosen = str(question.shown.index(kept[left]))
            is_right = None
            if self.is_answered and isinstance(kept, list):
                is_right = question.rights[kept[left]] == question.rights[left]
            lines.append(Line(self.name(f".{left}"), html, to_plain(html), chosen, is_right))
        return lines

    @property
    def offered(self) -> list[str]:
        """The right parts of pairs, in the order in which they are offered."""
        assert isinstance(self.question, Match)  # noqa: S101 -- for the type checker
        return [self.part.rights[right] for right in self.question.shown]

    @property
    def in_place(self) -> int:
        """How many lines or pairs are right in the kept answer."""
        assert isinstance(self.question, Order | Match)  # noqa: S101 -- for the type checker
        return self.question.in_place(self.answer or [])

    @property
    def text(self) -> str:
        """What stands in the field of an estimate or a reflection; a kept number has a point."""
        typed = self._typed()
        if typed is not None:
            return without_controls("".join(typed))
        return str(self.answer or "")

    def text_in(self, language: str) -> str:
        """The same, with a kept number's point or comma as the language has it."""
        return self.text if self.typed or language == "en" else self.text.replace(".", ",")

    @property
    def number(self) -> Decimal:
        """The right number of an estimate."""
        assert isinstance(self.question, Estimate)  # noqa: S101 -- for the type checker
        return self.question.number

    @property
    def unit(self) -> str:
        """The unit of an estimate; may be empty."""
        return self.part.rights[0]

    @property
    def is_private(self) -> bool:
        """Whether this is for the writer's eyes alone."""
        return isinstance(self.question, Reflection)


@dataclass(frozen=True)
class CaseView:
    """A case on the page, with the way the person has gone so far."""

    part: CasePart
    mark: Mark | None

    @property
    def id(self) -> str:
        """The case's id."""
        return self.part.case.id

    @cached_property
    def path(self) -> list[str]:
        """The scenes so far; the beginning when a kept path no longer fits."""
        kept: Any = self.mark.answer if self.mark else None
        return kept if self.part.case.fits(kept) else self.part.case.beginning()

    @property
    def is_done(self) -> bool:
        """Whether an end has been reached, now or before."""
        return self.mark is not None and self.mark.is_done

    @property
    def has_ended(self) -> bool:
        """Whether the path stands at an end."""
        return self.part.case.has_ended(self.path)

    @property
    def story(self) -> Iterator[tuple[str, list[tuple[str, str, bool]]]]:
        """Scene by scene: its text, and its ways as (value to send, text, taken)."""
        for step, scene_id in enumerate(self.path):
            scene = self.part.case.scene(scene_id)
            taken = self.part.case.way_taken(self.path, step)
            ways = scene.ways if scene else ()
            yield (
                self.part.scenes[scene_id],
                [(f"{step}:{way.to}", self.part.ways[scene_id, way.to], way == taken) for way in ways],
            )
