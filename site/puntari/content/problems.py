"""Everything that is wrong with content files, collected, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong and where; ``line`` counts from 1."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        """The form that editors and terminals make a link of."""
        return f"{self.file}:{self.line}: {self.text}"


class BadContent(Exception):
    """Content that can't be served; carries all problems."""

    def __init__(self, problems: "Problems") -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = list(problems)


@dataclass
class Problems:
    """A growing list of problems, shown with paths relative to ``root``."""

    root: Path
    _found: set[Problem] = field(default_factory=set)

    def add(self, file: Path, line: int, text: str) -> None:
        """Note a problem at a line (from 1) of a file."""
        shown = file.relative_to(self.root) if file.is_relative_to(self.root) else file
        self._found.add(Problem(str(shown), line, text))

    def __iter__(self) -> Iterator[Problem]:
        """By file and line."""
        return iter(sorted(self._found))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._found)

    def raise_if_any(self) -> None:
        """Stop here when content is broken. Raises BadContent."""
        if self._found:
            raise BadContent(self)
