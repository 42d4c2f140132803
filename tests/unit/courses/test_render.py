"""Pages made ready to show: safe, numbered, unique."""

import re

import pytest

from puntari.courses.render import ProsePart, Writer, show
from tests.unit.courses.factory import change, course_of


@pytest.fixture
def writer(folder):
    return Writer(course_of(folder), "en", 7)


def test_sources_are_numbered_in_the_order_in_which_they_come(writer):
    html = writer.block("A[@one-2020] B[@two; @one-2020] C[@three]")

    assert re.findall(r'href="#(source-7-\d)" role="doc-noteref">(\d)<', html) == [
        ("source-7-1", "1"),
        ("source-7-2", "2"),
        ("source-7-1", "1"),
        ("source-7-3", "3"),
    ]


def test_a_term_gets_a_button_and_its_meaning_each_time(writer):
    html = writer.block("[[identifier|Identifiers]], [[identifier]].")

    assert re.findall(r'popovertarget="(.*?)">(.*?)</button>', html) == [
        ("term-7-1", "Identifiers"),
        ("term-7-2", "identifier"),
    ]
    assert html.count("Something about the applicant.") == 2
    assert writer.terms == ["identifier"]


def test_inside_a_label_nothing_can_be_clicked(writer):
    assert writer.inline("[[identifier|An identifier]] [@one-2020]", plain=True) == (
        'An identifier <sup class="pt-cite">[1]</sup>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[words](javascript:alert(1))",
        '<a href="https://example.org" onclick="alert(1)">x</a>',
        "[[identifier|<script>alert(1)</script>]]",
        "![x](https://example.org/pixel.png)",
    ],
)
def test_nothing_harmful_comes_through(writer, text):
    html = writer.block(text)

    assert [bad for bad in ("<script", "javascript:", "onclick", "<img") if bad in html] == []


def test_what_the_glossary_says_is_shown_as_text(folder):
    change(folder, "glossary.yml", "Something about the applicant.", "<b>Bold</b> & brave")

    html = Writer(course_of(folder), "en", 1).block("[[identifier]]")

    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; brave" in html


def test_each_page_lists_the_sources_and_terms_it_uses(folder):
    course = course_of(folder)

    first, third = show(course, course.page("01-first", "sv")), show(course, course.page("03-third", "sv"))

    assert [(one.number, one.anchor, one.size, one.caveat) for one in first.sources] == [
        (1, "source-1-1", "44 annonser", "Litet material.")
    ]
    assert [(one.term, one.meaning) for one in first.terms] == [("identifieringsuppgift", "En uppgift om sökanden.")]
    assert (third.sources, third.terms) == ((), ())


def test_links_to_other_pages_stay_within_the_course(folder):
    course = course_of(folder)

    part = show(course, course.page("02-second", "en")).parts[0]

    assert isinstance(part, ProsePart)
    assert part.html == '<p>Some text, <a href="01-first">identifiers</a>.</p>'
