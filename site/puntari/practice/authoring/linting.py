"""What the linter says of a draft, and to which page and field each finding belongs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from puntari.content.problems import Problem, Problems
from puntari.practice.application import parse_application
from puntari.practice.authoring.definition import PARTS, read
from puntari.practice.content import DEFINITION, TEXT_NAME, compile_exercise
from puntari.practice.exercise import Exercise

OTHER = "other"
MARK_RULES = {"mark-reason", "mark-gone", "mark-better-same", "mark-better-leaks"}


@dataclass(frozen=True)
class Finding:
    """A problem, the page it is on (``job``, ``criteria``, ``names``, an application's id, or ``other``), and the
    field there.
    """

    problem: Problem
    page: str
    field: str
    is_advice: bool

    @property
    def words(self) -> str:
        """The words in the text that it is about, to be found there."""
        return str(self.problem.values.get("word", ""))


@dataclass(frozen=True)
class Report:
    """All findings of a draft; ``exercise`` is there when none of them is an error."""

    findings: tuple[Finding, ...]
    exercise: Exercise | None

    @property
    def errors(self) -> list[Finding]:
        """What must be mended before it can be published."""
        return [finding for finding in self.findings if not finding.is_advice]

    @property
    def advice(self) -> list[Finding]:
        """What could be better."""
        return [finding for finding in self.findings if finding.is_advice]

    def on(self, page: str) -> list[Finding]:
        """Those of one page, errors first."""
        return sorted((f for f in self.findings if f.page == page), key=lambda finding: finding.is_advice)


def lint(exercise_id: str, files: Mapping[str, str]) -> Report:
    """Check a draft as the files of an exercise are checked. Texts are looked at even when exercise.yml isn't whole."""
    folder, problems = Path(exercise_id), Problems(Path(exercise_id))
    exercise = compile_exercise(folder, files, problems)
    if exercise is None:
        for name in sorted(files):
            if TEXT_NAME.fullmatch(name):
                parse_application(files[name], folder / name, problems)
    ids = [application["id"] for application in read(files.get(DEFINITION, ""))["applications"]]
    found = [(problem, False) for problem in problems] + [(problem, True) for problem in problems.advice]
    findings = (Finding(problem, *place_of(problem, ids), is_advice) for problem, is_advice in found)
    return Report(tuple(findings), exercise)


def place_of(problem: Problem, ids: list[str]) -> tuple[str, str]:
    """The page and the field that a problem belongs to."""
    name = TEXT_NAME.fullmatch(problem.file)
    if name:
        language = name["language"]
        match problem.place:
            case ("marks", str(mark), "why" | "better" as part):
                return name["application"], f"marks.{mark}.{part}.{language}"
        mark = str(problem.values.get("mark", ""))
        if problem.rule in MARK_RULES and re.fullmatch(r"[a-z][a-z0-9-]*", mark):
            part = "why" if problem.rule in {"mark-reason", "mark-gone"} else "better"
            return name["application"], f"marks.{mark}.{part}.{language}"
        return name["application"], f"text.{language}"
    place = [str(step) for step in problem.place]
    if place[:1] == ["applications"] and len(place) > 1 and int(place[1]) < len(ids):
        return ids[int(place[1])], ".".join(place)
    for page, roots in PARTS.items():
        if place[:1] and place[0] in roots:
            return page, ".".join(place)
    return OTHER, ""
