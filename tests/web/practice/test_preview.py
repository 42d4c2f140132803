"""The trainer looks at all of an exercise beforehand; a trainee doesn't."""

import pytest

from tests.web.practice.conftest import text_of

PAGES = ["cook/preview", "cook/preview/01", "cook/preview/12"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("who", "status"), [("tuula", 200), ("tess", 403), ("hilla", 403), ("arto", 403)])
def test_only_trainers_see_it(client, people, page, who, status):
    assert client(people[who]).get(f"/en/practice/{page}").status_code == status


def test_each_application_has_its_three_faces_and_its_reasons(client, people):
    page = client(people["tuula"]).get("/en/practice/cook/preview/02").text

    assert page.count('<article class="pt-sheet">') == 3
    assert page.count('<mark class="pt-id">') == 18
    assert "Because of signature." in text_of(page)
    assert "Better: Without leave." in text_of(page)


@pytest.mark.parametrize("page", ["cook/preview/13", "cook/preview/%00", "baker/preview", "taster/preview"])
def test_what_is_not_there_is_not_found(client, people, page):
    assert client(people["tuula"]).get(f"/en/practice/{page}").status_code == 404


def test_the_way_there_is_shown_to_trainers_only(client, people):
    assert "/en/practice/cook/preview" in client(people["tuula"]).get("/en/practice").text
    assert "/preview" not in client(people["tess"]).get("/en/practice").text
