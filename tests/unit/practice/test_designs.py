"""One door for both designs."""

import dataclasses

import pytest

from puntari.practice import one_round, two_rounds
from puntari.practice.choices import Choice, as_fields, read_choice
from puntari.practice.designs import DESIGN_VERSION, Recipe, deal
from puntari.practice.domain import Design
from tests.unit.practice.materials import material

TWO = Recipe(Design.TWO_ROUNDS, DESIGN_VERSION, 8, "stream", "seed", 5)
ONE = Recipe(Design.ONE_ROUND, DESIGN_VERSION, 6, "stream", "seed", 5, place=(2, 3))


def test_a_recipe_deals_by_its_design():
    assert deal(material(), TWO) == two_rounds.deal(material(), stream="stream", arrival=5, seed="seed")
    assert deal(material(), ONE) == one_round.deal(material(), stream="stream", block=2, seat=3, seed="seed", size=6)


def test_a_version_that_no_code_deals_is_refused():
    with pytest.raises(ValueError, match="version 99"):
        deal(material(), dataclasses.replace(TWO, design_version=99))


def test_one_round_needs_a_place():
    with pytest.raises(ValueError, match="place"):
        deal(material(), dataclasses.replace(ONE, place=None))


def test_the_form_is_told_in_words():
    assert ONE.form in {"A1", "A2", "B1", "B2", "C1", "C2"}
    assert TWO.form.startswith(("anonymous first", "identified first"))


@pytest.mark.parametrize(
    ("name", "value", "choice"),
    [
        pytest.param("c-skill", "4", Choice("skill", points=4), id="points"),
        pytest.param("invite", "yes", Choice(None, invited=True), id="yes"),
        pytest.param("invite", "no", Choice(None, invited=False), id="no"),
        pytest.param("invite", "4", None, id="points for the invitation"),
        pytest.param("c-skill", "0", None, id="off the scale"),
        pytest.param("c-skill", "４", None, id="a digit of another script"),
        pytest.param("skill", "4", None, id="without prefix"),
        pytest.param("c-charm", "4", None, id="unknown criterion"),
    ],
)
def test_choices(name, value, choice):
    assert read_choice(["skill"], name, value) == choice


def test_what_is_kept_comes_back_as_fields():
    assert as_fields({"skill": 4}, invited=False) == {"c-skill": "4", "invite": "no"}
    assert as_fields({}, invited=None) == {}
