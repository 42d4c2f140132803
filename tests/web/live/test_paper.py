"""Packets on paper: dealt like participants, printed, typed in, and gone at the close."""

import io
import re
from datetime import timedelta
from types import SimpleNamespace

import pikepdf
import pypdf
import pytest
from sqlalchemy import event, func, select, update

from puntari.audit.models import AuditEvent
from puntari.extensions import db
from puntari.live import paper, snapshots
from puntari.live.models import LiveSession
from puntari.live.paper_models import Packet
from puntari.practice.domain import Face
from puntari.practice.models import Attempt, Card, Invitation, Place, Rating
from puntari.practice.one_round import sequence_of
from tests import exercises
from tests.web.live.conftest import NOW, Guest
from tests.web.live.test_ending import everything

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


def kept():
    """All points and invitations that are kept, by the position of the card."""
    points = select(Card.position, Rating.criterion, Rating.points).join(Card, Card.id == Rating.card_id)
    invited = select(Card.position, Invitation.invited).join(Card, Card.id == Invitation.card_id)
    return sorted(map(tuple, db.session.execute(points))), sorted(map(tuple, db.session.execute(invited)))


def test_packets_take_seats_of_the_same_blocks_as_those_who_join(tuula, guest):
    guest()
    order(tuula, fi=2, sv=1, en=1)
    guest()
    seats = select(Attempt.arrival, Place.block, Place.seat).join(Place, Place.attempt_id == Attempt.id)

    assert db.session.execute(seats.order_by(Attempt.arrival)).all() == [(n, 0, n) for n in range(6)]
    seed = tuula.live.stream.seed
    assert len({sequence_of(seed, 0, seat) for seat in range(6)}) == 6
    assert [packet.language for packet in packets()] == ["fi", "fi", "sv", "en"]


def test_the_same_order_sent_twice_makes_the_packets_once(tuula):
    first = [packet.code for packet in order(tuula, fi=3)]

    assert [packet.code for packet in order(tuula, fi=3)] == first
    assert len(order(tuula, token=SEEDS[1], fi=1)) == 4
    made = select(func.count()).where(AuditEvent.kind == "live.packets_printed")
    assert db.session.scalar(made) == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"fi": "31"}, "You can print 30 packets at most now."),
        ({"fi": "20", "en": "11"}, "You can print 30 packets at most now."),
        ({"fi": "0"}, "Say how many packets you want."),
        ({}, "Say how many packets you want."),
        ({"fi": "-1"}, "Give a whole number from 0 to 1000."),
        ({"fi": "many"}, "Write a whole number."),
        ({"fi": "9" * 40}, "Give a whole number from 0 to 1000."),
    ],
)
def test_an_order_that_cant_be_made_is_shown_again(tuula, typed, said):
    response = tuula.post("/paper", token=SEEDS[0], **typed)

    assert response.status_code == 422
    assert said in response.text
    assert not typed.get("fi") or f'value="{typed["fi"]}"' in response.text
    assert packets() == []


def test_there_are_never_more_packets_than_there_is_room_for(tuula):
    order(tuula, fi=30)  # twelve are expected, so there is room for 32
    response = tuula.post("/paper", token=SEEDS[1], fi="3")

    assert response.status_code == 422
    assert "You can print 2 packets at most now." in response.text
    assert len(order(tuula, token=SEEDS[1], fi=2)) == 32


def test_a_packet_that_nobody_uses_returns_its_place(tuula, guest):
    first, second, third = order(tuula, en=3)
    tuula.go_to("block-1")
    type_in(tuula, third.code, **cells())
    response = tuula.client.post(
        f"/en/live/{tuula.id}/paper/returned", data={"packet": [second.code, third.code, "XXXX"]}
    )

    assert response.status_code == 303
    assert [packet.returned_at is not None for packet in packets()] == [False, True, False]
    assert sorted(db.session.scalars(select(Place.seat))) == [0, 2]
    guest()
    assert sorted(db.session.scalars(select(Place.seat))) == [0, 1, 2]
    assert type_in(tuula, second.code, **cells()).status_code == 409
    again = tuula.post("/paper/entry", code=second.code)
    assert (again.status_code, "given back" in again.text) == (422, True)
    assert len(paper.packets_of(tuula.live)) == 3
    assert first.returned_at is None


def test_a_packet_keeps_its_place_however_long_before_it_was_printed(tuula, guest):
    order(tuula, en=1)
    db.session.execute(update(Place).values(taken_at=NOW - timedelta(days=9)))
    db.session.commit()
    guest()

    assert sorted(db.session.scalars(select(Place.seat))) == [0, 1]


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


# --- the same as online


def given(application, face, arrival, criterion):
    """What somebody gives: it depends on the text, the face and the person, as it does with people."""
    shift = {"anonymous": 0, "reference": 1, "comparison": 2}[face]
    return str(1 + (sum(map(ord, application)) + 2 * shift + arrival + len(criterion)) % 5)


def dealt(arrival):
    """The cards of whoever arrived so in the newest session."""
    query = select(Card).join(Attempt, Attempt.id == Card.attempt_id).where(Attempt.arrival == arrival)
    newest = select(func.max(Attempt.stream_id)).scalar_subquery()
    return db.session.scalars(query.where(Attempt.stream_id == newest).order_by(Card.position)).all()


def rated(arrival):
    """The cards that somebody rates: the first three of the exercise, or all."""
    cards = sorted(dealt(arrival), key=lambda card: card.application)
    return cards[:3] if arrival == UNFINISHED else cards


def release_of(tuula):
    tuula.go_to("predict")
    assert tuula.post("/reveal").status_code == 303
    return snapshots.latest(tuula.live).body


def with_seed(tuula, token):
    assert tuula.make(token=token, minimum="8").status_code == 303
    tuula.live.stream.seed = "the same"
    db.session.commit()


PEOPLE = 9
UNFINISHED = 4  # whoever has this number stops half-way


def test_the_same_scores_give_the_same_result_online_and_on_paper(tuula, client, monkeypatch):
    monkeypatch.setattr(snapshots, "secrets", SimpleNamespace(token_hex=lambda size: "5e" * size))  # the same draws
    with_seed(tuula, SEEDS[1])
    guests = [Guest(client(), tuula.code) for _ in range(PEOPLE)]
    for guest in guests:
        guest.join()
    tuula.go_to("block-2")
    for arrival, guest in enumerate(guests):
        for card in rated(arrival):
            points = {f"c-{c}": given(card.application, card.face, arrival, c) for c in exercises.CRITERIA}
            guest.post(f"/cards/{card.position}", **points, invite="yes" if arrival % 2 else "no")
    tuula.go_to("predict")
    for guest in guests:
        guest.post("/guess", guess="comparison")
    online = release_of(tuula)

    with_seed(tuula, SEEDS[2])
    codes = [packet.code for packet in order(tuula, fi=3, sv=3, en=3)]
    tuula.go_to("block-2")
    for arrival, code in enumerate(codes):
        typed = {}
        for card in rated(arrival):
            for criterion in exercises.CRITERIA:
                typed[f"c-{criterion}-{card.position}"] = given(card.application, card.face, arrival, criterion)
            typed[f"invite-{card.position}"] = "1" if arrival % 2 else "0"
        assert type_in(tuula, code, guess="comparison", **typed).status_code == 303
    on_paper = release_of(tuula)

    assert '"primary":{' in online
    assert on_paper == online


# --- what is printed


def read(body):
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(body)).pages]


def test_a_packet_is_a_tagged_pdf_with_a_page_for_each_application(tuula):
    (packet,) = order(tuula, sv=1)
    response = tuula.get(f"/paper.pdf?packet={packet.code}")

    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    with pikepdf.open(io.BytesIO(response.data)) as pdf:
        assert str(pdf.Root.Lang) == "sv-FI"
        assert bool(pdf.Root.MarkInfo.Marked) is True
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
    pages = read(response.data)
    assert len(pages) == 2 + 6 + 1  # the job, the criteria, the applications, the guess
    assert all(packet.code in page for page in pages)
    for number, page in enumerate(pages[2:8], start=1):
        assert f"Ansökan {number} av 6" in page
        assert "1 2 3 4 5" in page
    assert "Stanna här" in pages[4]  # after the third of six
    assert "Stanna här" not in pages[5]


def test_a_packet_shows_what_was_dealt_and_a_hidden_name_is_nowhere(tuula):
    (packet,) = order(tuula, en=1)
    pages = read(tuula.get(f"/paper.pdf?packet={packet.code}").data)
    exercise = tuula.client.application.extensions["puntari.exercises"]["cook"]
    names = {f"{one.first} {one.family}" for group in exercise.definition.groups for one in group[1].names}

    for card in db.session.scalars(select(Card).order_by(Card.position)):
        page = pages[1 + card.position]
        shown = {name for name in names if name in page}
        if card.face == "anonymous":
            assert (shown, "Identifiers hidden" in page) == (set(), True)
        else:
            name = exercise.face(card.application, Face(card.face), "en", card.name).name
            assert (shown, "Identifiers shown" in page) == ({name}, True)


def test_printing_again_gives_the_same_packets(tuula):
    some = order(tuula, fi=1, en=1)
    address = f"/paper.pdf?order={some[0].batch}"
    one, two = (read(tuula.get(address).data) for _ in range(2))

    assert one == two
    first, second = ([packet.code in page for page in one] for packet in some)
    assert first == [True] * 10 + [False] * 9  # the empty back of its last sheet, too
    assert second == [False] * 10 + [True] * 9


PLACES = ("/paper", "/paper/entry", "/paper.pdf?packet=7KC3", "/result.pdf", "/result.xlsx", "/research.zip")


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"activity": "leak-hunt"}, id="another activity"),
        pytest.param({"is_rehearsal": True, "dial": "small", "rehearsal_seed": "s"}, id="a rehearsal"),
    ],
)
def test_nothing_is_printed_or_sent_on_of_what_isnt_a_real_session_with_scores(tuula, changed):
    db.session.execute(update(LiveSession).values(changed))
    db.session.commit()

    assert {tuula.get(path).status_code for path in PLACES} == {404}
    assert tuula.post("/paper", token=SEEDS[0], fi="1").status_code == 404
    desk = tuula.get().text
    assert [path for path in ("/paper", "/result.pdf", "/research.zip") if path in desk] == []


def test_however_many_packets_there_are_the_page_and_the_file_take_as_many_statements(app, tuula):
    counted = []
    for token, number in ((SEEDS[0], 1), (SEEDS[1], 4)):
        batch = order(tuula, token=token, en=number)[-1].batch
        made = []

        def note(*args, made=made):
            made.append(args[2])

        event.listen(db.engine, "before_cursor_execute", note)
        for path in ("/paper", f"/paper.pdf?order={batch}"):
            assert tuula.get(path).status_code == 200
        event.remove(db.engine, "before_cursor_execute", note)
        counted.append(len(made))

    assert counted[1] == counted[0]
