"""A path through a branching case."""

from dataclasses import replace

import pytest

from puntari.content.branching import Case, NoSuchWay, Scene, Way, When

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


EARLY_AND_LATE = Case(
    "late",
    1,
    "Intro",
    (
        Scene("start", 2, "?", (Way("careful", "careful", 3), Way("quick", "quick", 4))),
        Scene("careful", 5, "!", (Way("", "middle", 6),)),
        Scene("quick", 7, "!", (Way("", "middle", 8),)),
        Scene(
            "middle",
            9,
            "?",
            (
                Way("on", "good", 10, When(without=frozenset({"quick"}))),
                Way("on", "bad", 11, When(after=frozenset({"quick"}))),
            ),
        ),
        Scene("good", 12, "!", ()),
        Scene("bad", 13, "!", ()),
    ),
)


def test_a_way_without_words_is_gone_by_itself():
    assert EARLY_AND_LATE.go(["start"], step=0, to="quick") == ["start", "quick", "middle"]


def test_what_was_chosen_early_decides_later_what_is_open():
    path = EARLY_AND_LATE.go(["start"], step=0, to="quick")

    assert [way.to for way in EARLY_AND_LATE.open_ways(path)] == ["bad"]
    with pytest.raises(NoSuchWay):
        EARLY_AND_LATE.go(path, step=2, to="good")


def test_a_kept_path_through_a_way_that_was_closed_is_noticed():
    assert EARLY_AND_LATE.fits(["start", "careful", "middle", "good"]) is True
    assert EARLY_AND_LATE.fits(["start", "careful", "middle", "bad"]) is False


def test_a_kept_path_that_stops_where_the_story_goes_on_by_itself_is_noticed():
    assert EARLY_AND_LATE.fits(["start", "careful"]) is False


def test_a_scene_that_is_a_dead_end_for_some_only_is_found():
    scenes = {scene.id: scene for scene in EARLY_AND_LATE.scenes}
    stuck = replace(scenes["middle"], ways=scenes["middle"].ways[:1])
    case = replace(EARLY_AND_LATE, scenes=tuple(stuck if s.id == "middle" else s for s in EARLY_AND_LATE.scenes))

    assert case.without_end() == {"quick", "middle"}
    assert case.reached() == {"start", "careful", "quick", "middle", "good"}


def test_a_way_back_is_gone_only_by_choice():
    round_and_round = Case(
        "round", 1, "", (Scene("a", 2, "", (Way("", "b", 3),)), Scene("b", 4, "", (Way("", "a", 5),)))
    )

    assert round_and_round.beginning() == ["a", "b"]
    assert round_and_round.without_end() == {"a", "b"}
