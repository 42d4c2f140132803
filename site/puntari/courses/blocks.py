"""What can stand on a page: text, callouts, questions, cases, exercises, the organisation's rule."""

from dataclasses import dataclass

from puntari.content.branching import Case
from puntari.courses.questions import Question
from puntari.web.embeds import completed_as


@dataclass(frozen=True)
class Prose:
    """Ordinary text, in Markdown."""

    line: int
    text: str


@dataclass(frozen=True)
class Callout:
    """Text set apart: note, law, practice or tip. The heading may be empty."""

    line: int
    kind: str
    heading: str
    text: str


@dataclass(frozen=True)
class Exercise:
    """A place where an exercise, or one round of it, is done. ``round`` is 0 for the whole of it.

    ``kind`` says which kind of exercise; an optional one isn't needed for finishing the course.
    """

    line: int
    id: str
    round: int
    kind: str = "exercise"
    is_optional: bool = False

    @property
    def known_as(self) -> str:
        """Kind and id; for a scoring exercise the id alone."""
        return self.id if self.kind == "exercise" else f"{self.kind} {self.id}"

    @property
    def completed_as(self) -> str:
        """The id under which its completion is in the ledger."""
        return completed_as(self.kind, self.id)


@dataclass(frozen=True)
class Rule:
    """A place where the organisation's own rule is shown."""

    line: int
    id: str


Block = Prose | Callout | Question | Case | Exercise | Rule
