"""What was scored on paper is typed in: wholly, once, in its time, and never shown again."""

import re

import pytest
from sqlalchemy import func, select

from puntari.audit.models import AuditEvent
from puntari.extensions import db
from puntari.live.paper_models import Packet
from puntari.practice.models import Card, Invitation, Rating
from tests import exercises
from tests.web.live.packets import SEEDS, cells, order, type_in


def kept():
    """All points and invitations that are kept, by the position of the card."""
    points = select(Card.position, Rating.criterion, Rating.points).join(Card, Card.id == Rating.card_id)
    invited = select(Card.position, Invitation.invited).join(Card, Card.id == Invitation.card_id)
    return sorted(map(tuple, db.session.execute(points))), sorted(map(tuple, db.session.execute(invited)))


def test_what_is_typed_in_is_kept_and_empty_cells_are_left_out(tuula):
    (packet,) = order(tuula, sv=1)
    tuula.go_to("block-1")
    typed = {**cells("4", "0", [1]), "c-skill-2": "5", "invite-3": "y"}
    assert type_in(tuula, packet.code, guess="none", **typed).status_code == 303

    points, invited = kept()
    assert points == sorted([(1, criterion, 4) for criterion in exercises.CRITERIA] + [(2, "skill", 5)])
    assert invited == [(1, False), (3, True)]
    assert set(db.session.scalars(select(Rating.language))) == {"sv"}
    assert db.session.scalars(select(Packet.guess)).one() == "none"


def test_typing_again_replaces_everything_and_the_same_form_changes_nothing(tuula):
    (packet,) = order(tuula, en=1)
    tuula.go_to("block-1")
    type_in(tuula, packet.code, "10", **cells("2", "1"))
    type_in(tuula, packet.code, "10", **cells("2", "1"))
    assert kept()[0] == sorted((n, criterion, 2) for n in range(1, 7) for criterion in exercises.CRITERIA)
    assert type_in(tuula, packet.code, "20", **cells("5", "0", [1])).status_code == 303
    replaced = kept()
    assert replaced == (sorted((1, criterion, 5) for criterion in exercises.CRITERIA), [(1, False)])

    assert type_in(tuula, packet.code, "10", **cells("1", "1")).status_code == 303  # an old form that comes late
    assert kept() == replaced
    events = select(func.count()).where(AuditEvent.kind == "live.packet_entered")
    assert db.session.scalar(events) == 2


def test_a_grid_with_a_mistake_is_shown_again_with_all_that_was_typed(tuula):
    (packet,) = order(tuula, en=1)
    tuula.go_to("block-1")
    typed = {**cells("4", "1"), "c-skill-2": "7", "invite-3": "maybe"}
    response = type_in(tuula, packet.code, **typed)

    assert response.status_code == 422
    assert "Write a number from 1 to 5, or leave it empty." in response.text
    assert "Write 1 or Y for yes, 0 or N for no, or leave it empty." in response.text
    shown = dict(re.findall(r'<input[^>]* name="([^"]+-\d+)"[^>]* value="([^"]*)"', response.text))
    assert shown == typed
    assert kept() == ([], [])
    switched = tuula.post(f"/paper/entry/{packet.code}", sequence="1", _switch="", **typed)
    assert (switched.status_code, 'value="maybe"' in switched.text) == (200, True)


def test_an_empty_grid_is_refused_since_it_would_delete_what_was_typed(tuula):
    (packet,) = order(tuula, en=1)
    tuula.go_to("block-1")
    type_in(tuula, packet.code, **cells())
    before = kept()

    assert type_in(tuula, packet.code, "2").status_code == 422
    assert kept() == before


@pytest.mark.parametrize("sequence", ["", "x", "0", "-1", "9" * 30])
def test_a_grid_without_its_number_is_shown_again(tuula, sequence):
    (packet,) = order(tuula, en=1)
    tuula.go_to("block-1")

    assert type_in(tuula, packet.code, sequence, **cells()).status_code == 422
    assert kept() == ([], [])


@pytest.mark.parametrize(("phase", "status"), [("lobby", 409), ("block-1", 303), ("block-2", 303), ("predict", 303)])
def test_packets_are_typed_in_from_the_lock_on(tuula, phase, status):
    (packet,) = order(tuula, en=1)
    tuula.go_to(phase)

    assert type_in(tuula, packet.code, **cells()).status_code == status
    assert tuula.get(f"/paper/entry/{packet.code}").status_code == (409 if status == 409 else 200)
    assert tuula.get("/paper/entry").status_code == 200


def test_after_the_reveal_nothing_is_typed_in_and_nothing_printed(tuula):
    (packet,) = order(tuula, en=1)
    tuula.go_to("predict")
    tuula.post("/reveal")

    assert type_in(tuula, packet.code, **cells()).status_code == 409
    assert tuula.post("/paper", token=SEEDS[1], fi="1").status_code == 409
    assert "The result has been shown" in tuula.get("/paper").text
    assert kept() == ([], [])


def test_unknown_codes_are_answered_in_place(tuula):
    order(tuula, en=1)
    for typed in ("", "XXXX", "7K", "<b>", "x" * 50):
        assert tuula.post("/paper/entry", code=typed).status_code == 422
    assert tuula.get("/paper/entry/XXXX").status_code == 404
    assert tuula.get("/paper.pdf?packet=XXXX").status_code == 404
    assert tuula.get("/paper.pdf").status_code == 404


def test_nobody_else_reaches_packets(tuula, client, people):
    (packet,) = order(tuula, en=1)
    for who, status in (("hilla", 403), ("tess", 403), (None, 401)):
        other = client(people[who]) if who else client()
        for path in ("/paper", "/paper.pdf?packet=" + packet.code, "/paper/entry", f"/paper/entry/{packet.code}"):
            assert other.get(f"/en/live/{tuula.id}{path}").status_code == status


def test_what_was_typed_is_never_shown_again(tuula, people):
    """Two worlds that differ in the scores alone give the trainer the same bytes."""
    (packet, _other) = order(tuula, en=2)
    tuula.go_to("block-1")
    seen = []
    for points, invite in (("1", "0"), ("5", "1")):
        type_in(tuula, packet.code, guess="reference" if points == "1" else "comparison", **cells(points, invite))
        pages = [tuula.get(path).text for path in ("", "/rows?phase=block-1", "/paper", "/paper/entry")]
        grid = tuula.get(f"/paper/entry/{packet.code}").text
        seen.append([*pages, re.sub(r'name="sequence" value="\d+"', "", grid)])
    tokens = r'value="[0-9a-f]{24}"|"[\w.-]{80,}"'  # the forms' own, new each time
    words = [[re.sub(tokens, "", page) for page in pages] for pages in seen]

    assert words[0] == words[1]
    assert not re.search(r'<input[^>]* name="(c-|invite)[^"]*"[^>]* value="[^"]+"', seen[1][-1])
