"""The organisation's name costs no statement a page, and a new one is seen at once."""

from datetime import timedelta

from puntari.extensions import db
from puntari.people import site_name
from puntari.people.models import Organisation
from puntari.web import site


def test_before_there_is_an_organisation_there_is_no_name(app):
    assert site.current() == site.Site({}, is_demo=False)
    assert site.current().name("fi") == ""


def test_the_name_is_read_once(app, units, statements):
    site.forget()

    with statements() as seen:
        assert site.current().names == {"fi": "Valkonummi", "sv": "Vitmo", "en": "Valkonummi"}
        assert site.current().name("sv") == "Vitmo"
    assert seen.count("SELECT") == 1


def test_a_page_costs_no_statement_for_it(app, units, client, statements):
    site.current()

    with statements() as seen:
        assert "Vitmo" in client().get("/sv/").text
    assert set(seen) <= {"BEGIN"}


def test_a_new_name_is_seen_when_it_is_saved(app, units):
    db.session.get(Organisation, 1).name_sv = "Nystad"
    db.session.flush()
    assert site.current().name("sv") == "Vitmo"
    db.session.commit()

    assert site.current().name("sv") == "Nystad"


def test_a_name_that_was_taken_back_is_never_seen(app, units):
    db.session.get(Organisation, 1).name_sv = "Nystad"
    db.session.flush()
    db.session.rollback()
    db.session.commit()

    assert site.current().name("sv") == "Vitmo"


def test_another_process_sees_it_within_a_minute(app, units, monkeypatch):
    site.current()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE organisation SET name_sv = 'Nystad'")
    moment = site.time.monotonic()
    monkeypatch.setattr(site.time, "monotonic", lambda: moment + timedelta(seconds=61).total_seconds())

    assert site.current().name("sv") == "Nystad"


def test_a_demo_says_so_on_every_page(app, units, client):
    assert "pt-demo" not in client().get("/en/").text
    db.session.get(Organisation, 1).is_demo = True
    db.session.commit()

    assert "The organisation, its people and its figures are invented." in client().get("/en/nowhere").text


def test_the_loader_says_nothing_without_an_organisation(app):
    assert site_name.load() is None
