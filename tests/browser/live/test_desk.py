"""The desk keeps itself up to date, and never at the cost of what its trainer has just pressed."""

from collections.abc import Callable

from playwright.sync_api import Route, expect

from tests.browser.journeys import learner
from tests.browser.live.people import Trainer
from tests.browser.live.test_reveal import EMAIL
from tests.browser.visits import Visit


def test_a_button_that_was_pressed_is_not_cut_off_by_the_page_loading_itself_anew(visit: Callable[..., Visit]) -> None:
    trainer = Trainer(visit("sv"))
    page = trainer.visit.page
    learner.sign_in(trainer.visit, EMAIL)
    trainer.make_session("Kapplöpning", expected=8, minimum=8)
    other = trainer.visit.another_tab()  # a second trainer's
    other.go(f"/live/{trainer.id}")
    held: list[Route] = []
    asked: list[str] = []
    page.route("**/next", lambda route: held.append(route))  # noqa: PLW0108 -- Playwright looks into it
    page.on("request", lambda request: asked.append(request.url) if request.is_navigation_request() else None)

    button = trainer.visit.by("button", "Go on: %(phase)s", phase=trainer.visit.say("The criteria"))
    button.click(no_wait_after=True)
    with page.expect_response(lambda answer: "/rows" in answer.url and answer.status == 205):
        other.press(other.by("button", "Go on: %(phase)s", phase=other.say("The criteria")))
    with page.expect_response(lambda answer: "/rows" in answer.url):  # and asks once more, so it didn't leave
        pass
    assert [address.rsplit("/", 1)[1] for address in asked] == ["next"]
    held[0].continue_()

    expect(trainer.visit.by("heading", "The criteria", within=page.get_by_role("main"))).to_be_visible()
