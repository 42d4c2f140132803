"""What a group could show, worked out beside the form of a session while its size is typed."""

from collections.abc import Callable

from playwright.sync_api import Locator, Route, expect

from tests.browser.journeys import learner
from tests.browser.live.test_reveal import EMAIL
from tests.browser.visits import Visit


def expected(visitor: Visit) -> Locator:
    """The field for how many people one expects."""
    return visitor.page.get_by_label(visitor.say("How many people do you expect?"), exact=True)


def leads_to(visitor: Visit, people: int, size: int) -> None:
    """Wait until the sentence beside the form is about so many."""
    link = visitor.by("link", "What a group of this size can show", within=visitor.page.get_by_role("main"))
    address = f"/{visitor.language}/live/planner?people={people}&size={size}"
    expect(link).to_have_attribute("href", address)


def test_what_a_group_can_show_follows_what_is_typed_and_leads_to_the_whole_page(visit: Callable[..., Visit]) -> None:
    visitor = visit("fi", phone=True)
    page = visitor.page
    learner.sign_in(visitor, EMAIL)
    visitor.go("/live/new")
    hint = page.get_by_role("main").locator("form [role=status]").filter(has=page.get_by_role("link"))

    visitor.write(expected(visitor), "60")
    leads_to(visitor, 60, 12)
    of_twelve = hint.locator("p").first.inner_text()
    visitor.choose(page.locator("input[name=size][value='6']"))
    leads_to(visitor, 60, 6)
    of_six = hint.locator("p").first.inner_text()
    visitor.choose(page.locator("input[name=size][value='16']"))
    leads_to(visitor, 60, 16)
    of_two_rounds = hint.locator("p").first.inner_text()
    assert len({of_twelve, of_six, of_two_rounds}) == 3
    visitor.look()
    visitor.write(expected(visitor), "3")
    leads_to(visitor, 3, 16)
    expect(hint).to_contain_text(visitor.say("With fewer than %(minimum)s people nobody sees any figures.", minimum=8))

    visitor.follow(hint.get_by_role("link"))
    visitor.heading(visitor.say("What a group can show"))
    visitor.write(page.get_by_label(visitor.say("How many people will take part?"), exact=True), "60")
    visitor.follow(visitor.by("button", "Work it out"))
    expect(
        page.get_by_role("region", name=visitor.say("What to expect")).get_by_text(of_two_rounds, exact=True)
    ).to_be_visible()
    visitor.look()


def test_an_answer_that_comes_late_does_not_stand_beside_another_number(visit: Callable[..., Visit]) -> None:
    visitor = visit("en")
    learner.sign_in(visitor, EMAIL)
    visitor.go("/live/new")
    held: list[Route] = []
    visitor.page.route("**/planner/sentence?people=24&*", lambda route: held.append(route))  # noqa: PLW0108 -- Playwright looks into it

    with visitor.page.expect_request("**/planner/sentence?people=24&*"):
        visitor.write(expected(visitor), "24")
    visitor.write(expected(visitor), "200")
    leads_to(visitor, 200, 12)
    with visitor.page.expect_response("**/planner/sentence?people=24&*"):
        held[0].continue_()
    visitor.page.evaluate("new Promise(done => setTimeout(done))")  # what was going to be done with it is done

    leads_to(visitor, 200, 12)
