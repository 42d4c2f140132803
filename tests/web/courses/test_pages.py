"""The pages of a course: they are there, for those who may, in each language, with what one has answered."""

import pytest

PAGES = [
    "/courses",
    "/courses/small",
    "/courses/small/missing",
    "/courses/small/print",
    "/courses/small/01-first",
    "/courses/small/02-second",
    "/courses/small/03-third",
]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_there_in_each_language(client, people, course, path, language):
    response = client(people["tess"]).get(f"/{language}{path}")

    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [("otto", 200), ("tuula", 200), ("hilla", 200), ("sven", 200), ("arto", 200), (None, 401)],
)
def test_courses_are_for_everybody_with_an_account(client, people, course, path, who, status):
    assert client(people[who] if who else None).get(f"/en{path}").status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/courses/nothing",
        "/courses/nothing/missing",
        "/courses/nothing/print",
        "/courses/nothing/01-first",
        "/courses/small/04-fourth",
    ],
)
def test_what_is_not_there_is_not_found(client, people, course, path):
    assert client(people["tess"]).get(f"/en{path}").status_code == 404


def test_a_page_shows_terms_sources_and_callouts(client, people, course):
    page = client(people["tess"]).get("/en/courses/small/01-first").text

    assert '<button type="button" class="pt-term" popovertarget="term-1-1">identifiers</button>' in page
    assert '<span class="pt-term__meaning" popover id="term-1-1">' in page
    assert '<sup class="pt-cite">[<a href="#source-1-1" role="doc-noteref">1</a>]</sup>' in page
    for words in ("A study.", "https://example.org/one", "Finland", "44 advertisements", "A small sample.", "The law"):
        assert words in page


def test_explanations_are_not_in_the_page_before_one_has_answered(client, people, course):
    client = client(people["tess"])
    page = client.get("/en/courses/small/01-first").text + client.get("/en/courses/small/02-second").text

    assert "Because" not in page


def test_opening_pages_writes_nothing(client, people, course, statements):
    signed_in = client(people["tess"])
    with statements() as seen:
        for path in PAGES:
            signed_in.get(f"/en{path}")

    assert set(seen) <= {"SELECT", "BEGIN", "PRAGMA"}


@pytest.mark.parametrize("page", ["01-first", "02-second"])
def test_a_course_page_takes_two_statements_however_much_is_answered(client, people, course, statements, page):
    signed_in = client(people["tess"])
    signed_in.post("/en/courses/small/01-first/questions/when", data={"q-when": "0"})
    signed_in.post("/en/courses/small/02-second/questions/share", data={"q-share": "4"})
    signed_in.get("/en/courses")  # the organisation's name is asked for once a minute

    with statements() as seen:
        signed_in.get(f"/en/courses/small/{page}")

    assert seen.count("SELECT") == 2


def test_a_first_visit_takes_three_statements(client, people, course, statements):
    signed_in = client(people["tess"])
    signed_in.get("/en/courses")

    with statements() as seen:
        signed_in.get("/en/courses/small/01-first")

    assert seen.count("SELECT") == 3


def test_the_organisations_own_rule_is_shown(client, people, course):
    from puntari.extensions import db
    from puntari.people.models import Organisation

    db.session.get(Organisation, 1).rule_en = "All permanent posts are <anonymous>."
    db.session.commit()

    page = client(people["tess"]).get("/en/courses/small/03-third").text

    assert "<p>All permanent posts are &lt;anonymous&gt;.</p>" in page


def test_without_a_rule_there_is_a_helpful_sentence(client, people, course):
    page = client(people["tess"]).get("/en/courses/small/03-third").text

    assert "Ask your HR before you plan the next one" in page
