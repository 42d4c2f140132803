"""How far somebody is: pages, what is left, where to go on."""

from datetime import UTC, datetime, timedelta

import pytest

from puntari.courses.domain import Mark, Outline, PageOutline, State, progress_of

OUTLINE = Outline(
    pages=(
        PageOutline("one", (("question", "a"), ("question", "b")), (("question", "thought"),)),
        PageOutline("two", (("case", "story"),)),
        PageOutline("three", ()),
    ),
    exercises=("nurse",),
    needs_questions=True,
    needs_exercises=True,
)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def marks(*keys, edition="now", undone=()):
    """Marks made one minute after another, in the order given (``page:one``)."""
    found = {}
    for minute, key in enumerate(keys):
        kind, _, item = key.partition(":")
        at = BEGIN + timedelta(minutes=minute)
        found[kind, item] = Mark(answer=None, is_done=key not in undone, edition=edition, at=at)
    return found


EVERYTHING = ("question:a", "question:b", "page:one", "case:story", "page:two", "page:three")


def test_nothing_done_is_nothing_begun():
    progress = progress_of(OUTLINE, {}, "now")

    assert [page.state for page in progress.pages] == [State.NEW] * 3
    assert (progress.is_begun, progress.is_complete, progress.resume) == (False, False, "one")
    assert progress.pages_left == ["one", "two", "three"]
    assert progress.questions_left == (
        ("one", ("question", "a")),
        ("one", ("question", "b")),
        ("two", ("case", "story")),
    )
    assert progress.exercises_left == ("nurse",)


@pytest.mark.parametrize(
    ("done", "state"),
    [
        (["page:one"], State.UNDER_WAY),
        (["question:a"], State.UNDER_WAY),
        (["question:thought"], State.UNDER_WAY),
        (["question:a", "question:b"], State.DONE),
        (["question:a", "question:b", "page:one"], State.DONE),
    ],
)
def test_a_page_is_done_when_all_on_it_is_answered(done, state):
    assert progress_of(OUTLINE, marks(*done), "now").pages[0].state is state


def test_a_case_is_left_until_an_end_has_been_reached():
    progress = progress_of(OUTLINE, marks("case:story", undone=("case:story",)), "now")

    assert (progress.pages[1].state, progress.pages[1].left) == (State.UNDER_WAY, (("case", "story"),))


def test_everything_done_is_complete():
    progress = progress_of(OUTLINE, marks(*EVERYTHING), "now", {"nurse"})

    assert (progress.is_complete, progress.pages_done) == (True, 3)


@pytest.mark.parametrize("left_out", EVERYTHING)
def test_one_thing_left_is_not_complete_unless_answers_opened_the_page(left_out):
    done = [key for key in EVERYTHING if key != left_out]

    is_complete = progress_of(OUTLINE, marks(*done), "now", {"nurse"}).is_complete

    assert is_complete is (left_out in {"page:one", "page:two"})


def test_an_exercise_left_is_not_complete():
    assert progress_of(OUTLINE, marks(*EVERYTHING), "now").is_complete is False


def test_what_the_course_does_not_ask_for_is_not_needed():
    outline = Outline(OUTLINE.pages, OUTLINE.exercises, needs_questions=False, needs_exercises=False)

    progress = progress_of(outline, marks("page:one", "page:two", "page:three"), "now")

    assert (progress.is_complete, progress.questions_left, progress.exercises_left) == (True, (), ())


def test_in_a_new_edition_pages_are_to_be_opened_again_and_answers_stay():
    progress = progress_of(OUTLINE, marks(*EVERYTHING, edition="before"), "now", {"nurse"})

    assert progress.pages_left == ["one", "two", "three"]
    assert progress.questions_left == ()
    assert progress.is_complete is False


@pytest.mark.parametrize(
    ("done", "page"),
    [
        (["page:one"], "two"),
        (["question:a"], "one"),
        (["page:one", "page:two", "question:a"], "one"),
        (["question:a", "page:two"], "three"),
        (["page:one", "page:three"], "one"),
        (EVERYTHING, "three"),
    ],
)
def test_one_goes_on_where_one_was(done, page):
    assert progress_of(OUTLINE, marks(*done), "now").resume == page
