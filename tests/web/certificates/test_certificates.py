"""One's own certificates, their PDF, and the page on which anybody checks one."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from puntari.certificates import titles
from puntari.certificates.actions import append_completion, correct_completion
from puntari.certificates.domain import in_groups
from puntari.certificates.models import CompletionEvent, Kind
from puntari.extensions import db
from puntari.people.access_models import Tries
from tests.documents import check_tagged, pages_of

TITLES = {"fi": "Pieni kurssi", "sv": "Liten kurs", "en": "Small course"}
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def completion(app, people, monkeypatch):
    """Tess has completed a course."""
    monkeypatch.setitem(titles._providers, "course", lambda content_id, language: TITLES[language])
    append_completion(
        person_id=people["tess"].id,
        kind=Kind.COURSE,
        content_id="small",
        content_digest="a" * 64,
        language="fi",
        rule="pages: all, questions: all",
        today=date(2026, 3, 1),
        now=NOW,
    )
    db.session.commit()
    return db.session.scalars(select(CompletionEvent)).one()


def withdraw(completion, people):
    correct_completion(completion, counts=False, reason="Wrong", by=people["arto"].id, today=date(2026, 3, 2), now=NOW)
    db.session.commit()


@pytest.mark.parametrize(("language", "title"), TITLES.items())
def test_ones_own_certificates_are_listed(client, people, completion, language, title):
    page = client(people["tess"]).get(f"/{language}/certificates").text

    assert title in page
    assert f'href="/{language}/certificates/{completion.code}.pdf"' in page
    assert in_groups(completion.code) in page


def test_without_a_completion_the_list_says_what_to_do(client, people, completion):
    page = client(people["otto"]).get("/en/certificates").text

    assert "You have no certificates yet." in page
    assert completion.code not in page


@pytest.mark.parametrize("who", ["otto", "tuula", "hilla", "arto"])
def test_nobody_elses_certificate_is_found(client, people, completion, who):
    assert client(people[who]).get(f"/en/certificates/{completion.code}.pdf").status_code == 404


@pytest.mark.parametrize("path", ["/en/certificates", "/en/certificates/{}.pdf"])
def test_certificates_are_for_people_with_an_account(client, people, completion, path):
    assert client().get(path.format(completion.code)).status_code == 401


@pytest.mark.parametrize("code", ["x", "AAAA-AAAA-AAAA-AAAA", "1" * 300])
def test_a_certificate_that_is_not_there_is_not_found(client, people, completion, code):
    assert client(people["tess"]).get(f"/en/certificates/{code}.pdf").status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "fi",
            ["Todistus", "Tess Trainee", "on suorittanut kurssin", "Pieni kurssi", "1. maaliskuuta 2026"],
        ),
        ("sv", ["Intyg", "Tess Trainee", "har slutfört kursen", "Liten kurs", "1 mars 2026"]),
        (
            "en",
            ["Certificate", "Tess Trainee", "has completed the course", "Small course", "1 March 2026"],
        ),
    ],
)
def test_the_pdf_is_in_the_language_chosen(client, people, completion, language, words):
    response = client(people["tess"]).get(f"/{language}/certificates/{completion.code}.pdf")

    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    assert response.headers["Content-Disposition"] == f'inline; filename="small-{language}.pdf"'
    (text,) = pages_of(response.data)
    for one in [*words, in_groups(completion.code), f"/{language}/verify/{in_groups(completion.code)}"]:
        assert one in text


def test_the_pdf_is_tagged_and_says_that_it_is_accessible(client, people, completion):
    data = client(people["tess"]).get(f"/sv/certificates/{completion.code}.pdf").data

    assert check_tagged(data, "sv-FI") == "Intyg: Liten kurs, Tess Trainee"


def test_a_withdrawn_completion_has_no_certificate(client, people, completion):
    withdraw(completion, people)
    signed_in = client(people["tess"])

    assert signed_in.get(f"/en/certificates/{completion.code}.pdf").status_code == 404
    assert "You have no certificates yet." in signed_in.get("/en/certificates").text


@pytest.mark.parametrize("typed", ["{}", "{lower}", "{groups}"])
def test_anybody_can_check_a_certificate(client, people, completion, typed):
    code = typed.format(completion.code, lower=completion.code.lower(), groups=in_groups(completion.code))

    response = client().get(f"/en/verify/{code}")

    assert response.status_code == 200
    for words in (
        "The certificate is valid",
        "Tess Trainee",
        "Small course",
        "1 March 2026",
        in_groups(completion.code),
    ):
        assert words in response.text
    assert '<meta name="robots" content="noindex">' in response.text


def test_a_withdrawn_certificate_is_shown_as_such(client, people, completion):
    withdraw(completion, people)

    response = client().get(f"/en/verify/{completion.code}")

    assert "The certificate is no longer valid" in response.text
    assert "The certificate is valid" not in response.text


def test_the_code_of_a_correction_is_no_certificate(client, people, completion):
    withdraw(completion, people)
    correction = db.session.scalars(select(CompletionEvent).where(CompletionEvent.event == "corrected")).one()

    assert client().get(f"/en/verify/{correction.code}").status_code == 404


@pytest.mark.parametrize("code", ["0000-0000-0000-0000", "nonsense", "<b>", "x" * 500, "%00"])
def test_a_wrong_code_is_no_certificate(client, people, completion, code):
    response = client().get(f"/en/verify/{code}")

    assert response.status_code == 404
    assert "Tess" not in response.text
    assert "<b>" not in response.text


def test_a_code_is_typed_into_a_form(client, people, completion):
    anybody = client()
    response = anybody.post("/sv/verify", data={"code": completion.code.lower()})

    assert (response.status_code, response.location) == (303, f"/sv/verify/{in_groups(completion.code)}")
    assert anybody.get("/sv/verify").status_code == 200


@pytest.mark.parametrize("typed", ["", "7F3K", "x" * 61, "a\x01b", "<script>"])
def test_what_is_no_code_is_shown_again(client, people, typed):
    response = client().post("/en/verify", data={"code": typed})

    assert response.status_code == 422
    assert "Check these points" in response.text


def test_switching_the_language_keeps_the_typed_code(client, people):
    response = client().post("/fi/verify", data={"code": "7F3K", "_switch": "fi"})

    assert response.status_code == 200
    assert 'value="7F3K"' in response.text


def test_many_wrong_codes_make_one_wait_and_then_even_a_right_one_isnt_told(client, people, completion):
    anybody = client()
    statuses = [anybody.get(f"/en/verify/0000-0000-0000-{number:04}").status_code for number in range(21)]
    refused = anybody.get(f"/en/verify/{completion.code}")

    assert statuses[:20] == [404] * 20
    assert (refused.status_code, "Tess" in refused.text) == (429, False)
    assert int(refused.headers["Retry-After"]) > 0


def test_right_codes_are_not_counted(client, people, completion):
    for _ in range(5):
        client().get(f"/en/verify/{completion.code}")

    assert list(db.session.scalars(select(Tries))) == []
