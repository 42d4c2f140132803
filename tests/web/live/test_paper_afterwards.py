"""Nothing tells afterwards what came from paper, and the result is the same as online."""

from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from puntari.audit.models import AuditEvent
from puntari.extensions import db
from puntari.live import snapshots
from puntari.practice import dealing
from puntari.practice.models import Attempt, Card, Invitation, Rating
from tests import exercises
from tests.web.live.conftest import Guest
from tests.web.live.packets import SEEDS, cells, order, packets, type_in
from tests.web.live.test_ending import everything


def test_nothing_is_left_of_a_packets_code_when_the_session_has_ended(tuula):
    (packet,) = order(tuula, en=1)
    code, key = packet.code, packet.owner_key
    tuula.go_to("block-1")
    type_in(tuula, code, **cells())
    assert {value for _t, _c, value in everything()} >= {code, key}
    tuula.post("/end")

    after = everything()
    assert [place for place in after if place[2] == code] == []
    assert {table for table, _column, value in after if value == key} <= {"practice_attempt"}
    assert packets() == []
    assert tuula.get(f"/paper/entry/{code}").status_code == 404
    assert tuula.get("/paper").status_code == 303


def test_scores_from_paper_dont_stand_out_when_the_session_has_ended(tuula, guest):
    (packet,) = order(tuula, en=1)
    anna = guest()
    tuula.go_to("block-1")
    anna.choose(1, "c-skill", "3", sequence=5)
    type_in(tuula, packet.code, **cells())
    tuula.post("/end")

    for table in (Rating, Invitation):
        assert db.session.execute(select(table.saved_at, table.sequence).distinct()).all() in (
            [],
            [(tuula.live.closed_at, 1)],
        )


def test_the_audit_trail_names_no_packet(tuula):
    (packet,) = order(tuula, en=1)
    tuula.go_to("block-1")
    type_in(tuula, packet.code, **cells())
    tuula.client.post(f"/en/live/{tuula.id}/paper/returned", data={"packet": [packet.code]})

    told = [str(value) for table, _column, value in everything() if table == AuditEvent.__tablename__]
    assert any("packet" in value for value in told)
    assert not any(packet.code in value or packet.owner_key in value for value in told)


def given(application, face, arrival, criterion):
    """What somebody gives: it depends on the text, the face and the person, as it does with people."""
    shift = {"anonymous": 0, "reference": 1, "comparison": 2}[face]
    return str(1 + (sum(map(ord, application)) + 2 * shift + arrival + len(criterion)) % 5)


def dealt(arrival):
    """The cards of whoever arrived so in the newest session."""
    query = select(Card).join(Attempt, Attempt.id == Card.attempt_id).where(Attempt.arrival == arrival)
    newest = select(func.max(Attempt.stream_id)).scalar_subquery()
    return db.session.scalars(query.where(Attempt.stream_id == newest).order_by(Card.round, Card.position)).all()


def rated(arrival):
    """The cards that somebody rates, with their numbers: the first three of the exercise, or all."""
    cards = sorted(enumerate(dealt(arrival), start=1), key=lambda numbered: numbered[1].application)
    return cards[:3] if arrival == UNFINISHED else cards


def release_of(tuula):
    tuula.go_to("predict")
    assert tuula.post("/reveal").status_code == 303
    return snapshots.latest(tuula.live).body


def with_seed(tuula, monkeypatch, token, size):
    """A session in which everybody is dealt what they were dealt in the other one."""
    assert tuula.make(token=token, size=size, minimum="8").status_code == 303
    tuula.live.stream.seed = "the same"
    db.session.commit()
    seeds = map(str, range(PEOPLE))
    monkeypatch.setattr(dealing, "secrets", SimpleNamespace(token_hex=lambda _size: next(seeds)))


PEOPLE = 9
UNFINISHED = 4  # whoever has this number stops half-way


@pytest.mark.parametrize("size", ["6", "16"], ids=["one round", "two rounds"])
def test_the_same_scores_give_the_same_result_online_and_on_paper(tuula, client, monkeypatch, size):
    monkeypatch.setattr(snapshots, "secrets", SimpleNamespace(token_hex=lambda size: "5e" * size))  # the same draws
    with_seed(tuula, monkeypatch, SEEDS[1], size)
    guests = [Guest(client(), tuula.code) for _ in range(PEOPLE)]
    for guest in guests:
        guest.join()
    tuula.go_to("block-2")
    for arrival, guest in enumerate(guests):
        for number, card in rated(arrival):
            points = {f"c-{c}": given(card.application, card.face, arrival, c) for c in exercises.CRITERIA}
            guest.post(f"/cards/{number}", **points, invite="yes" if arrival % 2 else "no")
    tuula.go_to("predict")
    for guest in guests:
        guest.post("/guess", guess="comparison")
    online = release_of(tuula)

    with_seed(tuula, monkeypatch, SEEDS[2], size)
    codes = [packet.code for packet in order(tuula, fi=3, sv=3, en=3)]
    tuula.go_to("block-2")
    for arrival, code in enumerate(codes):
        typed = {}
        for number, card in rated(arrival):
            for criterion in exercises.CRITERIA:
                typed[f"c-{criterion}-{number}"] = given(card.application, card.face, arrival, criterion)
            typed[f"invite-{number}"] = "1" if arrival % 2 else "0"
        assert type_in(tuula, code, guess="comparison", **typed).status_code == 303
    on_paper = release_of(tuula)

    assert '"primary":{' in online
    assert on_paper == online
