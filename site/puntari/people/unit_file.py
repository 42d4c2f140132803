"""A file of units: code;parent;name_fi;name_sv;name_en. Every problem is told with its line."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass

COLUMNS = ("code", "parent", "name_fi", "name_sv", "name_en")
NAMES = COLUMNS[2:]
LONGEST = {"code": 40, "parent": 40, "name_fi": 120, "name_sv": 120, "name_en": 120}


class BadUnitFile(Exception):
    """The file can't be used; ``problems`` are lines such as "12: no unit has the code 4700"."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class UnitRow:
    """One unit as the file has it, with the line it stands on."""

    line: int
    code: str
    parent: str
    names: dict[str, str]


def decoded(data: bytes) -> str:
    """The text of a file from Excel or elsewhere. Raises BadUnitFile when it is neither UTF-8 nor Windows-1252."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadUnitFile(["1: the file is neither UTF-8 nor Windows-1252 text"])


def read_units(text: str, languages: Iterable[str] = ("fi", "sv", "en")) -> list[UnitRow]:
    """The units, those above before those below. A name in a language not in use may be left out: another stands in.

    Raises BadUnitFile with every problem in the file.
    """
    lines = text.splitlines()
    header = [name.strip().lower() for name in lines[0].split(";")] if lines else []
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise BadUnitFile([f"1: the first line must be {';'.join(COLUMNS)}; missing: {', '.join(missing)}"])
    reader = csv.DictReader(lines, delimiter=";", fieldnames=header, restkey="more")
    next(reader)
    problems: list[str] = []
    rows = [row_of(reader.line_num, raw, set(languages), problems) for raw in reader if any(raw.values())]
    rows.sort(key=lambda row: row.line)
    check(rows, problems)
    if not rows and not problems:
        problems.append("2: the file has no units")
    if problems:
        raise BadUnitFile(sorted(problems, key=lambda problem: int(problem.split(":")[0])))
    return from_the_top(rows)


def row_of(line: int, raw: dict[str, str], languages: set[str], problems: list[str]) -> UnitRow:
    """One line of the file; what is wrong with it is added to the problems."""
    values = {name: (raw.get(name) or "").strip() for name in COLUMNS}
    if raw.get("more"):
        problems.append(f"{line}: more columns than in the first line")
    if not values["code"]:
        problems.append(f"{line}: no code")
    for name, longest in LONGEST.items():
        if len(values[name]) > longest:
            problems.append(f"{line}: {name} is longer than {longest} characters")
    for name in NAMES:
        if name.removeprefix("name_") in languages and not values[name]:
            problems.append(f"{line}: {name} is missing")
    fallback = next((values[name] for name in NAMES if values[name]), "")
    return UnitRow(line, values["code"], values["parent"], {name: values[name] or fallback for name in NAMES})


def check(rows: list[UnitRow], problems: list[str]) -> None:
    """Codes are used once, parents exist, and nobody stands below themselves."""
    first: dict[str, UnitRow] = {}
    for row in rows:
        if row.code in first:
            problems.append(f"{row.line}: the code {row.code} stands on line {first[row.code].line} already")
        elif row.code:
            first[row.code] = row
    for row in rows:
        if row.parent and row.parent not in first:
            problems.append(f"{row.line}: no unit has the code {row.parent}")
        above, seen = row.parent, {row.code}
        while above in first and above not in seen:
            seen.add(above)
            above = first[above].parent
        if above and above == row.code:
            problems.append(f"{row.line}: {row.code} stands below itself")


def from_the_top(rows: list[UnitRow]) -> list[UnitRow]:
    """The same units, each after the one above it."""
    placed: dict[str, UnitRow] = {}
    waiting = rows
    while waiting:
        ready = [row for row in waiting if not row.parent or row.parent in placed]
        placed |= {row.code: row for row in ready}
        waiting = [row for row in waiting if row.code not in placed]
    return list(placed.values())
