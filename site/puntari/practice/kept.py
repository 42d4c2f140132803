"""Versions of content that were served once, made again from their kept files."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from puntari.extensions import db
from puntari.practice.models import ExerciseVersion

Content = TypeVar("Content")


class Kept(Generic[Content]):
    """The versions of one kind of content. What a digest names never changes, so each is made once a process."""

    def __init__(self, restore: Callable[[str, Mapping[str, str]], Content]) -> None:
        """``restore`` makes a version from its id and its files (name → text)."""
        self._restore = restore
        self._made: dict[str, Content] = {}

    def version(self, content_id: str, digest: str) -> Content:
        """The content as it was in this version. Raises LookupError when the version was never kept."""
        if digest not in self._made:
            kept = db.session.get(ExerciseVersion, digest)
            if kept is None:
                raise LookupError(f"no version {digest} of {content_id}")
            self._made[digest] = self._restore(content_id, kept.files)
        return self._made[digest]

    def forget(self) -> None:
        """As if the process had just begun."""
        self._made.clear()
