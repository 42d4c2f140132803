"""Two rounds on paper: in one packet, the second behind a page of its own, and typed in together."""

import re

import pytest
from sqlalchemy import select

from puntari.extensions import db
from puntari.live import queries
from puntari.live.domain import Phase
from puntari.practice.domain import Face
from puntari.practice.models import Card, Invitation, Rating
from tests import exercises
from tests.documents import check_tagged, pages_of
from tests.web.live.packets import SEEDS, cells, order, type_in

TWICE = range(1, 17)
FIRST, TITLE, CRITERIA, SECOND, END = slice(2, 10), 10, 11, slice(12, 20), 20  # pages from 0


@pytest.fixture
def tuula(tuula):
    """The trainer with a session of two rounds."""
    assert tuula.make(token=SEEDS[2], size="16").status_code == 303
    return tuula


def dealt():
    """The cards of the only packet, by their numbers."""
    cards = db.session.scalars(select(Card).order_by(Card.round, Card.position)).all()
    return dict(zip(TWICE, cards, strict=True))


def kept():
    """All points and invitations that are kept, by the number of the card."""
    points = select(queries.CARD_NUMBER, Rating.criterion, Rating.points).join(Card, Card.id == Rating.card_id)
    invited = select(queries.CARD_NUMBER, Invitation.invited).join(Card, Card.id == Invitation.card_id)
    return sorted(map(tuple, db.session.execute(points))), sorted(map(tuple, db.session.execute(invited)))


@pytest.mark.parametrize(
    ("language", "heading", "named", "stop", "title", "wait"),
    [
        ("fi", "Kierros {}, hakemus {}/8", "kierros {}", "Kierros 1 päättyy tähän", "Kierros 2", "Älä käännä tätä"),
        ("sv", "Omgång {}, ansökan {} av 8", "omgång {}", "Omgång 1 slutar här", "Omgång 2", "Vänd inte sidan"),
        ("en", "Round {}, application {} of 8", "round {}", "Round 1 ends here", "Round 2", "Don't turn this page"),
    ],
)
def test_round_2_has_a_title_page_on_a_sheet_of_its_own(tuula, language, heading, named, stop, title, wait):
    (packet,) = order(tuula, **{language: 1})
    body = tuula.get(f"/paper.pdf?packet={packet.code}").data
    check_tagged(body, {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}[language])
    pages = [page.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") for page in pages_of(body)]

    assert len(pages) == END + 1
    assert TITLE % 2 == 0  # a right-hand page, which the first is too
    for round_, places in ((1, FIRST), (2, SECOND)):
        assert [page for page in pages if heading.format(round_, 1) in page] == [pages[places.start]]
        for number, page in enumerate(pages[places], start=1):
            assert heading.format(round_, number) in page
            assert "1 2 3 4 5" in page
    assert [place for place, page in enumerate(pages) if stop in page] == [FIRST.stop - 1]
    assert pages[TITLE].startswith(title)
    assert [place for place, page in enumerate(pages) if wait in page] == [TITLE]
    feet = [f"{packet.code}, {named.format(1 if place < TITLE else 2)}" for place in range(len(pages))]
    assert all(foot in page for foot, page in zip(feet, pages, strict=True))
    about = f"About skill ({language})"  # nobody needs to look for the criteria in round 1
    assert [place for place, page in enumerate(pages) if about in page] == [FIRST.start - 1, CRITERIA]


def test_each_round_shows_what_was_dealt_for_it(tuula):
    (packet,) = order(tuula, en=1)
    pages = pages_of(tuula.get(f"/paper.pdf?packet={packet.code}").data)
    exercise = tuula.client.application.extensions["puntari.exercises"]["cook"]
    names = {f"{one.first} {one.family}" for group in exercise.definition.groups for one in group[1].names}

    for page, card in zip(pages[FIRST] + pages[SECOND], dealt().values(), strict=True):
        shown = {name for name in names if name in page}
        hidden = card.face == Face.ANONYMOUS
        expected = set() if hidden else {exercise.face(card.application, Face(card.face), "en", card.name).name}
        assert (shown, "Identifiers hidden" in page) == (expected, hidden)
        assert f"Text{card.application}en." in page


def test_a_session_of_one_round_says_nothing_of_rounds(tuula):
    assert tuula.make(token=SEEDS[1], size="6").status_code == 303
    (packet,) = order(tuula, en=1)
    pages = pages_of(tuula.get(f"/paper.pdf?packet={packet.code}").data)

    assert len(pages) == 9
    assert not any("ound 1" in page or "ound 2" in page for page in pages)
    assert "Staple" not in tuula.get("/paper").text


def test_the_grid_has_both_rounds_in_the_order_of_the_paper(tuula):
    (packet,) = order(tuula, en=1)
    tuula.go_to("block-1")
    page = tuula.get(f"/paper/entry/{packet.code}").text
    headings = r'<th scope="rowgroup"[^>]*>(.*?)</th>'
    exercise = queries.exercise_of(tuula.live)

    assert re.findall(headings, page) == ["Round 1", "Round 2"]
    fields = [*(f"c-{criterion}" for criterion in exercises.CRITERIA), "invite"]
    assert re.findall(r'<input[^>]* name="([^"]+-\d+)"', page) == [f"{one}-{n}" for n in TWICE for one in fields]
    assert re.findall(r'class="pt-entry__number">(\d+)<', page) == [str(n) for n in range(1, 9)] * 2
    _above, first, second = re.split(headings, page)[::2]
    for part, cards in ((first, list(dealt().values())[:8]), (second, list(dealt().values())[8:])):
        rows = re.findall(r'(?s)<th scope="row">(.*?)</th>', part)
        expected = [exercise.face(card.application, Face(card.face), "en", card.name).name for card in cards]
        assert [name is not None and name in row for row, name in zip(rows, expected, strict=True)] == [
            card.face != Face.ANONYMOUS for card in cards
        ]
    assert 'aria-label="Round 2, application 1, Skill (en)"' in page


def test_what_is_typed_in_is_kept_in_its_round(tuula):
    (packet,) = order(tuula, en=1)
    tuula.go_to("block-1")  # both rounds are typed in together, whichever the room has reached
    typed = {**cells("2", "0", [1]), **cells("5", "1", [9, 10]), "c-skill-16": "4"}
    response = type_in(tuula, packet.code, **typed)

    assert response.status_code == 303
    said = f"Packet {packet.code} has been typed in. Complete applications: 1 of 8 in round 1, 2 of 8 in round 2."
    assert said in tuula.get("/paper/entry").text
    assert "typed in: 1 and 2 of 8" in tuula.get("/paper").text
    points, invited = kept()
    expected = {1: 2, 9: 5, 10: 5}
    whole = [(number, criterion, given) for number, given in expected.items() for criterion in exercises.CRITERIA]
    assert points == sorted([*whole, (16, "skill", 4)])
    assert invited == [(1, False), (9, True), (10, True)]


def test_a_mistake_is_named_by_its_round_and_its_place_there(tuula):
    (packet,) = order(tuula, en=1)
    tuula.go_to("block-2")
    typed = {**cells("4", "1", TWICE), "c-skill-3": "7", "invite-11": "maybe"}
    response = type_in(tuula, packet.code, **typed)

    assert response.status_code == 422
    said = re.findall(r'<li><a href="#([^"]+)">(.*?: )', response.text)
    assert said == [
        ("c-skill-3", "Round 1, application 3, Skill (en): "),
        ("invite-11", "Round 2, application 3, Invite: "),
    ]
    shown = dict(re.findall(r'<input[^>]* name="([^"]+-\d+)"[^>]* value="([^"]*)"', response.text))
    assert shown == typed
    assert kept() == ([], [])


def test_what_was_typed_into_either_round_is_never_shown_again(tuula):
    (packet, _other) = order(tuula, en=2)
    tuula.go_to(Phase.BLOCK_2)
    seen = []
    for points, invite in (("1", "0"), ("5", "1")):
        type_in(tuula, packet.code, **cells(points, invite, TWICE))
        pages = [tuula.get(path).text for path in ("", "/paper", "/paper/entry", f"/paper/entry/{packet.code}")]
        seen.append([re.sub(r'value="(\d{10,}|[0-9a-f]{24})"|"[\w.-]{80,}"', "", page) for page in pages])

    assert seen[0] == seen[1]


def test_the_page_for_paper_says_how_two_rounds_are_stapled_and_given_back(tuula):
    order(tuula, en=1)
    page = tuula.get("/paper").text

    assert "Staple each round by itself" in page
    assert "their places go to those who join next" not in page


@pytest.mark.parametrize("has_paper", [True, False], ids=["paper", "no paper"])
def test_the_desk_reminds_of_those_with_paper_where_there_are_any(tuula, has_paper):
    if has_paper:
        order(tuula, en=1)
    tuula.go_to("neutral")
    assert ("Whoever scores on paper puts round 1 face down" in tuula.get().text) is has_paper
    tuula.go_to("block-2")
    assert ("Tell those with paper that round 2 begins." in tuula.get().text) is has_paper
