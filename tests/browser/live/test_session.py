"""A whole live session in real browsers: one trainer, eight participants, from the code to the end."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from puntari.authz.policy import Role
from puntari.people.demo_accounts import DEMO_ACCOUNTS
from puntari.practice.one_round import SEATS
from tests.browser.journeys import learner
from tests.browser.live.people import CRITERIA, FORBIDDEN, HALF, SIZE, Guest, Trainer
from tests.browser.live.records import Choice, Records, rows_of
from tests.browser.visits import Visit

EMAIL = next(account.email for account in DEMO_ACCOUNTS if account.role is Role.TRAINER)
TITLE = "Åtta i rummet"


class Room:
    """Everybody in it, and what they do together."""

    def __init__(self, visit: Callable[..., Visit], folder: Path) -> None:
        self.visit, self.folder = visit, folder
        self.trainer = Trainer(visit("fi"))
        self.plain = [
            Guest(visit("fi", phone=True), 0),
            Guest(visit("sv"), 1),
            Guest(visit("en", phone=True), 2),
            Guest(visit("sv", phone=True), 3),
        ]
        self.by_keyboard = Guest(visit("en", keyboard=True), 4)
        self.without_script = Guest(visit("sv", phone=True, script=False), 5)
        self.loses_the_line = Guest(visit("fi", phone=True), 6)
        self.changes_device = Guest(visit("en", phone=True), 7)
        self.pages_before: list[str] = []

    @property
    def guests(self) -> list[Guest]:
        return [*self.plain, self.by_keyboard, self.without_script, self.loses_the_line, self.changes_device]

    @property
    def records(self) -> Records:
        return Records(self.folder / "puntari.db", self.trainer.id)

    def follow(self, english: str) -> None:
        """All pages follow the trainer, and nobody is shown anything about the result."""
        for guest in self.guests:
            guest.is_at(english)
        self.guests[0].visit.look()
        self.guests[1].visit.look()
        self.nobody_sees_the_result()

    def nobody_sees_the_result(self) -> None:
        assert self.trainer.asks_for_the_result() == FORBIDDEN
        assert {guest.asks_for_the_result() for guest in self.plain} == {FORBIDDEN}
        self.pages_before += [one.visit.page.content() for one in (self.trainer, *self.guests)]

    def nothing_is_lost_or_doubled(self) -> None:
        """The database holds what each of them chose for each of theirs, once, and nothing else."""
        assert self.records.given() == self.chosen(tags=True)

    def nothing_tells_whose_it_is(self) -> None:
        """The scores are still there without their tags; but not those in a block that is too small."""
        assert self.records.tags() == []
        found = self.records.given()
        assert found <= self.chosen(tags=False)
        assert sum(found.values()) == SEATS * SIZE * (len(CRITERIA) + 1)

    def chosen(self, *, tags: bool) -> Counter[Choice]:
        """All that everybody chose."""
        rows: Counter[Choice] = Counter()
        for guest in self.guests:
            rows += rows_of(guest.tag if tags else None, guest.given)
        return rows


@pytest.fixture
def room(visit: Callable[..., Visit], site_folder: Path) -> Room:
    return Room(visit, site_folder)


def test_a_room_goes_from_the_code_to_the_end_of_the_session(room: Room) -> None:
    trainer = room.trainer
    learner.sign_in(trainer.visit, EMAIL)
    trainer.make_session(TITLE, expected=8, minimum=8)
    wall = trainer.show_code()
    everybody_joins(room, wall)
    for phase, seen in (("The criteria", "First the criteria"), ("Scoring, first half", "")):
        trainer.move(phase)
        trainer.visit.look()
        if seen:
            room.follow(seen)
    everybody_scores_the_first_half(room)
    trainer.move("Something else for a moment")
    room.follow("Something else for a moment")
    trainer.move("Scoring, second half")
    everybody_scores_the_second_half(room)
    trainer.move("Guessing the result")
    room.nothing_is_lost_or_doubled()
    everybody_guesses(room)
    the_result_is_shown(room)
    the_session_ends(room)


def everybody_joins(room: Room, wall: Visit) -> None:
    for guest in room.guests:
        guest.join(room.trainer.code)
    assert len({guest.tag for guest in room.guests}) == len(room.guests)
    assert room.records.tags() == sorted(guest.tag for guest in room.guests)
    expect(wall.page.get_by_text(wall.say("%(num)s person is in", num=len(room.guests)))).to_be_visible()
    wall.look()
    wall.page.close()
    room.nobody_sees_the_result()
    room.trainer.desk()


def everybody_scores_the_first_half(room: Room) -> None:
    for guest in [*room.plain, room.by_keyboard]:
        guest.score_all(1, HALF)
    room.without_script.visit.press(room.without_script.visit.by("link", "See whether it goes on"))
    room.without_script.score_all(1, HALF)
    scores_while_the_line_is_down(room.loses_the_line)
    goes_on_with_another_device(room)
    for guest in room.guests:
        guest.visit.heading(guest.visit.say("The first half is done"))
        guest.is_told_how_it_goes_on("The page moves on by itself.")
    room.plain[0].visit.look()
    room.plain[1].visit.look()
    room.trainer.sees_everybody_done(len(room.guests), HALF)
    room.trainer.visit.look()
    room.nobody_sees_the_result()
    room.nothing_is_lost_or_doubled()


def scores_while_the_line_is_down(guest: Guest) -> None:
    for number in guest.score(1, HALF):
        if number == 2:
            guest.score_while_the_line_is_down(number, HALF)


def goes_on_with_another_device(room: Room) -> None:
    guest = room.changes_device
    old = guest.visit
    guest.card(1)
    guest.choose(1)
    guest.go_on(1, HALF)
    guest.card(2)
    guest.choose(2, *CRITERIA[:2])
    guest.has_saved()
    guest.take_over(room.trainer.code, room.visit("en"))
    guest.card(2)
    assert guest.words() == guest.tag
    for what in CRITERIA[:2]:
        expect(guest.option(2, what)).to_be_checked()
    guest.score_all(2, HALF)
    expect(old.by("button", "Take part")).to_be_visible()  # the first phone has lost its way in
    old.page.close()


def everybody_scores_the_second_half(room: Room) -> None:
    look = room.without_script.visit.by("link", "See whether it goes on")
    room.without_script.visit.press(look)
    for guest in room.guests:
        guest.score_all(HALF + 1, SIZE)
    for guest in room.guests:
        guest.visit.heading(guest.visit.say("All applications are done"))
    room.plain[0].visit.look()
    room.trainer.sees_everybody_done(len(room.guests), SIZE)
    room.nobody_sees_the_result()


def everybody_guesses(room: Room) -> None:
    room.follow("What do you expect?")
    for guest in room.guests:
        visit = guest.visit
        visit.choose(visit.page.get_by_role("radio").nth(guest.number % 3))
        visit.press(visit.by("button", "This is my guess"))
        expect(visit.by("button", "Change my guess")).to_be_visible()
        guest.is_told_how_it_goes_on("The page moves on by itself when the trainer shows the result.")
    room.plain[0].visit.look()
    room.plain[1].visit.look()
    room.nobody_sees_the_result()


def the_result_is_shown(room: Room) -> None:
    trainer = room.trainer
    trainer.reveal()
    pages = [trainer.visit.path]
    following = trainer.visit.page.locator("[data-steps] a[rel=next]")
    figure = trainer.visit.page.get_by_role("heading", level=1)
    headings = [figure.inner_text()]
    trainer.visit.look()
    while following.count():
        coming = following.get_attribute("href") or ""
        trainer.visit.page.keyboard.press("ArrowRight")
        trainer.visit.page.wait_for_url(f"**{coming}")
        trainer.visit.look()
        pages.append(trainer.visit.path)
        headings.append(figure.inner_text())
    assert len(set(pages)) == len(pages) > 4
    assert any(path.endswith("/effect") for path in pages), pages
    shown = headings[next(number for number, path in enumerate(pages) if path.endswith("/effect"))]
    assert not [page for page in room.pages_before if shown in page]
    for guest in room.guests:
        guest.is_at("Look at the wall") if guest.visit.has_script else guest.visit.page.reload()
    phone = room.plain[0].visit
    phone.look()
    phone.follow(phone.by("link", "See it here as well"))
    phone.look()
    phone.page.go_back()
    for guest in (room.plain[0], room.by_keyboard, room.without_script):
        guest.reads_own_scores()
    trainer.visit.go(f"/live/{trainer.id}/script")
    trainer.visit.look()


def the_session_ends(room: Room) -> None:
    trainer = room.trainer
    code = trainer.code.replace(" ", "")
    assert room.records.deeds().count("live.revealed") == 1
    trainer.end()
    trainer.visit.look()
    for guest in (*room.plain[1:], room.by_keyboard):
        guest.visit.heading(guest.visit.say("The session has ended"))
    room.plain[1].visit.look()
    room.nothing_tells_whose_it_is()
    newcomer = room.visit("fi", phone=True)
    newcomer.go(f"/join/{code}")
    expect(newcomer.by("button", "Take part")).to_have_count(0)
    newcomer.look()
