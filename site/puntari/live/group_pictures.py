"""What everybody who did an exercise on their own gave on the whole: frozen when somebody finishes, read by pages.

All finished attempts of one stream count (one version and design of an exercise, in the whole organisation), and the
one gate (``disclosure.release``) lets out the primary figure and the strip. Looking at a page takes nothing: the POST
that finishes an attempt does, after its own commit, in two steps like a session's snapshot. The caller commits.

A new picture needs at least 5 people who weren't in any earlier one, and from 50 on a tenth more than the last one
had: it costs some tenths of a second, and the fewer pictures there are, the less can be found by comparing them. Above
100 people 999 re-draws do instead of 5 000 (as many as in ``site/docs/simulation.md``), so that nobody who finishes
waits. From 500 people on the last one stays, since another would differ by less than a step of the grid.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from puntari.content.digest import digest_of
from puntari.extensions import db
from puntari.live.disclosure import CHANGED, PRIMARY, Forgotten, Occasion, TooAlike, release
from puntari.live.outcomes import outcome_of
from puntari.live.picture_models import GroupPicture
from puntari.live.snapshots import FORM, Result, Spoilt
from puntari.practice import queries as practice
from puntari.practice.exercise import Exercise
from puntari.practice.models import Attempt, ExerciseVersion, Stream

ENOUGH = 500
MANY, FEWER_DRAWS = 100, 999


@dataclass(frozen=True)
class Prepared:
    """A picture that isn't kept yet, and the number it will have unless somebody else's is kept first."""

    number: int
    result: Result
    seed: str
    contributors: tuple[str, ...]


def is_due(finished: int, shown: int, *, minimum: int) -> bool:
    """Whether a new picture is worth trying when so many have finished and the last one had ``shown`` (or 0)."""
    if not shown:
        return finished >= minimum
    return shown < ENOUGH and finished - shown >= max(CHANGED, shown // 10)


def prepare(stream: Stream, *, minimum: int) -> Prepared | None:
    """Compute a stream's next picture and pass it through the gate; None when the last one stays.

    Reads only; call it outside a write transaction.
    """
    last = latest(stream)
    shown = result_in(last).released.raters if last else 0
    finished = select(func.count()).where(Attempt.stream_id == stream.id, Attempt.finished_at.is_not(None))
    if not is_due(db.session.scalar(finished) or 0, shown or 0, minimum=minimum):
        return None
    from puntari.live.inference import DRAWS  # noqa: PLC0415 -- numpy, which only a new picture needs
    from puntari.live.result_queries import ratings_of  # noqa: PLC0415 -- as above
    from puntari.live.results import findings  # noqa: PLC0415 -- as above

    exercise, seed = exercise_of(stream), secrets.token_hex(8)
    ratings = ratings_of(stream, exercise, only_finished=True)
    query = select(GroupPicture.contributors).where(GroupPicture.stream_id == stream.id).order_by(GroupPicture.number)
    before = list(db.session.scalars(query))
    occasion = Occasion(is_open=False, minimum=minimum, contributors=ratings.contributors, before=before)
    draws = DRAWS if len(ratings.contributors) <= MANY else FEWER_DRAWS
    # Nobody who stopped half-way is in it, so there is nothing to say of who did.
    found = replace(findings(ratings, seed=seed, keys=(PRIMARY,), draws=draws), parts=())
    try:
        released = release(found, occasion)
    except (TooAlike, Forgotten):
        return None
    if released.primary is None:
        return None
    result = Result(
        form=FORM,
        exercise_id=exercise.id,
        exercise_digest=exercise.digest,
        design=stream.design,
        design_version=stream.design_version,
        size=stream.size,
        draws=draws,
        outcome=outcome_of(released),
        released=released,
    )
    return Prepared(len(before) + 1, result, seed, tuple(sorted(ratings.contributors)))


def freeze(stream: Stream, prepared: Prepared, *, now: datetime) -> GroupPicture | None:
    """Keep a prepared picture; None when somebody else's was kept in the meantime, which it wasn't compared with."""
    query = select(Stream.id).where(Stream.id == stream.id).with_for_update()
    db.session.execute(query)
    last = db.session.scalar(select(func.max(GroupPicture.number)).where(GroupPicture.stream_id == stream.id)) or 0
    if prepared.number != last + 1:
        return None
    body = prepared.result.model_dump_json()
    picture = GroupPicture(
        stream_id=stream.id,
        number=prepared.number,
        body=body,
        digest=digest_of(body, prepared.seed),
        seed=prepared.seed,
        contributors=list(prepared.contributors),
        created_at=now,
    )
    db.session.add(picture)
    db.session.flush()
    return picture


def latest(stream: Stream) -> GroupPicture | None:
    """The newest picture of a stream, without its marks."""
    query = select(GroupPicture).options(defer(GroupPicture.contributors)).where(GroupPicture.stream_id == stream.id)
    return db.session.scalars(query.order_by(GroupPicture.number.desc()).limit(1)).one_or_none()


def result_in(picture: GroupPicture) -> Result:
    """What was frozen. Raises Spoilt when somebody changed it since."""
    if digest_of(picture.body, picture.seed) != picture.digest:
        raise Spoilt(f"picture {picture.number} of stream {picture.stream_id}")
    return Result.model_validate_json(picture.body)


def exercise_of(stream: Stream) -> Exercise:
    """The exercise in the version that the stream is about."""
    exercise_id = select(ExerciseVersion.exercise_id).where(ExerciseVersion.digest == stream.exercise_digest)
    return practice.version(db.session.scalars(exercise_id).one(), stream.exercise_digest)
