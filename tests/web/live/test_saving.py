"""Saving a choice in the room: looked at without a lock, written in one statement that looks again."""

from datetime import UTC, datetime

from sqlalchemy import select

from puntari.extensions import db
from puntari.live import joining
from puntari.live.domain import Phase
from puntari.practice.actions import Chosen
from puntari.practice.choices import Choice
from puntari.practice.models import Card, Rating


def save(me, phase, *, seen=None):
    """Save as a request does that has seen the card open in a phase."""
    card = db.session.scalars(select(Card.id).order_by(Card.position)).first()
    chosen = Chosen(Choice("skill", points=4), 1, "en", datetime.now(UTC))
    return joining.save(me.id, card, chosen, phase=phase, last_seen_at=seen or datetime.now(UTC))


def test_a_save_is_one_read_and_one_write_and_waits_for_nobody_while_it_reads(tuula, guest, statements):
    anna = guest()
    tuula.go_to("block-1")
    anna.choose(1, "c-skill", "2", 1)
    with statements() as seen:
        assert anna.choose(1, "c-skill", "4", 2).json["is_kept"] is True

    assert [one for one in seen if not one.startswith("BEGIN")] == ["SELECT", "INSERT"]
    if db.engine.dialect.name == "sqlite":
        assert seen == ["BEGIN", "SELECT", "BEGIN IMMEDIATE", "INSERT"]


def test_a_sign_of_life_that_need_not_be_noted_writes_nothing(tuula, guest, statements):
    anna = guest()
    with statements() as seen:
        assert anna.post("/pulse").json == {"at": "lobby"}

    assert [one for one in seen if one != "BEGIN"] == ["SELECT"]


def test_nothing_is_kept_when_the_phase_ends_between_look_and_write(tuula, guest):
    me = guest().me
    tuula.go_to("block-1")

    assert save(me, Phase.BLOCK_2) is False
    assert save(me, Phase.BLOCK_1) is True
    assert len(db.session.scalars(select(Rating)).all()) == 1


def test_nothing_is_kept_for_who_is_taken_out_between_look_and_write(tuula, guest):
    me = guest().me
    tuula.go_to("block-1")
    me.removed_at = datetime.now(UTC)

    assert save(me, Phase.BLOCK_1) is False


def test_a_completed_card_of_the_first_half_stands_in_the_second(tuula, guest):
    anna = guest()
    tuula.go_to("block-1")
    anna.rate(1)
    anna.choose(2, "c-skill", "2", 1)
    tuula.go_to("block-2")

    assert anna.choose(1, "c-skill", "5", 2**52).status_code == 409
    assert anna.choose(2, "c-skill", "5", 2).status_code == 200
