"""From the lines of a question block to its value."""

import re
from decimal import Decimal

from puntari.courses.notation import STEP, Line, Piece, Raw
from puntari.courses.questions import Choice, Choices, Estimate, Match, Option, Order, Reflection, read_number
from puntari.courses.reader import Reader

OPTION = re.compile(r"([(\[])([ xX]?)([)\]])\s+(.*)")
RANGE = re.compile(r"(.*?\d)\s*[–—-]\s*([−-]?\d.*)\Z")


def read_options(reader: Reader, raw: Raw) -> Choice | None:
    """A question with one right option, or several."""
    before, feedback = reader.without_feedback(raw)
    prompt, lines = reader.prompt(raw, before, lambda line: bool(OPTION.match(line.text)))
    groups: list[list[Line]] = []
    for line in lines:
        if OPTION.match(line.text):
            groups.append([line])
        elif line.is_empty or line.text[:2].isspace():
            groups[-1].append(line)
        else:
            reader.report(line.number, "an option stands on one line; indent its explanation by four spaces")
    options = [_option(reader, raw, group) for group in groups]
    reader.feedback(feedback)
    right = sum(option.is_right for option in options)
    if len(options) < 2:
        reader.report(raw.line, f"{raw.kind} {raw.id} needs at least two options")
    elif raw.kind == "choice" and right != 1:
        reader.report(raw.line, f"choice {raw.id} needs one right option, marked (x); it has {right}")
    elif raw.kind == "choices" and not right:
        reader.report(raw.line, f"choices {raw.id} needs at least one right option, marked [x]")
    shape = Choice if raw.kind == "choice" else Choices
    return shape(raw.id, raw.line, prompt, tuple(options), feedback=feedback)


def _option(reader: Reader, raw: Raw, group: list[Line]) -> Option:
    first = group[0]
    found = OPTION.match(first.text)
    opening, mark, _, text = found.groups() if found else ("", "", "", "")
    wanted = "(" if raw.kind == "choice" else "["
    if opening != wanted:
        marks = "( ) and (x)" if raw.kind == "choice" else "[ ] and [x]"
        reader.report(first.number, f"the options of {raw.kind} are marked {marks}")
    is_right = mark in {"x", "X"}
    reader.pieces.append(Piece(first.number, "right option" if is_right else "wrong option", text))
    explanation = reader.prose([Line(line.number, line.text.strip()) for line in group[1:]])
    if not explanation:
        reader.report(
            first.number, "this option has no explanation; write it on the next line, indented by four spaces"
        )
    return Option(text, explanation, is_right)


def read_order(reader: Reader, raw: Raw) -> Order | None:
    """Lines to put in order."""
    before, feedback = reader.without_feedback(raw)
    prompt, lines = reader.prompt(raw, before, lambda line: bool(STEP.match(line.text)))
    items: list[str] = []
    for line in lines:
        found = STEP.match(line.text)
        if found:
            items.append(line.text[found.end() :])
            reader.pieces.append(Piece(line.number, "line to order", items[-1]))
            if found[0].strip() != f"{len(items)}.":
                reader.report(
                    line.number, f"the lines to order are numbered 1., 2., 3.; here {len(items)}. is expected"
                )
        elif not line.is_empty:
            reader.report(line.number, "each line to order stands on one line and begins with its number")
    reader.feedback(feedback)
    reader.needs(raw, len(items) >= 3, "at least three lines to order")
    reader.needs(raw, len(set(items)) == len(items), "lines that differ from each other")
    reader.needs(raw, bool(feedback), "a text after =>, which is read afterwards")
    return Order(raw.id, raw.line, prompt, tuple(items), feedback=feedback)


def read_match(reader: Reader, raw: Raw) -> Match | None:
    """Pairs that belong together."""
    before, feedback = reader.without_feedback(raw)
    prompt, lines = reader.prompt(raw, before, lambda line: " = " in line.text)
    pairs: list[tuple[str, str]] = []
    for line in lines:
        parts = [part.strip() for part in line.text.split(" = ")]
        if line.is_empty:
            continue
        if len(parts) != 2 or not all(parts):
            reader.report(line.number, "a pair is two texts with one = between them, with a space on each side")
            continue
        pairs.append((parts[0], parts[1]))
        reader.pieces.append(Piece(line.number, "pair", line.text))
    reader.feedback(feedback)
    lefts, rights = tuple(left for left, _ in pairs), tuple(right for _, right in pairs)
    reader.needs(raw, len(pairs) >= 2, "at least two pairs")
    reader.needs(raw, len(set(lefts)) == len(lefts), "left parts that differ from each other")
    reader.needs(raw, bool(feedback), "a text after =>, which is read afterwards")
    return Match(raw.id, raw.line, prompt, lefts, rights, feedback=feedback)


def read_estimate(reader: Reader, raw: Raw) -> Estimate | None:
    """A number with the range that is accepted."""
    before, feedback = reader.without_feedback(raw)
    keys = ("answer:", "accept:", "unit:")
    prompt, lines = reader.prompt(raw, before, lambda line: line.text.startswith(keys))
    given: dict[str, Line] = {}
    for line in lines:
        key, _, value = line.text.partition(":")
        if key in {"answer", "accept", "unit"} and key not in given:
            given[key] = Line(line.number, value.strip())
        elif not line.is_empty:
            reader.report(line.number, "estimate has the lines answer, accept and unit, each once")
    number = _number(reader, raw, given, "answer")
    low, high = _range(reader, raw, given)
    unit = given["unit"].text if "unit" in given else ""
    if unit:
        reader.pieces.append(Piece(given["unit"].number, "unit", unit))
    reader.feedback(feedback)
    reader.needs(raw, bool(feedback), "a text after =>, which is read afterwards")
    if number is None or low is None or high is None:
        return None
    reader.pieces.append(Piece(raw.line, f"answer {number}, accept {low} to {high}"))
    reader.needs(raw, low <= number <= high, "an answer that lies inside accept")
    return Estimate(raw.id, raw.line, prompt, number, low, high, unit, feedback=feedback)


def _number(reader: Reader, raw: Raw, given: dict[str, Line], key: str) -> Decimal | None:
    if key not in given:
        reader.report(raw.line, f"estimate {raw.id} has no line {key}: …")
        return None
    number = read_number(given[key].text, "fi")
    if number is None:
        reader.report(given[key].number, f"{key} must be a number such as 4 or 4,5")
    return number


def _range(reader: Reader, raw: Raw, given: dict[str, Line]) -> tuple[Decimal | None, Decimal | None]:
    found = RANGE.match(given["accept"].text) if "accept" in given else None
    if not found:
        one = _number(reader, raw, given, "accept")
        return one, one
    low, high = read_number(found[1], "fi"), read_number(found[2], "fi")
    if low is None or high is None or low > high:
        reader.report(given["accept"].number, "accept must be a range from low to high such as 3–5")
    return low, high


def read_reflection(reader: Reader, raw: Raw) -> Reflection | None:
    """A thought for the writer alone."""
    before, feedback = reader.without_feedback(raw)
    prompt, _ = reader.prompt(raw, before, lambda _: False)
    reader.feedback(feedback)
    return Reflection(raw.id, raw.line, prompt, feedback=feedback)
