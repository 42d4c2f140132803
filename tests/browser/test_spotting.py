"""Leak hunt and advertisement review in a browser: on a phone, by keyboard alone, and without script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.journeys import learner
from tests.browser.visits import Visit

WAYS = [
    # language, phone, keyboard, script
    pytest.param("fi", True, False, True, id="fi-phone"),
    pytest.param("sv", False, True, True, id="sv-keyboard"),
    pytest.param("en", False, True, False, id="en-keyboard-without-script"),
]


def pieces(visit: Visit) -> Locator:
    return visit.page.locator("#pieces").get_by_role("checkbox")


def mark_and_hand_in(visit: Visit, *numbers: int) -> None:
    for number in numbers:
        visit.choose(pieces(visit).nth(number))
    visit.press(visit.by("button", "Hand in"))


@pytest.mark.parametrize(("language", "phone", "keyboard", "script"), WAYS)
def test_a_leak_hunt_goes_from_the_list_to_its_result(
    newcomer: str, visit: Callable[..., Visit], language: str, phone: bool, keyboard: bool, script: bool
) -> None:
    visitor = visit(language, phone=phone, keyboard=keyboard, script=script)
    learner.sign_in(visitor, newcomer)
    visitor.go("/practice/leak-hunt/ece-teacher")
    visitor.look()
    visitor.press(visitor.by("button", "Begin"))

    for number in (1, 2, 3):
        visitor.heading(visitor.say("Application %(number)s of %(of)s", number=number, of=3))
        if number < 3:
            visitor.look()
        mark_and_hand_in(visitor, 1, 4)
        visitor.heading(visitor.say("Application %(number)s: what you found", number=number))
        if number < 3:
            visitor.look()
        visitor.follow(visitor.by("link", "Next application" if number < 3 else "See the whole result"))
    visitor.heading(visitor.say("What you found"))
    visitor.look()


def test_what_is_marked_is_counted_saved_and_there_after_a_reload_in_another_language(
    newcomer: str, visit: Callable[..., Visit]
) -> None:
    visitor = visit("en")
    learner.sign_in(visitor, newcomer)
    visitor.go("/practice/advertisement/ad-caretaker")
    visitor.look()
    visitor.press(visitor.by("button", "Begin"))
    visitor.heading("Mark the wordings")

    pieces(visitor).first.focus()
    visitor.page.keyboard.press("Space")
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.keyboard.press("Space")
    expect(visitor.page.get_by_text("2 places marked")).to_be_visible()
    expect(visitor.page.get_by_role("status").filter(has_text="Saved")).to_have_text(re.compile(r"Saved \d"))
    visitor.page.reload()
    visitor.page.get_by_role("banner").get_by_text("Svenska", exact=True).click()
    visitor.page.wait_for_url(re.compile("/sv/"))

    checked = pieces(visitor).evaluate_all("boxes => boxes.map(b => b.checked ? b.parentElement.textContent : '')")
    assert [words.strip() for words in checked if words] == [
        "Vi söker en gårdskarl som kan hålla i en hammare.",
        "Du sköter skolor och daghem, sammanlagt fjorton.",
    ]


def test_what_could_not_be_saved_is_saved_when_the_line_is_back(newcomer: str, visit: Callable[..., Visit]) -> None:
    visitor = visit("en")
    visitor.is_cut_off = True
    learner.sign_in(visitor, newcomer)
    visitor.go("/practice/advertisement/ad-caretaker")
    visitor.press(visitor.by("button", "Begin"))
    visitor.heading("Mark the wordings")

    visitor.page.context.set_offline(True)
    visitor.choose(pieces(visitor).first)
    expect(visitor.page.get_by_text("Not saved yet: no connection")).to_be_visible()
    visitor.page.context.set_offline(False)
    expect(visitor.page.get_by_role("status").filter(has_text="Saved")).to_have_text(re.compile(r"Saved \d"))
    visitor.page.reload()

    expect(pieces(visitor).first).to_be_checked()
