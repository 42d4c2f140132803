"""The audit trail in words. Features register what their deeds are called and who their targets are."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

Words = Callable[[Mapping[str, Any]], Any]
Namer = Callable[[Collection[int]], Mapping[int, str]]

_kinds: dict[str, Any] = {}
_namers: dict[str, Namer] = {}


def register(kinds: Mapping[str, Any]) -> None:
    """Say what kinds of events are called: a lazy text, or a function of the event's details."""
    _kinds.update(kinds)


def register_namer(target: str, namer: Namer) -> None:
    """Say how targets such as ``person:12`` get their names: ids in, names out."""
    _namers[target] = namer


def say(kind: str, details: Mapping[str, Any]) -> str:
    """An event in words; a kind that nobody registered stands as it is."""
    found = _kinds.get(kind, kind)
    return str(found(details) if callable(found) else found)


def split(target: str) -> tuple[str, int | None]:
    """("person", 12) from "person:12"; the id is None when it is no number."""
    kind, _, number = target.partition(":")
    return kind, int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else None


def names(targets: Collection[str]) -> dict[str, str]:
    """The names of targets, one statement for each kind of target; those without a name are left out."""
    wanted: dict[str, set[int]] = {}
    for kind, number in map(split, targets):
        if kind in _namers and number is not None:
            wanted.setdefault(kind, set()).add(number)
    found: dict[str, str] = {}
    for kind, numbers in wanted.items():
        found |= {f"{kind}:{number}": name for number, name in _namers[kind](numbers).items()}
    return found
