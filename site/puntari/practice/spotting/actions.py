"""Writing runs: start, mark, hand in. The caller commits.

There is no audit event here: it would tie a person to a run. That somebody finished is in the ledger.
"""

import secrets
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from puntari.certificates.actions import append_completion
from puntari.certificates.models import Kind as Completed
from puntari.extensions import db
from puntari.practice.models import ExerciseVersion
from puntari.practice.spotting import queries
from puntari.practice.spotting.domain import HandedIn, NothingMarked, Reading, carried
from puntari.practice.spotting.models import Item, Run
from puntari.practice.spotting.works import Work
from puntari.practice.upsert import insert
from puntari.web.clock import year_of
from puntari.web.embeds import completed_as


def start(work: Work, *, owner_key: str, language: str, now: datetime) -> Run:
    """The owner's run that is under way, or a new one with texts not met before as far as there are any."""
    values = {"digest": work.digest, "exercise_id": work.id, "files": dict(work.files), "kept_at": now}
    db.session.execute(insert(ExerciseVersion).values(values).on_conflict_do_nothing())
    # Whoever starts at once comes one by one.
    query = select(ExerciseVersion.digest).where(ExerciseVersion.digest == work.digest)
    db.session.execute(query.with_for_update())
    runs = queries.runs_of(owner_key, work.kind, work.id)
    under_way = next((run for run in runs if run.finished_at is None), None)
    if under_way:
        return under_way
    seed = secrets.token_hex(8)
    met = {item.text for run in runs for item in run.items}
    run = Run(
        owner_key=owner_key,
        kind=work.kind.value,
        content_id=work.id,
        content_digest=work.digest,
        seed=seed,
        language=language,
        started_at=now,
        items=[
            Item(position=position, text=card.text, face=card.face, name=card.name)
            for position, card in enumerate(work.deal(seed=seed, met=met), start=1)
        ],
    )
    db.session.add(run)
    db.session.flush()
    return run


def mark(item: Item, reading: Reading, keys: Collection[str], *, sequence: int, others: Sequence[Reading] = ()) -> bool:
    """Keep all that is marked in a text; whether it holds, being what was marked last (the highest ``sequence``).

    One statement. Repeated or late requests change nothing, nor does anything after handing in. Keys may be those of
    another language, where the person was a moment ago; as long as nothing is changed there (``others`` are the text
    in the other languages) they stay as they were made, so that no mark wanders when one goes back and forth.
    """
    is_unchanged = any(carried(item.marked, one.pieces()) == set(keys) for one in (reading, *others))
    known = {piece: key for key in keys for piece in carried([key], reading.pieces())}
    marked = item.marked if is_unchanged else sorted(known.values())
    statement = (
        update(Item)
        .where(Item.run_id == item.run_id, Item.position == item.position)
        .where(Item.done_at.is_(None), Item.sequence < sequence)
        .values(marked=marked, sequence=sequence)
        .returning(Item.position)
    )
    return db.session.execute(statement).first() is not None


def hand_in(item: Item, reading: Reading, *, person_id: int | None, language: str, today: date, now: datetime) -> None:
    """Hand in a text: what is marked stays. After the last one the completion is written in the ledger.

    Without a person, as in a live session, nothing is written there.

    Handing in twice changes nothing. Raises NothingMarked.
    """
    run = _held(item.run_id)
    if item.done_at:
        return
    if not carried(item.marked, reading.pieces()):
        raise NothingMarked
    item.done_at = now
    if all(one.done_at for one in run.items):
        run.finished_at = now
    if run.finished_at and person_id is not None:
        _forget_moments(run, now=now)
        append_completion(
            person_id=person_id,
            kind=Completed.EXERCISE,
            content_id=completed_as(run.kind, run.content_id),
            content_digest=run.content_digest,
            language=language,
            rule=f"{run.kind}: {len(run.items)} texts",
            today=today,
            now=now,
        )


def _forget_moments(run: Run, *, now: datetime) -> None:
    """Keep the year alone: by the moment, the ledger would tell whose run it is (see ``practice.moments``)."""
    run.started_at = run.finished_at = year_of(now)
    for item in run.items:
        item.done_at, item.sequence = year_of(now), 1


def _held(run_id: int) -> Run:
    """The run with its texts as they are now, held so that two texts handed in at once come one by one."""
    query = select(Run).where(Run.id == run_id).options(selectinload(Run.items)).with_for_update(of=Run)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def check_open(item: Item) -> None:
    """Refuse to touch a text that has been handed in. Raises HandedIn."""
    if item.done_at:
        raise HandedIn
