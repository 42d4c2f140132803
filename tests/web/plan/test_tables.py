"""What must be true of plans is a constraint; each is broken here."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from puntari.extensions import db
from puntari.plan.models import Exemption, FocusArea, Measure, Plan, TrainingTarget
from tests.web.plan.conftest import NOW, titles

T = titles("x")
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def ids(plan, target, people):
    exemption = {"person_id": people["otto"].id, "target_id": target.id, "starts": FIRST}
    db.session.add(Exemption(reason="leave", by=people["hilla"].id, at=NOW, **exemption))
    db.session.commit()
    return {"plan": plan.id, "area": plan.areas[0].id, "measure": target.measure_id, "target": target.id}


def target_of(ids, **changes):
    fields = {"measure_id": ids["measure"], "kind": "course", "content_id": "c", "share": 50, "due": LAST, **changes}
    return TrainingTarget(**fields)


def exemption_of(ids, people, **changes):
    fields = {"target_id": ids["target"], "person_id": people["tess"].id, "reason": "leave", "starts": FIRST}
    return Exemption(by=people["hilla"].id, at=NOW, **{**fields, **changes})


@pytest.mark.parametrize(
    ("constraint", "make"),
    [
        ("ck_plan_dates_in_order", lambda ids, _: Plan(starts=LAST, last_day=FIRST, **T)),
        (
            "uq_plan_starts_title_fi|plan.starts, plan.title_fi",
            lambda ids, _: Plan(starts=FIRST, last_day=LAST, **titles("Plan")),
        ),
        (
            "uq_focus_area_plan_id_number|focus_area.plan_id, focus_area.number",
            lambda ids, _: FocusArea(plan_id=ids["plan"], number=1, **T),
        ),
        ("ck_focus_area_number_in_range", lambda ids, _: FocusArea(plan_id=ids["plan"], number=0, **T)),
        (
            "uq_measure_area_id_number|measure.area_id, measure.number",
            lambda ids, _: Measure(area_id=ids["area"], number=3, **T),
        ),
        ("ck_measure_number_in_range", lambda ids, _: Measure(area_id=ids["area"], number=100, **T)),
        (
            "uq_training_target_measure_id_kind_content_id|training_target.measure_id",
            lambda ids, _: target_of(ids, content_id="anonymous-recruitment"),
        ),
        ("ck_training_target_known_kind", lambda ids, _: target_of(ids, kind="lecture")),
        ("ck_training_target_share_in_per_cent", lambda ids, _: target_of(ids, share=101)),
        ("ck_training_target_share_in_per_cent", lambda ids, _: target_of(ids, share=0)),
        ("ck_training_target_newcomer_days_in_range", lambda ids, _: target_of(ids, newcomer_days=-1)),
        ("ck_training_target_validity_in_range", lambda ids, _: target_of(ids, validity_months=0)),
        (
            "uq_exemption_target_id_person_id_starts|exemption.target_id",
            lambda ids, people: exemption_of(ids, people, person_id=people["otto"].id),
        ),
        ("ck_exemption_dates_in_order", lambda ids, people: exemption_of(ids, people, last_day=date(2025, 12, 31))),
        ("ck_exemption_known_reason", lambda ids, people: exemption_of(ids, people, reason="lazy")),
        ("ck_exemption_other_reason_in_words", lambda ids, people: exemption_of(ids, people, reason="other", note="")),
    ],
)
def test_the_constraint_holds(people, ids, constraint, make):
    db.session.add(make(ids, people))

    with pytest.raises(IntegrityError) as caught:
        db.session.flush()
    # SQLite names the columns of a unique constraint, PostgreSQL its name.
    assert any(name in str(caught.value.orig) for name in constraint.split("|"))
    db.session.rollback()


def test_what_the_constraints_allow_is_allowed(people, ids):
    db.session.add(target_of(ids, validity_months=None, newcomer_days=0, share=100))
    db.session.add(exemption_of(ids, people, last_day=FIRST))
    db.session.add(exemption_of(ids, people, reason="other", note="why", starts=LAST))
    db.session.flush()
