"""The leak hunt and the advertisement review in a session: the same texts for all, and how many found each place."""

from collections.abc import Collection, Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from puntari.content.languages import Texts
from puntari.extensions import db
from puntari.live.activities import Content, Part, Progress, Question, in_pages
from puntari.live.disclosure_shares import Tally
from puntari.live.domain import Activity
from puntari.live.models import LiveSession
from puntari.practice.spotting import works
from puntari.practice.spotting.domain import Kind
from puntari.practice.spotting.models import Item, Run
from puntari.practice.spotting.queries import Outcome, outcome_of
from puntari.practice.spotting.works import Work

FOUND, MISSED = "found", "missed"
MARKED, LEFT = "marked", "left"
NEEDLESS = "needless"


class SpottingActivity:
    """Marking wordings in texts."""

    def __init__(self, kind: Activity) -> None:
        self.kind = kind

    def contents(self) -> list[Content]:
        """What there is to look through."""
        return [
            Content(work.id, work.digest, work.files, work.title, work.minutes)
            for work in works.all_works()
            if work.kind == self.kind.value
        ]

    def title(self, live: LiveSession) -> Texts:
        """The job's title."""
        return work_of(live).title

    def begin(self, live: LiveSession, owner_key: str, *, language: str, now: datetime) -> None:
        """Deal the session's texts."""
        if run_of(live, owner_key) is not None:
            return
        cards = work_of(live).deal(seed=live.stream.seed, met=())
        db.session.add(
            Run(
                owner_key=owner_key,
                kind=live.activity,
                content_id=live.exercise_id,
                content_digest=live.exercise_digest,
                seed=live.stream.seed,
                language=language,
                started_at=now,
                items=[
                    Item(position=position, text=card.text, face=card.face, name=card.name)
                    for position, card in enumerate(cards, start=1)
                ],
            )
        )
        db.session.flush()

    def progress(self, live: LiveSession, owner_keys: Collection[str]) -> dict[str, Progress]:
        """How many texts each has handed in."""
        return {
            run.owner_key: Progress(
                sum(item.done_at is not None for item in run.items), len(run.items), run.finished_at is not None
            )
            for run in runs_of(live, owner_keys)
        }

    def given(self, live: LiveSession, owner_keys: Collection[str]) -> tuple[list[str], list[Tally]]:
        """For each place, how many of those who handed the text in found it; and how many marked without need."""
        work, people = work_of(live), []
        counts: dict[str, dict[str, int]] = {}
        for run in runs_of(live, owner_keys):
            done = [item for item in run.items if item.done_at]
            if done:
                people.append(run.owner_key)
            for item in done:
                _count(counts, outcome_of(item, work, run.language))
        return people, [Tally(id_, count) for id_, count in counts.items()]

    def parts(self, live: LiveSession, language: str) -> list[Part]:
        """The places, text by text."""
        work, found = work_of(live), []
        for position, card in enumerate(work.deal(seed=live.stream.seed, met=()), start=1):
            item = Item(position=position, text=card.text, face=card.face, name=card.name, marked=[])
            outcome = outcome_of(item, work, language)
            found_words = {FOUND: str(_("found it")), MISSED: ""}
            questions = [
                Question(
                    f"{position}:{place_id}",
                    outcome.words[place_id],
                    found_words,
                    outcome.reading.places[place_id].better,
                )
                for place_id in outcome.reading.place_ids()
            ]
            needless = Question(
                f"{position}:{NEEDLESS}",
                str(_("Something that could have stayed")),
                {MARKED: str(_("marked it")), LEFT: ""},
            )
            title = (
                work.title[language]
                if live.activity == Activity.ADVERTISEMENT
                else str(_("Application %(number)s", number=position))
            )
            found += in_pages(title, [*questions, needless], most=4)
        return found

    def clear(self, owner_keys: Collection[str]) -> None:
        """Delete the runs."""
        runs = select(Run.id).where(Run.owner_key.in_(owner_keys))
        db.session.execute(delete(Item).where(Item.run_id.in_(runs)))
        db.session.execute(delete(Run).where(Run.owner_key.in_(owner_keys)))


def work_of(live: LiveSession) -> Work:
    """What the session is about, in its version."""
    return works.version(Kind(live.activity), live.exercise_id, live.exercise_digest)


def runs_of(live: LiveSession, owner_keys: Collection[str]) -> Sequence[Run]:
    """The runs of several owners, in no order that tells anything."""
    query = select(Run).options(selectinload(Run.items))
    query = query.where(Run.owner_key.in_(owner_keys), Run.content_id == live.exercise_id)
    return db.session.scalars(query.where(Run.kind == live.activity).order_by(Run.owner_key)).all()


def run_of(live: LiveSession, owner_key: str | None) -> Run | None:
    """Somebody's run."""
    return next(iter(runs_of(live, [owner_key])), None) if owner_key else None


def _count(counts: dict[str, dict[str, int]], outcome: Outcome) -> None:
    at = outcome.item.position
    for place_id in outcome.reading.place_ids():
        count = counts.setdefault(f"{at}:{place_id}", {FOUND: 0, MISSED: 0})
        count[FOUND if place_id in outcome.verdict.found else MISSED] += 1
    count = counts.setdefault(f"{at}:{NEEDLESS}", {MARKED: 0, LEFT: 0})
    count[MARKED if outcome.verdict.needless else LEFT] += 1
