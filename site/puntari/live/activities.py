"""What a group can do in a session besides scoring: a registry, each kind behind the same few questions.

A session of one of them has the same code, tags and desk, and three phases: coming in, working, the result. Its stream
stays empty; it holds the form's token and the seed from which everybody is dealt the same.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import abort

from puntari.content.languages import Texts
from puntari.live.disclosure_shares import Tally
from puntari.live.domain import Activity
from puntari.live.models import LiveSession


@dataclass(frozen=True)
class Content:
    """What a session can be about, in its present version."""

    id: str
    digest: str
    files: Mapping[str, str]
    title: Texts
    minutes: int


@dataclass(frozen=True)
class Progress:
    """How far somebody is: ``done`` decisions or texts. ``of`` is 0 where nobody can know how many there will be."""

    done: int
    of: int
    is_done: bool


@dataclass(frozen=True)
class Question:
    """Something that shares are shown of, in words. ``answers`` are by id, the one that matters first.

    ``answers`` may hold HTML from checked content. ``better`` is a better wording, where there is one.
    """

    id: str
    words: str
    answers: Mapping[str, str]
    better: str = ""


@dataclass(frozen=True)
class Part:
    """Questions that stand on one page of the wall."""

    title: str
    questions: tuple[Question, ...]


class Doing(Protocol):
    """One kind of activity."""

    kind: Activity

    def contents(self) -> list[Content]:
        """What there is of this kind."""

    def title(self, live: LiveSession) -> Texts:
        """The title of what the session is about, in the version it has."""

    def begin(self, live: LiveSession, owner_key: str, *, language: str, now: datetime) -> None:
        """Let somebody begin; repeating it changes nothing."""

    def progress(self, live: LiveSession, owner_keys: Collection[str]) -> dict[str, Progress]:
        """How far each of them is."""

    def given(self, live: LiveSession, owner_keys: Collection[str]) -> tuple[list[str], list[Tally]]:
        """Who has given anything, and the exact counts; for the gate and for nobody else."""

    def parts(self, live: LiveSession, language: str) -> list[Part]:
        """What shares can be shown of, page by page."""

    def clear(self, owner_keys: Collection[str]) -> None:
        """Delete all that these have given."""


_kinds: dict[Activity, Doing] = {}


def register(doing: Doing) -> None:
    """From now on sessions can be made of this kind."""
    _kinds[doing.kind] = doing


def of(live: LiveSession) -> Doing:
    """What a session that isn't about scoring does. Aborts with 404 for one that is."""
    return _kinds.get(Activity(live.activity)) or abort(404)


def offered() -> dict[str, tuple[Doing, Content]]:
    """Everything a session can be made of, by "kind id"."""
    return {f"{doing.kind} {content.id}": (doing, content) for doing in _kinds.values() for content in doing.contents()}


def in_pages(title: str, questions: Sequence[Question], most: int = 5) -> list[Part]:
    """Questions cut into pages that can be read from ten metres."""
    return [Part(title, tuple(questions[at : at + most])) for at in range(0, len(questions), most)]
