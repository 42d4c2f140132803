from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from puntari.web.redirects import came_from, here, safe_next


@pytest.mark.parametrize(
    "target", ["/", "/fi/home", "/sv/plan?day=2026-12-31&unit=4", "/en/people?q=a%2Fb", "/fi/a#b", "/fi/häh"]
)
def test_a_path_of_this_site_is_kept(target):
    assert safe_next(target) == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "home",
        "//evil.example",
        "///evil.example",
        "https://evil.example/",
        "https:/evil.example",
        "javascript:alert(1)",
        "/\\evil.example",
        "\\\\evil.example",
        "/fi\\..\\evil",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\x00",
        "/a b",
        "/\u200bevil",
        "/" + "a" * 2000,
        "//[",
    ],
)
def test_anything_else_is_not(target):
    assert safe_next(target) is None


@given(st.text(alphabet="/\\.:@?#[]%evil\t\n é", max_size=12))
def test_what_is_kept_stays_on_this_site(target):
    kept = safe_next(target)

    assert kept is None or urlsplit(urljoin("https://puntari.example.fi/fi/login", kept)).netloc == "puntari.example.fi"


@pytest.fixture
def app():
    return Flask(__name__)


def test_here_is_the_address_with_its_question(app):
    with app.test_request_context("/fi/plan?day=2026-12-31"):
        assert here() == "/fi/plan?day=2026-12-31"
    with app.test_request_context("/fi/plan"):
        assert here() == "/fi/plan"


def test_after_something_was_sent_here_is_where_it_came_from(app):
    came = {"Referer": "http://localhost/fi/plan?unit=4"}
    with app.test_request_context("/fi/plan/freeze", method="POST", headers=came):
        assert here() == "/fi/plan?unit=4"
    with app.test_request_context("/fi/plan/freeze", method="POST"):
        assert here() is None


@pytest.mark.parametrize(
    "referrer", ["http://evil.example/fi/", "http://localhost.evil.example/", "http://[", "http://localhost//evil"]
)
def test_another_site_led_nobody_here(app, referrer):
    with app.test_request_context("/fi/", headers={"Referer": referrer}):
        assert came_from() is None
