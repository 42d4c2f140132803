"""The checker names every problem with file and line; each rule is tripped by a course of its own."""

import pytest

from tests.unit.courses.checked import SV1, SV2, SV3, YML, found
from tests.unit.courses.factory import WORDS, change, problems_of


def test_a_course_in_order_has_no_problems(folder):
    assert problems_of(folder) == []


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


def test_all_problems_are_named_at_once(folder):
    change(folder, YML, "minutes: 10", "minutes: 0")
    change(folder, "glossary.yml", "meaning:", "meanings:")

    problems = problems_of(folder)

    assert [problem.split(":")[0] for problem in problems] == ["course.yml", "glossary.yml", "glossary.yml"]
