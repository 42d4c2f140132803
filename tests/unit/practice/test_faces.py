"""The three faces differ in the identifiers and in nothing else, and the anonymous one holds none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.content.languages import LANGUAGES
from puntari.practice.application import Plain
from puntari.practice.domain import GROUPS, Face
from puntari.practice.faces import Bar, FacePage, Identifier, rows_of
from tests import exercises

EXERCISE = exercises.compiled()
applications = st.sampled_from([application.id for application in EXERCISE.definition.applications])
languages = st.sampled_from(LANGUAGES)
groups = st.sampled_from(GROUPS)
names = st.integers(0, 5)


def plain(page: FacePage) -> list[list[str]]:
    return [
        [piece.text for piece in pieces if isinstance(piece, Plain)]
        for section in page.sections
        for pieces in section.paragraphs
    ]


@given(applications, languages, groups, names)
def test_what_both_faces_show_is_the_same_to_the_letter(application, language, group, name):
    anonymous = EXERCISE.face(application, Face.ANONYMOUS, language)
    identified = EXERCISE.face(application, group, language, name)

    assert plain(anonymous) == plain(identified)
    assert [section.heading for section in anonymous.sections] == [section.heading for section in identified.sections]
    assert [row.field for row in anonymous.rows] == [row.field for row in identified.rows]


@given(applications, languages, groups, names)
def test_where_one_has_a_bar_the_other_has_an_identifier(application, language, group, name):
    anonymous = EXERCISE.face(application, Face.ANONYMOUS, language)
    identified = EXERCISE.face(application, group, language, name)
    kinds = [
        {(type(a), type(b)) for s, t in zip(one.sections, other.sections, strict=True)
         for p, q in zip(s.paragraphs, t.paragraphs, strict=True) for a, b in zip(p, q, strict=True)}
        for one, other in ((anonymous, identified),)
    ]  # fmt: skip

    assert kinds == [{(Plain, Plain), (Bar, Identifier)}]
    assert {row.value for row in anonymous.rows} == {None}
    assert None not in {row.value for row in identified.rows}


@given(applications, languages)
def test_no_hidden_word_is_anywhere_in_the_anonymous_face(application, language):
    everything = repr(EXERCISE.face(application, Face.ANONYMOUS, language))
    hidden = [
        *(word for group in GROUPS for n in EXERCISE.definition.groups[group].names for word in (n.first, n.family)),
        *(exercises.MARKED[language][0].split("]]")[0].removeprefix("[[leave: "),),
        EXERCISE.application(application).municipality[language],
        "leave",
        "signature",
    ]

    assert [word for word in hidden if word in everything] == []


def test_a_person_fills_fields_and_brackets_in_each_language():
    pages = {language: EXERCISE.face("01", Face.COMPARISON, language, 0) for language in LANGUAGES}

    values = {language: tuple(row.value for row in page.rows) for language, page in pages.items()}
    assert [row.field for row in pages["fi"].rows] == ["name", "born", "sex", "mother_tongue", "municipality", "email"]
    assert values == {
        "fi": ("Ülle Tamm", "1.2.1980", "nainen", "viro", "Kunta1", "ulle.tamm@posti.example"),
        "sv": ("Ülle Tamm", "1.2.1980", "kvinna", "estniska", "Kommun1", "ulle.tamm@posti.example"),
        "en": ("Ülle Tamm", "1 February 1980", "female", "Estonian", "Place1", "ulle.tamm@posti.example"),
    }
    assert pages["en"].sections[1].paragraphs == (
        (Plain("Finnish: good. "), Identifier("At home I speak Estonian.")),
        (Identifier("Regards, Ülle Tamm"),),
    )


def test_an_identified_face_needs_a_person():
    with pytest.raises(ValueError, match="person"):
        EXERCISE.face("01", Face.REFERENCE, "fi")


def test_first_and_family_name_share_a_row():
    assert rows_of(("born", "first_name", "family_name", "sex")) == ["born", "name", "sex"]
