"""What the organisation says of itself, and the audit trail."""

from datetime import UTC, datetime

import pytest

from puntari.audit import actions as audit
from puntari.extensions import db
from puntari.people.models import Organisation

FULL = {
    "name_fi": "Uusi kunta",
    "name_sv": "Nya kommunen",
    "name_en": "New town",
    "rule_fi": "Kaikki virat.\r\n\r\nAina.",
    "rule_sv": "Alla tjänster.",
    "rule_en": "Every post.",
}
NOW = datetime(2026, 3, 2, 12, 34, tzinfo=UTC)


@pytest.mark.parametrize("who", ["hilla", "arto"])
def test_the_names_and_the_rule_are_saved(client, people, deeds, who):
    response = client(people[who]).post("/en/organisation", data=FULL)
    organisation = db.session.get(Organisation, 1)

    assert (response.status_code, response.location) == (303, "/en/organisation")
    assert (organisation.name("sv"), organisation.rule("fi")) == ("Nya kommunen", "Kaikki virat.\n\nAina.")
    assert deeds() == [("organisation.edited", "organisation:1", people[who].id)]


def test_saving_without_a_change_leaves_no_trace(client, people, deeds):
    for _ in range(2):
        client(people["arto"]).post("/en/organisation", data=FULL)

    assert len(deeds()) == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name_sv": ""}, "Write the name in Swedish."),
        ({"rule_sv": ""}, "Write the rule in this language too, or leave it out of all three."),
        ({"rule_en": "x" * 4001}, "Shorten this to at most 4000 characters."),
        ({"rule_en": "a\x0bb"}, "a character that can't be used"),
    ],
)
def test_a_bad_text_is_refused_and_the_rest_stays_typed(client, people, changed, says):
    response = client(people["arto"]).post("/en/organisation", data=FULL | changed)

    assert response.status_code == 422
    assert says in response.text.replace("&#39;", "'")
    assert 'value="Uusi kunta"' in response.text
    assert "Kaikki virat." in response.text
    assert db.session.get(Organisation, 1).name("fi") == "Valkonummi"


def test_the_rule_may_be_left_out_of_all_three_languages(client, people):
    response = client(people["arto"]).post(
        "/en/organisation", data=FULL | {"rule_fi": "", "rule_sv": "", "rule_en": ""}
    )

    assert response.status_code == 303


@pytest.mark.parametrize("who", ["tess", "tuula", "sven"])
def test_what_concerns_the_whole_is_not_for_hr_of_a_part(client, people, who):
    assert client(people[who]).get("/en/organisation").status_code == 403


def leave(kind, target, by, **details):
    audit.record(kind, target=target, by=by, now=NOW, **details)
    db.session.commit()


def test_the_audit_trail_says_in_words_who_did_what_to_whom(client, people):
    leave("role.granted", f"person:{people['tess'].id}", people["arto"].id, role="hr", unit_id=None)
    page = " ".join(client(people["arto"]).get("/fi/audit").text.split())

    assert "Antoi roolin Henkilöstöpalvelut:" in page
    assert ">Tess Trainee</a>" in page
    assert "2.3.2026 klo 14.34" in page


def test_the_audit_trail_of_one_person_leaves_out_the_others(client, people):
    leave("person.closed", f"person:{people['tess'].id}", people["arto"].id)
    leave("unit.added", "unit:1", people["arto"].id)
    page = client(people["arto"]).get(f"/en/audit?about=person:{people['tess'].id}").text

    assert "Closed an account" in page
    assert "Added a unit" not in page


def test_the_audit_trail_pages_backwards(client, people):
    for n in range(120):
        leave("person.signed_in", f"person:{n + 1000}", n + 1000)
    arto = client(people["arto"])
    seen, address = [], "/en/audit"
    while address:
        page = arto.get(address).text
        seen.append(page.count("<time "))
        older = page.partition('rel="next" href="')[2].partition('"')[0]
        address = older.replace("&amp;", "&")

    assert seen == [50, 50, 20]


@pytest.mark.parametrize(
    "query", ["before=x", "before=-1", f"before={'9' * 30}", "about=x", "about=person:1%00", "about=" + "a" * 200]
)
def test_an_address_that_asks_for_nonsense_is_not_found(client, people, query):
    assert client(people["arto"]).get(f"/en/audit?{query}").status_code == 404


def test_a_deed_whose_doer_is_gone_is_still_shown(client, people):
    leave("some.unknown", "thing:x", 99999)

    assert "some.unknown" in client(people["arto"]).get("/en/audit").text
