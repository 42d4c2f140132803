"""What can stand on a page: text, callouts, questions, cases, exercises, the organisation's rule."""

from dataclasses import dataclass

from puntari.content.branching import Case
from puntari.courses.questions import Question


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
    """A place where an exercise, or one round of it, is done. ``round`` is 0 for the whole of it."""

    line: int
    id: str
    round: int


@dataclass(frozen=True)
class Rule:
    """A place where the organisation's own rule is shown."""

    line: int
    id: str


Block = Prose | Callout | Question | Case | Exercise | Rule
