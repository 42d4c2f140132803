"""A file of units: every problem with its line, and units in an order in which they can be made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.people.unit_file import BadUnitFile, decoded, read_units

HEADER = "code;parent;name_fi;name_sv;name_en\n"


def problems_of(text, languages=("fi", "sv", "en")):
    with pytest.raises(BadUnitFile) as error:
        read_units(text, languages)
    return error.value.problems


def test_units_come_from_the_top_down_whatever_their_order_in_the_file():
    rows = read_units(HEADER + "3;2;c;c;c\n2;1;b;b;b\n1;;a;a;a\n")

    assert [(row.code, row.parent, row.line) for row in rows] == [("1", "", 4), ("2", "1", 3), ("3", "2", 2)]


def test_columns_may_stand_in_any_order_and_further_ones_are_let_be():
    (row,) = read_units("name_en;name_fi;name_sv;parent;code;cost centre\nTown;Kunta;Kommun;;1;99\n")

    assert (row.code, row.names) == ("1", {"name_fi": "Kunta", "name_sv": "Kommun", "name_en": "Town"})


def test_a_language_not_in_use_takes_another_name():
    (row,) = read_units(HEADER + "1;;Kunta;Kommun;\n", ["fi", "sv"])

    assert row.names["name_en"] == "Kunta"


def test_every_problem_is_told_with_its_line():
    text = HEADER + "1;;Kunta;Kommun;Town\n;1;a;b;c\n2;9;a;b;c\n1;;a;b;c\n3;3;a;b;c\n4;1;a;;c\n5;1;a;b;c;d\n"

    assert problems_of(text) == [
        "3: no code",
        "4: no unit has the code 9",
        "5: the code 1 stands on line 2 already",
        "6: 3 stands below itself",
        "7: name_sv is missing",
        "8: more columns than in the first line",
    ]


def test_a_circle_is_told_for_each_unit_in_it():
    assert problems_of(HEADER + "1;2;a;b;c\n2;1;a;b;c\n3;1;a;b;c\n") == [
        "2: 1 stands below itself",
        "3: 2 stands below itself",
    ]


def test_too_long_a_name_is_told():
    assert problems_of(HEADER + f"1;;{'a' * 121};b;c\n") == ["2: name_fi is longer than 120 characters"]


@pytest.mark.parametrize("text", ["", "code,parent\n1,2\n"])
def test_a_file_of_something_else_is_refused(text):
    assert problems_of(text)[0].startswith("1: the first line must be code;parent;name_fi;name_sv;name_en")


def test_a_file_without_units_is_refused():
    assert problems_of(HEADER) == ["2: the file has no units"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_files_from_excel_and_elsewhere_are_read(encoding):
    assert decoded("Päiväkoti".encode(encoding)) == "Päiväkoti"


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(BadUnitFile):
        decoded(b"\x81\xff\x00")


@given(st.text(max_size=200))
def test_whatever_the_file_holds_it_is_read_or_refused(text):
    problems = []
    try:
        rows = read_units(HEADER + text)
    except BadUnitFile as error:
        rows, problems = [], error.problems

    assert bool(rows) != bool(problems)
    assert all(problem.split(":")[0].isdecimal() for problem in problems)
