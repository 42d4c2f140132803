"""The real exercises fit on paper: every application on one page, with its grid, in every language."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from puntari.content.languages import LANGUAGES
from puntari.content.problems import Problems
from puntari.live import paper_pdf
from puntari.live.models import LiveSession
from puntari.practice import one_round, two_rounds
from puntari.practice.content import load_exercises
from tests.documents import pages_of
from tests.web.live.conftest import NOW

ROOT = Path(__file__).resolve().parents[3]
EXERCISES = sorted(
    (one for one in load_exercises(ROOT / "exercises", Problems(ROOT)).values() if not one.definition.taster),
    key=lambda one: one.id,
)
# On which pages, from 0, the applications of each round are. The guess follows, and an empty back.
ONCE, TWICE = [range(2, 14)], [range(2, 10), range(12, 20)]


def deal(exercise, size, person):
    """The cards of each person as a packet has them, unlike for each of the first six."""
    if size == 16:
        table = two_rounds.deal(exercise.material, stream="s", arrival=person, seed="s")
    else:
        table = one_round.deal(exercise.material, stream="s", block=0, seat=person, seed="s", size=size)
    return [
        SimpleNamespace(number=number, application=card.application, face=card.face, name=card.name)
        for number, card in enumerate(table, start=1)
    ]


@pytest.mark.parametrize(("size", "rounds"), [(12, ONCE), (16, TWICE)], ids=["one round", "two rounds"])
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.id)
def test_every_application_has_a_page_of_its_own(app, units, monkeypatch, exercise, size, rounds):
    """A packet in each language, each with another form, so that every text is met in another face."""
    monkeypatch.setattr(paper_pdf.queries, "exercise_of", lambda live: exercise)
    live = LiveSession(title="Spring", size=size, minimum=8, has_prediction=True)
    packets = [SimpleNamespace(code=f"7KC{sign}", language=one) for sign, one in zip("347", LANGUAGES, strict=True)]
    cards = {packet.code: deal(exercise, size, person) for person, packet in enumerate(packets)}
    with app.test_request_context("/fi/"):
        body = paper_pdf.packets_pdf(paper_pdf.document(live, packets, cards), made=NOW)

    pages, each = pages_of(body), rounds[-1].stop + 2  # the guess, and its empty back
    assert len(pages) == 3 * each - 1
    for number, language in enumerate(LANGUAGES):
        packet = pages[number * each :][:each]
        last = exercise.criteria[-1].title[language]
        assert [packet[place].count(last) for pages_of_round in rounds for place in pages_of_round] == [1] * size
        assert all(last in packet[pages_of_round.start - 1] for pages_of_round in rounds)  # the criteria
