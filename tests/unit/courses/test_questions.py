"""What is an answer to each kind of question, and which one is right."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntari.courses.questions import (
    BadAnswer,
    Choice,
    Choices,
    Estimate,
    Match,
    Option,
    Order,
    Reflection,
    Sent,
    mixed,
    read_number,
)

OPTIONS = (Option("a", "", True), Option("b", "", False), Option("c", "", True))
CHOICE = Choice("q", 1, "?", OPTIONS[:2])
CHOICES = Choices("q", 1, "?", OPTIONS)
ORDER = Order("q", 1, "?", ("first", "second", "third"))
MATCH = Match("q", 1, "?", ("one", "two", "three"), ("uno", "due", "tre"))
ESTIMATE = Estimate("q", 1, "?", Decimal("4.5"), Decimal(4), Decimal(5), "%")
REFLECTION = Reflection("q", 1, "?")


def sent(language="fi", **fields):
    """What a form sends: ``_`` is the question's own name, ``_0`` the suffix .0."""
    values = {name.replace("_", ".") if name != "_" else "": value for name, value in fields.items()}
    return Sent(lambda suffix: values.get(suffix, []), language)


@pytest.mark.parametrize("question", [CHOICE, CHOICES, ORDER, MATCH, ESTIMATE, REFLECTION])
def test_nothing_sent_is_no_answer(question):
    assert question.read(sent()) is None


@pytest.mark.parametrize(
    ("question", "fields", "answer", "is_right"),
    [
        pytest.param(CHOICE, {"_": ["0"]}, [0], True, id="the right option"),
        pytest.param(CHOICE, {"_": ["1"]}, [1], False, id="the wrong option"),
        pytest.param(CHOICES, {"_": ["2", "0", "2"]}, [0, 2], True, id="all right ones"),
        pytest.param(CHOICES, {"_": ["0"]}, [0], False, id="one is missing"),
        pytest.param(CHOICES, {"_": ["0", "1", "2"]}, [0, 1, 2], False, id="one too many"),
        pytest.param(ESTIMATE, {"_": ["4,2"]}, "4.2", True, id="inside the range"),
        pytest.param(ESTIMATE, {"_": [" 5 "]}, "5", True, id="on the edge"),
        pytest.param(ESTIMATE, {"_": ["5,01"]}, "5.01", False, id="outside the range"),
        pytest.param(ESTIMATE, {"_": [""]}, None, None, id="an empty number"),
        pytest.param(REFLECTION, {"_": [" a\r\nb "]}, "a\nb", None, id="a thought"),
        pytest.param(REFLECTION, {"_": [""]}, "", None, id="no thought"),
    ],
)
def test_an_answer_is_read_and_checked(question, fields, answer, is_right):
    read = question.read(sent(**fields))

    assert read == answer
    if read is not None:
        assert (question.is_right(read), question.fits(read)) == (is_right, True)


@pytest.mark.parametrize(
    ("question", "fields", "code"),
    [
        pytest.param(CHOICE, {"_": ["2"]}, "unknown", id="an option that isn't there"),
        pytest.param(CHOICE, {"_": ["0", "1"]}, "unknown", id="two for one"),
        pytest.param(CHOICE, {"_": ["-1"]}, "unknown", id="negative"),
        pytest.param(CHOICE, {"_": ["²"]}, "unknown", id="odd digit"),
        pytest.param(CHOICE, {"_": ["9" * 5000]}, "unknown", id="endless"),
        pytest.param(CHOICES, {"_": ["0", "x"]}, "unknown", id="not a number"),
        pytest.param(ORDER, {"_0": ["1"], "_1": ["1"], "_2": ["2"]}, "places", id="a place twice"),
        pytest.param(ORDER, {"_0": ["1"]}, "places", id="places missing"),
        pytest.param(ORDER, {"_0": ["0"], "_1": ["1"], "_2": ["2"]}, "places", id="place zero"),
        pytest.param(ORDER, {"_0": ["1"], "_1": ["2"], "_2": ["9" * 5000]}, "places", id="endless place"),
        pytest.param(MATCH, {"_0": ["1"]}, "pairs", id="pairs missing"),
        pytest.param(MATCH, {"_0": ["1"], "_1": ["1"], "_2": ["7"]}, "unknown", id="a part that isn't there"),
        pytest.param(ESTIMATE, {"_": ["many"]}, "number", id="words"),
        pytest.param(ESTIMATE, {"_": ["9" * 500]}, "number", id="endless number"),
        pytest.param(REFLECTION, {"_": ["a" * 5001]}, "long", id="too long"),
        pytest.param(REFLECTION, {"_": ["a\x00b"]}, "control", id="control character"),
    ],
)
def test_what_is_no_answer_is_refused(question, fields, code):
    with pytest.raises(BadAnswer) as refused:
        question.read(sent(**fields))

    assert refused.value.code == code


def test_lines_put_in_their_right_order_are_right():
    places = {f"_{shown}": [str(item + 1)] for shown, item in enumerate(ORDER.shown)}

    answer = ORDER.read(sent(**places))

    assert (answer, ORDER.is_right(answer), ORDER.in_place(answer)) == ([0, 1, 2], True, 3)


def test_lines_left_as_they_are_shown_are_wrong():
    answer = ORDER.read(sent(_0=["1"], _1=["2"], _2=["3"]))

    assert (answer, ORDER.is_right(answer)) == (ORDER.shown, False)


def test_pairs_are_read_from_the_mixed_right_parts():
    chosen = {f"_{left}": [str(MATCH.shown.index(left))] for left in range(3)}

    answer = MATCH.read(sent(**chosen))

    assert (answer, MATCH.is_right(answer)) == ([0, 1, 2], True)
    assert (MATCH.is_right([0, 2, 1]), MATCH.in_place([0, 2, 1])) == (False, 1)


@given(st.integers(2, 12), st.text())
def test_mixed_lines_are_all_there_and_never_in_order(count, seed):
    order = mixed(count, seed)

    assert sorted(order) == list(range(count))
    assert order != sorted(order)
    assert order == mixed(count, seed)


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("4,5", "fi", "4.5"),
        ("4.5", "fi", "4.5"),
        ("4,5", "en", "4.5"),
        ("1 029", "sv", "1029"),
        ("1\u00a0029,0", "fi", "1029"),
        ("1,029", "en", "1029"),
        ("1,029", "fi", "1.029"),
        ("\u22123", "fi", "-3"),
        ("68 %", "fi", "68"),
        ("-0", "fi", "0"),
        ("", "fi", None),
        ("1e5", "fi", None),
        ("nan", "fi", None),
        ("٣", "fi", None),
        ("4,5,6", "fi", None),
    ],
)
def test_a_number_is_read_as_people_write_it(text, language, number):
    assert read_number(text, language) == (None if number is None else Decimal(number))


@given(st.text(max_size=40), st.sampled_from(["fi", "sv", "en"]))
def test_any_text_is_a_number_that_can_be_kept_or_none(text, language):
    try:
        answer = ESTIMATE.read(sent(language, _=[text]))
    except BadAnswer:
        return
    assert answer is None or ESTIMATE.fits(answer)


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        (CHOICE, [5]),
        (CHOICE, [0, 1]),
        (CHOICE, "0"),
        (ORDER, [0, 1]),
        (ORDER, [0, 1, 1]),
        (MATCH, [0]),
        (MATCH, [0, 1, None]),
        (ESTIMATE, "many"),
        (ESTIMATE, [4]),
        (REFLECTION, [1]),
    ],
)
def test_a_kept_answer_that_no_longer_fits_is_noticed(question, kept):
    assert question.fits(kept) is False
