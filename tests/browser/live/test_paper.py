"""Packets on paper in a browser: made, and typed in with one key a cell."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.journeys import learner
from tests.browser.live.people import CRITERIA, SIZE, Trainer
from tests.browser.live.test_reveal import EMAIL
from tests.browser.visits import NARROW, Visit

COLUMNS = len(CRITERIA) + 1


def test_a_packet_is_typed_in_with_one_key_a_cell(visit: Callable[..., Visit]) -> None:
    trainer = Trainer(visit("fi"))
    at, page = trainer.visit, trainer.visit.page
    learner.sign_in(at, EMAIL)
    trainer.make_session("Paperia", expected=8, minimum=8)
    at.follow(at.by("link", "Print packets on paper"))
    at.look()
    at.write(at.page.get_by_label(at.say("Packets in Finnish"), exact=True), "2")
    at.press(at.by("button", "Make packets"))
    code = re.sub(r"\W.*", "", page.get_by_role("row").nth(1).get_by_role("link").inner_text(), flags=re.DOTALL)
    at.look()
    trainer.desk()
    for phase in ("The criteria", "Scoring, first half"):
        trainer.move(phase)

    at.go(f"/live/{trainer.id}/paper/entry")
    at.look()
    at.write(at.by("textbox", "Code of the packet"), code.lower())
    at.follow(at.by("button", "Type it in"))
    at.heading(at.say("Packet %(code)s", code=code))
    cells = page.locator("main table input")
    assert cells.count() == SIZE * COLUMNS
    expect(cells.first).to_be_focused()
    page.keyboard.type("1234k5 43e")  # two applications of four criteria and the invitation, one cell left empty
    assert [cells.nth(place).input_value() for place in range(2 * COLUMNS)] == [*"1234K", "5", "", *"43E"]
    expect(cells.nth(2 * COLUMNS)).to_be_focused()
    page.keyboard.type("x9")  # neither says anything here; the browser writes it, and saving tells
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    expect(cells.nth(COLUMNS - 1)).to_be_focused()
    at.look()
    page.set_viewport_size(NARROW)
    at.look()

    at.press(at.by("button", "Save the packet"))
    wrong = page.get_by_role("alert").get_by_role("link")
    expect(wrong).to_have_count(1)
    at.look()
    wrong.click()
    expect(cells.nth(2 * COLUMNS)).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("2")
    at.press(at.by("button", "Save the packet"))
    saved = at.say("Packet %(code)s has been typed in: %(complete)s of %(of)s applications are complete.",
                   code=code, complete=1, of=SIZE)  # fmt: skip
    expect(page.get_by_text(saved)).to_be_visible()
