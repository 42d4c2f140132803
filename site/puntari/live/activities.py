"""What a group can do in a session besides scoring: a registry, each kind behind the same few questions.

A session of one of them has the same code, tags and desk, and three phases: coming in, working, the result. Its stream
stays empty; it holds the form's token and the seed from which everybody is dealt the same.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import abort

from puntari.content.languages import Texts
from puntari.live.activity_rehearsal import Simulated
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

    ``answers`` may hold HTML from checked content. ``better`` is a better wording, where there is one; ``why`` says
    why the words may stay. ``is_quoted`` words stand in a text. ``is_one_of_many`` is for those that are left out,
    unsaid, where there is no share of them.
    """

    id: str
    words: str
    answers: Mapping[str, str]
    better: str = ""
    why: str = ""
    is_quoted: bool = False
    is_one_of_many: bool = False


@dataclass(frozen=True)
class Part:
    """Questions that belong together, ``most`` of them to a page of the wall; ``note`` stands below on each.

    ``hidden`` are those of which nothing may be seen, once that is known.
    """

    title: str
    questions: tuple[Question, ...]
    kicker: str = ""
    note: str = ""
    most: int = 3
    hidden: tuple[Question, ...] = ()


class Doing(Protocol):
    """One kind of activity. ``knows_length`` says whether all have equally much to do, known beforehand."""

    kind: Activity
    knows_length: bool

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
        """What shares can be shown of, in order."""

    def clear(self, owner_keys: Collection[str]) -> None:
        """Delete all that these have given."""

    def length(self, live: LiveSession, one: Simulated) -> int:
        """How many texts or decisions a simulated participant will have been through."""

    def act(self, live: LiveSession, owner_key: str, one: Simulated, *, now: datetime) -> None:
        """Do, under their key, all that a simulated participant does."""


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
