"""The checker names every problem with file and line; each rule is tripped by a course of its own."""

from datetime import date

import pytest

from puntari.content.problems import BadContent, Problems
from puntari.courses.checks import note_overdue_reviews
from puntari.courses.content import mark_translated
from tests.unit.courses.factory import WORDS, change, course_of, mark_all, problems_of

STALE = "the source has changed since this was translated"


def found(folder, **kwargs):
    """All problems but those that a change of the source always brings."""
    return [problem for problem in problems_of(folder, **kwargs) if STALE not in problem]


def test_a_course_in_order_has_no_problems(folder):
    assert problems_of(folder) == []


YML = "course.yml"
FI1, FI2, FI3 = "01-first.fi.md", "02-second.fi.md", "03-third.fi.md"
SV1, SV2, SV3 = "01-first.sv.md", "02-second.sv.md", "03-third.sv.md"


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        pytest.param(
            YML, "minutes: 10", "minutes: 10\nlevel: easy", "course.yml:7: level is not a known key", id="unknown key"
        ),
        pytest.param(
            YML, "minutes: 10", "minutes: ten", "course.yml:6: minutes must be a whole number", id="wrong type"
        ),
        pytest.param(YML, ", sv: Liten kurs", "", "course.yml:3: title.sv is missing", id="language missing"),
        pytest.param(YML, "id: small", "id: tiny", "course.yml:1: id must be the folder's name, small", id="id"),
        pytest.param(YML, "completes:\n  pages: all", "completes:\n  pages: some", None, id="unknown rule"),
        pytest.param(YML, "https://example.org/one", "example.org/one", None, id="address"),
        pytest.param(YML, "2030-01-01", "soon", None, id="date"),
        pytest.param(YML, "2030-01-01", "2030-02-31", None, id="no such day"),
        pytest.param(YML, "pages:\n", "pages\n", None, id="not YAML"),
        pytest.param(
            *(
                YML,
                "sources:\n",
                "sources:\n  spare:\n    reference: A\n    country: FI\n    kind: law\n    review_by: 2030-01-01\n",
            ),
            "course.yml:16: the source spare is given on no page",
            id="source declared but not used",
        ),
        pytest.param(
            "glossary.yml", "{fi: tunnistetieto, ", "{", "glossary.yml:2: identifier.term.fi is missing", id="term"
        ),
        pytest.param(
            *(SV1, "---\ntitle: Första sidan\n---\n", ""),
            "01-first.sv.md:1: a page begins with its title between two lines of three dashes",
            id="no title",
        ),
        pytest.param(
            SV1, "title: ", "titel: ", "01-first.sv.md:2: titel is not a known key", id="unknown key of a page"
        ),
        pytest.param(SV3, "::: rule ours\n:::\n", "", None, id="block missing in a translation"),
        pytest.param(
            *(SV1, "( ) Fel", "(x) Fel"),
            "01-first.sv.md:16: choice when needs one right option, marked (x); it has 2",
            id="two right options",
        ),
        pytest.param(
            *(SV1, "::: choice when", "::: choice then"),
            "01-first.sv.md:16: differs from 01-first.fi.md:16: there choice when, here choice then",
            id="question ids differ",
        ),
        pytest.param(
            *(SV1, "[x] Rätt 1", "[ ] Rätt 1"),
            "01-first.sv.md:28: differs from 01-first.fi.md:28: there right option, here wrong option",
            id="right answers differ",
        ),
        pytest.param(
            *(SV2, "accept: 4–5", "accept: 4–6"),
            "02-second.sv.md:17: differs from 02-second.fi.md:17: "
            "there answer 4.5, accept 4 to 5, here answer 4.5, accept 4 to 6",
            id="right numbers differ",
        ),
        pytest.param(
            *(SV1, "## Mellanrubrik", "Mellanrubrik"),
            "01-first.sv.md:7: differs from 01-first.fi.md:7: there heading 2, here paragraph",
            id="a heading is a paragraph",
        ),
        pytest.param(
            *(SV1, "- Text på svenska 2\n", ""),
            "01-first.sv.md:9: differs from 01-first.fi.md:9: there list of 2, here list of 1",
            id="a list is shorter",
        ),
        pytest.param(
            *(SV1, "B [@one-2020]", "B"),
            "01-first.sv.md:22: gives other sources than 01-first.fi.md:22: there one-2020, here no source",
            id="sources differ",
        ),
        pytest.param(
            *(SV2, "(01-first)", "(01-furst)"),
            "02-second.sv.md:5: the link leads nowhere: 01-furst is no page of this course and no https:// address",
            id="dead link",
        ),
        pytest.param(
            *(SV2, "(01-first)", "(http://example.org)"),
            "02-second.sv.md:5: the link leads nowhere: "
            "http://example.org is no page of this course and no https:// address",
            id="link that isn't safe",
        ),
        pytest.param(
            *(SV1, "[[identifier|", "[[identifer|"),
            "01-first.sv.md:5: there is no term identifer in glossary.yml; write [[term|shown words]]",
            id="unknown term",
        ),
        pytest.param(
            SV1, "uppgifter]]", "uppgifter]", "01-first.sv.md:5: a [[ or [@ isn't closed", id="term not closed"
        ),
        pytest.param(SV1, "2\n\n::: law", "<b>2</b>\n\n::: law", None, id="HTML"),
        pytest.param(SV1, "2\n\n::: law", "2\x07\n\n::: law", None, id="control character"),
        pytest.param(SV3, "::: rule ours", "::: rules ours", None, id="unknown block"),
        pytest.param(
            *(SV3, "::: rule ours\n", "::: rule ours\nText.\n"),
            "03-third.sv.md:30: nothing stands inside a rule; its text comes from the organisation's settings",
            id="text in a rule",
        ),
        pytest.param(
            *(SV3, "::: rule ours", "::: rule Ours"),
            "03-third.sv.md:29: rule needs an id of small letters, numbers and hyphens",
            id="id with a capital",
        ),
        pytest.param(
            *(SV3, "::: rule ours\n:::", "::: rule ours"),
            "03-third.sv.md:29: this block isn't closed with a line of :::",
            id="not closed",
        ),
        pytest.param(SV2, ":::\n\n::: estimate", "::: estimate", None, id="a block in a block"),
        pytest.param(
            SV2,
            "---\n\nText",
            "---\n\n:::\n\nText",
            "02-second.sv.md:5: this ::: closes a block that hasn't begun",
            id="stray",
        ),
    ],
)
def test_a_problem_is_named_with_file_and_line(folder, name, old, new, problem):
    change(folder, name, old, new)

    problems = found(folder)

    assert problems != []
    assert problem is None or problem in problems
    assert all(one.startswith(name) for one in problems) or name in {YML, "glossary.yml"}


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        pytest.param(
            "02-second.{}.md",
            "::: order steps",
            "::: order when",
            "{}:7: when is used already at 01-first.{}.md:16",
            id="id",
        ),
        pytest.param(
            "01-first.{}.md",
            "(x)",
            "( )",
            "{}:16: choice when needs one right option, marked (x); it has 0",
            id="none right",
        ),
        pytest.param("01-first.{}.md", "(x)", "[x]", "{}:21: the options of choice are marked ( ) and (x)", id="mark"),
        pytest.param(
            "02-second.{}.md",
            "2. ",
            "4. ",
            "{}:11: the lines to order are numbered 1., 2., 3.; here 2. is expected",
            id="order",
        ),
        pytest.param(
            "02-second.{}.md",
            "answer: 4,5",
            "answer: 9",
            "{}:17: estimate share needs an answer that lies inside accept",
            id="out",
        ),
        pytest.param(
            "02-second.{}.md",
            "answer: 4,5",
            "answer: many",
            "{}:20: answer must be a number such as 4 or 4,5",
            id="words",
        ),
        pytest.param(
            "02-second.{}.md", "answer: 4,5\n", "", "{}:17: estimate share has no line answer: …", id="no answer"
        ),
        pytest.param(
            *("02-second.{}.md", "4–5", "5–4"),
            "{}:21: accept must be a range from low to high such as 3–5",
            id="range",
        ),
        pytest.param(
            "02-second.{}.md",
            "unit:",
            "units:",
            "{}:22: estimate has the lines answer, accept and unit, each once",
            id="key",
        ),
        pytest.param("03-third.{}.md", ": bad\n", ": badd\n", "{}:14: there is no scene badd", id="dangling way"),
        pytest.param("03-third.{}.md", "== worst", "== bad", "{}:25: scene bad is there twice", id="scene twice"),
        pytest.param(
            "03-third.{}.md", "== bad", "== nowhere", "{}:19: no way leads to scene nowhere", id="unreachable"
        ),
        pytest.param("03-third.{}.md", "{text} good.", "{text} good.\n\n-> a : start", None, id="one end"),
        pytest.param("03-third.{}.md", ": worst", ": bad", None, id="no way out"),
        pytest.param("03-third.{}.md", " : good", " -> good", None, id="way not understood"),
        pytest.param(
            *("03-third.{}.md", "::: rule ours\n:::", "::: exercise nurse\n:::"),
            "{}:29: there is no exercise nurse",
            id="unknown exercise",
        ),
        pytest.param(
            "03-third.{}.md",
            "::: rule ours\n:::",
            "::: law extra\n**A**\n:::",
            "{}:29: after ::: law comes nothing more",
            id="law",
        ),
        pytest.param(
            "03-third.{}.md", "::: rule ours\n:::", "::: law\n:::", "{}:29: this law is empty", id="empty callout"
        ),
        pytest.param("03-third.{}.md", "::: rule ours\n:::", "# Big", None, id="heading 1"),
        pytest.param(
            "03-third.{}.md",
            "::: rule ours\n:::",
            "## A\ntext",
            "{}:30: leave an empty line after a heading",
            id="heading",
        ),
        pytest.param(
            "03-third.{}.md", "::: rule ours\n:::", "A\n- b", "{}:30: leave an empty line before a list", id="list"
        ),
    ],
)
def test_a_problem_in_all_languages_is_named_in_each(folder, name, old, new, problem):
    for language in ("fi", "sv", "en"):
        one = name.format(language)
        change(folder, one, old.format(text=WORDS[language]["text"]), new)

    problems = found(folder)

    assert {problem.split(":")[0] for problem in problems} == {name.format(language) for language in ("fi", "sv", "en")}
    if problem:
        for language in ("fi", "sv", "en"):
            assert problem.replace("{}", name.format(language), 1).format(language) in problems


def test_an_option_without_explanation_is_a_problem(folder):
    for language, because in (("fi", "Koska A"), ("sv", "Eftersom A"), ("en", "Because A")):
        change(folder, f"01-first.{language}.md", f"    {because}\n", "")

    assert found(folder) == [
        f"01-first.{language}.md:19: this option has no explanation; write it on the next line, indented by four spaces"
        for language in ("en", "fi", "sv")
    ]


def test_a_question_without_what_is_read_afterwards_is_a_problem(folder):
    for language, because in (("fi", "Koska F"), ("sv", "Eftersom F"), ("en", "Because F")):
        change(folder, f"02-second.{language}.md", f"=> {because}\n", "")

    assert found(folder) == [
        f"02-second.{language}.md:7: order steps needs a text after =>, which is read afterwards"
        for language in ("en", "fi", "sv")
    ]


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


def test_all_problems_are_named_at_once(folder):
    change(folder, YML, "minutes: 10", "minutes: 0")
    change(folder, "glossary.yml", "meaning:", "meanings:")

    problems = problems_of(folder)

    assert [problem.split(":")[0] for problem in problems] == ["course.yml", "glossary.yml", "glossary.yml"]


@pytest.mark.parametrize(
    ("rounds", "words"),
    [
        ("round: 2", "nurse stands once as a whole, or as round 1 and then round 2"),
        ("round: 1", "round 2 of nurse is on no page"),
        ("round: 3", "inside an exercise stands round: 1, round: 2, optional: yes, or nothing"),
    ],
)
def test_the_rounds_of_an_exercise_make_a_whole(folder, rounds, words):
    change(folder, "03-third.*.md", "::: rule ours\n:::", f"::: exercise nurse\n{rounds}\n:::")

    problems = found(folder, exercises=("nurse",))

    assert {problem.split(": ", 1)[1] for problem in problems} == {words}


def test_both_rounds_or_a_whole_exercise_are_in_order(folder):
    change(folder, "01-first.*.md", "::: law", "::: exercise nurse\nround: 1\n:::\n\n::: law")
    change(folder, "02-second.*.md", "::: order", "::: exercise nurse\nround: 2\n:::\n\n::: order")
    change(folder, "03-third.*.md", "::: rule ours", "::: exercise cook")

    assert found(folder, exercises=("nurse", "cook")) == []


def test_the_leak_hunt_of_an_exercise_stands_beside_its_rounds(folder):
    change(folder, "01-first.*.md", "::: law", "::: exercise nurse\n:::\n\n::: law")
    change(folder, "03-third.*.md", "::: rule ours", "::: leak-hunt nurse\noptional: yes")

    assert found(folder, exercises=("nurse", "leak-hunt nurse")) == []


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("::: advertisement nurse", "there is no advertisement nurse"),
        ("::: leak-hunt baker", "there is no leak-hunt baker"),
        ("::: leak-hunt nurse\nround: 1", "inside an exercise stands optional: yes, or nothing"),
        ("::: leak-hunt nurse\noptional: no", "inside an exercise stands optional: yes, or nothing"),
    ],
)
def test_other_kinds_of_exercise_must_be_there_and_have_no_rounds(folder, block, words):
    change(folder, "03-third.*.md", "::: rule ours", block)

    problems = found(folder, exercises=("nurse", "leak-hunt nurse"))

    assert {problem.split(": ", 1)[1] for problem in problems} == {words}


def test_a_translation_says_that_an_exercise_is_optional_too(folder):
    change(folder, "03-third.*.md", "::: rule ours", "::: leak-hunt nurse\noptional: yes")
    change(folder, "03-third.sv.md", "optional: yes\n", "")

    assert [problem.split(":")[0] for problem in found(folder, exercises=("leak-hunt nurse",))] == ["03-third.sv.md"]


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
