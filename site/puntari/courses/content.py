"""From the files of a course to its value, or to a list of problems, each with file and line."""

from collections.abc import Collection
from pathlib import Path

from puntari.content.digest import digest_of_files
from puntari.content.languages import LANGUAGES
from puntari.content.problems import BadContent, Problems
from puntari.content.yamlfile import YamlFile
from puntari.courses import translations
from puntari.courses.checks import check_course
from puntari.courses.course import Course, CourseFile, Glossary
from puntari.courses.page import Page, read_page

NOT_CONTENT = {"translated.yml"}  # says nothing that anybody reads


def read_files(folder: Path, problems: Problems) -> dict[str, str]:
    """The texts of the folder by file name; what isn't UTF-8 is a problem."""
    texts: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix not in {".yml", ".md"} or path.name in NOT_CONTENT:
            continue
        try:
            texts[path.name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            problems.add(path, line, "can't be read as UTF-8; save the file in that encoding")
    return texts


def load_course(folder: Path, problems: Problems, *, exercises: Collection[str]) -> Course | None:
    """The course in a folder; None when it can't be put together.

    Everything that is wrong is noted in ``problems``, so a course may be returned and still not be fit to
    serve. ``exercises`` are the ids of the exercises there are.
    """
    texts = read_files(folder, problems)
    if "course.yml" not in texts:
        problems.add(folder / "course.yml", 1, "is missing")
        return None
    yml = YamlFile(folder / "course.yml", texts["course.yml"], problems)
    head = yml.as_model(CourseFile)
    words = YamlFile(folder / "glossary.yml", texts.get("glossary.yml", ""), problems)
    glossary = Glossary(root={}) if "glossary.yml" not in texts else words.as_model(Glossary)
    if head is None or glossary is None:
        return None
    pages: dict[tuple[str, str], Page] = {}
    for number, page_id in enumerate(head.pages):
        for language in LANGUAGES:
            name = f"{page_id}.{language}.md"
            if name not in texts:
                yml.add_problem(f"{name} is missing", "pages", number)
                continue
            page = read_page(page_id, language, folder / name, texts[name], problems)
            if page:
                pages[page_id, language] = page
    course = Course(head, glossary.root, pages, digest_of_files(texts.items()), texts)
    check_course(course, folder, yml, problems, exercises=exercises)
    return course if len(pages) == len(head.pages) * len(LANGUAGES) else None


def mark_translated(file: Path) -> str:
    """Note that a translated page is up to date with its source; the words to show to whoever asked.

    Raises BadContent when the file isn't a translation, or differs from its source in more than words.
    """
    file = file.resolve()
    folder = file.parent
    problems = Problems(folder)
    course = load_course(folder, Problems(folder), exercises=())
    pages = {page.file.resolve(): page for page in course.pages.values()} if course else {}
    page = pages.get(file)
    if course is None or page is None or page.language == course.head.source_language:
        problems.add(file, 1, "is not a translated page of a course that can be read; see puntari check")
        raise BadContent(problems)
    source = course.page(page.id, course.head.source_language)
    translations.compare(source, page, problems)
    problems.raise_if_any()
    kept = translations.read_kept(folder, problems)
    kept[file.name] = translations.digests(source)
    translations.keep(folder, kept)
    return f"{file.name} is up to date with {source.file.name}"
