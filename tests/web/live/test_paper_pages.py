"""The real exercises fit on paper: every application on one page, with its grid, in every language."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from puntari.content.languages import LANGUAGES
from puntari.content.problems import Problems
from puntari.live import paper_pdf
from puntari.practice.content import load_exercises
from puntari.practice.one_round import deal
from tests.documents import pages_of
from tests.web.live.conftest import NOW

ROOT = Path(__file__).resolve().parents[3]
SIZE = 12
EXERCISES = sorted(
    (one for one in load_exercises(ROOT / "exercises", Problems(ROOT)).values() if not one.definition.taster),
    key=lambda one: one.id,
)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.id)
def test_every_application_has_a_page_of_its_own(app, units, monkeypatch, exercise):
    """A packet in each language, each with another form, so that every text is met in another face."""
    monkeypatch.setattr(paper_pdf.queries, "exercise_of", lambda live: exercise)
    live = SimpleNamespace(title="Spring", size=SIZE, minimum=8, has_prediction=True)
    packets = [SimpleNamespace(code=f"7KC{sign}", language=one) for sign, one in zip("347", LANGUAGES, strict=True)]
    cards = {
        packet.code: [
            SimpleNamespace(number=card.position, application=card.application, face=card.face, name=card.name)
            for card in deal(exercise.material, stream="s", block=0, seat=seat, seed="s", size=SIZE)
        ]
        for seat, packet in enumerate(packets)
    }
    with app.test_request_context("/fi/"):
        body = paper_pdf.packets_pdf(paper_pdf.document(live, packets, cards), made=NOW)

    pages = pages_of(body)
    each = 2 + SIZE + 1  # the job, the criteria, the applications, the guess
    assert len(pages) == 3 * each + 2  # the second and third begin on a sheet of their own
    for number in range(3):
        for page in pages[number * (each + 1) + 2 :][:SIZE]:
            assert page.count(exercise.criteria[-1].title[LANGUAGES[number]]) == 1
