"""The walk through a recruitment in a browser: on a phone, by keyboard alone, without script, and with a group."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import learner
from tests.browser.live.people import Guest
from tests.browser.live.test_reveal import EMAIL
from tests.browser.visits import Visit

WAYS = [
    # language, phone, keyboard, script; which way is chosen at each decision: the first or the last
    pytest.param("fi", True, False, True, -1, id="fi-phone"),
    pytest.param("sv", False, True, True, 0, id="sv-keyboard"),
    pytest.param("en", False, True, False, -1, id="en-keyboard-without-script"),
]


def walk_to_the_end(visitor: Visit, which: int) -> int:
    """Choose at every decision; how many there were."""
    for number in range(1, 13):
        heading = visitor.page.get_by_role("heading", level=1)
        visitor.page.wait_for_load_state()  # or what isn't there yet wouldn't be counted
        if not visitor.page.locator(".pt-way").count():
            return number - 1
        expect(heading).to_have_text(re.compile(rf"{number}:"))
        if number in {1, 5}:
            visitor.look()
        way, before = visitor.page.locator(".pt-way"), heading.inner_text()
        visitor.press(way.nth(way.count() - 1 if which else 0))
        expect(heading).not_to_have_text(before)
    raise AssertionError("no end in twelve choices")


@pytest.mark.parametrize(("language", "phone", "keyboard", "script", "which"), WAYS)
def test_somebody_walks_to_an_end_and_reads_the_record(
    newcomer: str, visit: Callable[..., Visit], language: str, phone: bool, keyboard: bool, script: bool, which: int
) -> None:
    visitor = visit(language, phone=phone, keyboard=keyboard, script=script)
    learner.sign_in(visitor, newcomer)
    visitor.go("/practice/process/process-youth-worker")
    visitor.look()
    visitor.follow(visitor.by("button", "Begin"))

    made = walk_to_the_end(visitor, which)

    assert made >= 7
    visitor.look()
    record = visitor.page.locator(".pt-record > li")
    expect(record).to_have_count(made)
    back = visitor.page.locator(".pt-trail a").first
    visitor.follow(back)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(re.compile("1:"))
    expect(visitor.page.locator(".pt-way--taken")).to_have_count(1)


def test_a_group_too_small_for_shares_walks_and_talks(visit: Callable[..., Visit]) -> None:
    trainer = visit("sv")
    learner.sign_in(trainer, EMAIL)
    trainer.go("/live/activities/new")
    trainer.look()
    trainer.pick(trainer.by("combobox", "Exercise"), "process process-youth-worker")
    trainer.write(trainer.by("textbox", "Name of the session"), "Vägen")
    trainer.write(trainer.page.locator("#expected"), "8")
    trainer.follow(trainer.by("button", "Make the session"))
    trainer.heading("Vägen")
    code = trainer.page.locator(".pt-code--large").inner_text()

    guest = Guest(visit("fi", phone=True), 0)
    guest.join(code)
    trainer.look()
    trainer.press(trainer.by("button", "Go on: %(phase)s", phase=trainer.say("Working on it")))
    expect(guest.visit.page.locator(".pt-way").first).to_be_visible()
    walk_to_the_end(guest.visit, 0)
    guest.visit.look()
    trainer.page.reload()
    trainer.look()
    trainer.follow(trainer.by("button", "Show the result"))

    trainer.look()
    trainer.press(trainer.by("link", "Next"))
    trainer.heading(trainer.say("You are too few for shares"))
    trainer.look()
    guest.visit.heading(guest.visit.say("Look at the wall"))
    guest.visit.look()
