"""Sessions that have come to their result, put into a served site's database without playing them."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from puntari.app import create_app
from puntari.config import Settings
from puntari.extensions import db
from puntari.live import actions, joining, snapshots
from puntari.live.codes import new_token, token_hash
from puntari.live.domain import Phase, Plan
from puntari.live.models import LiveSession
from puntari.people.models import Person
from puntari.practice import catalogue
from puntari.practice.models import Attempt, Card, Invitation, Rating
from puntari.web import clock
from tests.browser.live.people import CRITERIA, EXERCISE, SIZE

Points = Callable[[str, int], int]


def worse(face: str, number: int) -> int:
    """Clearly fewer points with the comparison group's names."""
    return (3 if face == "comparison" else 4) - (number % 3 == 0)


def alike(face: str, number: int) -> int:
    """No difference at all, however the cards were dealt."""
    return 3


def at_the_end(face: str, number: int) -> int:
    """As far from one another as the scale allows."""
    return 1 if face == "comparison" else 5


RESULTS: dict[str, tuple[int, Points, int]] = {  # people, their points, and how many applications each scores
    "a difference": (12, worse, SIZE),
    "two rounds": (12, worse, 16),
    "none": (12, alike, SIZE),
    "the end of the scale": (12, at_the_end, SIZE),
    "too few": (7, worse, SIZE),
}


def add_results(settings: Settings, email: str) -> dict[str, int]:
    """One session of each kind for the trainer with an address; their ids by kind."""
    with create_app(settings).app_context():
        trainer = db.session.scalars(select(Person.id).where(Person.email == email)).one()
        found = {kind: _add(kind, *how, by=trainer) for kind, how in RESULTS.items()}
        db.engine.dispose()
        return found


def _add(kind: str, people: int, points: Points, size: int, *, by: int) -> int:
    now = clock.now() - timedelta(hours=1)
    exercise = next(one for one in catalogue.exercises() if one.id == EXERCISE["id"])
    wanted = actions.Wanted(
        title=f"With {kind}", size=size, plan=Plan(), languages="fi sv en", expected=people, minimum=8
    )
    live = actions.create(exercise, wanted, by=by, now=now, token=token_hash(kind)[:24])
    for _ in range(people):
        joining.join(live.id, token=new_token(), language="fi", person_id=None, now=now)
    cards = db.session.scalars(select(Card).join(Attempt).where(Attempt.stream_id == live.stream_id).order_by(Card.id))
    moment = {"language": "fi", "sequence": 1, "saved_at": now}
    for number, card in enumerate(cards.all()):
        given = points(card.face, number)
        db.session.add_all(Rating(card_id=card.id, criterion=one, points=given, **moment) for one in CRITERIA)
        db.session.add(Invitation(card_id=card.id, invited=given > 3, **moment))
    while live.phase != Phase.PREDICT:
        assert actions.advance(live, seen=Phase(live.phase), by=by, now=now)
    actions.reveal(live, by=by, now=now)
    db.session.commit()
    live = db.session.get_one(LiveSession, live.id)
    prepared = snapshots.prepare(live)
    assert prepared is not None
    snapshots.freeze(live, prepared, by=by, now=now)
    db.session.commit()
    return live.id
