"""The leak hunt and the advertisement review in a session: the same texts for all, and how many found each place."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from puntari.content.languages import Texts
from puntari.extensions import db
from puntari.live.activities import Content, Part, Progress, Question
from puntari.live.activity_rehearsal import HARMLESS, PLACES, TEMPTING, Simulated
from puntari.live.disclosure_shares import Tally
from puntari.live.domain import Activity
from puntari.live.models import LiveSession
from puntari.practice.spotting import works
from puntari.practice.spotting.domain import Kind, Piece, Reading, carried
from puntari.practice.spotting.models import Item, Run
from puntari.practice.spotting.queries import Outcome, outcome_of, reading_of
from puntari.practice.spotting.words import needless_note
from puntari.practice.spotting.works import Work

FOUND, MISSED = "found", "missed"
MARKED, LEFT = "marked", "left"
NEEDLESS = "needless"


class SpottingActivity:
    """Marking wordings in texts."""

    knows_length = True

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
        """For each place, how many of those who handed the text in found it; for each harmless wording, how many
        marked it; and how many marked any.
        """
        work, people, counting = work_of(live), [], _Counting(live)
        for run in runs_of(live, owner_keys):
            done = [item for item in run.items if item.done_at]
            if done:
                people.append(run.owner_key)
            for item in done:
                counting.count(item, work, run.language)
        return people, counting.tallies()

    def parts(self, live: LiveSession, language: str) -> list[Part]:
        """The places, text by text, and after each text what could have stayed in it."""
        work, found = work_of(live), []
        for item in _texts(live):
            outcome = outcome_of(item, work, language)
            places = outcome.reading.places
            found_words = {FOUND: str(_("found it")), MISSED: ""}
            questions = [
                Question(
                    f"{item.position}:{place}",
                    outcome.words[place].rstrip(","),
                    found_words,
                    places[place].better,
                    is_quoted=True,
                )
                for place in outcome.reading.place_ids()
            ]
            title = (
                work.title[language]
                if live.activity == Activity.ADVERTISEMENT
                else str(_("Application %(number)s", number=item.position))
            )
            found += [
                Part(title, tuple(questions)),
                Part(
                    str(_("This could have stayed")),
                    tuple(_needless(live, item, work, outcome)),
                    kicker=title,
                    note=needless_note(Kind(live.activity)),
                ),
            ]
        return found

    def clear(self, owner_keys: Collection[str]) -> None:
        """Delete the runs."""
        runs = select(Run.id).where(Run.owner_key.in_(owner_keys))
        db.session.execute(delete(Item).where(Item.run_id.in_(runs)))
        db.session.execute(delete(Run).where(Run.owner_key.in_(owner_keys)))

    def length(self, live: LiveSession, one: Simulated) -> int:  # noqa: ARG002 -- all have the same texts
        """All texts."""
        return len(_texts(live))

    def act(self, live: LiveSession, owner_key: str, one: Simulated, *, now: datetime) -> None:
        """Mark in every text, and hand it in."""
        run, work, language = run_of(live, owner_key), work_of(live), _language(live)
        if run is None:
            return
        run.language, run.finished_at = language, now  # the one that counts, so that as many are counted as it says
        for item in run.items:
            item.marked = marks_of(reading_of(item, work, language), f"{item.position}", one)
            item.sequence, item.done_at = item.sequence + 1, now


def marks_of(reading: Reading, text: str, one: Simulated) -> list[str]:
    """What a simulated participant marks in a text: places, what tempts, and what could have stayed, as the dial says.

    At least one thing, since nothing else can be handed in.
    """
    marked = []
    for number, place in enumerate(reading.place_ids()):
        if one.is_among(PLACES, f"{text} {place}", number):
            marked += [piece.key for piece in reading.pieces() if piece.place == place and piece.counts][:1]
    harmless = _harmless(reading)
    for counts, pieces in (
        (TEMPTING, [piece for piece in harmless if piece.keep]),
        (HARMLESS, [piece for piece in harmless if not piece.keep]),
    ):
        marked += [
            piece.key for number, piece in enumerate(pieces) if one.is_among(counts, f"{text} {piece.key}", number)
        ]
    return sorted(marked or [harmless[-1].key])


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


def _texts(live: LiveSession) -> list[Item]:
    """The session's texts as nobody has marked them."""
    cards = enumerate(work_of(live).deal(seed=live.stream.seed, met=()), start=1)
    return [Item(position=at, text=card.text, face=card.face, name=card.name, marked=[]) for at, card in cards]


def _language(live: LiveSession) -> str:
    """In which harmless words are counted: languages cut a paragraph differently, so what is marked in another is
    counted at the like point.
    """
    return live.languages.split()[0]


def _harmless(reading: Reading) -> list[Piece]:
    return [piece for piece in reading.pieces() if piece.place is None]


def _needless(live: LiveSession, item: Item, work: Work, outcome: Outcome) -> Iterator[Question]:
    """What could have stayed: whether anything was marked, and the wordings one by one, in the reader's language."""
    words = {MARKED: str(_("marked it")), LEFT: ""}
    yield Question(
        f"{item.position}:{NEEDLESS}",
        str(_("Something in the text, but none of the wordings often enough to be shown")),
        words,
        is_one_of_many=True,
    )
    pieces = {piece.key: piece for piece in outcome.reading.pieces()}
    keeps = outcome.reading.keeps
    for counted in _harmless(reading_of(item, work, _language(live))):
        for key in carried([counted.key], list(pieces.values())):
            piece = pieces[key]
            why = keeps[piece.keep].why if piece.keep else ""
            said = piece.text.rstrip(",")
            yield Question(_wording(item, counted), said, words, why=why, is_quoted=True, is_one_of_many=True)


def _wording(item: Item, piece: Piece) -> str:
    return f"{item.position}:{NEEDLESS}:{piece.key}"


class _Counting:
    """Counts what was marked, text by text."""

    def __init__(self, live: LiveSession) -> None:
        self._language = _language(live)
        self._counts: dict[str, dict[str, int]] = {}
        self._parts: dict[str, tuple[str, ...]] = {}

    def count(self, item: Item, work: Work, language: str) -> None:
        """Count a text that was handed in. ``language`` is its reader's."""
        outcome = outcome_of(item, work, language)
        for place in outcome.reading.place_ids():
            self._add(f"{item.position}:{place}", FOUND if place in outcome.verdict.found else MISSED, (FOUND, MISSED))
        counted = outcome_of(item, work, self._language)
        wordings = {_wording(item, piece): piece.key in counted.marked for piece in _harmless(counted.reading)}
        for id_, is_marked in wordings.items():
            self._add(id_, MARKED if is_marked else LEFT, (MARKED, LEFT))
        whole = f"{item.position}:{NEEDLESS}"
        self._add(whole, MARKED if any(wordings.values()) else LEFT, (MARKED, LEFT))
        self._parts[whole] = tuple(wordings)

    def _add(self, id_: str, answer: str, answers: tuple[str, str]) -> None:
        self._counts.setdefault(id_, dict.fromkeys(answers, 0))[answer] += 1

    def tallies(self) -> list[Tally]:
        """All that was counted."""
        return [Tally(id_, count, self._parts.get(id_, ())) for id_, count in self._counts.items()]
