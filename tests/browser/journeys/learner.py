"""What a learner does: the taster, signing in, the course with its questions, the exercise, the certificate."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from playwright.sync_api import Locator, expect

from puntari.people.demo_accounts import PASSWORD
from tests.browser.visits import Visit

ROOT = Path(__file__).resolve().parents[3]
COURSE = yaml.safe_load((ROOT / "courses" / "anonymous-recruitment" / "course.yml").read_text(encoding="utf-8"))
EXERCISE = yaml.safe_load((ROOT / "exercises" / "ece-teacher" / "exercise.yml").read_text(encoding="utf-8"))
TASTER = yaml.safe_load((ROOT / "exercises" / "taster" / "exercise.yml").read_text(encoding="utf-8"))
POINTS = "34251"  # given in turn, so that no two applications are alike


def taste(visit: Visit) -> None:
    """From the front page through the taster to its last page."""
    visit.go("/")
    visit.look()
    visit.follow(visit.by("link", "Try it in three minutes"))
    visit.look()
    visit.press(visit.by("button", "Read the first application"))
    criterion = TASTER["criteria"][0]["title"][visit.language]
    for number in range(1, 5):
        visit.heading(visit.say("Application %(number)s of %(of)s", number=number, of=4))
        visit.choose(point(visit, group(visit, criterion), POINTS[number]))
        if number in {1, 4}:
            visit.look()
        visit.press(visit.by("button", "Next" if number < 4 else "See what happened"))
    visit.heading(visit.say("You read one of them twice"))
    visit.look()


def sign_in(visit: Visit, email: str) -> None:
    """With e-mail address and the password that all demo accounts have."""
    visit.go("/login")
    visit.look()
    visit.write(visit.by("textbox", "E-mail address"), email)
    visit.write(visit.page.get_by_label(visit.say("Password"), exact=True), PASSWORD)
    visit.press(visit.by("button", "Sign in"))
    visit.page.wait_for_url(re.compile(f"/{visit.language}/home$"))
    visit.look()


def group(visit: Visit, title: str) -> Locator:
    """The set of choices for a criterion, whose legend goes on with its description."""
    return visit.page.get_by_role("group", name=re.compile(f"^{re.escape(title)}"))


def point(visit: Visit, criterion: Locator, points: str) -> Locator:
    """One point of a scale."""
    return criterion.get_by_role("radio", name=points, exact=True)


def take_course(visit: Visit) -> None:
    """From one's own page to the end of the course, answering everything on the way."""
    title = COURSE["title"][visit.language]
    visit.go("/courses")
    visit.look()
    visit.follow(visit.page.get_by_role("main").get_by_role("link", name=title, exact=True))
    visit.heading(title)
    visit.look()
    visit.follow(visit.page.get_by_role("link", name=re.compile(f": {re.escape(title)}$")))
    for number in range(1, len(COURSE["pages"]) + 1):
        expect(
            visit.page.get_by_text(visit.say("Page %(number)s of %(of)s", number=number, of=len(COURSE["pages"])))
        ).to_be_visible()
        visit.look()
        answer_everything(visit)
        do_exercise(visit)
        visit.look()
        is_last = number == len(COURSE["pages"])
        visit.press(visit.by("button", "Done, finish the course" if is_last else "Done, next page"))
    visit.heading(title)


def answer_everything(visit: Visit) -> None:
    """Each question and case of the page in turn."""
    for number in range(items(visit).count()):
        item = items(visit).nth(number)
        kind = item.locator("p").first.inner_text().strip().casefold()
        answers = {visit.say(words).casefold(): answer for words, answer in ANSWERS.items()}
        answers[kind](visit, item)


def items(visit: Visit) -> Locator:
    """Questions and cases: groups inside the form of the page that are named by their kind."""
    return visit.page.get_by_role("main").locator("form [role=group][data-item]")


def check(visit: Visit, item: Locator) -> None:
    """Send the answer, and wait for what there is to say about it."""
    visit.press(visit.by("button", "Check", within=item))
    expect(visit.by("button", "Check again", within=item)).to_be_visible()


def answer_choice(visit: Visit, item: Locator) -> None:
    visit.choose(item.get_by_role("radio").first)
    check(visit, item)


def answer_choices(visit: Visit, item: Locator) -> None:
    visit.choose(item.get_by_role("checkbox").first)
    visit.choose(item.get_by_role("checkbox").nth(1))
    check(visit, item)


def answer_order(visit: Visit, item: Locator) -> None:
    for place, box in enumerate(boxes(item), start=1):
        if box.is_visible():
            visit.pick(box, str(place))
    check(visit, item)


def answer_match(visit: Visit, item: Locator) -> None:
    for place, box in enumerate(boxes(item)):
        visit.pick(box, str(place))
    check(visit, item)


def boxes(item: Locator) -> Iterator[Locator]:
    found = item.get_by_role("combobox")
    return (found.nth(number) for number in range(found.count()))


def answer_estimate(visit: Visit, item: Locator) -> None:
    visit.write(item.get_by_role("textbox"), "12")
    check(visit, item)


def answer_reflection(visit: Visit, item: Locator) -> None:
    visit.write(item.get_by_role("textbox"), "Åtta på ön, ”yhdeksän”.")
    visit.press(visit.by("button", "Save for myself", within=item))
    expect(item.get_by_text(visit.say("Saved. Only you can read it."))).to_be_visible()


def walk_case(visit: Visit, item: Locator) -> None:
    """Choose the first way until the case ends."""
    end = visit.by("button", "Begin the case again", within=item)
    for _ in range(30):
        if end.count():
            return
        scene = item.locator("ol > li").last
        before = scene.inner_text()
        visit.press(scene.get_by_role("button").first)
        expect(item.locator("ol > li").last).not_to_have_text(before, use_inner_text=True)
    raise AssertionError(f"the case doesn't end on {visit.path}")


ANSWERS = {
    "Choose one": answer_choice,
    "Choose all that are right": answer_choices,
    "Put in order": answer_order,
    "Estimate": answer_estimate,
    "Find the pairs": answer_match,
    "For yourself alone": answer_reflection,
    "A case where you choose": walk_case,
}


def do_exercise(visit: Visit) -> None:
    """The exercise on the page, if there is one: this page's round, then back to the page."""
    embed = visit.page.get_by_role("main").get_by_role("group", name=re.compile(f"^{visit.say('Exercise')}"))
    if not embed.count():
        return
    here = visit.page.url
    visit.follow(embed.get_by_role("link"))
    start = visit.by("button", "Read the first application")
    if start.count():
        visit.look()
        visit.press(start)
    score_round(visit)
    visit.page.goto(here)


def score_round(visit: Visit) -> None:
    """Every application of a round, the look over it, and finishing."""
    definition, language = EXERCISE, visit.language
    size = 8
    for number in range(1, size + 1):
        visit.heading(visit.say("Application %(number)s of %(of)s", number=number, of=size))
        for place, criterion in enumerate(definition["criteria"]):
            choices = group(visit, criterion["title"][language])
            visit.choose(point(visit, choices, POINTS[(number * 2 + place) % 5]))
        invite = visit.say("Yes" if number % 2 else "No")
        choices = visit.by("group", "Would you invite this applicant?")
        visit.choose(choices.get_by_role("radio", name=invite, exact=True))
        if number == 1:
            visit.look()
        visit.press(visit.by("button", "Next" if number < size else "Look over the round"))
    visit.heading(visit.say("Look over the round"))
    visit.look()
    visit.follow(visit.page.get_by_role("main").get_by_role("button"))
    visit.look()


def see_result(visit: Visit) -> None:
    """The result of the exercise, one pair, and the people behind the texts."""
    visit.go("/practice/ece-teacher")
    visit.follow(visit.by("link", "See your result"))
    visit.heading(visit.say("The same application twice"))
    visit.look()
    visit.follow(visit.page.get_by_role("table").get_by_role("link").first)
    visit.look()
    visit.page.go_back()
    visit.follow(visit.by("link", "Whom you would have invited"))
    visit.heading(visit.say("Anonymity lifted"))
    visit.look()


def fetch_certificate(visit: Visit) -> bytes:
    """The PDF of the completed course, after checking its code as anybody can."""
    title = COURSE["title"][visit.language]
    visit.go("/certificates")
    visit.look()
    words = re.escape(visit.say("Certificate as PDF"))
    link = visit.page.get_by_role("link", name=re.compile(rf"^{words}\s*: {re.escape(title)}$"))
    answer = visit.page.request.get(f"{visit.site}{link.get_attribute('href')}")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    visit.follow(
        visit.page.get_by_role("main").get_by_role("link", name=re.compile(r"^[0-9A-Z]{4}([ -][0-9A-Z]{4})+$"))
    )
    visit.heading(visit.say("The certificate is valid"))
    visit.look()
    return answer.body()
