"""Leak hunts on a made-up exercise, and on the real one in every language."""

from collections import Counter

import pytest

from puntari.content.languages import LANGUAGES
from puntari.content.problems import Problems
from puntari.practice.content import load_exercises
from puntari.practice.domain import GROUPS, Face
from puntari.practice.spotting.leak_hunt import SIZE, Dealt, deal, read
from tests import exercises
from tests.spelling import ROOT

COOK = exercises.compiled()
FIELDS = dict.fromkeys(("name", "born", "sex", "mother_tongue", "municipality", "email"), "It tells who.")


@pytest.fixture(scope="module")
def real():
    return load_exercises(ROOT / "exercises", Problems(ROOT))["ece-teacher"]


@pytest.mark.parametrize("seed", [f"seed {number}" for number in range(30)])
def test_a_run_has_different_applications_and_people_and_both_groups(seed):
    dealt = deal(COOK, seed=seed)

    assert len({one.application for one in dealt}) == SIZE
    assert len({(one.face, one.name) for one in dealt}) == SIZE
    assert {one.face for one in dealt} == set(GROUPS)
    for one in dealt:
        name = COOK.definition.groups[one.face].names[one.name]
        assert name.kind == COOK.application(one.application).kind


def test_the_same_seed_deals_the_same():
    assert deal(COOK, seed="s") == deal(COOK, seed="s")


def test_every_application_comes_about_as_often():
    counts = Counter(one.application for number in range(800) for one in deal(COOK, seed=f"s{number}"))

    assert set(counts) == {application.id for application in COOK.definition.applications}
    assert 130 < min(counts.values()) <= max(counts.values()) < 270  # 200 each on average, standard deviation 12


def test_applications_not_met_before_come_first():
    ids = [application.id for application in COOK.definition.applications]

    assert {one.application for one in deal(COOK, seed="s", met=ids[2:])} >= set(ids[:2])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("face", GROUPS)
def test_the_pieces_together_are_the_application_as_it_is_shown_elsewhere(real, language, face):
    for application in real.definition.applications:
        name = real.fitting_name(application.id, face)
        reading = read(real, Dealt(application.id, face, name), language, fields=FIELDS, with_form=False)
        shown = real.face(application.id, face, language, name)

        assert [
            "".join(piece.text + piece.after for piece in paragraph).split()
            for section in reading.sections
            for paragraph in section.paragraphs
        ] == ["".join(piece.text for piece in words).split() for s in shown.sections for words in s.paragraphs]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_mark_is_a_place_that_can_be_found_and_has_a_reason_and_a_better_wording(real, language):
    for application in real.definition.applications:
        text = real.texts[application.id, language]
        name = real.fitting_name(application.id, Face.COMPARISON)
        reading = read(real, Dealt(application.id, Face.COMPARISON, name), language, fields=FIELDS, with_form=False)

        assert reading.place_ids() == [mark.id for mark in text.marks()]
        assert {piece.place for piece in reading.pieces() if piece.counts} == set(reading.place_ids())
        assert all(place.why and place.better for place in reading.places.values())


def test_whoever_looks_for_odd_cuts_does_not_find_the_places(real):
    """A place isn't the only kind of piece that is a part of a sentence: most parts are harmless."""
    parts = []
    for application in real.definition.applications:
        name = real.fitting_name(application.id, Face.REFERENCE)
        reading = read(real, Dealt(application.id, Face.REFERENCE, name), "en", fields=FIELDS, with_form=False)
        parts += [piece for piece in reading.pieces() if not piece.text.endswith((".", "!", "?"))]

    assert sum(piece.place is None for piece in parts) > 2 * sum(piece.place is not None for piece in parts)


def test_the_form_is_worked_on_or_hidden():
    dealt = deal(COOK, seed="s")[0]

    with_form = read(COOK, dealt, "en", fields=FIELDS, with_form=True)
    without = read(COOK, dealt, "en", fields=FIELDS, with_form=False)

    assert [row.field for row in with_form.rows] == ["post", *FIELDS]
    assert [row.piece.place for row in with_form.rows if row.piece] == [None, *(f"field.{field}" for field in FIELDS)]
    assert [row.piece is None for row in without.rows] == [False, *[True] * len(FIELDS)]
    assert len(with_form.places) == len(without.places) + len(FIELDS)
