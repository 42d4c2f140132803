"""What a walk shows: the stretch since the last decision, what comes late, and the record at the end."""

import pytest

from puntari.practice.process.content import Process
from puntari.practice.process.show import decisions_on, view_of
from tests import processes


@pytest.fixture(scope="module")
def small() -> Process:
    return processes.compiled()


QUICK = ["start", "quick", "middle"]
DOUBTFUL = [*QUICK, "calm", "doubtful"]
GOOD = ["start", "careful", "middle", "calm", "good"]


def test_a_page_holds_what_happened_since_the_last_decision(small):
    view = view_of(small, QUICK, "en")

    assert view.came_by is not None
    assert view.came_by.words == "Be quick (en)"
    assert [passage.title for passage in view.passages] == ["Title quick (en)", "Title middle (en)"]
    assert [value for value, _ in view.ways] == ["2:calm", "2:hurried"]


def test_what_was_chosen_early_shows_late_and_says_why(small):
    echoes = [passage.echoes for passage in view_of(small, QUICK, "sv").passages]

    assert echoes == [(), (("Be quick (sv)", echoes[1][0][1]),)]
    assert "The haste shows. (sv)" in echoes[1][0][1]
    assert view_of(small, ["start", "careful", "middle"], "sv").passages[-1].echoes == ()


def test_an_earlier_decision_can_be_looked_at_with_what_was_chosen(small):
    view = view_of(small, DOUBTFUL, "en", number=1)

    assert view.decision is not None
    assert view.decision.taken is not None
    assert view.decision.taken.to == "quick"
    assert [passage.id for passage in view.passages] == ["start"]


@pytest.mark.parametrize("number", [0, -1, 9, None])
def test_a_number_that_is_none_of_its_pages_shows_the_last(small, number):
    assert view_of(small, DOUBTFUL, "en", number=number).is_end


def test_the_record_says_what_each_choice_led_to_now_and_later(small):
    first, second = view_of(small, DOUBTFUL, "en").decisions

    assert (first.taken.words, first.taken.leads) == ("Be quick (en)", "<p>Leads to quick. (en)</p>")
    assert [other.words for other in first.others] == ["Be careful (en)"]
    assert [later.title for later in first.later] == ["Title middle (en)", "Title doubtful (en)"]
    assert second.later == ()


def test_another_first_choice_leaves_no_trace_later(small):
    assert [later for decision in decisions_on(small, GOOD, "en") for later in decision.later] == []


def test_only_the_sources_of_the_page_are_listed(small):
    assert [number for number, _ in view_of(small, QUICK, "en").sources] == [1]
    assert view_of(small, ["start"], "en").sources == ()
