"""The long table holds what the gate let out; and why it has no rows for people."""

import csv
import io
import json
from collections import Counter
from datetime import date
from typing import Any, cast

import pytest

from puntari.live import research
from puntari.live.disclosure import (
    Comparison,
    Expected,
    Figure,
    Measure,
    Released,
    Shown,
    Strip,
    Unfinished,
)
from puntari.live.domain import Guess
from puntari.live.outcomes import Outcome
from puntari.live.snapshots import Result
from puntari.practice.one_round import SEATS, deal
from tests import exercises

PRIMARY = Shown(
    comparison=Comparison.IDENTITY_GAP,
    measure=Measure.SCORE,
    figure=Figure(estimate=-0.3, is_beyond=False, low=-0.55, high=None),
)
FURTHER = Shown(
    comparison=Comparison.HIDING_COMPARISON,
    measure=Measure.INVITATION,
    figure=Figure(estimate=0.5, is_beyond=True, low=0.1, high=0.4),
)
RELEASED = Released(
    minimum=8,
    raters=24,
    primary=PRIMARY,
    others=(FURTHER,),
    strip=Strip(worlds=(0.1, -0.3, -0.1), place=1),
    unfinished=(Unfinished(name="1", share=0.2),),
    expected=Expected(most=None, shares={Guess.REFERENCE: 0.4, Guess.NONE: None, Guess.COMPARISON: None}),
)


def test_every_released_figure_is_a_row_and_nothing_else_is():
    assert research.table(RELEASED) == [
        ["raters", None, None, None, 24, None, None, None],
        ["primary", "identity-gap", "score", None, -0.3, -0.55, None, 0],
        ["further", "hiding-comparison", "invitation", None, 0.5, 0.1, 0.4, 1],
        ["world", "identity-gap", "score", 1, 0.1, None, None, None],
        ["group", "identity-gap", "score", 2, -0.3, None, None, None],
        ["world", "identity-gap", "score", 3, -0.1, None, None, None],
        ["unfinished", None, None, "1", 0.2, None, None, None],
        ["expected", None, None, "reference", 0.4, None, None, None],
        ["expected", None, None, "none", None, None, None, None],
        ["expected", None, None, "comparison", None, None, None, None],
    ]


def test_a_group_that_is_too_small_has_no_table():
    with pytest.raises(research.NotForResearch):
        research.table(Released(minimum=8))


def test_the_file_is_plain_csv_with_points_in_its_numbers():
    text = research.as_csv(research.COLUMNS, research.table(RELEASED))
    rows = list(csv.reader(io.StringIO(text)))

    assert rows[0] == ["kind", "comparison", "measure", "item", "value", "low", "high", "beyond"]
    assert rows[2] == ["primary", "identity-gap", "score", "", "-0.3", "-0.55", "", "0"]
    assert {row[0] for row in rows[1:]} == set(research.KINDS)
    assert "\r" not in text


def design_of(design: str = "one-round", size: int = 12) -> dict[str, Any]:
    result = Result(
        form=1,
        exercise_id="cook",
        exercise_digest="d" * 64,
        design=design,
        design_version=1,
        size=size,
        draws=5000,
        outcome=Outcome.NONE,
        released=RELEASED,
    )
    found = research.design(result, exercises.compiled(), digest="e" * 64, frozen=date(2026, 5, 4))
    return cast("dict[str, Any]", json.loads(found))


def test_the_design_says_how_it_was_done_and_not_who_or_where():
    found = design_of()

    assert found["frozen"] == "2026-05"
    assert found["deal"] == {
        "design": "one-round", "version": 1, "applications": 12, "forms": 3, "orders": 2, "block": 6
    }  # fmt: skip
    assert found["agreed"] == {"comparison": "identity-gap", "measure": "score", "minimum": 8}
    assert found["rounding"]["score"] == {"estimate": 0.1, "ends": 0.05, "cut_off": 2.0}
    assert found["exercise"]["criteria"][0] == {"id": "skill", "title": exercises.texts("Skill"), "weight": 40}
    told = {"exercise", "deal", "inference", "agreed", "rounding", "spread_from", "worlds_from", "frozen", "snapshot"}
    assert set(found) == told
    assert (found["spread_from"], found["worlds_from"]) == (20, 12)


def test_two_rounds_are_described_in_their_own_terms():
    assert design_of("two-rounds", 16)["deal"] == {
        "design": "two-rounds", "version": 1, "applications": 8, "rounds": 2, "changed": 6, "kept": 2, "orders": 2
    }  # fmt: skip


@pytest.mark.parametrize("people", [24, 60, 240])
def test_who_knows_what_somebody_read_would_know_their_row(people):
    """Why there are no rows for people: what was read in which face is shared by two at most, however many there are.

    The attacker of the gate knows it (``test_attacker``), and so does everybody who sat beside somebody.
    """
    material = exercises.compiled().material
    read = Counter(
        frozenset((card.application, card.face) for card in deal(material, stream="s", block=b, seat=s, seed="x"))
        for b, s in (divmod(person, SEATS) for person in range(people))
    )

    assert max(read.values()) <= 2
