"""Translations that fell behind, sources past their date, and the version of a course."""

from datetime import date

import pytest

from puntari.content.problems import BadContent, Problems
from puntari.courses.checks import note_overdue_reviews
from puntari.courses.content import mark_translated
from tests.unit.courses.checked import FI1, SV1
from tests.unit.courses.factory import change, course_of, mark_all, problems_of


def test_a_changed_source_paragraph_is_pointed_at_in_each_translation(folder):
    change(folder, FI1, "- Tekstiä 2", "- Uutta 2")

    assert problems_of(folder) == [
        f"01-first.{language}.md:9: the source has changed since this was translated: 01-first.fi.md:9"
        for language in ("en", "sv")
    ]


def test_white_space_in_the_source_makes_no_translation_stale(folder):
    change(folder, FI1, "Tekstiä 2", "Tekstiä   2")

    assert problems_of(folder) == []


def test_a_translation_marked_as_up_to_date_is_fresh_again(folder):
    change(folder, FI1, "- Tekstiä 2", "- Uutta 2")

    assert mark_translated(folder / SV1) == "01-first.sv.md is up to date with 01-first.fi.md"
    assert [problem.split(":")[0] for problem in problems_of(folder)] == ["01-first.en.md"]
    mark_all(folder)
    assert problems_of(folder) == []


def test_a_translation_that_was_never_marked_is_a_problem(folder):
    (folder / "translated.yml").write_text("")

    assert len(problems_of(folder)) == 6
    assert (
        problems_of(folder)[0]
        == "01-first.en.md:1: is not marked as up to date; run: puntari translated 01-first.en.md"
    )


@pytest.mark.parametrize("name", [FI1, "nothing.sv.md", "course.yml"])
def test_only_a_translated_page_can_be_marked(folder, name):
    with pytest.raises(BadContent, match="is not a translated page"):
        mark_translated(folder / name)


def test_a_translation_with_other_blocks_can_not_be_marked(folder):
    change(folder, SV1, "## Mellanrubrik\n", "")

    with pytest.raises(BadContent, match="there heading 2, here nothing"):
        mark_translated(folder / SV1)


def test_a_broken_translated_yml_is_a_problem(folder):
    (folder / "translated.yml").write_text("01-first.sv.md: 12\n")

    assert "translated.yml:1: 01-first.sv.md must be a list of digests; let puntari translated write it" in problems_of(
        folder
    )


def test_a_source_past_its_review_date_is_named_but_does_not_stop_the_course(folder):
    course = course_of(folder)
    on_the_day, a_day_later = Problems(folder), Problems(folder)

    note_overdue_reviews(folder, course, on_the_day, today=date(2030, 1, 1))
    note_overdue_reviews(folder, course, a_day_later, today=date(2030, 1, 2))

    assert [str(problem) for problem in on_the_day] == []
    assert [str(problem) for problem in a_day_later] == ["course.yml:23: one-2020 was to be reviewed by 2030-01-01"]


def test_the_version_changes_with_any_text_but_not_with_translated_yml(folder):
    before = course_of(folder).digest
    (folder / "translated.yml").write_text((folder / "translated.yml").read_text() + "\n# a remark\n")
    unchanged = course_of(folder).digest
    change(folder, SV1, "Första sidan", "Den första sidan")

    assert unchanged == before
    assert course_of(folder).digest != before
