"""A path through a branching case."""

import pytest

from puntari.courses.case import Case, NoSuchWay, Scene, Way

CASE = Case(
    "story",
    1,
    "Intro",
    (
        Scene("start", 2, "?", (Way("yes", "good", 3), Way("no", "bad", 4))),
        Scene("good", 5, "!", ()),
        Scene("bad", 6, "?", (Way("again", "start", 7), Way("on", "worst", 8))),
        Scene("worst", 9, "!", ()),
    ),
)


def test_a_path_begins_at_the_first_scene():
    assert CASE.beginning() == ["start"]


def test_a_choice_leads_on_and_making_it_again_changes_nothing():
    path = CASE.go(["start"], step=0, to="bad")

    assert path == ["start", "bad"]
    assert CASE.go(path, step=0, to="bad") == path


def test_another_choice_at_an_earlier_scene_drops_what_came_after():
    assert CASE.go(["start", "bad", "worst"], step=0, to="good") == ["start", "good"]


@pytest.mark.parametrize(("step", "to"), [(0, "worst"), (0, "nowhere"), (1, "good"), (-1, "good"), (7, "good")])
def test_a_way_that_is_not_there_is_refused(step, to):
    with pytest.raises(NoSuchWay):
        CASE.go(["start"], step=step, to=to)


@pytest.mark.parametrize(
    ("path", "has_ended"), [(["start"], False), (["start", "good"], True), (["start", "bad", "worst"], True)]
)
def test_a_case_ends_where_nothing_leads_on(path, has_ended):
    assert CASE.has_ended(path) is has_ended


@pytest.mark.parametrize("path", [None, [], "start", ["good"], ["start", "worst"], ["start", 5], [["start"]]])
def test_a_kept_path_that_no_longer_leads_through_is_noticed(path):
    assert CASE.fits(path) is False


def test_a_path_that_goes_round_still_fits():
    assert CASE.fits(["start", "bad", "start", "good"]) is True
