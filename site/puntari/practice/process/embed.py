"""What other pages show of a process: inside a course page, on the trainee's own page, and among the exercises."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from puntari.practice.owner import key_of
from puntari.practice.process import catalogue, queries
from puntari.practice.process.actions import KIND
from puntari.practice.process.content import Process
from puntari.practice.process.models import ProcessWalk
from puntari.practice.process.show import decisions_on
from puntari.web.embeds import Card, Embed, completed_as
from puntari.web.i18n import current_language


@dataclass(frozen=True)
class Standing:
    """A process and how far a person is with it. ``decisions`` counts those made on the present path."""

    process: Process
    walk: ProcessWalk | None
    decisions: int

    @property
    def is_done(self) -> bool:
        """Whether an end has been reached, now or before."""
        return self.walk is not None and self.walk.ended_at is not None

    @property
    def is_at_end(self) -> bool:
        """Whether the present path stands at an end."""
        return self.walk is not None and self.process.case.has_ended(self.walk.path)

    @property
    def is_begun(self) -> bool:
        """Whether at least one decision has been made."""
        return self.decisions > 0

    @property
    def state(self) -> str:
        """In words."""
        if self.is_done:
            return str(_("You have done this exercise."))
        if not self.is_begun:
            return str(_("Not started"))
        return str(ngettext("On the way: %(num)s choice made", "On the way: %(num)s choices made", self.decisions))

    @property
    def action(self) -> str:
        """What there is to do."""
        if self.is_done and self.is_at_end:
            return str(_("See your choices"))
        return str(_("Continue") if self.is_begun else _("Begin"))

    @property
    def url(self) -> str:
        """Where to do it."""
        page = "process.walk" if self.is_begun else "process.about"
        return url_for(page, process_id=self.process.id)


def standings(person_id: int, processes: Sequence[Process] | None = None) -> list[Standing]:
    """How far a person is with each process (all of them by default): one statement, none when there are none."""
    chosen = catalogue.processes() if processes is None else processes
    walks = {walk.process_id: walk for walk in queries.walks_of(key_of(person_id))} if chosen else {}
    return [_standing(process, walks.get(process.id)) for process in chosen]


def _standing(process: Process, walk: ProcessWalk | None) -> Standing:
    if walk is None or not process.case.fits(walk.path):
        return Standing(process, walk, 0)
    made = decisions_on(process, walk.path, current_language())
    return Standing(process, walk, sum(decision.taken is not None for decision in made))


def embed(person_id: int, process_id: str, _options: dict[str, str]) -> Embed | None:
    """A process as it stands for a person."""
    process = catalogue.find(process_id)
    if process is None:
        return None
    (standing,) = standings(person_id, [process])
    return Embed(
        title=process.story.title[current_language()],
        state=standing.state,
        action=standing.action,
        url=standing.url,
        is_done=standing.is_done,
        is_under_way=standing.is_begun and not standing.is_done,
        minutes=process.story.minutes,
    )


def title_of(content_id: str, language: str) -> str | None:
    """The title of a completed process; None when the id is of something else."""
    found = (one for one in catalogue.processes() if completed_as(KIND, one.id) == content_id)
    return next((process.story.title[language] for process in found), None)


def cards(person_id: int) -> list[Card]:
    """A card for each process on the person's own page."""
    return [
        Card(
            order=20 if standing.is_begun else 40,
            kind=KIND,
            title=standing.process.story.title[current_language()],
            text=standing.state if standing.walk else standing.process.story.summary[current_language()],
            action=standing.action,
            url=standing.url,
            is_done=standing.is_done,
            is_offer=standing.walk is None,
        )
        for standing in standings(person_id)
    ]
