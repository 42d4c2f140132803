"""What must be true of packets is refused by the database itself."""

import pytest

from puntari.extensions import db
from puntari.live.paper_models import Packet
from tests.constraints import check_refused
from tests.web.live.conftest import NOW


def packet(**changed):
    values = {
        "session_id": 1,
        "batch": "ab" * 12,
        "code": "7KC3",
        "language": "fi",
        "owner_key": "a" * 64,
        "sequence": 0,
    }
    return Packet(**values | changed)


def other(**changed):
    return packet(**{"code": "9MD4", "owner_key": "b" * 64} | changed)


BREAKERS = {
    "uq_live_packet_session_id_code": lambda: [packet(), other(code="7KC3")],
    "uq_live_packet_owner_key": lambda: [packet(), other(owner_key="a" * 64)],
    "ck_live_packet_code_whole": lambda: [packet(code="7KC")],
    "ck_live_packet_batch_whole": lambda: [packet(batch="ab")],
    "ck_live_packet_owner_key_whole": lambda: [packet(owner_key="a")],
    "ck_live_packet_known_language": lambda: [packet(language="de")],
    "ck_live_packet_known_guess": lambda: [packet(guess="other", sequence=1)],
    "ck_live_packet_sequence_counted": lambda: [packet(sequence=-1)],
    "ck_live_packet_guess_with_entry": lambda: [packet(guess="none")],
    "ck_live_packet_returned_empty": lambda: [packet(returned_at=NOW, sequence=1)],
    "fk_live_packet_session_id": lambda: [packet(session_id=999)],
}


@pytest.mark.parametrize("name", BREAKERS)
def test_the_constraint_holds(app, tuula, name):
    assert tuula.id == 1
    check_refused(BREAKERS[name](), name)


def test_what_breaks_one_constraint_breaks_nothing_else(tuula):
    db.session.add_all([packet(), other(sequence=1, guess="none")])
    db.session.commit()


def test_every_constraint_of_the_table_is_tried(app):
    named = {str(one.name) for one in Packet.__table__.constraints}

    assert named - set(BREAKERS) == {"pk_live_packet"}
