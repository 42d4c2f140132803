"""A small course with every kind of block, written where a test wants it."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from puntari.content.languages import LANGUAGES
from puntari.content.problems import Problems
from puntari.courses.content import load_course, mark_translated
from puntari.courses.course import Course

COURSE = """\
id: small
source_language: fi
title: {fi: Pieni kurssi, sv: Liten kurs, en: Small course}
summary: {fi: Mistä on kyse., sv: Vad det gäller., en: What it is about.}
audience: {fi: Kaikille, sv: För alla, en: For everybody}
minutes: 10
pages:
  - 01-first
  - 02-second
  - 03-third
completes:
  pages: all
  questions: all
change: material
sources:
  one-2020:
    reference: One, O. (2020). A study.
    url: https://example.org/one
    country: FI
    kind: study
    size: {fi: 44 ilmoitusta, sv: 44 annonser, en: 44 advertisements}
    caveat: {fi: Pieni aineisto., sv: Litet material., en: A small sample.}
    review_by: 2030-01-01
"""
GLOSSARY = """\
identifier:
  term: {fi: tunnistetieto, sv: identifieringsuppgift, en: identifier}
  meaning: {fi: Tieto hakijasta., sv: En uppgift om sökanden., en: Something about the applicant.}
"""
FIRST = """\
---
title: {first}
---

{text} [[identifier|{shown}]] {text}.[@one-2020]

## {heading}

- {text} 1
- {text} 2

::: law
**{heading}.** {text}
:::

::: choice when
{text}?

( ) {wrong}
    {because} A
(x) {right}
    {because} B [@one-2020]
:::

::: choices which
{text}?

[x] {right} 1
    {because} C
[ ] {wrong}
    {because} D
[x] {right} 2
    {because} E
:::
"""
SECOND = """\
---
title: {second}
---

{text}, [{shown}](01-first).

::: order steps
{text}?

1. {right} 1
2. {right} 2
3. {right} 3

=> {because} F
:::

::: estimate share
{text}?

answer: 4,5
accept: 4–5
unit: {unit}

=> {because} G [@one-2020]
:::

::: match pairs
{text}?

{wrong} 1 = {right} 1
{wrong} 2 = {right} 2

=> {because} H
:::

::: reflection mine
{text}?
:::
"""
THIRD = """\
---
title: {third}
---

{text}.

::: case story
{text}.

== start
{text} start.

-> {right} : good
-> {wrong} : bad

== good
{text} good.

== bad
{text} bad.

-> {right} : good
-> {wrong} : worst

== worst
{text} worst.
:::

::: rule ours
:::
"""
WORDS = {
    "fi": {
        "first": "Ensimmäinen sivu",
        "second": "Toinen sivu",
        "third": "Kolmas sivu",
        "text": "Tekstiä",
        "shown": "tunnistetietoja",
        "heading": "Väliotsikko",
        "wrong": "Väärä",
        "right": "Oikea",
        "because": "Koska",
        "unit": "prosenttia",
    },
    "sv": {
        "first": "Första sidan",
        "second": "Andra sidan",
        "third": "Tredje sidan",
        "text": "Text på svenska",
        "shown": "identifieringsuppgifter",
        "heading": "Mellanrubrik",
        "wrong": "Fel",
        "right": "Rätt",
        "because": "Eftersom",
        "unit": "procent",
    },
    "en": {
        "first": "The first page",
        "second": "The second page",
        "third": "The third page",
        "text": "Some text",
        "shown": "identifiers",
        "heading": "A heading",
        "wrong": "Wrong",
        "right": "Right",
        "because": "Because",
        "unit": "per cent",
    },
}
PAGES = {"01-first": FIRST, "02-second": SECOND, "03-third": THIRD}


def write_course(root: Path) -> Path:
    """Write the small course under ``root``, with its translations marked as up to date; its folder."""
    folder = root / "small"
    folder.mkdir(parents=True)
    for name, text in texts().items():
        (folder / name).write_text(text)
    return folder


@cache
def texts() -> dict[str, str]:
    """The files of the small course by name. Marking them takes a while, so it's done once."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "course.yml").write_text(COURSE)
        (folder / "glossary.yml").write_text(GLOSSARY)
        for page_id, text in PAGES.items():
            for language in LANGUAGES:
                (folder / f"{page_id}.{language}.md").write_text(text.format(**WORDS[language]))
        mark_all(folder)
        return {path.name: path.read_text() for path in folder.iterdir()}


def mark_all(folder: Path) -> None:
    """Say that every translation is up to date."""
    for path in sorted(folder.glob("*.sv.md")) + sorted(folder.glob("*.en.md")):
        mark_translated(path)


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Replace text that is really there, in one file or (with ``*`` in the name) in several."""
    paths = sorted(folder.glob(name))
    assert paths, f"no file {name}"
    for path in paths:
        text = path.read_text()
        assert old in text, f"{old!r} is not in {path.name}"
        path.write_text(text.replace(old, new, 1))


def problems_of(folder: Path, exercises: tuple[str, ...] = ()) -> list[str]:
    """What the checker says, one line a problem."""
    problems = Problems(folder)
    load_course(folder, problems, exercises=exercises)
    return [str(problem) for problem in problems]


def course_of(folder: Path) -> Course:
    """The course in the folder, which must be in order."""
    problems = Problems(folder)
    course = load_course(folder, problems, exercises=())
    problems.raise_if_any()
    assert course is not None
    return course
