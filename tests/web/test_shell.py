"""The shell answers in three languages and refuses with its own pages."""

import pytest


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_front_page_is_there_in_each_language(client, language):
    response = client().get(f"/{language}/")

    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text


@pytest.mark.parametrize(
    ("wish", "address"),
    [("sv-FI,sv;q=0.9", "/sv/"), ("en", "/en/"), ("de", "/fi/"), (None, "/fi/")],
)
def test_the_root_leads_to_the_language_the_browser_asks_for(client, wish, address):
    response = client().get("/", headers={"Accept-Language": wish} if wish else {})

    assert (response.status_code, response.location) == (302, address)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_an_unknown_address_gets_our_own_page_in_its_language(client, language):
    response = client().get(f"/{language}/nowhere")

    assert response.status_code == 404
    assert f'<html lang="{language}">' in response.text


def test_nobody_in_particular_is_asked_to_sign_in(client):
    assert client().get("/fi/home").status_code == 401


def test_a_person_has_a_page_of_their_own(client, people):
    assert client(people["tess"]).get("/en/home").status_code == 200
