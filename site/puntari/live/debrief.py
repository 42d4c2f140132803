"""What a trainer says about a result: one script for each of the four outcomes, from the files in ``scripts/``.

Each has its timing (20 minutes), three questions and what not to say, in all languages; a claim names its source.
"""

from functools import cache
from pathlib import Path

from pydantic import Field

from puntari.content.languages import Strict, Text, Texts
from puntari.content.problems import Problems
from puntari.content.yamlfile import YamlFile
from puntari.live.outcomes import Outcome

FOLDER = Path(__file__).parent / "scripts"
MINUTES = 20
QUESTIONS = 3


class Source(Strict):
    """A published study."""

    short: Text
    full: Text


class Study(Strict):
    """What a study found, in careful words, for a group that has no figures of its own."""

    source: Text
    where: Texts
    text: Texts


class Sources(Strict):
    """All of sources.yml."""

    sources: dict[str, Source]
    reference: list[Study]


class Section(Strict):
    """A part of the talk."""

    minutes: int = Field(ge=1, le=MINUTES)
    title: Texts
    say: Texts
    without_strip: Texts | None = None  # said instead when the result has no worlds of chance to show
    asks: bool = False  # the three questions belong here
    sources: list[Text] = Field(default_factory=list)


class Script(Strict):
    """The talk about one outcome."""

    aim: Texts
    sections: list[Section]
    questions: list[Texts] = Field(min_length=QUESTIONS, max_length=QUESTIONS)
    avoid: list[Texts] = Field(min_length=1)

    @property
    def cited(self) -> list[str]:
        """The sources it names, each once, in order."""
        return list(dict.fromkeys(source for section in self.sections for source in section.sources))


def load(folder: Path, problems: Problems) -> tuple[Sources | None, dict[Outcome, Script]]:
    """Sources and scripts; every problem is noted with its line."""
    file = folder / "sources.yml"
    known = YamlFile(file, file.read_text(encoding="utf-8"), problems)
    sources = known.as_model(Sources)
    names = set(sources.sources) if sources else set()
    for number, study in enumerate(sources.reference if sources else []):
        if study.source not in names:
            known.add_problem(f"{study.source} is not a source", "reference", number, "source")
    found = {}
    for outcome in Outcome:
        file = folder / f"{outcome}.yml"
        if not file.exists():
            problems.add(file, 1, "is missing")
            continue
        yaml = YamlFile(file, file.read_text(encoding="utf-8"), problems)
        script = yaml.as_model(Script)
        if script is not None:
            check_script(script, yaml, names)
            found[outcome] = script
    return sources, found


def check_script(script: Script, yaml: YamlFile, names: set[str]) -> None:
    """Note what is wrong with a script: its minutes, its questions, its sources."""
    minutes = sum(section.minutes for section in script.sections)
    if minutes != MINUTES:
        yaml.add_problem(f"sections take {minutes} minutes instead of {MINUTES}", "sections")
    if sum(section.asks for section in script.sections) != 1:
        yaml.add_problem("exactly one section asks the questions", "sections")
    for number, section in enumerate(script.sections):
        for source in section.sources:
            if source not in names:
                yaml.add_problem(f"{source} is not a source", "sections", number, "sources")


@cache
def _loaded() -> tuple[Sources, dict[Outcome, Script]]:
    problems = Problems(FOLDER)
    sources, found = load(FOLDER, problems)
    problems.raise_if_any()
    assert sources is not None  # noqa: S101 -- otherwise there was a problem
    return sources, found


def scripts() -> dict[Outcome, Script]:
    """The script for each outcome. Raises BadContent."""
    return _loaded()[1]


def fitting(outcome: Outcome, *, has_strip: bool) -> Script:
    """The script for an outcome, with what is said when there is no strip. Raises BadContent."""
    script = scripts()[outcome]
    if has_strip:
        return script
    sections = [
        section.model_copy(update={"say": section.without_strip}) if section.without_strip else section
        for section in script.sections
    ]
    return script.model_copy(update={"sections": sections})


def sources() -> dict[str, Source]:
    """The studies that are named, by id. Raises BadContent."""
    return _loaded()[0].sources


def reference() -> list[Study]:
    """What others have found, for a group that is too small. Raises BadContent."""
    return _loaded()[0].reference
