"""Freezing what a group that did another exercise may see of itself, once, and reading it again. The caller commits."""

from datetime import datetime

from sqlalchemy import select

from puntari.audit.actions import record
from puntari.content.digest import digest_of
from puntari.content.languages import Strict
from puntari.extensions import db
from puntari.live import activities, queries
from puntari.live.activity_models import ActivityPicture
from puntari.live.disclosure import Occasion
from puntari.live.disclosure_shares import ReleasedShares, release_shares
from puntari.live.domain import Phase, TooEarlyToReveal
from puntari.live.minimum import minimum_of
from puntari.live.models import LiveSession, Participant
from puntari.live.snapshots import Spoilt

FORM = 1  # of the body; raise it when what a body means changes


class Picture(Strict):
    """What is kept: what the session was about, and what the gate let out."""

    form: int
    activity: str
    content_id: str
    content_digest: str
    released: ReleasedShares


def owner_keys(live: LiveSession) -> list[str]:
    """The keys under which the session's participants work; those taken out count as well."""
    query = select(Participant.owner_key).where(Participant.session_id == live.id)
    return [key for key in db.session.scalars(query.where(Participant.owner_key.is_not(None))) if key]


def freeze(live: LiveSession, *, by: int, now: datetime) -> None:
    """Keep the session's picture, unless it is kept already. Raises TooEarlyToReveal while anybody can still work."""
    live = queries.held(live.id)
    if db.session.get(ActivityPicture, live.id) is not None or not live.is_open:
        return
    if live.phase != Phase.REVEAL:
        raise TooEarlyToReveal
    people, tallies = activities.of(live).given(live, owner_keys(live))
    occasion = Occasion(is_open=False, minimum=minimum_of(live), contributors=people)
    picture = Picture(
        form=FORM,
        activity=live.activity,
        content_id=live.exercise_id,
        content_digest=live.exercise_digest,
        released=release_shares(tallies, occasion),
    )
    body = picture.model_dump_json()
    db.session.add(ActivityPicture(session_id=live.id, body=body, digest=digest_of(body), created_at=now))
    db.session.flush()
    record("live.frozen", target=f"live_session:{live.id}", by=by, now=now, snapshot=1)


def kept(live: LiveSession) -> tuple[ActivityPicture, Picture] | None:
    """The session's picture; None before it is frozen. Raises Spoilt when somebody changed it since."""
    found = db.session.get(ActivityPicture, live.id)
    if found is None:
        return None
    if digest_of(found.body) != found.digest:
        raise Spoilt(f"the picture of session {live.id}")
    return found, Picture.model_validate_json(found.body)


def clear(live: LiveSession) -> None:
    """Delete all that the participants have given; part of closing. Only the picture stays."""
    activities.of(live).clear(owner_keys(live))
