"""What the pages of two rounds say: to the trainer who chooses them, and to participants on their way."""

import re
from collections.abc import Callable

import pytest

from tests.web.live.conftest import Guest, Trainer
from tests.web.practice.conftest import text_of

COMING = "The same applications come again in a new order, most of them in another version"
LATE = "The others are in round 2 already."
HALVES = ("first half", "second half")


def make_two_rounds(trainer: Trainer) -> None:
    """A new session of two rounds, which the guests who come from now on join."""
    assert trainer.make(size="16", token="cd" * 12).status_code == 303


def words(guest: Guest, path: str = "/place") -> str:
    """What a page says. Nowhere in two rounds is there talk of halves."""
    found = text_of(guest.get(path).text)
    assert [one for one in HALVES if one in found] == []
    return found


def title(guest: Guest, path: str) -> str:
    """The title of a page, for the tab and for screen readers."""
    found = re.search(r"<title>(.*?)</title>", guest.get(path).text)
    assert found
    return found.group(1)


def score(guest: Guest, first: int, last: int) -> None:
    for number in range(first, last + 1):
        assert guest.rate(number).status_code == 303


def test_the_pause_says_what_comes_and_so_does_the_first_card_of_round_2(
    tuula: Trainer, guest: Callable[..., Guest]
) -> None:
    make_two_rounds(tuula)
    anna = guest()
    tuula.go_to("block-1")
    assert COMING not in words(anna, "/cards/1")
    assert title(anna, "/cards/1").startswith("Application 1 of 8, round 1")
    score(anna, 1, 8)
    assert "Round 1 is done" in words(anna)
    tuula.go_to("neutral")
    pause = words(anna)
    assert "Three puzzles to clear your head before round 2." in pause
    assert COMING in pause
    assert "You needn't remember what you gave in round 1." in pause
    tuula.go_to("block-2")
    first = words(anna, "/cards/9")
    assert (COMING in first, LATE in first) == (True, False)
    assert title(anna, "/cards/9").startswith("Application 1 of 8, round 2")
    score(anna, 9, 9)
    assert COMING not in words(anna, "/cards/10")
    score(anna, 10, 16)
    assert "All applications are done" in words(anna)


@pytest.mark.parametrize("scored", [0, 6], ids=["late", "slow"])
def test_who_is_late_or_slow_is_told_that_the_others_are_further(
    tuula: Trainer, guest: Callable[..., Guest], scored: int
) -> None:
    make_two_rounds(tuula)
    tuula.go_to("block-1")
    anna = guest()
    score(anna, 1, scored)
    assert LATE not in words(anna, f"/cards/{scored + 1}")
    tuula.go_to("block-2")
    for number in range(scored + 1, 9):
        assert anna.at() == f"/cards/{number}"
        page = words(anna, f"/cards/{number}")
        assert (LATE in page, COMING in page) == (True, False)
        score(anna, number, number)

    # Who wasn't there for the pause, or scored something since, hears once more what comes now.
    assert anna.at() == "/cards/9"
    assert (LATE in words(anna, "/cards/9"), COMING in words(anna, "/cards/9")) == (False, True)


def test_one_round_has_halves_and_none_of_this(tuula: Trainer, guest: Callable[..., Guest]) -> None:
    anna = guest()
    tuula.go_to("neutral")
    pause = text_of(anna.get("/place").text)
    assert "before the second half" in pause
    tuula.go_to("block-2")
    card = text_of(anna.get("/cards/1").text)
    assert "second half" in card
    assert [one for one in (COMING, LATE, "round 1", "round 2") if one in pause + card] == []


@pytest.mark.parametrize(
    ("language", "coming"), [("fi", "Samat hakemukset tulevat uudelleen"), ("sv", "Samma ansökningar kommer igen")]
)
def test_the_way_is_the_same_in_every_language(
    tuula: Trainer, guest: Callable[..., Guest], language: str, coming: str
) -> None:
    make_two_rounds(tuula)
    anna = guest(language=language)
    tuula.go_to("neutral")
    assert coming in anna.get("/place").text
    tuula.go_to("block-2")
    score(anna, 1, 8)
    assert coming in anna.get("/cards/9").text


def test_who_makes_a_session_reads_what_each_choice_takes_and_gives(tuula: Trainer) -> None:
    page = text_of(tuula.client.get("/en/live/new").text)

    assert "A session takes about 36 to 65 minutes" in page
    assert "If in doubt, take 12. It can't be changed later." in page
    choice = re.compile(r"(\d+ applications[^.]*) (?:The|When|After) .*?about (\d+) minutes, the whole session (\d+)")
    assert choice.findall(page) == [
        ("12 applications, each once", "24", "57"),
        ("6 applications, each once", "12", "45"),
        ("8 applications in two rounds", "32", "65"),
    ]


@pytest.mark.parametrize(
    ("changed", "minutes"),
    [({"size": "16"}, 65), ({"size": "16", "has_criteria": ""}, 61), ({"size": "12", "has_neutral": ""}, 54)],
    ids=["two rounds", "two rounds without criteria", "twelve without a pause"],
)
def test_the_settings_say_how_long_this_session_takes(tuula: Trainer, changed: dict[str, str], minutes: int) -> None:
    tuula.make(**changed, token="ef" * 12)
    page = tuula.get("/settings").text

    assert f"the session takes about {minutes} minutes with the talk about the result." in text_of(page)
    assert f'data-size="{changed["size"]}"' in page
    assert 'name="size"' not in page
