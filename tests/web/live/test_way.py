"""The whole way of a session, by plain forms."""

from sqlalchemy import func, select

from puntari.extensions import db
from puntari.live.models import Participant
from puntari.practice.models import Card, Place, Rating


def test_a_session_from_the_code_to_the_end(tuula, guest):
    anna = guest(language="fi")
    assert anna.get("/place").status_code == 200
    assert tuula.get().status_code == 200
    tuula.go_to("criteria")
    assert anna.get("/place").status_code == 200
    tuula.go_to("block-1")
    for number in (1, 2, 3):
        assert anna.at() == f"/cards/{number}"
        assert anna.get(f"/cards/{number}").status_code == 200
        assert anna.rate(number).status_code == 303
    assert anna.get("/place").status_code == 200
    tuula.go_to("neutral")
    assert anna.get("/place").status_code == 200
    tuula.go_to("block-2")
    for number in (4, 5, 6):
        assert anna.at() == f"/cards/{number}"
        anna.rate(number)
    tuula.go_to("predict")
    assert anna.post("/guess", guess="none").status_code == 303
    assert anna.me.guess == "none"
    assert anna.get("/place").status_code == 200
    assert tuula.post("/reveal").status_code == 303
    assert (tuula.live.phase, tuula.live.revealed_at is not None) == ("reveal", True)
    assert anna.get("/place").status_code == 200
    assert db.session.scalar(select(func.count()).select_from(Rating)) == 18
    assert tuula.get("/end").status_code == 200
    assert tuula.post("/end").status_code == 303
    assert tuula.get().status_code == 200
    assert anna.get("/place").status_code == 410
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 0


def test_places_fill_blocks_of_six_in_the_order_of_joining(tuula, guest):
    for _ in range(7):
        guest()

    places = db.session.execute(select(Place.block, Place.seat).order_by(Place.attempt_id)).all()
    assert places == [(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (1, 0)]
    faces = select(Card.application, Card.face, func.count()).join(Place, Place.attempt_id == Card.attempt_id)
    faces = faces.where(Place.block == 0).group_by(Card.application, Card.face)
    assert [count for _application, _face, count in db.session.execute(faces)] == [2] * 18
