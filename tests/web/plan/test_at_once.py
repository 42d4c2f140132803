"""Parts of the plan that two of HR remove, or fill, at the same moment."""

import pytest
from sqlalchemy import select

from puntari.audit.models import AuditEvent
from puntari.extensions import db
from puntari.plan.models import Exemption, FocusArea, Measure
from tests.web.at_once import at_once, cookie_of
from tests.web.plan.conftest import NOW, titles


@pytest.fixture
def area(plan):
    """One without measures."""
    empty = FocusArea(number=2, plan=plan, **titles("Empty"))
    db.session.add(empty)
    db.session.commit()
    return empty.id


def removals():
    return db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "focus_area.removed")).all()


def test_a_part_removed_many_times_at_once_is_removed_once(app, client, people, area):
    hilla = cookie_of(app, client, people["hilla"])
    answers = at_once(app, [(hilla, f"/en/plan/areas/{area}/remove", {})] * 6)

    assert set(answers) <= {303, 404}
    assert db.session.get(FocusArea, area) is None
    assert len(removals()) == 1


def test_a_part_that_is_filled_while_it_is_removed_stays_or_goes_with_nothing_in_it(app, client, people, area):
    hilla = cookie_of(app, client, people["hilla"])
    remove = (hilla, f"/en/plan/areas/{area}/remove", {})
    fill = (hilla, f"/en/plan/areas/{area}/measures/add", {"number": "9", **titles("New")})
    answers = at_once(app, [remove, fill, remove, fill])

    assert set(answers) <= {303, 404, 409, 422}
    filled = db.session.scalars(select(Measure).where(Measure.area_id == area)).all()
    assert (db.session.get(FocusArea, area) is None) == (filled == []) == (len(removals()) == 1)


def test_an_exemption_ended_many_times_at_once_ends_once(app, client, people, target, today):
    exempt = Exemption(target_id=target.id, person_id=people["tess"].id, reason="leave", starts=today, by=1, at=NOW)
    db.session.add(exempt)
    db.session.commit()
    hilla = cookie_of(app, client, people["hilla"])
    answers = at_once(app, [(hilla, f"/en/plan/exemptions/{exempt.id}/end", {})] * 6)

    assert set(answers) <= {303, 404}
    assert db.session.scalars(select(Exemption)).all() == []
    assert len(db.session.scalars(select(AuditEvent).where(AuditEvent.kind == "exemption.ended")).all()) == 1
