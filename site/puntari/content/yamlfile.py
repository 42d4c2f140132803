"""YAML read with the line of every value, checked against a pydantic model."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from puntari.content.problems import Problems

Shape = TypeVar("Shape", bound=BaseModel)
Place = tuple[str | int, ...]

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C where PyYAML was built with it


def _(words: str) -> str:
    """Mark words for the message catalogues; a page translates them when it shows a problem."""
    return words


WORDS = {
    "missing": _("%(name)s is missing"),
    "extra_forbidden": _("%(name)s is not a known key"),
    "string_too_short": _("%(name)s is empty"),
    "string_type": _("%(name)s must be text"),
    "int_type": _("%(name)s must be a whole number"),
    "date_type": _("%(name)s must be a day"),
}


class _Lines:
    """Walks a YAML tree once, building values and noting lines."""

    def __init__(self, file: Path, problems: Problems, first_line: int) -> None:
        self.file, self.problems, self.first_line = file, problems, first_line
        self.at: dict[Place, int] = {(): first_line}
        self._loader = yaml.SafeLoader("")

    def build(self, node: yaml.Node, place: Place) -> Any:
        """The value of a node; its line, and that of all below it, is noted under its place."""
        self.at[place] = node.start_mark.line + self.first_line
        if isinstance(node, yaml.MappingNode):
            values: dict[Any, Any] = {}
            for key_node, value_node in node.value:
                key = self._loader.construct_object(key_node, deep=True)
                if key in values:
                    self.problems.add(self.file, key_node.start_mark.line + self.first_line, f"{key} is given twice")
                values[key] = self.build(value_node, (*place, key))
                self.at[(*place, key)] = key_node.start_mark.line + self.first_line
            return values
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*place, number)) for number, item in enumerate(node.value)]
        return self._loader.construct_object(node, deep=True)

    def line_of(self, place: Place) -> int:
        """The line of a value, or of the nearest thing around it that exists."""
        while place not in self.at:
            place = place[:-1]
        return self.at[place]


class YamlFile:
    """The text of a YAML file as plain values, able to say on which line each stands."""

    def __init__(self, file: Path, text: str, problems: Problems, *, first_line: int = 1) -> None:
        """Read the text; what can't be read is a problem and gives an empty mapping."""
        self.file = file
        self._problems = problems
        self._lines = _Lines(file, problems, first_line)
        self.values: Any = {}
        try:
            node = yaml.compose(text, Loader=LOADER)
            if node is not None:
                self.values = self._lines.build(node, ())
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = min(mark.line, text.count("\n")) + first_line if mark else first_line
            problems.add(file, line, f"can't be read as YAML: {getattr(error, 'problem', error)}", rule="shape")
        except (ValueError, TypeError, RecursionError) as error:  # a date such as 2026-02-31, a list as a key
            problems.add(file, first_line, f"can't be read as YAML: {error}", rule="shape")

    def line_of(self, *place: str | int) -> int:
        """The line on which the value at this place stands."""
        return self._lines.line_of(place)

    def add_problem(self, text: str, *place: str | int, **more: Any) -> None:
        """Note a problem at a place of this file; what more there is to tell goes on to ``Problems.add``."""
        self._problems.add(self.file, self.line_of(*place), text, place=place, **more)

    def as_model(self, shape: type[Shape]) -> Shape | None:
        """The values as a model, or None after noting every problem."""
        try:
            return shape.model_validate(self.values)
        except ValidationError as error:
            for problem in error.errors():
                place = tuple(
                    part for part in problem["loc"] if not (isinstance(part, str) and part.startswith("function-"))
                )
                name = ".".join(str(part) for part in place)
                line = self._lines.line_of(place)
                if problem["type"] in WORDS and name:
                    words = WORDS[problem["type"]]
                    self._problems.add(self.file, line, words, rule="shape", values={"name": name}, place=place)
                else:
                    text = f"{name} {problem['msg'].removeprefix('Value error, ')}".strip()
                    self._problems.add(self.file, line, text, rule="shape", place=place)
            return None
