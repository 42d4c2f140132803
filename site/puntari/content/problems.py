"""Everything that is wrong with content files, collected, each with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong and where; ``line`` counts from 1.

    ``rule`` is the id of the rule that found it, where rules have ids; ``template`` and ``values`` are what ``text``
    was made of, so that a page can say it in another language; ``place`` is the way to it inside a YAML file.
    """

    file: str
    line: int
    text: str
    rule: str = field(default="", compare=False)
    template: str = field(default="", compare=False)
    values: Mapping[str, object] = field(default_factory=dict, compare=False)
    place: tuple[str | int, ...] = field(default=(), compare=False)

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
    """A growing list of problems, shown with paths relative to ``root``.

    Advice is kept beside them: it is told to whoever writes, but stops nothing and isn't counted.
    """

    root: Path
    _found: set[Problem] = field(default_factory=set)
    _advice: set[Problem] = field(default_factory=set)

    def add(
        self,
        file: Path,
        line: int,
        text: str,
        *,
        rule: str = "",
        values: Mapping[str, object] | None = None,
        place: tuple[str | int, ...] = (),
        is_advice: bool = False,
    ) -> None:
        """Note a problem at a line (from 1) of a file; with ``values`` the text is a template for them."""
        shown = file.relative_to(self.root) if file.is_relative_to(self.root) else file
        said, template = (text, "") if values is None else (text % values, text)
        problem = Problem(str(shown), line, said, rule, template, values or {}, place)
        (self._advice if is_advice else self._found).add(problem)

    @property
    def advice(self) -> list[Problem]:
        """What could be better but stops nothing, by file and line."""
        return sorted(self._advice)

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
