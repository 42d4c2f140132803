"""A live session of two rounds: four people in real browsers, four more over plain HTTP, from the form to the end."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import learner
from tests.browser.live.people import CRITERIA, FORBIDDEN, Guest, Trainer, choices_of
from tests.browser.live.processes import Caller
from tests.browser.live.records import Choice, Records, rows_of
from tests.browser.live.test_session import EMAIL
from tests.browser.live.test_two_processes import Phone, as_sent
from tests.browser.visits import Visit

APPLICATIONS, CARDS = 8, 16
TITLE = "Två omgångar på ön"


class Room:
    """Everybody in it. Each of those in a browser is there in a way of their own."""

    def __init__(self, visit: Callable[..., Visit], site_url: str, folder: Path) -> None:
        self.visit, self.folder = visit, folder
        self.port = urlsplit(site_url).port or 0
        self.trainer = Trainer(visit("sv"), applications=APPLICATIONS)
        self.by_keyboard = self.guest(0, "en", keyboard=True)
        self.without_script = self.guest(1, "sv", phone=True, script=False)
        self.loses_the_line = self.guest(2, "fi", phone=True)
        self.changes_device = self.guest(3, "fi", phone=True)
        self.phones: list[Phone] = []

    def guest(self, number: int, language: str, **choices: bool) -> Guest:
        return Guest(self.visit(language, **choices), number, applications=APPLICATIONS)

    @property
    def guests(self) -> list[Guest]:
        return [self.by_keyboard, self.without_script, self.loses_the_line, self.changes_device]

    @property
    def people(self) -> int:
        return len(self.guests) + len(self.phones)

    @property
    def records(self) -> Records:
        return Records(self.folder / "puntari.db", self.trainer.id)

    def follow(self, english: str) -> None:
        """All pages follow the trainer, and nobody is shown anything about the result."""
        for guest in self.guests:
            guest.is_at(english)
        self.nobody_sees_the_result()

    def nobody_sees_the_result(self) -> None:
        assert self.trainer.asks_for_the_result() == FORBIDDEN
        assert {guest.asks_for_the_result() for guest in self.guests} == {FORBIDDEN}

    def nothing_is_lost_or_doubled(self) -> None:
        """The database holds what each of them chose for each of theirs in each round, once, and nothing else."""
        chosen: Counter[Choice] = Counter()
        for one in (*self.guests, *self.phones):
            chosen += rows_of(one.tag, one.given)
        assert self.records.given() == chosen


@pytest.fixture
def room(visit: Callable[..., Visit], site_url: str, site_folder: Path) -> Room:
    return Room(visit, site_url, site_folder)


def test_a_room_goes_through_two_rounds_from_the_form_to_the_end(room: Room) -> None:
    trainer = room.trainer
    learner.sign_in(trainer.visit, EMAIL)
    the_pause_cant_be_left_out(trainer)
    trainer.make_session(TITLE, expected=8, minimum=8)
    everybody_joins(room)
    trainer.move("The criteria")
    room.follow("First the criteria")
    trainer.move("Scoring, round 1")
    everybody_scores_round_1(room)
    trainer.move("Something else for a moment")
    room.follow("Something else for a moment")
    room.by_keyboard.visit.look()
    goes_on_with_another_device(room)
    trainer.move("Scoring, round 2")
    everybody_scores_round_2(room)
    trainer.move("Guessing the result")
    room.nothing_is_lost_or_doubled()
    room.follow("What do you expect?")
    the_result_is_shown(room)
    the_session_ends(room)


def the_pause_cant_be_left_out(trainer: Trainer) -> None:
    """Who tries is told why, and nothing that was written is lost."""
    visit = trainer.visit
    visit.go("/live/new")
    visit.write(visit.by("textbox", "Name of the session"), TITLE)
    two_rounds = visit.page.get_by_role("radio", name=re.compile(f"^{APPLICATIONS}\\b"))
    visit.choose(two_rounds)
    visit.by("checkbox", "Something else for a moment in the middle (3 minutes)").uncheck()
    visit.press(visit.by("button", "Make the session"))
    expect(
        visit.page.get_by_text(visit.say("Two rounds need something else in between: tick this too."))
    ).to_have_count(2)
    expect(visit.by("textbox", "Name of the session")).to_have_value(TITLE)
    expect(two_rounds).to_be_checked()
    visit.look()


def everybody_joins(room: Room) -> None:
    trainer = room.trainer
    trainer.show_code().page.close()
    for guest in room.guests:
        guest.join(trainer.code)
    room.phones = [Phone(Caller((room.port,)), number, trainer.code.replace(" ", "")) for number in range(4, 8)]
    for phone in room.phones:
        phone.join()
    assert len(set(room.records.tags())) == room.people == 8
    assert not room.records.seats()
    trainer.desk()


def send(guest: Guest, first: int, last: int) -> None:
    """Score these like a browser without script, without looking at them; from one of them to where one is then."""
    visit = guest.visit
    token = visit.page.locator("input[name=csrf_token]").first.get_attribute("value") or ""
    address = visit.page.url.rpartition("/cards/")[0]
    for number in range(first, last + 1):
        chosen = choices_of(guest.number, number)
        fields = dict(as_sent(what, value) for what, value in chosen.items())
        answer = visit.page.request.post(f"{address}/cards/{number}", form={"csrf_token": token, **fields})
        assert answer.ok, answer.status
        guest.given[number] = chosen
    visit.page.goto(f"{address}/place")


def see(guest: Guest, number: int, last: int) -> None:
    """Score one application in the browser."""
    guest.card(number)
    guest.choose(number)
    guest.go_on(number, last)


def everybody_scores_round_1(room: Room) -> None:
    for phone in room.phones:
        phone.score(1, APPLICATIONS, lambda _: None)
    room.without_script.visit.press(room.without_script.visit.by("link", "See whether it goes on"))
    for guest in room.guests:
        guest.card(1)
        if guest is room.by_keyboard:
            guest.visit.look()
            expect(guest.visit.page.get_by_text(guest.visit.say("Scoring, round 1"))).to_be_visible()
        see(guest, 1, APPLICATIONS)
        guest.card(2)
        send(guest, 2, APPLICATIONS - 1)
        see(guest, APPLICATIONS, APPLICATIONS)
        guest.visit.heading(guest.visit.say("Round 1 is done"))
        guest.is_told_how_it_goes_on("The page moves on by itself.")
    room.by_keyboard.visit.look()
    room.trainer.sees_everybody_done(room.people, APPLICATIONS)
    room.trainer.visit.look()
    room.nothing_is_lost_or_doubled()


def goes_on_with_another_device(room: Room) -> None:
    guest = room.changes_device
    old = guest.visit
    guest.take_over(room.trainer.code, room.visit("fi"))
    guest.is_at("Something else for a moment")
    assert guest.words() == guest.tag
    expect(old.by("button", "Take part")).to_be_visible()  # the first phone has lost its way in
    old.page.close()


def everybody_scores_round_2(room: Room) -> None:
    room.without_script.visit.press(room.without_script.visit.by("link", "See whether it goes on"))
    for phone in room.phones:
        phone.score(APPLICATIONS + 1, CARDS, lambda _: None)
    for guest in room.guests:
        guest.card(APPLICATIONS + 1)
        expect(guest.visit.page.get_by_text(guest.visit.say("Scoring, round 2"))).to_be_visible()
        if guest is not room.loses_the_line:
            guest.visit.look()
        see(guest, APPLICATIONS + 1, CARDS)
        guest.card(APPLICATIONS + 2)
        if guest is room.loses_the_line:
            guest.score_while_the_line_is_down(APPLICATIONS + 2, CARDS)
            guest.go_on(APPLICATIONS + 2, CARDS)
            guest.card(APPLICATIONS + 3)
            send(guest, APPLICATIONS + 3, CARDS - 1)
        else:
            send(guest, APPLICATIONS + 2, CARDS - 1)
        see(guest, CARDS, CARDS)
        guest.visit.heading(guest.visit.say("All applications are done"))
    room.by_keyboard.visit.look()
    room.trainer.sees_everybody_done(room.people, CARDS)
    room.nobody_sees_the_result()


def the_result_is_shown(room: Room) -> None:
    trainer = room.trainer
    trainer.reveal()
    following, pages = trainer.visit.page.locator("[data-steps] a[rel=next]"), [trainer.visit.path]
    trainer.visit.look()
    while following.count():
        coming = following.get_attribute("href") or ""
        following.click()
        trainer.visit.page.wait_for_url(f"**{coming}")
        trainer.visit.look()
        pages.append(trainer.visit.path)
    assert len(set(pages)) == len(pages) > 4
    assert any(path.endswith("/effect") for path in pages), pages
    for guest in room.guests:
        guest.is_at("Look at the wall") if guest.visit.has_script else guest.visit.page.reload()
    room.loses_the_line.visit.look()
    for guest in (room.by_keyboard, room.without_script):
        reads_a_pair(guest)


def reads_a_pair(guest: Guest) -> None:
    """From one's own scores: an application with the points of both rounds beside each other, and back."""
    visit = guest.visit
    place, links = visit.path, visit.page.get_by_role("main").get_by_role("table").get_by_role("link")
    assert links.count() == APPLICATIONS
    visit.follow(links.first)
    visit.look()
    shown = visit.page.get_by_role("main").get_by_role("table").last.get_by_role("cell").all_inner_texts()
    first, second = shown[::2], shown[1::2]
    given = {number: [str(chosen[one]) for one in CRITERIA] for number, chosen in guest.given.items()}
    assert first in [given[number] for number in range(1, APPLICATIONS + 1)]
    assert second in [given[number] for number in range(APPLICATIONS + 1, CARDS + 1)]
    visit.follow(visit.by("link", "Next application"))
    visit.follow(visit.by("link", "Back to all your scores"))
    assert visit.path == place


def the_session_ends(room: Room) -> None:
    trainer = room.trainer
    assert room.records.deeds().count("live.revealed") == 1
    trainer.end()
    trainer.visit.look()
    for guest in (room.by_keyboard, room.loses_the_line, room.changes_device):
        guest.visit.heading(guest.visit.say("The session has ended"))
    assert room.records.tags() == []
    assert not room.records.given()
