"""The whole way through an exercise, by plain forms."""

from sqlalchemy import select

from puntari.certificates.models import CompletionEvent
from puntari.extensions import db
from tests.web.practice.conftest import COOK


def test_two_rounds_from_start_to_result(tess):
    tess.start()
    assert tess.get(tess.at).location == f"/en/practice/{tess.at}/cards/1"
    assert tess.round(range(1, 9)).location == f"/en/practice/{tess.at}/pause"
    assert tess.get(tess.at).location == f"/en/practice/{tess.at}/cards/9"
    assert tess.round(range(9, 17)).location == f"/en/practice/{tess.at}/result"
    for page in ("result", "result/1", "result/8", "result/people"):
        assert tess.get(f"{tess.at}/{page}").status_code == 200
    (event,) = db.session.scalars(select(CompletionEvent))
    assert (event.person_id, event.kind, event.content_id) == (tess.person.id, "exercise", "cook")
    assert (event.content_digest, event.language) == (COOK.digest, "en")
