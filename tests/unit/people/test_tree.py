"""The unit tree: the same day always gives the same tree, and nothing ever stands below itself."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.people.tree import (
    NotInPlace,
    Placed,
    StillInUse,
    WouldGoInCircles,
    closed,
    days_of_change,
    moved,
    tree_on,
)

START = date(2024, 1, 1)
TOWN, EDUCATION, DAYCARE, KITCHEN = 1, 2, 3, 4
TOWN_OF_FOUR = [
    Placed(TOWN, None, START),
    Placed(EDUCATION, TOWN, START),
    Placed(DAYCARE, EDUCATION, START),
    Placed(KITCHEN, TOWN, START),
]
DAY = date(2025, 6, 1)
DAYS = st.integers(0, 400).map(lambda n: START + timedelta(days=n))
MOVES = st.lists(st.tuples(st.integers(1, 6), st.none() | st.integers(1, 6), DAYS), max_size=25)


def after_moves(moves):
    """Six units at the top, then as many of the moves as the rules allow."""
    placements = [Placed(unit_id, None, START) for unit_id in range(1, 7)]
    for unit_id, under, on in moves:
        with suppress(WouldGoInCircles):
            placements = moved(placements, unit_id, under=under, on=on)
    return placements


def test_a_subtree_is_the_unit_and_all_below_it():
    tree = tree_on(DAY, TOWN_OF_FOUR)

    assert tree.subtree(TOWN) == {1, 2, 3, 4}
    assert tree.subtree(EDUCATION) == {2, 3}
    assert tree.subtree(DAYCARE) == {3}
    assert tree.subtree(99) == frozenset()


def test_a_path_leads_from_the_top_down():
    assert tree_on(DAY, TOWN_OF_FOUR).path(DAYCARE) == [TOWN, EDUCATION, DAYCARE]


def test_siblings_stand_in_the_order_asked_for():
    tree = tree_on(DAY, TOWN_OF_FOUR, order={KITCHEN: 0, EDUCATION: 1})

    assert [*tree.walk()] == [(TOWN, 0), (KITCHEN, 1), (EDUCATION, 1), (DAYCARE, 2)]


def test_a_move_changes_the_tree_from_its_day_on_and_leaves_the_past():
    after = moved(TOWN_OF_FOUR, DAYCARE, under=TOWN, on=DAY)

    assert tree_on(DAY - timedelta(days=1), after).path(DAYCARE) == [TOWN, EDUCATION, DAYCARE]
    assert tree_on(DAY, after).path(DAYCARE) == [TOWN, DAYCARE]


def test_a_move_on_the_first_day_corrects_it():
    after = moved(TOWN_OF_FOUR, DAYCARE, under=KITCHEN, on=START)

    assert [p for p in after if p.unit_id == DAYCARE] == [Placed(DAYCARE, KITCHEN, START)]


def test_a_move_lasts_until_the_next_known_one():
    later = DAY + timedelta(days=30)
    after = moved(moved(TOWN_OF_FOUR, DAYCARE, under=KITCHEN, on=later), DAYCARE, under=TOWN, on=DAY)

    assert tree_on(DAY, after).parents[DAYCARE] == TOWN
    assert tree_on(later, after).parents[DAYCARE] == KITCHEN


def test_moving_to_where_it_stands_changes_nothing():
    assert moved(TOWN_OF_FOUR, DAYCARE, under=EDUCATION, on=DAY) == TOWN_OF_FOUR


def test_nothing_moves_below_itself():
    with pytest.raises(WouldGoInCircles):
        moved(TOWN_OF_FOUR, EDUCATION, under=DAYCARE, on=DAY)


def test_nothing_moves_below_what_is_to_stand_below_it_later():
    later = DAY + timedelta(days=30)
    planned = moved(TOWN_OF_FOUR, EDUCATION, under=KITCHEN, on=later)

    with pytest.raises(WouldGoInCircles):
        moved(planned, KITCHEN, under=DAYCARE, on=DAY)


def test_what_is_not_there_yet_cannot_move():
    with pytest.raises(NotInPlace):
        moved(TOWN_OF_FOUR, DAYCARE, under=TOWN, on=START - timedelta(days=1))


def test_a_closed_unit_is_in_the_tree_up_to_its_last_day():
    after = closed(TOWN_OF_FOUR, KITCHEN, on=DAY)

    assert KITCHEN in tree_on(DAY - timedelta(days=1), after)
    assert KITCHEN not in tree_on(DAY, after)


def test_a_unit_with_others_below_it_stays_open():
    with pytest.raises(StillInUse):
        closed(TOWN_OF_FOUR, EDUCATION, on=DAY)


def test_a_unit_cannot_close_before_it_was_there():
    with pytest.raises(NotInPlace):
        closed(TOWN_OF_FOUR, KITCHEN, on=START)


def test_a_unit_whose_parent_is_gone_stands_at_the_top():
    orphan = [Placed(TOWN, None, START, DAY), Placed(KITCHEN, TOWN, START)]

    assert [*tree_on(DAY, orphan).walk()] == [(KITCHEN, 0)]


def test_even_a_circle_in_the_data_is_walked_once():
    circle = [Placed(1, 2, START), Placed(2, 1, START)]

    assert tree_on(DAY, circle).subtree(1) == {1, 2}
    assert tree_on(DAY, circle).path(1) == [2, 1]


@given(MOVES)
def test_after_any_moves_every_unit_is_reached_from_the_top_on_every_day(moves):
    placements = after_moves(moves)
    for day in days_of_change(placements, since=START):
        assert {unit_id for unit_id, _ in tree_on(day, placements).walk()} == {1, 2, 3, 4, 5, 6}


@given(MOVES)
def test_after_any_moves_each_unit_has_one_place_on_every_day(moves):
    placements = after_moves(moves)
    for day in days_of_change(placements, since=START):
        assert sorted(p.unit_id for p in placements if p.holds_on(day)) == [1, 2, 3, 4, 5, 6]


@given(MOVES, DAYS)
def test_a_unit_is_in_the_subtrees_of_those_on_its_path_and_of_no_others(moves, day):
    tree = tree_on(day, after_moves(moves))
    for unit_id in range(1, 7):
        assert {above for above in range(1, 7) if unit_id in tree.subtree(above)} == set(tree.path(unit_id))


@given(MOVES, DAYS, st.integers(1, 6), st.none() | st.integers(1, 6))
def test_a_move_never_changes_an_earlier_day(moves, on, unit_id, under):
    before = after_moves(moves)
    with suppress(WouldGoInCircles):
        after = moved(before, unit_id, under=under, on=on)
        earlier = on - timedelta(days=1)
        assert tree_on(earlier, after).parents == tree_on(earlier, before).parents
