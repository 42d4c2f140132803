"""The people in the room: a trainer at the desk, and participants with a phone; each acts through a visit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Locator, expect

from tests.browser.journeys.learner import EXERCISE, group, point
from tests.browser.visits import Visit

SIZE = 6
HALF = SIZE // 2
CRITERIA = [criterion["id"] for criterion in EXERCISE["criteria"]]
TITLES = {criterion["id"]: criterion["title"] for criterion in EXERCISE["criteria"]}
LOOK_YOURSELF = "This page does not move on by itself. Check now and then whether the trainer has gone on."
FORBIDDEN = 409  # the answer to whoever asks for the result before there is one


def points_of(person: int, number: int, place: int) -> int:
    """What a person gives: from 1 to 5, unlike for neighbours, so that a choice in the wrong place is noticed."""
    return (person * 3 + number * 2 + place * place) % 5 + 1


def choices_of(person: int, number: int) -> dict[str, int]:
    """Everything a person chooses for an application: points by criterion, and whether to invite."""
    points = {criterion: points_of(person, number, place) for place, criterion in enumerate(CRITERIA)}
    return {**points, "invite": (person + number) % 2}


@dataclass
class Guest:
    """A participant. ``number`` from 0 decides what they give; ``given`` is what they have chosen so far.

    ``applications`` is how many a round has; their numbers go on through a second round.
    """

    visit: Visit
    number: int
    tag: str = ""
    given: dict[int, dict[str, int]] = field(default_factory=dict)
    applications: int = SIZE

    def join(self, code: str) -> None:
        """Type the code from the wall, take part, and learn the two words."""
        visit = self.visit
        visit.go("/join")
        visit.look()
        visit.write(visit.by("textbox", "Session code"), code)
        visit.follow(visit.by("button", "Go on"))
        visit.look()
        visit.follow(visit.by("button", "Take part"))
        visit.heading(visit.say("You are in"))
        self.tag = self.words()
        self.is_told_how_it_goes_on("The page moves on by itself when the trainer begins.")
        visit.look()

    def is_told_how_it_goes_on(self, english: str) -> None:
        """By itself, as these words say; but without script only when one looks, and then that stands there alone."""
        visit = self.visit
        by_itself = visit.page.get_by_text(visit.say(english))
        by_hand = visit.page.get_by_text(visit.say(LOOK_YOURSELF))
        expect(by_itself if visit.has_script else by_hand).to_be_visible()
        expect(by_hand if visit.has_script else by_itself).to_be_hidden()

    def words(self) -> str:
        """The two words as the page shows them."""
        label = self.visit.page.get_by_text(self.visit.say("Your words"))
        return label.locator("strong").inner_text()

    def take_over(self, code: str, visit: Visit) -> None:
        """Go on with the two words on another device."""
        visit.go("/join")
        visit.write(visit.by("textbox", "Session code"), code.lower())
        visit.follow(visit.by("button", "Go on"))
        visit.follow(visit.by("link", "I have two words already"))
        visit.look()
        visit.write(visit.by("textbox", "Your two words"), self.tag.upper())
        visit.follow(visit.by("button", "Go on"))
        self.visit = visit

    def is_at(self, english: str, **values: object) -> None:
        """Wait until the page has followed the trainer there; without script one looks oneself."""
        visit = self.visit
        if not visit.has_script:
            visit.press(visit.by("link", "See whether it goes on"))
        visit.heading(visit.say(english, **values))

    def card(self, number: int) -> None:
        """Wait for an application."""
        place = (number - 1) % self.applications + 1
        self.visit.heading(self.visit.say("Application %(number)s of %(of)s", number=place, of=self.applications))

    def option(self, number: int, what: str) -> Locator:
        """The choice this person makes on an application's page."""
        visit, value = self.visit, choices_of(self.number, number)[what]
        if what == "invite":
            name = visit.say("Yes" if value else "No")
            return visit.by("group", "Would you invite this applicant?").get_by_role("radio", name=name, exact=True)
        return point(visit, group(visit, TITLES[what][visit.language]), str(value))

    def choose(self, number: int, *whats: str) -> None:
        """Make some of the choices, or all."""
        for what in whats or (*CRITERIA, "invite"):
            self.visit.choose(self.option(number, what))
            self.given.setdefault(number, {})[what] = choices_of(self.number, number)[what]

    @property
    def saving(self) -> Locator:
        """What an application's page says about saving."""
        return self.visit.page.get_by_role("main").locator("form").get_by_role("status")

    def has_saved(self) -> None:
        """Wait until the page says that everything is saved."""
        expect(self.saving).to_have_attribute("data-state", "saved")

    def go_on(self, number: int, last: int) -> None:
        """To the next application, or to the end of the half."""
        self.visit.press(self.visit.by("button", "Next" if number < last else "I am done"))

    def score_while_the_line_is_down(self, number: int, last: int) -> None:
        """Choose a part of it before the line breaks and the rest after it; nothing leads on until the line is back."""
        context = self.visit.page.context
        self.choose(number, *CRITERIA[:2])
        self.has_saved()
        self.visit.is_cut_off = True
        context.set_offline(True)
        self.choose(number, *CRITERIA[2:], "invite")
        self.go_on(number, last)
        expect(self.saving).to_have_text(self.visit.say("Not saved yet: no connection. Kept on this device."))
        self.card(number)  # still there
        context.set_offline(False)
        self.has_saved()
        self.visit.is_cut_off = False

    def score(self, first: int, last: int) -> Iterator[int]:
        """Score these applications one after the other; gives the number of each when it lies there."""
        for number in range(first, last + 1):
            self.card(number)
            yield number
            self.choose(number)
            self.go_on(number, last)

    def score_all(self, first: int, last: int) -> None:
        """The same without anything in between."""
        for number in self.score(first, last):
            if number == first:
                self.visit.look()

    def reads_own_scores(self) -> None:
        """From the list under the result: one application with what was given to it, the next, and back."""
        visit, name = self.visit, "Application %(number)s: what you saw"
        place = visit.path
        visit.follow(visit.by("link", "Application %(number)s", number=2))
        visit.heading(visit.say(name, number=2))
        shown = visit.page.get_by_role("table").get_by_role("cell").all_inner_texts()
        assert shown == [str(self.given[2][criterion]) for criterion in CRITERIA]
        visit.look()
        visit.follow(visit.by("link", "Next application"))
        visit.heading(visit.say(name, number=3))
        visit.follow(visit.by("link", "Back to all your scores"))
        assert visit.path == place

    def asks_for_the_result(self) -> int:
        """The answer to a participant who types the result's address."""
        visit = self.visit
        code = re.search(r"/join/([A-Z0-9]+)", visit.page.url)
        assert code, visit.page.url
        answers = {
            visit.page.request.get(f"{visit.site}/{visit.language}/join/{code.group(1)}/result{step}").status
            for step in ("", "/effect", "/few")
        }
        assert len(answers) == 1, answers
        return answers.pop()


@dataclass
class Trainer:
    """Whoever leads the session. ``applications`` is how many a round has."""

    visit: Visit
    id: int = 0
    code: str = ""
    applications: int = SIZE

    def make_session(self, title: str, *, expected: int, minimum: int) -> None:
        """A new session of so many applications, and to its desk."""
        visit = self.visit
        visit.go("/live")
        visit.look()
        visit.follow(visit.by("link", "New session"))
        visit.pick(visit.by("combobox", "Exercise"), EXERCISE["id"])
        visit.write(visit.by("textbox", "Name of the session"), title)
        visit.choose(visit.page.get_by_role("radio", name=re.compile(f"^{self.applications}\\b")))
        self._number("How many people do you expect?", expected)
        self._number("From how many people on is a result shown?", minimum)
        visit.look()
        visit.press(visit.by("button", "Make the session"))
        visit.page.wait_for_url(re.compile(r"/live/\d+$"))
        visit.heading(title)
        self.id = int(visit.path.rsplit("/", 1)[1])

    def _number(self, english: str, value: int) -> None:
        self.visit.write(self.visit.page.get_by_label(self.visit.say(english), exact=True), str(value))

    def show_code(self) -> Visit:
        """The page for the wall, in a tab of its own; notes the code that is on it."""
        wall = self.visit.another_tab()
        wall.go(f"/live/{self.id}/code")
        shown = wall.page.get_by_text(re.compile(r"^[A-Z0-9]{3} [A-Z0-9]{3}$"))
        self.code = shown.inner_text()
        return wall

    def desk(self) -> None:
        """To the desk."""
        self.visit.go(f"/live/{self.id}")

    def move(self, english: str) -> None:
        """Move the session on to a phase."""
        visit = self.visit
        visit.press(visit.by("button", "Go on: %(phase)s", phase=visit.say(english)))
        expect(visit.by("heading", english, within=visit.page.get_by_role("main"))).to_be_visible()

    def sees_everybody_done(self, people: int, rated: int) -> None:
        """Wait until the desk shows, by itself, that so many have scored so many, of round 2 in a second cell."""
        in_round = min(rated, self.applications)
        words = re.escape(self.visit.say("%(rated)s of %(of)s", rated=in_round, of=self.applications))
        cells = r"\s*".join([words] * max(1, rated // self.applications))
        rows = self.visit.page.get_by_role("row").filter(has_text=re.compile(rf"\b{cells}"))
        expect(rows).to_have_count(people)

    def asks_for_the_result(self) -> int:
        """The answer to a trainer who types the addresses of the result and of what to say about it."""
        visit = self.visit
        answers = {
            visit.page.request.get(f"{visit.site}/{visit.language}/live/{self.id}/{page}").status
            for page in ("result", "result/effect", "result/few", "script")
        }
        assert len(answers) == 1, answers
        return answers.pop()

    def reveal(self) -> None:
        """Show the result on the wall."""
        self.visit.press(self.visit.by("button", "Show the result"))
        self.visit.page.wait_for_url(re.compile(r"/result(/story)?$"))

    def end(self) -> None:
        """End the session for good."""
        visit = self.visit
        self.desk()
        visit.follow(visit.by("link", "End the session"))
        visit.look()
        visit.press(visit.by("button", "End the session"))
        expect(
            visit.page.get_by_role("main").get_by_text(visit.say("The session has ended"), exact=True)
        ).to_be_visible()
