"""Pieces that can be marked, what of them was found, and the better text."""

import pytest

from puntari.practice.spotting.domain import Piece, Place, Reading, Section, carried, judge, rewritten
from puntari.practice.spotting.splitting import Stretch, cut, phrases


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("I cook. I wash.", ["I cook.", "I wash."], id="sentences"),
        pytest.param(
            "As a mother of three, I know how it feels.",
            ["As a mother of three,", "I know how it feels."],
            id="a long sentence at its comma",
        ),
        pytest.param("I plan, cook and wash.", ["I plan, cook and wash."], id="no short parts"),
        pytest.param("We went to the woods, sang.", ["We went to the woods, sang."], id="no short end"),
        pytest.param("Born 21.5.1987 in town.", ["Born 21.5.1987 in town."], id="a date stays whole"),
        pytest.param("Vardagar kl. 7–15.", ["Vardagar kl. 7–15."], id="an abbreviation isn't an end"),
        pytest.param("  ", [], id="nothing"),
    ],
)
def test_text_is_cut_at_sentences_and_at_the_commas_of_long_ones(text, expected):
    assert phrases(text) == expected


def test_what_only_joins_belongs_to_the_piece_before_and_cannot_be_marked():
    pieces = cut(
        [Stretch("Qualified ", "p1"), Stretch("(in 2019)", "m-year", place="year"), Stretch(". I cook.", "p1")]
    )

    assert [(piece.text, piece.after) for piece in pieces] == [("Qualified", " "), ("(in 2019)", ". "), ("I cook.", "")]


def test_only_the_part_with_a_telling_value_counts_when_there_is_one():
    pieces = cut(
        [Stretch("My home is Kerava, so morning shifts suit me.", "m-home", place="home", telling=("Kerava",))]
    )

    assert [(piece.text, piece.counts) for piece in pieces] == [
        ("My home is Kerava,", True),
        ("so morning shifts suit me.", False),
    ]


def test_without_telling_values_every_part_counts():
    pieces = cut([Stretch("As a mother of three, I know how it feels.", "m-family", place="family")])

    assert [piece.counts for piece in pieces] == [True, True]


def reading(*pieces: Piece) -> Reading:
    return Reading(
        (Section("Work", (pieces,)),),
        {"age": Place("age", "It tells the age.", "I began early."), "town": Place("town", "It tells where.", "Near.")},
    )


HARMLESS = Piece("p1:0/2", "I cook every day for many people.")
OTHER = Piece("p1:1/2", "I also wash.", "")
AGE = Piece("m-age:0/1", "At twenty I began.", place="age", counts=True)
TOWN = Piece("m-town:0/2", "I live in Kerava,", place="town", counts=True)
REST = Piece("m-town:1/2", "so it is near.", place="town")


def test_places_are_found_or_missed_and_harmless_words_are_told():
    verdict = judge(reading(HARMLESS, AGE, TOWN, REST, OTHER), {AGE.key, OTHER.key})

    assert (verdict.found, verdict.missed) == (("age",), ("town",))
    assert verdict.needless == (OTHER,)


def test_the_harmless_part_of_a_place_neither_finds_it_nor_counts_against_anybody():
    verdict = judge(reading(HARMLESS, TOWN, REST), {REST.key})

    assert (verdict.found, verdict.missed, verdict.needless) == ((), ("town",), ())


@pytest.mark.parametrize(("marked", "is_too_much"), [({OTHER.key}, True), ({AGE.key, TOWN.key, REST.key}, False)])
def test_whoever_marks_more_than_a_fifth_of_the_harmless_words_marks_too_much(marked, is_too_much):
    assert judge(reading(HARMLESS, AGE, TOWN, REST, OTHER), marked).is_too_much is is_too_much


def test_marking_everything_finds_all_and_is_too_much():
    everything = reading(HARMLESS, AGE, TOWN, REST, OTHER)

    verdict = judge(everything, {piece.key for piece in everything.pieces()})

    assert (verdict.missed, verdict.is_too_much) == ((), True)


def test_the_better_text_says_each_place_once_in_other_words():
    assert rewritten(reading(HARMLESS, AGE, TOWN, REST, OTHER)) == [
        ("Work", ["I cook every day for many people. I began early. Near. I also wash."])
    ]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param({"p1:0/2", "m-age:0/1"}, {"p1:0/2", "m-age:0/1"}, id="the same pieces"),
        pytest.param({"p1:3/4"}, {"p1:1/2"}, id="more pieces there, the like point here"),
        pytest.param({"p1:0/1"}, {"p1:0/2"}, id="fewer pieces there"),
        pytest.param({"m-age:1/2"}, {"m-age:0/1"}, id="a place cut in two there"),
        pytest.param({"p7:0/3"}, set(), id="nothing like it here"),
        *(
            pytest.param({key}, set(), id=f"no key: {key}")
            for key in (
                "",
                "x",
                "p1",
                "p1:",
                "p1:1",
                "p1:/",
                "p1:0/0",
                "p1:2/2",
                "p1:-1/2",
                "p1:1e9/2",
                "p1:0/9999",
            )
        ),
    ],
)
def test_marks_are_carried_to_another_language(marked, expected):
    assert carried(marked, reading(HARMLESS, AGE, TOWN, REST, OTHER).pieces()) == expected
