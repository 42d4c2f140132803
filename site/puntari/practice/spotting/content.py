"""From the files of an advertisement to a checked value, or to a list of problems with file and line."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from puntari.content.digest import digest_of_files
from puntari.content.languages import LANGUAGES
from puntari.content.problems import Problems
from puntari.content.yamlfile import YamlFile
from puntari.practice.content import read_folder
from puntari.practice.spotting.advertisement import (
    DEFINITION,
    TEXT,
    AdText,
    Advertisement,
    Definition,
    Parser,
    check_texts,
)


def compile_advertisement(folder: Path, files: Mapping[str, str], problems: Problems) -> Advertisement | None:
    """An advertisement from its files (name → text), or None after noting everything that is wrong.

    ``folder`` names the place in problems; nothing is read from it.
    """
    before = len(problems)
    yaml = YamlFile(folder / DEFINITION, files[DEFINITION], problems)
    definition = yaml.as_model(Definition)
    if definition is None:
        return None
    if definition.id != folder.name:
        yaml.add_problem(f"id is {definition.id} but the folder is {folder.name}", "id")
    texts = _read_texts(folder, files, definition, problems)
    if len(texts) == len(LANGUAGES):
        check_texts(definition, texts, folder, problems)
        cited = {source for text in texts.values() for source in text.cited}
        for source in definition.sources.keys() - cited:
            yaml.add_problem(f"the source {source} is given nowhere", "sources", source)
    for name in sorted(files.keys() - {DEFINITION, *(TEXT.format(language) for language in LANGUAGES)}):
        problems.add(folder / name, 1, "isn't part of an advertisement")
    if len(problems) > before:
        return None
    return Advertisement(definition, texts, digest_of_files(files.items()), dict(files))


def _read_texts(
    folder: Path, files: Mapping[str, str], definition: Definition, problems: Problems
) -> dict[str, AdText]:
    texts = {}
    for language in LANGUAGES:
        name = TEXT.format(language)
        if name not in files:
            problems.add(folder / name, 1, "is missing")
            continue
        text = Parser(folder / name, definition, problems).read(files[name])
        if text:
            texts[language] = text
    return texts


def restore_advertisement(content_id: str, files: Mapping[str, str]) -> Advertisement:
    """A version that was served once, from its kept files. Raises LookupError when they no longer have the shape."""
    ignored = Problems(Path())
    definition = YamlFile(Path(DEFINITION), files.get(DEFINITION, ""), ignored).as_model(Definition)
    texts = _read_texts(Path(content_id), files, definition, ignored) if definition else {}
    if definition is None or len(texts) < len(LANGUAGES):
        raise LookupError(f"the kept version of {content_id} can't be read")
    return Advertisement(definition, texts, digest_of_files(files.items()), dict(files))


def load_advertisements(root: Path, problems: Problems) -> dict[str, Advertisement]:
    """All advertisements below a folder, by id; those with problems are left out and their problems noted."""
    found: dict[str, Advertisement] = {}
    for file in sorted(root.glob(f"*/{DEFINITION}")):
        advertisement = compile_advertisement(file.parent, read_folder(file.parent, problems), problems)
        if advertisement:
            found[advertisement.id] = advertisement
    return found


def note_overdue_reviews(folder: Path, advertisement: Advertisement, problems: Problems, *, today: date) -> None:
    """Sources that somebody should have looked at by now. A reason to look, not to stop serving."""
    yaml = YamlFile(folder / DEFINITION, advertisement.files[DEFINITION], Problems(folder))
    for source_id, source in advertisement.definition.sources.items():
        if source.review_by < today:
            line = yaml.line_of("sources", source_id, "review_by")
            problems.add(folder / DEFINITION, line, f"{source_id} was to be reviewed by {source.review_by}")
