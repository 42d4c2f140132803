"""The file with packets to print."""

from sqlalchemy import select

from puntari.extensions import db
from puntari.practice.domain import Face
from puntari.practice.models import Card
from tests.documents import check_tagged, pages_of
from tests.web.live.packets import order


def test_a_packet_is_a_tagged_pdf_with_a_page_for_each_application(tuula):
    (packet,) = order(tuula, sv=1)
    response = tuula.get(f"/paper.pdf?packet={packet.code}")

    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    check_tagged(response.data, "sv-FI")
    pages = pages_of(response.data)
    assert len(pages) == 2 + 6 + 1  # the job, the criteria, the applications, the guess
    assert all(packet.code in page for page in pages)
    for number, page in enumerate(pages[2:8], start=1):
        assert f"Ansökan {number} av 6" in page
        assert "1 2 3 4 5" in page
    assert "Stanna här" in pages[4]  # after the third of six
    assert "Stanna här" not in pages[5]


def test_a_packet_shows_what_was_dealt_and_a_hidden_name_is_nowhere(tuula):
    (packet,) = order(tuula, en=1)
    pages = pages_of(tuula.get(f"/paper.pdf?packet={packet.code}").data)
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
    one, two = (pages_of(tuula.get(address).data) for _ in range(2))

    assert one == two
    first, second = ([packet.code in page for page in one] for packet in some)
    assert first == [True] * 10 + [False] * 9  # the empty back of its last sheet, too
    assert second == [False] * 10 + [True] * 9
