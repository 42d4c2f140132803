"""Spelling of everything people read: message catalogues, courses, exercises.

Finnish is looked up by Voikko, Swedish and English by Hunspell. Words they don't know and that are right are in
`tests/words/<language>.txt`, one a line, sorted; `python -m tests.spelling` prints what is unknown.
"""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import libvoikko
import yaml
from babel.messages.pofile import read_po

from puntari.content.languages import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
WORDS = ROOT / "tests" / "words"
DICTIONARIES = {"sv": "sv_FI", "en": "en_GB"}
# What isn't prose: placeholders, addresses, code, marks and ids of the notation, fields in braces, HTML.
NOT_PROSE = re.compile(
    r"%\(\w+\)[sd]:?\w*|\[@[^\]]*\]|https?://\S+|[\w.+-]+@[\w-]+[.][\w.]+|`[^`]*`|\]\([^)]*\)|\[\[[\w-]+[|:]|\{[^}|]*\}|</?\w+[^>]*>"
    r"|^(?::::|==|answer).*$|^=> ?| : [\w-]+$|^ *(?:kind|source|optional): \S+$|^ *[\w-]+:(?= |$)",
    re.MULTILINE,
)
WORD = re.compile(r"(?<![\w:-])[^\W\d_]+(?:['’:-][^\W\d_]+)*(?![\w-]*\d)")
Place = tuple[str, str]  # file, text


def texts() -> Iterator[tuple[str, Place]]:
    """(language, (file, text)) of everything that people read."""
    for language in LANGUAGES:
        file = ROOT / "site" / "puntari" / "translations" / language / "LC_MESSAGES" / "messages.po"
        with file.open("rb") as opened:
            for message in read_po(opened, locale=language):
                said = message.string if isinstance(message.string, str) else " ".join(message.string or ())
                if message.id:
                    yield language, (str(file.relative_to(ROOT)), said)
    for folder in ("courses", "exercises", "site/puntari"):
        for file in sorted((ROOT / folder).rglob("*.??.md")):
            yield file.suffixes[-2].lstrip("."), (str(file.relative_to(ROOT)), file.read_text(encoding="utf-8"))
        for file in sorted((ROOT / folder).rglob("*.yml")):
            for language, said in in_languages(yaml.safe_load(file.read_text(encoding="utf-8"))):
                yield language, (str(file.relative_to(ROOT)), said)


def in_languages(data: Any, language: str | None = None) -> Iterator[tuple[str, str]]:
    """The texts below keys that are languages."""
    if isinstance(data, str) and language:
        yield language, data
    elif isinstance(data, list):
        for item in data:
            yield from in_languages(item, language)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from in_languages(value, key if key in LANGUAGES else language)


def words_of(text: str) -> set[str]:
    """The words in a text, without what isn't prose."""
    return set(WORD.findall(NOT_PROSE.sub(" ", text).replace("\u00ad", "")))


def used() -> dict[str, dict[str, str]]:
    """By language, each word and the first file that uses it."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for language, (file, text) in texts():
        for word in sorted(words_of(text)):
            found[language].setdefault(word, file)
    return found


def unknown(language: str, words: list[str]) -> list[str]:
    """Those words that the dictionary doesn't have."""
    if language == "fi":
        voikko = libvoikko.Voikko("fi")
        try:
            return [word for word in words if not voikko.spell(word)]
        finally:
            voikko.terminate()
    command = ["hunspell", "-d", DICTIONARIES[language], "-i", "utf-8", "-l"]
    done = subprocess.run(command, input="\n".join(words), capture_output=True, text=True, check=True)
    parts = set(done.stdout.split())
    return [word for word in words if word in parts or any(part in parts for part in re.split("[-’':]", word))]


def listed(language: str) -> list[str]:
    """The project's own words."""
    file = WORDS / f"{language}.txt"
    return file.read_text(encoding="utf-8").split() if file.exists() else []


def main() -> None:
    """Print what is unknown, with a file it stands in."""
    for language, words in used().items():
        own = set(listed(language))
        for word in unknown(language, sorted(words)):
            if word not in own:
                print(language, word, words[word])


if __name__ == "__main__":
    main()
