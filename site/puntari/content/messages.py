"""The message catalogues: what the code says, and whether each language says it too.

A message's id is its English text. Catalogues are kept sorted and without places in the code, so that a change
shows as what it is; the places are found again by the check.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from puntari.content.languages import LANGUAGES
from puntari.content.problems import Problems

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "_l": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
OPTIONS: Mapping[str, dict[str, str]] = {
    "templates/**": {"silent": "false"},  # a template that can't be read stops the check
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


@dataclass(frozen=True)
class Said:
    """A message in the code: the file and line that first says it, and its plural if it has one."""

    file: Path
    line: int
    singular: str
    plural: str | None

    @property
    def id(self) -> str | tuple[str, str]:
        """What Babel files it under."""
        return (self.singular, self.plural) if self.plural else self.singular


def said_in(package: Path) -> dict[str, Said]:
    """All messages in the Python files and templates of a package, by their English text."""
    found: dict[str, Said] = {}
    options = {pattern: dict(given) for pattern, given in OPTIONS.items()}
    for name, line, message, _, _ in extract_from_dir(package, METHODS, options, KEYWORDS, strip_comment_tags=True):
        singular, plural = (message[0], message[1]) if isinstance(message, tuple) else (message, None)
        if singular:
            known = found.get(singular)
            if known is None or (plural and not known.plural):
                found[singular] = Said(package / name, line, singular, plural)
    return found


def catalogue_file(package: Path, language: str) -> Path:
    """Where a language's catalogue is."""
    return package / "translations" / language / "LC_MESSAGES" / "messages.po"


def read(file: Path, language: str) -> Catalog:
    """A catalogue; an empty one when the file doesn't exist yet. Raises babel's PoFileError when it is broken."""
    if not file.exists():
        catalogue = Catalog(locale=language, project="Puntari", version="0.1", charset="utf-8")
        catalogue.fuzzy = False
        return catalogue
    with file.open("rb") as opened:
        return read_po(opened, locale=language, abort_invalid=True)


def write(catalogue: Catalog, file: Path) -> None:
    """Keep a catalogue, and the form that programs read beside it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_po(opened, catalogue, sort_output=True, no_location=True, width=110, include_previous=False)
    with file.with_suffix(".mo").open("wb") as opened:
        write_mo(opened, catalogue)


def update(package: Path) -> dict[str, tuple[int, int]]:
    """Add what the code says now, remove what it no longer says. English says what the id says.

    Gives the number of messages added and removed by language. New ones wait for their translation, and
    the check fails until they have it.
    """
    said = said_in(package)
    counts = {}
    for language in LANGUAGES:
        file = catalogue_file(package, language)
        catalogue = read(file, language)
        gone = [message for message in _messages(catalogue) if not _is_same(message, said.get(singular_of(message)))]
        for message in gone:
            catalogue.delete(message.id)
        new = [item for item in said.values() if item.singular not in catalogue]
        for item in new:
            catalogue.add(item.id, item.id if language == "en" else ("", "") if item.plural else "")
        catalogue.obsolete.clear()
        write(catalogue, file)
        counts[language] = (len(new), len(gone))
    return counts


def singular_of(message: Message) -> str:
    """The English text, in the singular if there are two."""
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _is_same(message: Message, said: Said | None) -> bool:
    return said is not None and message.pluralizable == (said.plural is not None)


def check(package: Path, root: Path) -> Problems:
    """What the catalogues lack or have too much of: at the line of the code, or of the catalogue."""
    problems = Problems(root)
    said = said_in(package)
    for language in LANGUAGES:
        file = catalogue_file(package, language)
        catalogue = read(file, language)
        known = {singular_of(message): message for message in _messages(catalogue)}
        for item in said.values():
            if item.singular not in known or not _is_same(known[item.singular], item):
                problems.add(item.file, item.line, f"not in the {language} catalogue: {item.singular!r}")
        for message in known.values():
            for text in _wrong_with(message, said.get(singular_of(message)), language):
                problems.add(file, message.lineno or 1, f"{text}: {singular_of(message)!r}")
        for obsolete in catalogue.obsolete.values():
            problems.add(file, obsolete.lineno or 1, f"left over: {singular_of(obsolete)!r}")
    return problems


def _wrong_with(message: Message, said: Said | None, language: str) -> Iterator[str]:
    if said is None:
        yield "the code no longer says"
        return
    if message.fuzzy:
        yield "marked fuzzy"
    ids, texts = _forms(message.id), _forms(message.string)
    if not all(text.strip() for text in texts) or len(texts) != len(ids):
        yield "not translated"
        return
    if language == "en" and texts != ids:
        yield "English says other words than the code"
    wanted = set(PLACEHOLDER.findall(ids[-1]))
    for index, text in enumerate(texts):
        has = set(PLACEHOLDER.findall(text))
        may_lack = wanted if index < len(texts) - 1 else set()  # "one person" needs no number
        if has - wanted or wanted - has - may_lack:
            yield f"placeholders differ, {_listed(wanted)} here and {_listed(has)} in the translation"


def _forms(text: str | Iterable[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"
