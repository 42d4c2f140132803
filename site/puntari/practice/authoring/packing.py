"""An exercise as one file to keep or send: a zip of the same files as in a folder of ``exercises/``."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from puntari.content.problems import Problems
from puntari.content.yamlfile import LOADER, Place, YamlFile
from puntari.practice.authoring.definition import tidy
from puntari.practice.authoring.texts import front_of
from puntari.practice.content import DEFINITION, TEXT_NAME

MOST_FILES = 120
MOST_BYTES = 1_000_000  # of all files unpacked; the exercise with the longest texts has a tenth of it
DEEPEST = 12  # values inside values
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # zip's own; the same exercise gives the same bytes whenever it is packed
PASSED_OVER = {".DS_Store", "Thumbs.db", "desktop.ini"}


def pack(exercise_id: str, files: Mapping[str, str]) -> bytes:
    """The bytes of a zip with the files in a folder named after the exercise."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{exercise_id}/{name}", FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return packed.getvalue()


def unpack(packed: bytes, problems: Problems) -> dict[str, str]:
    """The files of a packed exercise by name; what can't be taken is noted, and then nothing is returned.

    Nothing is written to the disk. Sizes are counted while reading, whatever the archive says of itself.
    """
    before = len(problems)
    files: dict[str, str] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            _read(archive, files, problems)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        problems.add(Path("zip"), 1, _("this isn't a zip file, or it is broken"), rule="zip", values={})
    if len(problems) == before:
        _check(files, problems)
    return files if len(problems) == before else {}


def _read(archive: zipfile.ZipFile, files: dict[str, str], problems: Problems) -> None:
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_litter(entry.filename)]
    if len(entries) > MOST_FILES:
        values = {"count": len(entries), "most": MOST_FILES}
        problems.add(Path("zip"), 1, _("there are %(count)s files; an exercise has at most %(most)s"), values=values)
        return
    left = MOST_BYTES
    folders = set()
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if _is_unsafe(entry) or len(path.parts) > 2:
            problems.add(Path(path.name or "zip"), 1, _("isn't a plain file in the folder of an exercise"), values={})
            continue
        folders.add(path.parent)
        with archive.open(entry) as opened:
            data = opened.read(left + 1)
        left -= len(data)
        if left < 0:
            values = {"most": MOST_BYTES // 1000}
            problems.add(Path("zip"), 1, _("the files are over %(most)s kB when unpacked"), values=values)
            return
        try:
            files[path.name] = data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            problems.add(Path(path.name), 1, _("isn't text in UTF-8"), values={})
    if len(folders) > 1:
        problems.add(Path("zip"), 1, _("there are files in several folders; pack one exercise at a time"), values={})


def _is_litter(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name in PASSED_OVER or "__MACOSX" in path.parts


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    """Whether the entry is a link, encrypted, or named to get out of its folder."""
    path = PurePosixPath(entry.filename)
    mode = entry.external_attr >> 16
    is_odd = mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG)
    return bool(
        is_odd or entry.flag_bits & 0x1 or path.is_absolute() or ".." in path.parts or "\\" in entry.filename
    ) or any(sign in entry.filename for sign in "\0:")


def _check(files: Mapping[str, str], problems: Problems) -> None:
    """A draft may be unfinished, but it must be an exercise: a definition that can be read, and texts."""
    if DEFINITION not in files:
        problems.add(Path(DEFINITION), 1, _("is missing"), values={})
        return
    for name, text in files.items():
        if "\0" in text or any(ord(sign) < 32 and sign not in "\n\t" for sign in text):
            problems.add(Path(name), 1, _("has a character that no text can hold"), values={})
        if name != DEFINITION and not TEXT_NAME.fullmatch(name):
            problems.add(Path(name), 1, _("isn't part of an exercise"), values={})
        if not _is_plain_yaml(text if name == DEFINITION else front_of(text)):
            problems.add(Path(name), 1, _("has references (&, *) or is nested too deeply; write values out"), values={})
    if not len(problems):
        definition = YamlFile(Path(DEFINITION), files[DEFINITION], problems)
        if not len(problems) and not isinstance(definition.values, dict):
            definition.add_problem(_("holds no definition of an exercise"), values={})


def _is_plain_yaml(text: str) -> bool:
    """Whether reading it can't make more of it than there is: no references, no depths. Broken YAML is told later."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
                return False
    except yaml.YAMLError:
        return depth <= DEEPEST
    return True


def left_out(files: Mapping[str, str]) -> list[str]:
    """What stands in a definition and has no place in a draft, each with its file and line."""
    file = YamlFile(Path(DEFINITION), files[DEFINITION], Problems(Path()))
    gone = _missing(file.values, tidy(file.values))
    return [f"{DEFINITION}:{file.line_of(*place)}: {' '.join(map(str, place[-2:]))}" for place in gone]


def _missing(before: Any, after: Any, place: Place = ()) -> Iterator[Place]:
    """The places of the values that are no longer there."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        known = {str(key): value for key, value in after.items()}
        for key, value in before.items():
            if str(key) in known:
                yield from _missing(value, known[str(key)], (*place, key))
            else:
                yield (*place, key)
    elif isinstance(before, list) and isinstance(after, list):
        for number, value in enumerate(before):
            if number < len(after):
                yield from _missing(value, after[number], (*place, number))
            elif value not in after:
                yield (*place, number)


def _(words: str) -> str:
    """Mark words for the message catalogues; a page translates them when it shows a finding."""
    return words
