"""Whether the translations of a course have the same parts as the source, and are up to date with it.

``translated.yml`` keeps, for each translated file, short digests of the source paragraphs it was made from.
"""

from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import yaml

from puntari.content.digest import short_digest
from puntari.content.languages import LANGUAGES
from puntari.content.problems import Problems
from puntari.content.yamlfile import YamlFile
from puntari.courses.course import Course
from puntari.courses.notation import Piece
from puntari.courses.page import Page

FILE = "translated.yml"
HEADER = """\
# Which source text each translation was made from. The program keeps this file:
#   puntari translated courses/<course>/<file>
"""


def check_structure(course: Course, problems: Problems) -> None:
    """Every translation has the same pieces in the same order, with the same sources."""
    for page_id in course.head.pages:
        source = course.pages.get((page_id, course.head.source_language))
        for language in LANGUAGES:
            translation = course.pages.get((page_id, language))
            if source and translation and language != course.head.source_language:
                compare(source, translation, problems)


def compare(source: Page, translation: Page, problems: Problems) -> None:
    """Note where the translation differs from the source in anything but words."""
    shapes = [piece.shape for piece in source.pieces]
    others = [piece.shape for piece in translation.pieces]
    for kind, a, b, c, d in SequenceMatcher(None, shapes, others, autojunk=False).get_opcodes():
        if kind == "equal":
            for one, other in zip(source.pieces[a:b], translation.pieces[c:d], strict=True):
                _compare_sources(source, one, translation, other, problems)
            continue
        line = _line_at(translation, c)
        place = f"{source.file.name}:{_line_at(source, a)}"
        expected = ", ".join(shapes[a:b]) or "nothing"
        found = ", ".join(others[c:d]) or "nothing"
        problems.add(translation.file, line, f"differs from {place}: there {expected}, here {found}")


def _line_at(page: Page, index: int) -> int:
    return page.pieces[min(index, len(page.pieces) - 1)].line if page.pieces else 1


def _compare_sources(source: Page, one: Piece, translation: Page, other: Piece, problems: Problems) -> None:
    if one.citations != other.citations:
        expected = ", ".join(one.citations) or "no source"
        found = ", ".join(other.citations) or "no source"
        place = f"{source.file.name}:{one.line}"
        problems.add(translation.file, other.line, f"gives other sources than {place}: there {expected}, here {found}")


def digests(page: Page) -> list[str]:
    """Short digests of the texts of a page, in order."""
    return [short_digest(piece.text) for piece in page.pieces if piece.text]


def check_fresh(course: Course, folder: Path, problems: Problems) -> None:
    """Every source paragraph is the one that the translation was made from."""
    kept = read_kept(folder, problems)
    for page_id in course.head.pages:
        source = course.pages.get((page_id, course.head.source_language))
        for language in LANGUAGES:
            translation = course.pages.get((page_id, language))
            if not source or not translation or language == course.head.source_language:
                continue
            made_from = kept.get(translation.file.name)
            if made_from is None:
                problems.add(
                    translation.file, 1, f"is not marked as up to date; run: puntari translated {translation.file.name}"
                )
                continue
            _check_page(source, translation, Counter(made_from), problems)


def _check_page(source: Page, translation: Page, made_from: Counter[str], problems: Problems) -> None:
    is_parallel = [p.shape for p in source.pieces] == [p.shape for p in translation.pieces]
    for index, piece in enumerate(source.pieces):
        digest = short_digest(piece.text)
        if not piece.text or made_from[digest]:
            made_from[digest] -= 1
            continue
        line = translation.pieces[index].line if is_parallel else 1
        problems.add(
            translation.file, line, f"the source has changed since this was translated: {source.file.name}:{piece.line}"
        )


def read_kept(folder: Path, problems: Problems) -> dict[str, list[str]]:
    """What translated.yml says: digests by file name. A file that can't be read is a problem."""
    path = folder / FILE
    if not path.exists():
        return {}
    yml = YamlFile(path, path.read_text(encoding="utf-8"), problems)
    values: Any = yml.values
    kept: dict[str, list[str]] = {}
    for name, listed in values.items() if isinstance(values, dict) else ():
        if isinstance(listed, list) and all(isinstance(one, str) for one in listed):
            kept[str(name)] = listed
        else:
            yml.add_problem(f"{name} must be a list of digests; let puntari translated write it", name)
    return kept


def keep(folder: Path, kept: dict[str, list[str]]) -> None:
    """Write translated.yml anew."""
    text = HEADER + yaml.safe_dump(dict(sorted(kept.items())), default_flow_style=None, width=100)
    (folder / FILE).write_text(text, encoding="utf-8")
