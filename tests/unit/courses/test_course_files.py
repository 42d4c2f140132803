"""Which files a course consists of, and what is wrong with each."""

from tests.unit.courses.checked import FI1, YML, found
from tests.unit.courses.factory import change, problems_of


def test_a_page_without_its_file_is_a_problem(folder):
    (folder / "02-second.sv.md").unlink()

    assert found(folder) == ["course.yml:9: 02-second.sv.md is missing"]


def test_a_file_that_is_not_listed_is_a_problem(folder):
    (folder / "04-fourth.fi.md").write_text("---\ntitle: A\n---\n\nText.\n")

    assert found(folder) == [
        "04-fourth.fi.md:1: this page is not listed in course.yml (or its name doesn't end .fi.md, .sv.md or .en.md)"
    ]


def test_a_page_listed_twice_is_a_problem(folder):
    change(folder, YML, "  - 02-second", "  - 02-second\n  - 02-second")

    assert "course.yml:10: 02-second is listed twice" in found(folder)


def test_an_id_that_is_an_address_of_ours_is_a_problem(folder):
    change(folder, YML, "  - 02-second", "  - print\n  - 02-second")

    assert "course.yml:9: print can't be a page's id; use small letters, numbers and hyphens" in found(folder)


def test_a_folder_without_course_yml_is_a_problem(folder):
    (folder / YML).unlink()

    assert problems_of(folder) == ["course.yml:1: is missing"]


def test_a_file_in_another_encoding_is_a_problem(folder):
    (folder / FI1).write_bytes("---\ntitle: A\n---\n\nÄiti".encode("latin-1"))

    assert "01-first.fi.md:5: can't be read as UTF-8; save the file in that encoding" in found(folder)
