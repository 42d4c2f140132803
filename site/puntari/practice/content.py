"""From the files of an exercise to a checked value, or to a list of problems with file and line."""

import re
from collections.abc import Mapping
from pathlib import Path

from puntari.content.digest import digest_of_files
from puntari.content.languages import LANGUAGES
from puntari.content.problems import Problems
from puntari.content.yamlfile import YamlFile
from puntari.practice.application import ApplicationText, parse_application
from puntari.practice.balance import check_thirds
from puntari.practice.checker import check_deals, check_definition
from puntari.practice.exercise import Definition, Exercise
from puntari.practice.parity import check_languages
from puntari.practice.rules import tell_at
from puntari.practice.textchecker import check_texts

DEFINITION = "exercise.yml"
ABOUT_REASONS = {"mark-reason", "mark-gone", "shape"}  # what doesn't keep a text from being read
TEXT_NAME = re.compile(rf"(?P<application>[a-z0-9-]+)\.(?P<language>{'|'.join(LANGUAGES)})\.md")


def compile_exercise(folder: Path, files: Mapping[str, str], problems: Problems) -> Exercise | None:
    """An exercise from its files (name → text), or None after noting everything that is wrong.

    ``folder`` names the place in problems; nothing is read from it.
    """
    before = len(problems)
    if DEFINITION not in files:
        tell_at(problems, folder / DEFINITION, 1, "file-missing")
        return None
    yaml = YamlFile(folder / DEFINITION, files[DEFINITION], problems)
    definition = yaml.as_model(Definition) if yaml.values or len(problems) == before else None
    if definition is None:
        return None
    check_definition(definition, yaml)
    texts = _read_texts(folder, files, definition, problems)
    if len(problems) > before:
        return None
    exercise = Exercise(definition, texts, digest_of_files(files.items()), dict(files))
    if not definition.taster:
        check_thirds(definition, yaml, texts)
        check_languages(definition, texts, folder, problems)
        check_deals(definition, yaml, exercise.material)
    return exercise if len(problems) == before else None


def restore_exercise(exercise_id: str, files: Mapping[str, str]) -> Exercise:
    """A version that was served once, from its kept files.

    It isn't checked again, so that what somebody saw can be shown even when the checks have become stricter.
    Raises LookupError when the files no longer have the shape of an exercise.
    """
    folder, ignored = Path(exercise_id), Problems(Path())
    definition = YamlFile(folder / DEFINITION, files.get(DEFINITION, ""), ignored).as_model(Definition)
    if definition is None:
        raise LookupError(f"the kept version of {exercise_id} can't be read")
    texts = {
        (application.id, language): parse_application(
            files.get(f"{application.id}.{language}.md", ""), folder / application.id, ignored
        )
        for application in definition.applications
        for language in LANGUAGES
    }
    return Exercise(definition, texts, digest_of_files(files.items()), dict(files))


def _read_texts(
    folder: Path, files: Mapping[str, str], definition: Definition, problems: Problems
) -> dict[tuple[str, str], ApplicationText]:
    texts: dict[tuple[str, str], ApplicationText] = {}
    expected = {DEFINITION}
    for application in definition.applications:
        names = {language: f"{application.id}.{language}.md" for language in LANGUAGES}
        paths = {language: folder / name for language, name in names.items()}
        expected.update(names.values())
        before = set(problems)
        for language, name in names.items():
            if name not in files:
                tell_at(problems, paths[language], 1, "file-missing")
                continue
            texts[application.id, language] = parse_application(files[name], paths[language], problems)
        if all(problem.rule in ABOUT_REASONS for problem in set(problems) - before):
            in_languages = {language: texts[application.id, language] for language in LANGUAGES}
            check_texts(definition, application, in_languages, paths, problems)
    for name in files.keys() - expected:
        tell_at(problems, folder / name, 1, "file-extra" if TEXT_NAME.fullmatch(name) else "file-unknown")
    return texts


def read_folder(folder: Path, problems: Problems) -> dict[str, str]:
    """The files of an exercise's folder, hidden ones left out. A file that isn't UTF-8 text is a problem."""
    files: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or not path.is_file():
            continue
        try:
            files[path.name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            problems.add(path, 1, "isn't text in UTF-8")
    return files


def load_exercises(root: Path, problems: Problems) -> dict[str, Exercise]:
    """All exercises below a folder, by id; those with problems are left out and their problems noted.

    A folder that is defined by another .yml, such as an advertisement, isn't one of them.
    """
    exercises: dict[str, Exercise] = {}
    for folder in sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith(".")):
        if not (folder / DEFINITION).exists() and any(folder.glob("*.yml")):
            continue
        exercise = compile_exercise(folder, read_folder(folder, problems), problems)
        if exercise:
            exercises[exercise.id] = exercise
    return exercises
