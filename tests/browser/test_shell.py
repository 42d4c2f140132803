"""What the shell's small script adds, and what holds without it."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from puntari.authz.policy import Role
from puntari.people.demo_accounts import DEMO_ACCOUNTS
from tests.browser.conftest import visiting
from tests.browser.journeys import learner
from tests.browser.visits import NARROW, Visit

TYPED = "Ääkköset & muut"


@pytest.fixture
def workshop(chromium: Browser, workshop_url: str, visits: list[Visit]) -> Iterator[Callable[..., Visit]]:
    """Start a visit to the site as a developer runs it, which has the gallery."""
    with visiting(chromium, workshop_url, visits) as start:
        yield start


def as_trainee(visitor: Visit) -> Locator:
    """The button that signs one in as the demo's trainee."""
    words = re.compile(rf"^{visitor.say('Sign in')}\s*:")
    return visitor.page.get_by_role("button", name=words).first


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_switching_the_language_keeps_what_is_typed_in_a_form(visit: Callable[..., Visit], script: bool) -> None:
    visitor = visit("fi", script=script)
    visitor.go("/login")
    visitor.write(visitor.by("textbox", "E-mail address"), "tess@example.org")

    visitor.press(visitor.named("button", "Svenska"))

    visitor.language = "sv"
    visitor.heading(visitor.say("Sign in"))
    expect(visitor.by("textbox", "E-mail address")).to_have_value("tess@example.org")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_enter_sends_a_form_rather_than_switch_its_language(visit: Callable[..., Visit], script: bool) -> None:
    visitor = visit("sv", script=script)
    visitor.go("/login")
    visitor.write(visitor.by("textbox", "E-mail address"), "nobody@example.org")
    password = visitor.page.locator("#password")
    visitor.write(password, "not the right one")

    password.press("Enter")

    expect(visitor.page.get_by_role("alert")).to_be_visible()
    visitor.heading(visitor.say("Sign in"))


def test_a_double_click_sends_a_form_once(visit: Callable[..., Visit]) -> None:
    visitor = visit("en")
    admin = next(account.email for account in DEMO_ACCOUNTS if account.role is Role.ADMIN)
    learner.sign_in(visitor, admin)
    visitor.go("/people/add")
    for name, value in {
        "employee_id": "D2",
        "first_name": "Tupu",
        "last_name": "Kaksi",
        "email": "t@demo.example",
    }.items():
        visitor.page.locator(f"#{name}").fill(value)
    posts: list[str] = []
    visitor.page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)

    button = visitor.page.get_by_role("main").get_by_role("button").last
    button.evaluate("button => { button.click(); setTimeout(() => button.click(), 20) }")

    visitor.heading("Tupu Kaksi")
    assert len(posts) == 1


def test_switching_the_language_by_a_link_keeps_what_is_typed_too(workshop: Callable[..., Visit]) -> None:
    visitor = workshop("fi")
    visitor.go("/gallery/")
    visitor.page.locator("#light-plain-name").fill(TYPED)
    visitor.page.locator("#light-plain-text").fill("Rivi\nja toinen")
    visitor.page.locator("#light-plain-unit").select_option("2")
    visitor.page.locator("#light-plain-choice-1").check()
    visitor.page.locator("#light-plain-agree").check()
    visitor.page.locator("#light-plain-secret").fill("salaisuus")

    visitor.press(visitor.named("link", "English"))

    visitor.language = "en"
    visitor.heading("Components")
    expect(visitor.page.locator("#light-plain-name")).to_have_value(TYPED)
    expect(visitor.page.locator("#light-plain-text")).to_have_value("Rivi\nja toinen")
    expect(visitor.page.locator("#light-plain-unit")).to_have_value("2")
    expect(visitor.page.locator("#light-plain-choice-1")).to_be_checked()
    expect(visitor.page.locator("#light-plain-agree")).to_be_checked()
    expect(visitor.page.locator("#light-plain-secret")).to_have_value("")  # a password is kept nowhere
    assert visitor.page.evaluate("sessionStorage.length") == 0

    visitor.page.reload()
    expect(visitor.page.locator("#light-plain-name")).to_have_value("Tess Trainee")


def test_what_is_typed_goes_to_no_other_page(workshop: Callable[..., Visit]) -> None:
    visitor = workshop("fi")
    visitor.go("/gallery/")
    visitor.page.locator("#light-plain-name").fill(TYPED)
    visitor.page.evaluate("document.querySelector('a[data-switch]').href = '/sv/privacy'")
    visitor.page.locator("a[data-switch]").first.click()
    visitor.page.go_back()

    expect(visitor.page.locator("#dark-plain-name")).to_have_value("Tess Trainee")


def test_a_form_with_errors_takes_one_to_what_is_wrong(visit: Callable[..., Visit]) -> None:
    visitor = visit("en", keyboard=True)
    visitor.go("/login")
    visitor.press(visitor.by("button", "Sign in", within=visitor.page.locator("#sign-in")))

    summary = visitor.page.get_by_role("alert")
    expect(summary).to_be_focused()
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    expect(visitor.by("textbox", "E-mail address")).to_be_focused()
    visitor.look()


def test_a_menu_on_a_phone_opens_and_closes_by_keyboard(visit: Callable[..., Visit]) -> None:
    visitor = visit("sv", phone=True, keyboard=True)
    visitor.go("/login")
    visitor.press(as_trainee(visitor))
    visitor.heading(visitor.say("My learning"))
    courses = visitor.by("link", "Courses", within=visitor.by("navigation", "Main menu"))
    account = visitor.by("button", "Sign out")
    expect(courses).to_be_hidden()

    menu = visitor.page.locator(".pt-menu > summary")
    visitor.press(menu)
    expect(courses).to_be_visible()
    visitor.look()
    visitor.page.keyboard.press("Escape")
    expect(courses).to_be_hidden()
    expect(menu).to_be_focused()

    visitor.press(visitor.page.locator(".pt-account > summary"))
    expect(account).to_be_visible()
    visitor.look()
    visitor.page.keyboard.press("Shift+Tab")
    visitor.page.keyboard.press("Shift+Tab")
    expect(account).to_be_hidden()


def test_the_menu_needs_no_script(visit: Callable[..., Visit]) -> None:
    visitor = visit("fi", phone=True, script=False)
    visitor.go("/login")
    visitor.press(as_trainee(visitor))
    visitor.page.locator(".pt-menu > summary").click()
    visitor.press(visitor.by("link", "Courses", within=visitor.by("navigation", "Main menu")))

    visitor.heading(visitor.say("Courses"))


def test_a_message_is_announced(visit: Callable[..., Visit]) -> None:
    visitor = visit("en")
    visitor.page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { const box = document.querySelector('[data-announce]');"
        " new MutationObserver(list => { window.arrived = (window.arrived || '') + list.flatMap(m =>"
        " [...m.addedNodes].map(n => n.textContent)).join(''); }).observe(box, {childList: true}); })"
    )
    visitor.go("/login")
    visitor.press(as_trainee(visitor))
    visitor.page.locator(".pt-account > summary").click()
    visitor.press(visitor.by("button", "Sign out"))

    expect(visitor.page.get_by_role("status")).to_contain_text(visitor.say("You have signed out."))
    assert visitor.page.evaluate("window.arrived").strip() == visitor.say("You have signed out.")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_component_is_in_order(workshop: Callable[..., Visit], language: str) -> None:
    visitor = workshop(language)
    visitor.go("/gallery/")

    visitor.look()
    visitor.page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    visitor.look()
    visitor.page.set_viewport_size(NARROW)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    visitor.look()


def test_nothing_moves_for_those_who_want_no_motion(visit: Callable[..., Visit]) -> None:
    visitor = visit("en")
    visitor.go("/")

    assert visitor.page.evaluate("document.getAnimations().length") == 0
    visitor.page.emulate_media(reduced_motion="no-preference")
    assert visitor.page.evaluate("document.getAnimations().length") > 0


def test_redaction_bars_are_there_in_forced_colours_and_in_print(visit: Callable[..., Visit]) -> None:
    visitor = visit("en")
    visitor.go("/")
    bar = "getComputedStyle(document.querySelector('.pt-leaf .pt-bar'))"
    widths = "[...document.querySelectorAll('.pt-leaf dd .pt-bar')].map(one => getComputedStyle(one).inlineSize)"

    for media in ({"forced_colors": "active"}, {"media": "print"}):
        visitor.page.emulate_media(**media)
        assert visitor.page.evaluate(f"{bar}.backgroundColor") not in {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
        assert len(set(visitor.page.evaluate(widths))) == 1
