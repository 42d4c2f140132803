"""Advertisements: the real ones are in order, and what is wrong in one is told with its line."""

from pathlib import Path

import pytest

from puntari.content.languages import LANGUAGES
from puntari.content.problems import Problems
from puntari.practice.content import load_exercises, read_folder
from puntari.practice.spotting.advertisement import read
from puntari.practice.spotting.content import (
    compile_advertisement,
    load_advertisements,
    note_overdue_reviews,
    restore_advertisement,
)
from puntari.practice.spotting.domain import judge, rewritten
from tests.spelling import ROOT

FOLDER = ROOT / "exercises" / "ad-caretaker"


@pytest.fixture(scope="module")
def files():
    return read_folder(FOLDER, Problems(ROOT))


@pytest.fixture(scope="module")
def real():
    problems = Problems(ROOT)
    found = load_advertisements(ROOT / "exercises", problems)
    assert [str(problem) for problem in problems] == []
    return found


def problems_of(files: dict[str, str]) -> list[str]:
    problems = Problems(Path("/x"))
    assert compile_advertisement(Path("/x/ad-caretaker"), files, problems) is None
    return [str(problem).removeprefix("ad-caretaker/") for problem in problems]


def test_the_real_ones_are_served_and_are_no_exercises_to_score(real):
    assert set(real) == {"ad-caretaker", "ad-service-adviser"}
    assert not set(real) & set(load_exercises(ROOT / "exercises", Problems(ROOT)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_can_be_found_and_every_tempting_one_left(real, language):
    for advertisement in real.values():
        reading = read(advertisement, language)
        pieces = reading.pieces()
        verdict = judge(reading, {piece.key for piece in pieces if piece.place})

        assert (verdict.missed, verdict.needless, verdict.is_too_much) == ((), (), False)
        assert {piece.keep for piece in pieces if piece.keep} == set(reading.keeps)
        assert len(reading.keeps) >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_better_text_has_none_of_the_wordings_and_all_of_the_rest(real, language):
    for advertisement in real.values():
        reading = read(advertisement, language)
        better = " ".join(paragraph for _, paragraphs in rewritten(reading) for paragraph in paragraphs)

        for piece in reading.pieces():
            assert (piece.text in better) is (piece.place is None), piece.text
        assert all(place.better in better for place in reading.places.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_kinds_are_those_that_have_words(real, language):
    kinds = {place.kind for ad in real.values() for place in read(ad, language).places.values()}

    assert kinds == {"age", "gender", "language", "background", "family", "health", "criterion"}


@pytest.mark.parametrize(
    ("file", "before", "after", "expected"),
    [
        pytest.param(
            "advertisement.yml", "id: ad-caretaker", "id: other",
            "advertisement.yml:1: id is other but the folder is ad-caretaker", id="id",
        ),
        pytest.param(
            "advertisement.sv.md", "[[years: ", "",
            "advertisement.sv.md:63: a mark is opened or closed without its other half", id="half a mark",
        ),
        pytest.param(
            "advertisement.en.md", "[[record:", "[[papers:",
            "advertisement.en.md:65: papers has no reason at the top", id="no reason",
        ),
        pytest.param(
            "advertisement.en.md", "kind: gender", "kind: sex",
            "advertisement.en.md:4: marks.title.kind Input should be 'age'", id="unknown kind",
        ),
        pytest.param(
            "advertisement.fi.md", "source: hiring-equality", "source: hearsay",
            "there is no source hearsay in advertisement.yml", id="unknown source",
        ),
        pytest.param(
            "advertisement.en.md", "You are a Finnish citizen.", "You are a [[Finnish]] citizen.",
            "advertisement.en.md:65: a mark is opened or closed without its other half", id="a mark in a mark",
        ),
        pytest.param(
            "advertisement.en.md", "[[citizen: You are a Finnish citizen.]]", "[[Citizen]]",
            "advertisement.en.md:65: [[Citizen]] needs an id in small letters, a colon and words", id="no words",
        ),
        pytest.param(
            "advertisement.fi.md", "## Kuka olet", "Kuka olet",
            "headings and paragraphs differ", id="other headings",
        ),
        pytest.param(
            "advertisement.sv.md", "kind: background", "kind: age",
            "kind or source differs from fi", id="other kind",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_and_line(files, file, before, after, expected):
    assert before in files[file]

    found = problems_of({**files, file: files[file].replace(before, after, 1)})

    assert any(expected in problem for problem in found), found


def test_a_missing_language_and_a_file_too_many_are_told(files):
    changed = {name: text for name, text in files.items() if name != "advertisement.sv.md"} | {"notes.txt": ""}

    assert problems_of(changed) == ["advertisement.sv.md:1: is missing", "notes.txt:1: isn't part of an advertisement"]


def test_a_source_that_nobody_gives_is_told(files):
    extra = "  nobody:\n    reference: x\n    country: FI\n    kind: law\n    review_by: 2027-01-01\n"

    (problem,) = problems_of({**files, "advertisement.yml": files["advertisement.yml"] + extra})

    assert problem.endswith("the source nobody is given nowhere")


def test_sources_due_for_review_are_hints(real):
    advertisement, problems = real["ad-caretaker"], Problems(ROOT)
    sources = advertisement.definition.sources
    last_day = max(source.review_by for source in sources.values())

    note_overdue_reviews(FOLDER, advertisement, problems, today=last_day)
    assert len(problems) == 0
    note_overdue_reviews(FOLDER, advertisement, problems, today=last_day.replace(year=2030))
    assert len(problems) == len(sources)


def test_a_kept_version_is_read_again(real, files):
    kept = restore_advertisement("ad-caretaker", files)

    assert kept == real["ad-caretaker"]
    with pytest.raises(LookupError):
        restore_advertisement("ad-caretaker", {})
