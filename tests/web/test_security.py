"""Headers, cookies, hosts and redirects."""

import re

import pytest

from puntari.config import ROOT
from puntari.web import assets, security

TEMPLATES = ROOT / "site" / "puntari" / "templates"
HTTPS = "https://puntari.example.fi"


@pytest.mark.parametrize("path", ["/en/", "/en/nowhere", "/en/home", "/healthz", "/en/wrong/broken", "/en/wrong/slow"])
def test_every_answer_carries_the_headers(city, path):
    headers = city.test_client().get(path).headers

    assert {name: headers.get(name) for name in security.HEADERS} == security.HEADERS
    assert headers["Cache-Control"] == "private, no-cache"
    assert "Strict-Transport-Security" not in headers  # over http it would mean nothing


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline(city):
    policy = dict(part.split(" ", 1) for part in security.POLICY.split("; "))

    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


def test_no_template_has_a_style_or_a_script_of_its_own():
    wrong = [
        f"{path.relative_to(TEMPLATES)}: {found}"
        for path in TEMPLATES.rglob("*.html")
        for found in re.findall(
            r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son(?:click|input|change|submit|load|error)=|javascript:",
            path.read_text(),
        )
    ]

    assert wrong == []


def test_nothing_is_fetched_from_another_site():
    elsewhere = re.compile(r"""(?:src="|<link[^>]*href="|url\(|@import |fetch\(["'])(?:https?:)?//[^"')]*""")
    files = [*TEMPLATES.rglob("*.html"), *assets.STATIC.rglob("*.css"), *assets.STATIC.rglob("*.js")]
    wrong = [f"{path.name}: {found}" for path in files for found in elsewhere.findall(path.read_text())]

    assert wrong == []


def test_the_session_cookie_is_out_of_reach(city):
    cookie = city.test_client().get("/en/wrong/note").headers["Set-Cookie"]

    assert re.sub(r"=.*?;", "=…;", cookie, count=1) == "puntari=…; HttpOnly; Path=/; SameSite=Lax"


def test_over_https_the_cookie_is_bound_to_this_host_and_the_browser_stays_on_https(make_city):
    response = make_city(base_url=HTTPS).test_client().get("/en/wrong/note", base_url=HTTPS)

    cookie = re.sub(r"=.*?;", "=…;", response.headers["Set-Cookie"], count=1)
    assert cookie == "__Host-puntari=…; Secure; HttpOnly; Path=/; SameSite=Lax"
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_a_page_that_sends_no_form_sets_no_cookie(city):
    assert "Set-Cookie" not in city.test_client().get("/en/").headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("puntari.example.fi", 200),
        ("127.0.0.1:8000", 200),
        ("evil.example", 400),
        ("puntari.example.fi.evil.example", 400),
    ],
)
def test_only_our_own_host_is_answered_for(make_city, host, status):
    response = make_city(base_url=HTTPS).test_client().get("/en/privacy", base_url=f"https://{host}")

    assert response.status_code == status
    assert "evil.example" not in response.text


def test_sign_in_leads_nowhere_else(client, people, app):
    for target in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        response = client(people["tess"]).get("/en/login", query_string={"next": target})

        assert (response.status_code, response.location) == (303, "/en/home")


def test_sign_in_leads_back_to_our_own_page(client, people):
    response = client(people["tess"]).get("/en/login", query_string={"next": "/en/account"})

    assert (response.status_code, response.location) == (303, "/en/account")


def test_a_file_of_this_version_is_kept_and_of_another_is_not(client, app):
    version = assets.current().version
    ours = client().get(f"/assets/{version}/puntari.css")
    old = client().get("/assets/000000000000/puntari.css")

    assert ours.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert old.headers["Cache-Control"] == "no-store"
    assert client().get(f"/assets/{version}/../config.py").status_code == 404


def test_the_first_load_is_small(client, app):
    page = client().get("/fi/")
    names = set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', page.text))
    packed = {name: len(client().get(name, headers={"Accept-Encoding": "gzip"}).data) for name in names}
    scripts = sum(size for name, size in packed.items() if name.endswith(".js"))

    assert len(page.data) + sum(packed.values()) < 50_000
    assert scripts < 10_000
