"""The trainer ticks names, and the ledger says the same, during the session and when it's corrected afterwards."""

import re

import pytest
from sqlalchemy import func, select

from puntari.audit.models import AuditEvent
from puntari.certificates import queries as ledger
from puntari.certificates.models import CompletionEvent
from puntari.extensions import db
from puntari.live.models import Attendance
from puntari.people.models import RoleGrant
from puntari.web.clock import today


def ids(people, *names):
    return [str(people[name].id) for name in names]


def ticked(live=None):
    return set(db.session.scalars(select(Attendance.person_id)))


def boxes(html):
    """Whose boxes are ticked on the page."""
    return {int(found) for found in re.findall(r'name="there" value="(\d+)" id="[^"]+" checked', html)}


def has_it(person):
    return [(row.kind, row.content_id) for row in ledger.completions_of(person.id, today())] == [("exercise", "cook")]


def scored(tuula):
    """A session whose scoring is over."""
    tuula.go_to("predict")
    tuula.post("/reveal")


def tick(tuula, shown, there, **more):
    return tuula.client.post(
        f"/en/live/{tuula.id}/attendance", data={"shown": shown, "there": there, "csrf_token": "", **more}
    )


def test_many_names_are_ticked_and_unticked_at_once(tuula, people):
    page = tuula.get("/attendance?q=example").text
    assert page.count('name="there"') >= 3
    for _ in range(2):
        assert tick(tuula, ids(people, "tess", "otto", "hilla"), ids(people, "tess", "otto")).status_code == 303
    assert ticked() == {people["tess"].id, people["otto"].id}
    tick(tuula, ids(people, "otto", "hilla"), ids(people, "hilla"))
    assert ticked() == {people["tess"].id, people["hilla"].id}
    assert db.session.scalars(select(AuditEvent.kind)).all().count("live.attendance") == 2

    scored(tuula)
    for _ in range(2):
        tuula.post("/end")
    assert [has_it(people[name]) for name in ("tess", "hilla", "otto")] == [True, True, False]
    assert db.session.scalar(select(func.count()).select_from(CompletionEvent)) == 2


def test_ticks_go_along_with_a_search_a_page_and_a_language(tuula, people):
    at = f"/en/live/{tuula.id}/attendance?q=example"
    one, two, three = ids(people, "tess"), ids(people, "otto"), ids(people, "hilla")
    searched = tuula.client.post(at, data={"shown": one, "there": one, "q": "hilla", "unit": ""})
    turned = tuula.client.post(at, data={"shown": two, "there": two, "q": "example", "unit": "", "to": "2"})
    switched = tuula.client.post(f"{at}&_", data={"shown": one + three, "there": three, "_switch": "fi"})

    assert [searched.location, turned.location] == [
        f"/en/live/{tuula.id}/attendance?q=hilla",
        f"/en/live/{tuula.id}/attendance?q=example&page=2",
    ]
    assert ticked() == {people["tess"].id, people["otto"].id}
    assert boxes(switched.text) == {people["otto"].id, people["hilla"].id}


def test_ticks_stay_when_the_reason_is_missing_and_none_is_wanted_for_a_search(tuula, people):
    scored(tuula)
    tuula.post("/end")
    at, one = f"/en/live/{tuula.id}/attendance?q=example", ids(people, "tess")

    refused = tuula.client.post(at, data={"shown": one, "there": one, "q": "otto"})
    assert (refused.status_code, boxes(refused.text), ticked()) == (422, {people["tess"].id}, set())
    searched = tuula.client.post(at, data={"shown": one, "q": "otto"})
    assert searched.location == f"/en/live/{tuula.id}/attendance?q=otto"


def test_search_finds_by_name_id_and_unit_and_lists_nobody_without_being_asked(tuula, people):
    assert 'name="there"' not in tuula.get("/attendance").text
    assert 'name="there"' not in tuula.get("/attendance?q=te").text
    assert people["tess"].last_name in tuula.get(f"/attendance?q={people['tess'].employee_id}").text
    unit = tuula.get("/attendance").text.split('name="unit"')[1].split('<option value="')[2].split('"')[0]
    assert tuula.get(f"/attendance?unit={unit}").status_code == 200
    assert tuula.get("/attendance?unit=999999").status_code == 404
    assert tuula.get("/attendance?q=tess&page=x").status_code == 404
    assert tuula.get("/attendance?q=%00%25").status_code == 200


def test_a_pasted_list_ticks_whom_it_knows_and_keeps_the_rest(tuula, people):
    known = [people[name].employee_id for name in ("tess", "otto")]
    response = tuula.post("/attendance/ids", ids=f"{known[0]}, nobody-7\n{known[1]};{people['hilla'].email}")

    assert response.status_code == 422
    field = response.text.split("<textarea")[1].split("</textarea>")[0].split(">", 1)[1].split()
    assert field == ["nobody-7", people["hilla"].email]  # an address is never a key
    assert ticked() == {people["tess"].id, people["otto"].id}
    assert tuula.post("/attendance/ids", ids="\n".join(known)).status_code == 303
    assert tuula.post("/attendance/ids", ids="  ").status_code == 422


def test_a_list_longer_than_is_read_at_a_time_is_refused_and_kept(tuula, people):
    long = "\n".join([*(f"no-{number}" for number in range(1_000)), people["tess"].employee_id])
    response = tuula.post("/attendance/ids", ids=long)

    assert response.status_code == 422
    assert "at most 1000 ids" in response.text
    assert f"no-999\n{people['tess'].employee_id}</textarea>" in response.text


def test_who_registered_themselves_isnt_shown_before_the_end(tuula, guest, people):
    def pages():
        found = [tuula.get(path).text for path in ("/attendance", "/attendance?q=tess")]
        return [re.sub(r'name="csrf_token" value="[^"]*"', "", page) for page in found]

    before = pages()
    guest(people["tess"], attend="y")
    assert ticked() == {people["tess"].id}
    assert pages() == before
    assert "0 people" in tuula.get().text.split("Ticked as present")[1][:60]

    scored(tuula)
    tuula.post("/end")
    assert people["tess"].last_name in tuula.get("/attendance").text
    assert has_it(people["tess"])


def test_ticking_whoever_registered_themselves_keeps_one(tuula, guest, people):
    guest(people["tess"], attend="y")
    tick(tuula, ids(people, "tess"), ids(people, "tess"))
    assert ticked() == {people["tess"].id}


def test_after_the_end_a_correction_needs_a_reason_and_changes_the_ledger_by_an_event(tuula, people):
    tick(tuula, ids(people, "tess"), ids(people, "tess"))
    scored(tuula)
    tuula.post("/end")
    refused = tick(tuula, ids(people, "tess", "otto"), ids(people, "otto"))
    assert refused.status_code == 422
    assert "Write in a few words why." in refused.text

    for _ in range(2):
        tick(tuula, ids(people, "tess", "otto"), ids(people, "otto"), reason="The list was wrong")
    assert [has_it(people[name]) for name in ("tess", "otto")] == [False, True]
    correction = db.session.scalars(select(CompletionEvent).where(CompletionEvent.corrects_id.is_not(None))).one()
    assert (correction.by, correction.reason, correction.counts) == (people["tuula"].id, "The list was wrong", False)

    tick(tuula, ids(people, "tess"), ids(people, "tess"), reason="She was there after all")
    assert has_it(people["tess"])
    assert db.session.scalar(select(func.count()).select_from(CompletionEvent)) == 4
    assert tuula.post("/attendance/ids", ids=people["hilla"].employee_id).status_code == 422
    assert tuula.post("/attendance/ids", ids=people["hilla"].employee_id, why="Forgotten").status_code == 303
    assert has_it(people["hilla"])


def test_taking_a_name_off_keeps_what_was_completed_at_another_session(tuula, people):
    for token in ("cd" * 12, "ef" * 12):
        tuula.make(token=token)
        tick(tuula, ids(people, "tess"), ids(people, "tess"))
        scored(tuula)
        tuula.post("/end")
    tick(tuula, ids(people, "tess"), [], reason="Was at the other one")

    assert has_it(people["tess"])


@pytest.fixture
def narrow(people):
    """The trainer leads sessions for one unit only, where nobody works."""
    from puntari.people.models import Unit, UnitPlacement

    unit = Unit(code="far", name_fi="Kaukana", name_sv="Borta", name_en="Far")
    db.session.add(unit)
    db.session.flush()
    db.session.add(UnitPlacement(unit_id=unit.id, starts=today()))
    query = select(RoleGrant).where(RoleGrant.person_id == people["tuula"].id, RoleGrant.role == "trainer")
    for grant in db.session.scalars(query):
        grant.unit_id = unit.id
    db.session.commit()
    return unit


def test_a_trainer_of_one_unit_ticks_nobody_elses_people(tuula, people, narrow):
    assert 'name="there"' not in tuula.get("/attendance?q=tess").text
    assert tick(tuula, ids(people, "tess"), ids(people, "tess")).status_code == 404
    assert tuula.post("/attendance", person=str(people["tess"].id), is_there="yes").status_code == 404
    assert tuula.post("/attendance/ids", ids=people["tess"].employee_id).status_code == 422
    assert ticked() == set()


@pytest.mark.parametrize("sent", [{"shown": ["x"]}, {"there": ["-1"]}, {"there": ["9" * 20]}, {"shown": ["1"] * 501}])
def test_nonsense_is_refused(tuula, sent):
    response = tuula.client.post(f"/en/live/{tuula.id}/attendance", data=sent)
    assert response.status_code == 422
    assert ticked() == set()
