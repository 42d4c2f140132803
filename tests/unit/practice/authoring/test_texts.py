"""An application's file taken apart for a form and put together again."""

import pytest

from puntari.practice.authoring import sent, texts
from puntari.practice.authoring.definition import read
from tests import exercises


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_taking_apart_and_putting_together_loses_nothing(language):
    source = exercises.files()[f"01.{language}.md"]
    body, reasons = texts.take_apart(source)
    again = texts.put_together(body, reasons)

    assert texts.take_apart(again) == (body, reasons)
    assert texts.put_together(*texts.take_apart(again)) == again
    assert list(reasons) == ["leave", "language", "signature"]


@pytest.mark.parametrize(
    "source", ["", "---\n", "---\nmarks: [1]\n---\n", "---\n{{\n---\nText", "No front", "--- \n---\nx"]
)
def test_what_is_unfinished_can_be_taken_apart(source):
    body, reasons = texts.take_apart(source)

    assert reasons == {}
    assert texts.take_apart(texts.put_together(body, {}))[0] == body


def test_dashes_that_somebody_types_are_text_and_not_values():
    source = texts.put_together("---\nmarks: {a: {why: x, better: y}}\n---\n\n## H\n\nText", {})

    assert texts.take_apart(source) == ("---\nmarks: {a: {why: x, better: y}}\n---\n\n## H\n\nText", {})


def test_marks_keep_the_order_of_the_text_and_are_named_once():
    assert texts.marks_in("[[b: x]] [[a: y]] [[b: z]] [[no id]] [[C: q]]") == ["b", "a"]


def changed(**fields: str) -> dict[str, str]:
    files = exercises.files()
    named = {name.replace("__", "."): value for name, value in fields.items()}
    return files | sent.changed_files(files, read(files["exercise.yml"]), "02", named)


def test_a_new_mark_gets_its_reason_in_each_language():
    after = changed(
        text__en="## A\n\nI [[new: was young]].", marks__new__why__en="Because.", marks__new__why__fi="Siksi."
    )
    marks = sent.marks_of(after, "02")

    assert marks["new"]["why"] == {"fi": "Siksi.", "sv": "", "en": "Because."}
    assert marks["leave"]["why"]["en"] == "Because of leave."


def test_a_mark_that_is_gone_and_has_no_words_left_is_forgotten():
    after = changed(text__en="## A\n\nText.", marks__leave__why__en="", marks__leave__better__en="")

    assert "leave" not in texts.take_apart(after["02.en.md"])[1]
    assert "leave" in texts.take_apart(after["02.fi.md"])[1]


def test_other_applications_and_their_keys_stay_as_they_are():
    before, after = exercises.files(), changed(applications__1__quality="strong", applications__2__quality="strong")
    qualities = [application["quality"] for application in read(after["exercise.yml"])["applications"]]

    assert qualities[:3] == ["strong", "strong", "weak"]
    assert {name for name in before if name.endswith(".md") and before[name] != after[name]} <= {
        "02.fi.md", "02.sv.md", "02.en.md"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kept"), [("a\r\nb", "a\nb"), ("a  \nb ", "a\nb"), ("a\x00\x07b", "ab"), ("a\u0308", "ä")]
)
def test_what_no_text_can_hold_is_left_out(typed, kept):
    assert sent.clean({"x": typed}) == {"x": kept}
