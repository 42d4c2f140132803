"""Where a person stands with each course: for the list, the course's own front, and the person's own page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from puntari.courses import queries
from puntari.courses.catalogue import Compiled, catalogue
from puntari.courses.domain import Progress, State, progress_of
from puntari.courses.queries import Completion


@dataclass(frozen=True)
class Overview:
    """A course and how far a person is with it. ``completion`` is the newest one of this edition, if any."""

    compiled: Compiled
    progress: Progress
    completion: Completion | None
    earlier: Completion | None  # of an earlier edition: an update is offered

    @property
    def state(self) -> State:
        """New, under way, or done. An update that is offered but not begun doesn't undo anything."""
        if self.completion or (self.earlier and not self.is_updating):
            return State.DONE
        return State.UNDER_WAY if self.progress.is_begun else State.NEW

    @property
    def is_updating(self) -> bool:
        """Whether somebody who completed an earlier edition has begun this one."""
        return bool(self.earlier and not self.completion and any(page.is_opened for page in self.progress.pages))


def overview_of(compiled: Compiled, person_id: int, owner_key: str, day: date) -> Overview:
    """One course; three statements at most."""
    return _overview(compiled, person_id, owner_key, day, queries.completions_of(person_id, day))


def overviews(person_id: int, owner_key: str, day: date) -> list[Overview]:
    """All courses, in the order of their ids."""
    completions = queries.completions_of(person_id, day)
    courses = catalogue().courses.values()
    return [_overview(compiled, person_id, owner_key, day, completions) for compiled in courses]


def _overview(
    compiled: Compiled, person_id: int, owner_key: str, day: date, completions: Sequence[Completion]
) -> Overview:
    trace = queries.trace_of(owner_key, compiled.course)
    exercises = queries.exercises_done(person_id, compiled.outline.exercises, day)
    progress = progress_of(compiled.outline, trace.marks, trace.edition, exercises)
    own = [one for one in completions if one.course_id == compiled.id]
    present = next((one for one in own if one.edition == trace.edition), None)
    earlier = next((one for one in own if one.edition != trace.edition), None)
    return Overview(compiled, progress, present, earlier)
