"""What must be true of people, units and roles is refused by the database itself."""

from datetime import UTC, date, datetime, timedelta

import pytest

from puntari.people.access_models import OneTimeLink, Tries
from puntari.people.models import Organisation, Person, Posting, RoleGrant, Unit, UnitPlacement
from tests.constraints import check_refused, checks_in, checks_of

DAY, NOW = date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)


def person(**changed):
    return Person(
        **{"employee_id": "N1", "first_name": "N", "last_name": "N", "email": "n@x.fi", "language": "fi"} | changed
    )


def posting(**changed):
    return Posting(**{"person_id": 1, "unit_id": 1, "role_group": "panel", "starts": DAY} | changed)


def grant(**changed):
    return RoleGrant(**{"person_id": 1, "role": "hr", "starts": DAY} | changed)


def link(**changed):
    values = {"person_id": 1, "purpose": "reset", "token_hash": "x", "made_at": NOW, "expires_at": NOW + timedelta(1)}
    return OneTimeLink(**values | changed)


BREAKERS = {
    "ck_organisation_only_one": lambda: [Organisation(id=2, name_fi="x", name_sv="x", name_en="x")],
    "uq_unit_code": lambda: [Unit(code="town", name_fi="x", name_sv="x", name_en="x")],
    "uq_unit_placement_unit_id": lambda: [UnitPlacement(unit_id=1, starts=date(2020, 1, 1))],
    "ck_unit_placement_dates_in_order": lambda: [UnitPlacement(unit_id=1, starts=DAY, ends=DAY)],
    "ck_unit_placement_not_under_itself": lambda: [UnitPlacement(unit_id=1, parent_id=1, starts=DAY)],
    "fk_unit_placement_unit_id": lambda: [UnitPlacement(unit_id=999, starts=DAY)],
    "fk_unit_placement_parent_id": lambda: [UnitPlacement(unit_id=1, parent_id=999, starts=DAY)],
    "ck_person_known_language": lambda: [person(language="de")],
    "ck_person_email_in_small_letters": lambda: [person(email="N@x.fi")],
    "ck_person_employee_id_given": lambda: [person(employee_id="")],
    "uq_person_employee_id": lambda: [person(employee_id="T001")],
    "uq_person_email": lambda: [person(email="tess@example.org")],
    "ck_posting_dates_in_order": lambda: [posting(ends=DAY)],
    "uq_posting_person_id": lambda: [posting(), posting(recruits=True)],
    "fk_posting_person_id": lambda: [posting(person_id=999)],
    "fk_posting_unit_id": lambda: [posting(unit_id=999)],
    "ck_role_grant_known_role": lambda: [grant(role="trainee")],
    "ck_role_grant_dates_in_order": lambda: [grant(ends=DAY)],
    "ck_role_grant_admin_holds_everywhere": lambda: [grant(role="admin", unit_id=1)],
    "uq_role_grant_once, a unit": lambda: [grant(unit_id=1), grant(unit_id=1)],
    "uq_role_grant_once, everywhere": lambda: [grant(), grant()],
    "fk_role_grant_person_id": lambda: [grant(person_id=999)],
    "fk_role_grant_unit_id": lambda: [grant(unit_id=999)],
    "ck_one_time_link_known_purpose": lambda: [link(purpose="other")],
    "ck_one_time_link_expires_later": lambda: [link(expires_at=NOW)],
    "uq_one_time_link_token_hash": lambda: [link(), link(person_id=2)],
    "fk_one_time_link_person_id": lambda: [link(person_id=999)],
    "ck_tries_count_not_negative": lambda: [Tries(bucket="x", count=-1)],
    "pk_tries": lambda: [Tries(bucket="x", count=1), Tries(bucket="x", count=1)],
}


@pytest.mark.filterwarnings("ignore:New instance")
@pytest.mark.parametrize("name", BREAKERS)
def test_the_constraint_holds(app, people, name):
    check_refused(BREAKERS[name](), name)


def test_every_named_constraint_of_these_tables_is_tried(app):
    models = (Organisation, Unit, UnitPlacement, Person, Posting, RoleGrant, OneTimeLink, Tries)

    assert checks_in(BREAKERS) == checks_of(*models)
