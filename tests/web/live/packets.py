"""Packets ordered and typed in by plain forms."""

from sqlalchemy import select

from puntari.extensions import db
from puntari.live.paper_models import Packet
from tests import exercises

SEEDS = "ab" * 12, "cd" * 12, "ef" * 12


def order(tuula, token=SEEDS[0], **wanted):
    response = tuula.post("/paper", token=token, **{language: str(number) for language, number in wanted.items()})
    assert response.status_code == 303
    return packets()


def packets():
    return db.session.scalars(select(Packet).order_by(Packet.id)).all()


def cells(points="3", invite="1", numbers=range(1, 7)):
    """Every cell of some applications filled in alike."""
    typed = {f"c-{criterion}-{number}": points for number in numbers for criterion in exercises.CRITERIA}
    return {**typed, **{f"invite-{number}": invite for number in numbers}}


def type_in(tuula, code, sequence="1", **more):
    return tuula.post(f"/paper/entry/{code}", sequence=sequence, **more)
