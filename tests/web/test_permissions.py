"""Every route says who may, and lets in those and no others."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

from puntari.authz.guard import PUBLIC, access_of, guard
from puntari.authz.policy import GRANTS, Permission, Role, can
from puntari.extensions import db
from puntari.people.models import RoleGrant

EVERYBODY = {"tess", "otto", "tuula", "hilla", "sven", "arto"}
HR = {"hilla", "sven"}

# Who of the cast may what, written down a second time: a slip in the table of the app is not repeated here.
# Otto and Tess are trainees, Tuula trains, Hilla is HR, Sven is HR of one unit, Arto administers.
WHO_MAY: dict[Permission, set[str]] = {
    Permission.ACCOUNT_USE: EVERYBODY,
    Permission.COURSE_TAKE: EVERYBODY,
    Permission.PRACTICE_SCORE: EVERYBODY,
    Permission.PRACTICE_READ_RESULT: EVERYBODY,
    Permission.CERTIFICATE_READ: EVERYBODY,
    Permission.EXERCISE_PREVIEW: {"tuula"},
    Permission.EXERCISE_AUTHOR: {"tuula"},
    Permission.LIVE_LEAD: {"tuula"},
    Permission.PLAN_READ: HR,
    Permission.PLAN_EDIT: {"hilla"},
    Permission.PEOPLE_READ: HR | {"arto"},
    Permission.PEOPLE_MANAGE: {"arto"},
    Permission.ORGANISATION_EDIT: {"hilla", "arto"},
    Permission.MAIL_READ: {"arto"},
    Permission.AUDIT_READ: {"arto"},
}
# Routes that answer whoever comes, each with its reason. A route that is public by accident is found here.
PUBLIC_REASONS = {
    "root.choose_language": "leads to a language",
    "root.healthz": "for the machine that watches",
    "root.readyz": "for the machine that watches",
    "assets.asset": "styles and scripts",
    "people.login": "signing in",
    "people.logout": "safe to repeat when the session has ended already",
    "people.request_link": "for who has no password",
    "people.link_requested": "for who has no password",
    "people.use_link": "whoever holds the link",
    "certificates.ask": "whoever was shown a certificate",
    "certificates.verify": "whoever was shown a certificate",
    "practice.try_it": "the taster",
    "live.room": "whoever was given a trainer's address",
    "join.ask": "participants have no account",
    "join.enter": "participants have no account",
    "join.back": "participants have no account",
    "join.place": "participants have no account",
    "join.seat": "participants have no account",
    "join.card": "participants have no account",
    "join.choose": "participants have no account",
    "join.guess": "participants have no account",
    "join.pulse": "participants have no account",
    "join.walk": "participants have no account",
    "join.go": "participants have no account",
    "join.text": "participants have no account",
    "join.marks": "participants have no account",
    "join.own": "participants have no account",
    "join.watch": "participants have no account",
}
PUBLIC_BLUEPRINTS = {"pages", "gallery"}  # the shell


def filler(converter: BaseConverter, number: int) -> Any:
    """A value for a place in an address, which leads to nothing that exists."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return number if isinstance(converter, IntegerConverter) else "none-such"


def address_of(app: Flask, rule: Rule, number: int = 999) -> str:
    """An address of the route that leads to nothing that exists."""
    values = {name: filler(converter, number) for name, converter in rule._converters.items()}
    return str(app.url_map.bind("localhost").build(rule.endpoint, values, method=next(iter(rule.methods or {"GET"}))))


def routes_of(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))


def methods_of(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def test_every_route_says_who_may(app):
    silent = [rule.endpoint for rule in routes_of(app) if access_of(app, rule.endpoint) is None]

    assert silent == []


def test_every_permission_has_its_row_in_both_tables():
    assert set(WHO_MAY) == set(Permission) == set(GRANTS)


def test_only_those_routes_are_public_that_have_a_reason(app):
    public = {rule.endpoint for rule in routes_of(app) if access_of(app, rule.endpoint) == PUBLIC}
    unexplained = {name for name in public if name.split(".")[0] not in PUBLIC_BLUEPRINTS} - set(PUBLIC_REASONS)

    assert unexplained == set()


@pytest.mark.parametrize("who", [None, *sorted(EVERYBODY)])
def test_every_route_lets_in_those_of_the_table_and_no_others(app, client, people, who):
    wrong = []
    for rule in routes_of(app):
        access = access_of(app, rule.endpoint)
        if access == PUBLIC:
            continue
        for method in methods_of(rule):
            status = (client(people[who]) if who else client()).open(address_of(app, rule), method=method).status_code
            if who is None:
                is_right = status == 401
            elif who in WHO_MAY[Permission(access)]:
                is_right = status not in {401, 403}
            else:
                is_right = status == 403
            if not is_right:
                wrong.append((method, rule.rule, access, status))

    assert wrong == []


def test_public_routes_answer_nobody_in_particular(app, client, units):
    refused = []
    for rule in routes_of(app):
        if access_of(app, rule.endpoint) == PUBLIC:
            for method in methods_of(rule):
                status = client().open(address_of(app, rule), method=method).status_code
                if status in {401, 403} or status >= 500:
                    refused.append((method, rule.rule, status))

    assert refused == []


@pytest.mark.parametrize("number", [0, 40_000, 2**31, 2**63, 10**40])
def test_a_number_in_an_address_that_no_table_can_hold_is_not_found(app, client, people, number):
    wrong = []
    for rule in routes_of(app):
        access = access_of(app, rule.endpoint)
        if "int" not in rule.rule or access == PUBLIC:
            continue
        who = min(WHO_MAY[Permission(access)])
        for method in methods_of(rule):
            status = client(people[who]).open(address_of(app, rule, number), method=method).status_code
            if not 400 <= status < 500:
                wrong.append((method, rule.rule, status))

    assert wrong == []


def test_a_route_that_says_nothing_is_refused_to_everybody(people):
    app = Flask("silent", root_path=".")
    app.testing = True
    app.before_request(guard)
    app.add_url_rule("/silent", view_func=lambda: "here")

    assert app.test_client().get("/silent").status_code == 403


@dataclass
class Actor:
    id: int | None = 1
    roles: Any = field(default_factory=frozenset)
    roles_everywhere: Any = field(default_factory=frozenset)


@pytest.mark.parametrize("permission", Permission)
def test_nobody_in_particular_may_nothing(permission):
    assert can(Actor(id=None), permission) is False


@pytest.mark.parametrize(
    ("starts", "ends", "may"),
    [
        pytest.param(date(2020, 1, 1), None, True, id="held"),
        pytest.param(date(2020, 1, 1), date(2021, 1, 1), False, id="ended"),
        pytest.param(date(2999, 1, 1), None, False, id="not begun"),
    ],
)
def test_a_role_opens_doors_only_while_it_is_held(people, starts, ends, may):
    db.session.add(RoleGrant(person_id=people["tess"].id, role=Role.HR, starts=starts, ends=ends))
    db.session.commit()
    db.session.refresh(people["tess"])

    assert can(people["tess"], Permission.PLAN_READ) is may
