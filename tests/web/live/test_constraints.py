"""What must be true of live sessions is refused by the database itself."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from puntari.extensions import db
from puntari.live.models import Attendance, LiveRoom, LiveSession, Participant
from puntari.practice.models import Stream
from tests.constraints import check_refused, checks_in, checks_of
from tests.web.live.conftest import COOK, NOW

AGO = NOW - timedelta(hours=1)
MODELS = (LiveRoom, LiveSession, Participant, Attendance)


def session(**changed):
    """A second session beside the fixture's, on a stream of its own unless told otherwise."""
    values = {
        "trainer_id": 3,
        "exercise_id": "cook",
        "exercise_digest": COOK.digest,
        "stream_id": 2,
        "title": "Second",
        "size": 6,
        "languages": "fi sv en",
        "expected": 12,
        "has_criteria": True,
        "has_neutral": True,
        "has_prediction": True,
        "code": "XXXXXX",
        "phase_changed_at": NOW,
        "phase_ends_at": NOW,
        "created_at": NOW,
    }
    return LiveSession(**values | changed)


def closed(**changed):
    return session(**{"code": None, "closed_at": NOW, "keys_destroyed_at": NOW} | changed)


def rehearsal(**changed):
    return session(**{"is_rehearsal": True, "dial": "none", "rehearsal_seed": "s"} | changed)


def participant(**changed):
    values = {
        "session_id": 1,
        "number": 1,
        "tag": "red fox",
        "language": "en",
        "token_hash": "a" * 64,
        "joined_at": NOW,
        "last_seen_at": NOW,
    }
    return Participant(**values | changed)


def other(**changed):
    return participant(**{"number": 2, "tag": "red elk", "token_hash": "b" * 64} | changed)


BREAKERS = {
    "uq_live_room_slug": lambda: [LiveRoom(person_id=1, slug="a"), LiveRoom(person_id=2, slug="a")],
    "ck_live_room_slug_given": lambda: [LiveRoom(person_id=1, slug="")],
    "fk_live_room_person_id": lambda: [LiveRoom(person_id=999, slug="a")],
    "uq_live_session_stream_id": lambda: [session(stream_id=1)],
    "ck_live_session_title_given": lambda: [session(title="")],
    "ck_live_session_known_size": lambda: [session(size=8)],
    "ck_live_session_pause_between_rounds": lambda: [session(size=16, has_neutral=False)],
    "ck_live_session_known_languages": lambda: [session(languages="en fi")],
    "ck_live_session_expected_in_range": lambda: [session(expected=0)],
    "ck_live_session_minimum_in_range": lambda: [session(minimum=4)],
    "ck_live_session_known_contrast": lambda: [session(contrast="other")],
    "ck_live_session_known_outcome": lambda: [session(outcome="other")],
    "ck_live_session_known_phase": lambda: [session(phase="other")],
    "ck_live_session_code_while_open": lambda: [session(code=None)],
    "ck_live_session_code_while_open, closed": lambda: [closed(code="XXXXXX")],
    "ck_live_session_code_whole": lambda: [session(code="XXX")],
    "ck_live_session_keys_destroyed_at_close": lambda: [closed(keys_destroyed_at=None)],
    "ck_live_session_closed_last": lambda: [closed(closed_at=AGO)],
    "ck_live_session_revealed_in_its_phase": lambda: [session(revealed_at=NOW, phase="block-2")],
    "ck_live_session_purged_after_close": lambda: [session(purged_at=NOW)],
    "ck_live_session_helper_is_another": lambda: [session(helper_id=3)],
    "ck_live_session_retention_in_range": lambda: [session(retention_days=0)],
    "ck_live_session_joined_counted": lambda: [session(joined=-1)],
    "ck_live_session_known_activity": lambda: [session(activity="dancing")],
    "ck_live_session_known_dial, of another exercise": lambda: [rehearsal(activity="process")],
    "ck_live_session_known_dial": lambda: [rehearsal(dial="huge")],
    "ck_live_session_rehearsal_has_dial": lambda: [rehearsal(dial=None)],
    "ck_live_session_rehearsal_has_dial, seed": lambda: [rehearsal(rehearsal_seed=None)],
    "ck_live_session_rehearsal_has_dial, real": lambda: [session(dial="none", rehearsal_seed="s")],
    "ck_live_session_rehearsal_leaves_nothing": lambda: [rehearsal(code=None, closed_at=NOW, keys_destroyed_at=NOW)],
    "fk_live_session_trainer_id": lambda: [session(trainer_id=999)],
    "fk_live_session_helper_id": lambda: [session(helper_id=999)],
    "fk_live_session_exercise_digest": lambda: [session(exercise_digest="x")],
    "fk_live_session_stream_id": lambda: [session(stream_id=999)],
    "uq_live_participant_session_id": lambda: [participant(), other(number=1)],
    "uq_live_participant_session_id, tag": lambda: [participant(), other(tag="red fox")],
    "uq_live_participant_token_hash": lambda: [participant(), other(token_hash="a" * 64)],
    "uq_live_participant_owner_key": lambda: [participant(owner_key="c" * 64), other(owner_key="c" * 64)],
    "ck_live_participant_number_counted": lambda: [participant(number=0)],
    "ck_live_participant_tag_given": lambda: [participant(tag="")],
    "ck_live_participant_token_hash_whole": lambda: [participant(token_hash="a")],
    "ck_live_participant_owner_key_whole": lambda: [participant(owner_key="c")],
    "ck_live_participant_known_language": lambda: [participant(language="de")],
    "ck_live_participant_known_guess": lambda: [participant(guess="other")],
    "ck_live_participant_seen_after_joining": lambda: [participant(last_seen_at=AGO)],
    "ck_live_participant_simulated_or_unknown": lambda: [participant(is_simulated=False)],
    "fk_live_participant_simulated_in_rehearsal": lambda: [participant(is_simulated=True)],
    "fk_live_participant_session_id": lambda: [participant(session_id=999)],
    "pk_live_attendance": lambda: [Attendance(session_id=1, person_id=1), Attendance(session_id=1, person_id=1)],
    "ck_live_attendance_nobody_in_rehearsals": lambda: [
        rehearsal(),
        Attendance(session_id=2, person_id=1, is_rehearsal=True),
    ],
    "fk_live_attendance_real_session": lambda: [rehearsal(), Attendance(session_id=2, person_id=1)],
    "fk_live_attendance_, no session": lambda: [Attendance(session_id=999, person_id=1)],
    "fk_live_attendance_person_id": lambda: [Attendance(session_id=1, person_id=999)],
}


@pytest.fixture
def first(tuula):
    """The fixture's session and a free stream, with the ids that the breakers count on."""
    key = {"exercise_digest": COOK.digest, "design": "one-round", "design_version": 1, "size": 6}
    db.session.add(Stream(scope="live:other", seed="x", **key))
    db.session.commit()
    assert (tuula.id, tuula.live.stream_id, tuula.person.id) == (1, 1, 3)
    return tuula.code


@pytest.mark.filterwarnings("ignore:New instance")
@pytest.mark.parametrize("name", BREAKERS)
def test_the_constraint_holds(app, first, name):
    check_refused(BREAKERS[name](), name)


def test_no_two_open_sessions_have_the_same_code(first):
    db.session.add(session(code=first))
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_what_breaks_one_constraint_breaks_nothing_else(first):
    db.session.add_all([session(), participant(), other(owner_key="c" * 64), Attendance(session_id=1, person_id=1)])
    db.session.commit()


def test_every_check_of_these_tables_is_tried(app):
    assert checks_in(BREAKERS) == checks_of(*MODELS)
