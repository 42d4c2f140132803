"""The six kinds of question as values: what an answer looks like, and whether it is right.

An answer is kept as JSON: a list of positions (from 0, as the lines stand in the course file), or a text.
Positions are the file's own, not those on the screen, so an answer reads the same in every language.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar
from unicodedata import category

Answer = list[int] | str

REFLECTION_LENGTH = 5_000
NUMBER_LENGTH = 20


class BadAnswer(Exception):
    """What was sent isn't an answer; ``code`` says what is missing, for the page to put into words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Sent:
    """What a form sent: ``get`` gives the values under the question's name plus a suffix such as ``.0``."""

    get: Callable[[str], list[str]]
    language: str

    def __call__(self, suffix: str = "") -> list[str]:
        """The values under the question's name plus a suffix."""
        return self.get(suffix)


@dataclass(frozen=True)
class Option:
    """One line to choose; the explanation is read after choosing it."""

    text: str
    explanation: str
    is_right: bool


@dataclass(frozen=True)
class Question:
    """What every kind has. Texts are Markdown; ``feedback`` may be empty."""

    kind: ClassVar[str]
    counts: ClassVar[bool] = True  # whether it must be answered to finish the course

    id: str
    line: int
    prompt: str
    feedback: str = field(default="", kw_only=True)

    def read(self, sent: Sent) -> Answer | None:
        """The answer in what was sent; None when nothing was filled in. Raises BadAnswer."""
        raise NotImplementedError

    def is_right(self, answer: Answer) -> bool | None:
        """Whether the answer is right; None where there is no right or wrong."""
        raise NotImplementedError

    def fits(self, answer: object) -> bool:
        """Whether a kept answer still fits; a course may have changed since."""
        raise NotImplementedError


def without_controls(text: str) -> str:
    """The text without signs that nobody can have typed and no page can show; line breaks and tabs stay."""
    return "".join(sign for sign in text if sign in "\n\t" or category(sign) not in {"Cc", "Cs"})


def positions(values: Sequence[str], count: int) -> list[int]:
    """Whole numbers below ``count``. Raises BadAnswer for anything else."""
    if any(not (value.isascii() and value.isdecimal() and len(value) < 4 and int(value) < count) for value in values):
        raise BadAnswer("unknown")
    return [int(value) for value in values]


def is_positions(answer: object, count: int) -> bool:
    """Whether a kept answer is a list of positions below ``count``."""
    return isinstance(answer, list) and all(isinstance(one, int) and 0 <= one < count for one in answer)


@dataclass(frozen=True)
class Choice(Question):
    """One option is right."""

    kind: ClassVar[str] = "choice"
    options: tuple[Option, ...]

    def read(self, sent: Sent) -> Answer | None:
        """One chosen position. Raises BadAnswer."""
        chosen = positions(sent(), len(self.options))
        if len(chosen) > 1:
            raise BadAnswer("unknown")
        return chosen or None

    def is_right(self, answer: Answer) -> bool | None:
        """Whether the right option is the chosen one."""
        return list(answer) == [n for n, option in enumerate(self.options) if option.is_right]

    def fits(self, answer: object) -> bool:
        """One position that exists."""
        return is_positions(answer, len(self.options)) and len(answer) == 1  # type: ignore[arg-type]  # a list by now


@dataclass(frozen=True)
class Choices(Choice):
    """Several options are right."""

    kind: ClassVar[str] = "choices"

    def read(self, sent: Sent) -> Answer | None:
        """The chosen positions, in the file's order. Raises BadAnswer."""
        return sorted(set(positions(sent(), len(self.options)))) or None

    def fits(self, answer: object) -> bool:
        """Positions that exist."""
        return is_positions(answer, len(self.options))


def mixed(count: int, seed: str) -> list[int]:
    """The positions in an order that the seed fixes and that is never the right one (``count`` ≥ 2)."""
    order = list(range(count))
    random.Random(seed).shuffle(order)  # noqa: S311 -- no secret, only the same for everybody
    return order if order != sorted(order) else [*order[1:], order[0]]


@dataclass(frozen=True)
class Order(Question):
    """Lines to put in order; they stand in the right one."""

    kind: ClassVar[str] = "order"
    items: tuple[str, ...]

    @property
    def shown(self) -> list[int]:
        """The order in which the lines are first shown."""
        return mixed(len(self.items), self.id)

    def read(self, sent: Sent) -> Answer | None:
        """From the place (1 to n) given to each shown line: the lines in the order wanted. Raises BadAnswer."""
        places = [sent(f".{place}") for place in range(len(self.items))]
        given = ["".join(place) for place in places]
        if not any(given):
            return None
        numbers = [int(one) for one in given if one.isascii() and one.isdecimal() and len(one) < 4]
        if sorted(numbers) != list(range(1, len(self.items) + 1)):
            raise BadAnswer("places")
        by_place = dict(zip(numbers, self.shown, strict=True))
        return [by_place[place] for place in sorted(by_place)]

    def is_right(self, answer: Answer) -> bool | None:
        """Whether every line stands in its place."""
        return self.in_place(answer) == len(self.items)

    def in_place(self, answer: Answer) -> int:
        """How many lines stand in their place."""
        return sum(place == item for place, item in enumerate(answer))

    def fits(self, answer: object) -> bool:
        """Every line once."""
        return is_positions(answer, len(self.items)) and sorted(answer) == list(range(len(self.items)))  # type: ignore[call-overload]  # a list by now


@dataclass(frozen=True)
class Match(Question):
    """Pairs that belong together; left and right stand beside each other."""

    kind: ClassVar[str] = "match"
    lefts: tuple[str, ...]
    rights: tuple[str, ...]

    @property
    def shown(self) -> list[int]:
        """The order in which the right parts are offered."""
        return mixed(len(self.rights), self.id)

    def read(self, sent: Sent) -> Answer | None:
        """For each left part the chosen right part. Raises BadAnswer."""
        given = ["".join(sent(f".{place}")) for place in range(len(self.lefts))]
        if not any(given):
            return None
        if not all(given):
            raise BadAnswer("pairs")
        offered = self.shown
        return [offered[one] for one in positions(given, len(offered))]

    def is_right(self, answer: Answer) -> bool | None:
        """Whether every pair is right."""
        return self.in_place(answer) == len(self.lefts)

    def in_place(self, answer: Answer) -> int:
        """How many pairs are right; equal right parts are as good as each other."""
        return sum(
            self.rights[right] == self.rights[left] for left, right in enumerate(answer) if isinstance(right, int)
        )

    def fits(self, answer: object) -> bool:
        """A right part that exists for every left part."""
        return is_positions(answer, len(self.rights)) and len(answer) == len(self.lefts)  # type: ignore[arg-type]  # a list by now


_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?\Z")


def read_number(text: str, language: str) -> Decimal | None:
    """A number as people write it: 4,5 or 4.5, 1 000, −2; in English 1,000 is a thousand. None when it isn't one."""
    plain = re.sub(r"[\s\u00a0\u2009\u202f]", "", text).replace("\u2212", "-").removesuffix("%")
    if language == "en" and re.match(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?\Z", plain):
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".")
    if len(plain) > NUMBER_LENGTH or not plain.isascii() or not _NUMBER.match(plain):
        return None
    return Decimal(plain).normalize() + 0


@dataclass(frozen=True)
class Estimate(Question):
    """A number; anything from ``low`` to ``high`` is right."""

    kind: ClassVar[str] = "estimate"
    number: Decimal
    low: Decimal
    high: Decimal
    unit: str = ""

    def read(self, sent: Sent) -> Answer | None:
        """The number, written with a point. Raises BadAnswer."""
        given = "".join(sent()).strip()
        if not given:
            return None
        number = read_number(given, sent.language)
        if number is None:
            raise BadAnswer("number")
        return f"{number:f}"

    def is_right(self, answer: Answer) -> bool | None:
        """Whether the number lies in the accepted range."""
        return self.low <= Decimal(str(answer)) <= self.high

    def fits(self, answer: object) -> bool:
        """A number."""
        return isinstance(answer, str) and len(answer) <= NUMBER_LENGTH and bool(_NUMBER.match(answer))


@dataclass(frozen=True)
class Reflection(Question):
    """A thought for the writer alone; there is no right or wrong, and it may stay empty."""

    kind: ClassVar[str] = "reflection"
    counts: ClassVar[bool] = False

    def read(self, sent: Sent) -> Answer | None:
        """The text, with plain line breaks; an empty one is an answer too. Raises BadAnswer when too long."""
        if not sent():
            return None
        text = "".join(sent()).replace("\r\n", "\n").strip()
        if len(text) > REFLECTION_LENGTH:
            raise BadAnswer("long")
        if without_controls(text) != text:
            raise BadAnswer("control")
        return text

    def is_right(self, answer: Answer) -> bool | None:  # noqa: ARG002 -- whatever it is
        """Neither."""
        return None

    def fits(self, answer: object) -> bool:
        """A text."""
        return isinstance(answer, str)
