"""An advertisement review: what was found, the better advertisement, and older versions of it."""

from datetime import UTC, datetime

from sqlalchemy import select, update

from puntari.certificates.models import CompletionEvent
from puntari.extensions import db
from puntari.practice.models import ExerciseVersion
from puntari.practice.spotting.models import Run
from tests.web.practice.conftest import text_of
from tests.web.practice.spotting.conftest import AD

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_an_advertisement_is_marked_handed_in_and_shown_anew(tess):
    tess.start(AD)
    tess.hand_in(1, ["knows one end of a hammer", "category B driving licence"])
    page = tess.client.get(f"{tess.run}/result")
    shown = text_of(page.text)

    assert "You found 1 of 9 places. You also marked one that could have stayed." in shown
    assert "a service van is driven between them" in shown  # why the driving licence stays
    better = shown.split("The whole advertisement, better")[1]
    assert "We are looking for a property caretaker" in better
    assert "hammer" not in better
    assert tess.client.get(tess.at(1)).location == f"{tess.run}/result"
    (event,) = db.session.scalars(select(CompletionEvent))
    assert event.content_id == "ad-caretaker"


def test_an_older_advertisement_is_shown_as_it_was(tess, app):
    tess.start(AD)
    tess.hand_in(1, ["hammer"])
    kept = db.session.scalars(select(ExerciseVersion)).one()
    files = {name: text.replace("hammer", "spanner") for name, text in kept.files.items()}
    db.session.add(ExerciseVersion(digest="d", exercise_id=kept.exercise_id, files=files, kept_at=NOW))
    db.session.flush()
    db.session.execute(update(Run).values(content_digest="d"))
    present = app.extensions["puntari.advertisements"].pop("ad-caretaker")
    db.session.commit()
    try:
        assert "spanner" in tess.client.get(f"{tess.run}/result").text
    finally:
        app.extensions["puntari.advertisements"]["ad-caretaker"] = present
