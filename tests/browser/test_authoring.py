"""A trainer writes an exercise in a browser: with a script on a phone, and by keyboard alone without."""

import re
from collections.abc import Callable

from playwright.sync_api import Dialog, expect

from tests.browser.journeys import learner
from tests.browser.visits import Visit

TRAINER = "trainer@demo.example"
PAGES = ["job", "criteria", "names", "applications/01"]


def copy(visitor: Visit, name: str) -> str:
    """Copy the first exercise under a name, and give the address of the draft."""
    learner.sign_in(visitor, TRAINER)
    visitor.go("/practice/own")
    visitor.look()
    visitor.write(visitor.by("textbox", "The name of your exercise"), name)
    visitor.follow(visitor.by("button", "Make a copy"))
    visitor.heading(name)
    visitor.look()
    return visitor.path.removeprefix(f"/{visitor.language}")


def test_findings_and_preview_follow_what_is_typed_and_nothing_typed_is_lost(visit: Callable[..., Visit]) -> None:
    visitor = visit("fi", phone=True)
    page, at = visitor.page, copy(visitor, "Kokeilukokki")
    for part in PAGES:
        visitor.go(f"{at}/{part}")
        visitor.look()
    text = page.locator("#text\\.fi")
    text.fill(text.input_value().replace("## Hakemus\n\n", "## Hakemus\n\nOlen 45-vuotias keittäjä. "))

    finding = page.locator("#findings").get_by_role("link", name=re.compile("45-vuotias"))
    expect(finding).to_be_visible()
    expect(page.locator("#preview .pt-sheet").first).to_contain_text("Olen 45-vuotias keittäjä.")
    finding.click()
    expect(text).to_be_focused()
    assert text.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)") == "45-vuotias"

    visitor.press(visitor.by("button", "Mark the selected words"))
    expect(text).to_have_value(re.compile(re.escape("Olen [[mark-1: 45-vuotias]] keittäjä.")))
    expect(page.locator("#preview .pt-sheet").first).not_to_contain_text("45-vuotias")
    page.locator("#marks\\.mark-1\\.why\\.fi").fill("Ikä ei kuulu hakemukseen.")
    visitor.press(visitor.by("button", "Swedish"))
    expect(page.locator("#text\\.sv")).to_be_visible()
    expect(text).to_be_hidden()
    expect(page.locator("#preview")).to_have_attribute("lang", "sv")

    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    visitor.press(visitor.named("link", "Kokeilukokki"))
    expect(page.locator("#marks\\.mark-1\\.why\\.fi")).to_have_value("Ikä ei kuulu hakemukseen.")
    assert asked == ["beforeunload"]
    visitor.press(visitor.by("button", "Save the draft"))
    expect(page.get_by_text(visitor.say("The draft has been saved."))).to_be_visible()
    expect(page.locator("#marks\\.mark-1\\.why\\.fi")).to_have_value("Ikä ei kuulu hakemukseen.")


def test_an_exercise_is_written_and_published_by_keyboard_without_script(visit: Callable[..., Visit]) -> None:
    visitor = visit("en", keyboard=True, script=False)
    page, at = visitor.page, copy(visitor, "School cook")
    visitor.go(f"{at}/criteria")
    weight = page.locator("#criteria\\.0\\.weight")
    visitor.write(weight, "31")
    visitor.press(visitor.by("button", "in Swedish"))
    expect(page.locator("#findings")).to_contain_text("the weights add up to 101, not to 100")
    expect(page.locator("#preview")).to_have_attribute("lang", "sv")
    expect(weight).to_have_value("31")
    visitor.write(weight, "30")
    visitor.press(visitor.by("button", "Save the draft"))
    expect(page.get_by_text("The draft has been saved.")).to_be_visible()

    visitor.go(at)
    visitor.press(visitor.by("button", "Publish"))
    expect(page.get_by_text("Version 1 is on offer.")).to_be_visible()
    visitor.go("/practice")
    expect(page.get_by_role("heading", name="School cook", level=2)).to_be_visible()
