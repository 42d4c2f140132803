"""Ways to spoil a definition."""

from pathlib import Path

from puntari.content.problems import Problems
from puntari.practice.content import compile_exercise


def problems_of(files: dict[str, str], name: str = "cook") -> list[str]:
    problems = Problems(Path())
    exercise = compile_exercise(Path(name), files, problems)
    assert (exercise is None) == bool(len(problems))
    return [str(problem).removeprefix(f"{name}/") for problem in problems]
