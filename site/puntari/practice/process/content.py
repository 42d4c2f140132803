"""From process.yml to a process ready to walk through, or to a list of problems with file and line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from puntari.content.branching import Case
from puntari.content.digest import digest_of_files
from puntari.content.languages import LANGUAGES, Texts
from puntari.content.problems import Problems
from puntari.content.sources import CITATION, Source, citation, cited_in, ids_in
from puntari.content.text import to_html, to_inline_html
from puntari.content.yamlfile import YamlFile
from puntari.practice.process.checker import check_story
from puntari.practice.process.story import Part, Story

FILE = "process.yml"


@dataclass(frozen=True)
class Process:
    """A checked process. ``digest`` names this version; ``html`` are its texts by text and language."""

    story: Story
    case: Case
    digest: str
    files: Mapping[str, str]
    html: Mapping[tuple[Texts, str], str]

    @property
    def id(self) -> str:
        """The process's id, the same in every version."""
        return self.story.id

    def part(self, scene_id: str) -> Part:
        """A scene. Raises StopIteration for one that isn't there."""
        return next(part for part in self.story.scenes if part.id == scene_id)

    def sources_of(self, texts: list[Texts], language: str) -> list[tuple[int, Source]]:
        """The sources that these texts give, with their numbers, in order."""
        given = cited_in(*(text[language] for text in texts))
        return [(n, source) for n, (id_, source) in enumerate(self.story.sources.items(), start=1) if id_ in given]


def compile_process(folder: Path, files: Mapping[str, str], problems: Problems) -> Process | None:
    """A process from its files (name → text), or None after noting everything that is wrong.

    ``folder`` names the place in problems; nothing is read from it.
    """
    before = len(problems)
    yaml = YamlFile(folder / FILE, files.get(FILE, ""), problems)
    story = yaml.as_model(Story) if yaml.values or len(problems) == before else None
    for name in files.keys() - {FILE}:
        problems.add(folder / name, 1, "isn't part of a process")
    if story is None:
        return None
    check_story(story, yaml)
    return _compiled(story, files) if len(problems) == before else None


def restore_process(process_id: str, files: Mapping[str, str]) -> Process:
    """A version that was served once, from its kept files, without checking it again.

    Raises LookupError when the files no longer have the shape of a process.
    """
    story = YamlFile(Path(process_id) / FILE, files.get(FILE, ""), Problems(Path())).as_model(Story)
    if story is None:
        raise LookupError(f"the kept version of {process_id} can't be read")
    return _compiled(story, files)


def _compiled(story: Story, files: Mapping[str, str]) -> Process:
    texts = [story.intro, *(text for part in story.scenes for text in part.texts())]
    html = {(text, language): _html(text[language], story) for text in texts for language in LANGUAGES}
    for words in (way.words for part in story.scenes for way in part.ways if way.words):
        html |= {(words, language): to_inline_html(words[language]) for language in LANGUAGES}  # for a button
    return Process(story, story.as_case(), digest_of_files(files.items()), dict(files), html)


def _html(text: str, story: Story) -> str:
    """Sanitised, with citations as numbers that lead to the list of sources."""
    numbers = {id_: number for number, id_ in enumerate(story.sources, start=1)}
    return CITATION.sub(lambda found: citation([numbers[id_] for id_ in ids_in(found[1])]), to_html(text))


def is_process(folder: Path) -> bool:
    """Whether a folder among the exercises holds a process."""
    return (folder / FILE).is_file()


def load_processes(root: Path, problems: Problems) -> dict[str, Process]:
    """All processes below a folder, by id; those with problems are left out and their problems noted."""
    found: dict[str, Process] = {}
    for folder in sorted(path for path in root.iterdir() if path.is_dir() and is_process(path)):
        files = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if path.is_file()}
        process = compile_process(folder, files, problems)
        if process:
            found[process.id] = process
    return found


def note_overdue_reviews(folder: Path, process: Process, problems: Problems, *, today: date) -> None:
    """Sources that somebody should have looked at by now. A reason to look, not to stop serving."""
    yaml = YamlFile(folder / FILE, process.files[FILE], Problems(folder))
    for source_id, source in process.story.sources.items():
        if source.review_by < today:
            line = yaml.line_of("sources", source_id, "review_by")
            problems.add(folder / FILE, line, f"{source_id} was to be reviewed by {source.review_by}")
