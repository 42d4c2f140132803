"""What simulated participants do in a rehearsal of another exercise, and the pages that a picture is cut into."""

import pytest

from puntari.live.activities import Part, Question
from puntari.live.activity_pages import pages_of, whole_parts
from puntari.live.activity_rehearsal import FIRST, HARMLESS, PLACES, TEMPTING, Simulated, path_of
from puntari.live.domain import DIALS, Activity, Dial
from tests import processes

PEOPLE = range(1, 13)
CASE = processes.compiled().case


def group(dial, seed="s"):
    return [Simulated(dial, seed, person) for person in PEOPLE]


@pytest.mark.parametrize("counts", [PLACES, TEMPTING, HARMLESS], ids=["places", "tempting", "harmless"])
@pytest.mark.parametrize("dial", [Dial.MOST, Dial.LITTLE, Dial.MUCH])
def test_as_many_do_a_thing_as_the_dial_says(counts, dial):
    for number in range(12):
        doing = sum(one.is_among(counts, f"thing {number}", number) for one in group(dial))
        assert doing == counts[dial][number % len(counts[dial])]


def test_who_they_are_is_chance_and_the_same_for_the_same_seed():
    def doing(seed):
        return [one.is_among(PLACES, "thing", 0) for one in group(Dial.MOST, seed)]

    assert doing("a") == doing("a")
    assert doing("a") != doing("b")
    assert [one.is_among(PLACES, "other", 0) for one in group(Dial.MOST, "a")] != doing("a")


def test_most_leave_when_there_are_to_be_too_few():
    assert sum(one.works for one in group(Dial.FEW)) == 5
    assert all(one.works for dial in Dial if dial is not Dial.FEW for one in group(dial))


def test_each_dial_shows_some_places_except_where_it_promises_none():
    """With twelve, the gate lets five, six or seven through."""
    visible = {5, 6, 7}
    for dial in (Dial.MOST, Dial.LITTLE, Dial.MUCH):
        assert visible & set(PLACES[dial]), dial
    assert visible & set(TEMPTING[Dial.MUCH])
    assert visible & set(HARMLESS[Dial.MUCH])
    assert set(FIRST[Dial.DIVIDED]) <= visible
    assert not visible & set(FIRST[Dial.ALIKE])


@pytest.mark.parametrize(("dial", "careful"), [(Dial.DIVIDED, 6), (Dial.ALIKE, 12)])
def test_everybody_walks_to_an_end_and_divides_as_the_dial_says(dial, careful):
    paths = [path_of(CASE, ["start", "middle"], one) for one in group(dial)]

    assert all(CASE.fits(path) and CASE.has_ended(path) for path in paths)
    assert sum("careful" in path for path in paths) == careful


def test_every_exercise_has_dials_and_no_dial_is_of_none():
    assert set(DIALS) == set(Activity)
    assert {dial for dials in DIALS.values() for dial in dials} == set(Dial)


# --- pages


def question(name, **more):
    return Question(name, f"words {name}", {"yes": "did", "no": ""}, **more)


def part(*names, **more):
    return Part("Title", tuple(question(name) for name in names), **more)


def shown(**shares):
    return {name: {"yes": share, "no": None} for name, share in shares.items()}


def ids(pages):
    return [[one.id for one in page.questions] for page in pages]


def test_a_page_holds_three_and_the_pages_are_about_as_full():
    everything = shown(a=0.5, b=0.5, c=0.5, d=0.5)

    assert ids(pages_of([part("a", "b", "c")], everything)) == [["a", "b", "c"]]
    assert ids(pages_of([part("a", "b", "c", "d")], everything)) == [["a", "b"], ["c", "d"]]
    assert ids(whole_parts([part("a", "b", "c", "d")], everything)) == [["a", "b", "c", "d"]]


def test_what_is_hidden_is_named_on_the_last_page_and_makes_none_by_itself():
    pages = pages_of([part("a", "b", "c", "d", "e"), part("f", "g")], shown(a=0.5, b=0.5, c=0.5, d=0.4))

    assert ids(pages) == [["a", "b"], ["c", "d"]]
    assert [[one.id for one in page.hidden] for page in pages] == [[], ["e"]]


def test_of_many_alike_the_three_largest_are_kept_in_their_order_and_none_twice():
    many = [question(name, is_one_of_many=True) for name in "abcdef"]
    twice = Question("g", "words a", {"yes": "did"}, is_one_of_many=True)
    found = pages_of([Part("Title", (*many, twice))], shown(a=0.4, b=0.6, c=0.4, d=0.7, f=0.4, g=0.5))

    assert ids(found) == [["b", "d", "g"]]
    assert not found[0].hidden
