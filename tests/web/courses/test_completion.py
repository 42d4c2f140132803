"""Finishing a course: each condition is named, and the ledger gets one row whatever is clicked how often."""

import pytest
from sqlalchemy import select

from puntari.certificates.actions import append_completion
from puntari.certificates.models import CompletionEvent, Kind
from puntari.courses.feature import keep_versions
from puntari.courses.models import CourseMark, CourseVersion
from puntari.extensions import db
from puntari.web.clock import now, today
from tests.unit.courses.factory import change, course_of, mark_all
from tests.web.courses.conftest import serve
from tests.web.courses.test_answers import right_pairs, right_places

BASE = "/en/courses/small"
ANSWERS = [
    ("01-first/questions/when", {"q-when": "0"}),
    ("01-first/questions/which", {"q-which": ["1"]}),
    ("02-second/questions/steps", right_places()),
    ("02-second/questions/share", {"q-share": "99"}),
    ("02-second/questions/pairs", right_pairs()),
    ("03-third/cases/story", {"to": "0:good"}),
]
DONE = [(f"{page}/done", {}) for page in ("01-first", "02-second", "03-third")]


def events():
    return list(db.session.scalars(select(CompletionEvent).order_by(CompletionEvent.id)))


def take(signed_in, steps=(*ANSWERS, *DONE), base=BASE):
    for path, data in steps:
        assert signed_in.post(f"{base}/{path}", data=data).status_code == 303


def test_answering_everything_completes_the_course_right_or_wrong(client, people, course):
    take(client(people["tess"]))

    (event,) = events()
    assert (event.person_id, event.kind, event.content_id, event.content_digest) == (
        people["tess"].id,
        "course",
        "small",
        course.course.digest,
    )
    assert (event.language, event.rule, event.local_date) == ("en", "pages: all, questions: all", today())


@pytest.mark.parametrize("left_out", range(len(ANSWERS)))
def test_each_answer_is_needed_and_completes_when_it_comes_last(client, people, course, left_out):
    signed_in = client(people["tess"])
    take(signed_in, [step for number, step in enumerate((*ANSWERS, *DONE)) if number != left_out])
    before = events()
    take(signed_in, [ANSWERS[left_out]])

    assert before == []
    assert len(events()) == 1


def test_clicking_everything_twice_adds_one_row(client, people, course):
    signed_in = client(people["tess"])
    take(signed_in)
    take(signed_in)

    assert len(events()) == 1


def test_the_last_button_leads_to_what_is_missing_or_to_the_front(client, people, course):
    signed_in = client(people["tess"])
    early = signed_in.post(f"{BASE}/03-third/done")
    take(signed_in)
    late = signed_in.post(f"{BASE}/03-third/done")

    assert (early.location, late.location) == (f"{BASE}/missing", BASE)


def test_what_is_missing_is_named_with_a_link_to_it(client, people, course):
    signed_in = client(people["tess"])
    take(signed_in, [*ANSWERS[:3], *ANSWERS[4:], *DONE[:2]])

    page = signed_in.get(f"{BASE}/missing").text

    assert "1 question is left." in page
    assert f'href="{BASE}/02-second#q-share"' in page
    assert "q-when" not in page
    assert "Every exercise" not in page


def test_a_finished_course_says_so_and_points_to_the_certificate(client, people, course):
    signed_in = client(people["tess"])
    take(signed_in)

    assert "You have finished the course" in signed_in.get(f"{BASE}/missing").text
    assert 'href="/en/certificates"' in signed_in.get(BASE).text


def test_filled_in_but_unchecked_answers_are_checked_before_going_on(client, people, course):
    signed_in = client(people["tess"])

    first = signed_in.post(f"{BASE}/01-first/done", data={"q-when": "0"})
    second = signed_in.post(f"{BASE}/01-first/done", data={"q-when": "0"})

    assert (first.location, second.location) == (f"{BASE}/01-first#q-when", f"{BASE}/02-second")


def test_bad_input_at_the_last_button_is_shown_and_nothing_kept(client, people, course):
    response = client(people["tess"]).post(f"{BASE}/02-second/done", data={"q-share": "many"})

    assert response.status_code == 422
    assert list(db.session.scalars(select(CourseMark))) == []


def test_one_continues_where_one_left_off_in_any_language(client, people, course):
    signed_in = client(people["tess"])
    take(signed_in, DONE[:1])
    after_a_page = signed_in.get("/sv/courses/small").text
    take(signed_in, [ANSWERS[5]])

    assert 'class="pt-button" href="/sv/courses/small/02-second"' in after_a_page
    assert 'class="pt-button" href="/fi/courses/small/03-third"' in client(people["tess"]).get("/fi/courses/small").text


def edited(app, folder, kind):
    """The course after an edit of the given kind, served."""
    change(folder, "course.yml", "change: material", f"change: {kind}")
    change(folder, "03-third.fi.md", "Tekstiä start.", f"Uutta {kind}.")
    mark_all(folder)
    return serve(app, course_of(folder)).courses["small"]


def test_an_editorial_change_keeps_the_completion(app, client, people, course, folder):
    signed_in = client(people["tess"])
    take(signed_in)
    edited(app, folder, "editorial")
    take(signed_in)

    assert len(events()) == 1
    assert "You completed this course on" in signed_in.get(BASE).text
    assert "has changed" not in signed_in.get(BASE).text


def test_a_material_change_is_an_offer_that_takes_nothing_away(app, client, people, course, folder):
    signed_in = client(people["tess"])
    take(signed_in)
    change(folder, "course.yml", "minutes: 10", "minutes: 11")
    serve(app, course_of(folder))

    assert "The course has changed since" in signed_in.get(BASE).text
    assert "pages are left" in signed_in.get(f"{BASE}/missing").text
    take(signed_in, DONE)
    assert len(events()) == 2
    assert "has changed" not in signed_in.get(BASE).text


def test_an_editorial_change_after_a_material_one_is_still_an_offer(app, client, people, course, folder):
    tess, otto = client(people["tess"]), client(people["otto"])
    take(tess)
    change(folder, "course.yml", "minutes: 10", "minutes: 11")
    serve(app, course_of(folder))
    take(otto, DONE[:1])
    edited(app, folder, "editorial")

    assert "The course has changed since" in tess.get(BASE).text
    assert "1 page of 3 done" not in otto.get(BASE).text
    assert "pages of 3 done" in otto.get(BASE).text


def test_the_texts_of_each_version_that_was_answered_are_kept_once(app, client, people, course, folder):
    signed_in = client(people["tess"])
    take(signed_in, ANSWERS[:2])
    before = course.course
    after = edited(app, folder, "editorial").course
    take(signed_in, ANSWERS[:2])

    versions = {version.digest: version for version in db.session.scalars(select(CourseVersion))}
    assert versions[before.digest].files == before.files
    assert versions[after.digest].files == after.files
    assert {version.edition for version in versions.values()} == {before.digest}


def with_exercise(app, folder, block="::: exercise nurse"):
    change(folder, "course.yml", "  questions: all", "  exercises: all")
    change(folder, "02-second.*.md", "::: order", f"{block}\n:::\n\n::: order")
    from puntari.content.problems import Problems
    from puntari.courses.content import load_course

    return serve(app, load_course(folder, Problems(folder), exercises={"nurse", "leak-hunt nurse"}))


def finish_exercise(person, content_id="nurse"):
    append_completion(
        person_id=person.id,
        kind=Kind.EXERCISE,
        content_id=content_id,
        content_digest="a" * 64,
        language="fi",
        rule="all rated",
        today=today(),
        now=now(),
    )
    db.session.commit()


def test_an_exercise_finished_last_completes_the_course(app, client, people, course, folder):
    with_exercise(app, folder)
    signed_in = client(people["tess"])
    take(signed_in, DONE)
    page = signed_in.get(f"{BASE}/missing").text
    finish_exercise(people["otto"])
    finish_exercise(people["tess"], "another")
    before = [event.kind for event in events()]
    finish_exercise(people["tess"])

    assert "1 exercise is left." in page
    assert before == ["exercise", "exercise"]
    assert [(event.kind, event.person_id) for event in events()[2:]] == [
        ("exercise", people["tess"].id),
        ("course", people["tess"].id),
    ]


@pytest.mark.parametrize(
    ("options", "kinds"),
    [("", ["exercise", "exercise", "course"]), ("\noptional: yes", ["course", "exercise", "exercise"])],
    ids=["needed", "optional"],
)
def test_a_leak_hunt_counts_by_its_own_completion_unless_it_is_optional(
    app, client, people, course, folder, options, kinds
):
    with_exercise(app, folder, f"::: leak-hunt nurse{options}")
    take(client(people["tess"]), DONE)
    finish_exercise(people["tess"], "nurse")
    finish_exercise(people["tess"], "leak-hunt-nurse")

    assert [event.kind for event in events()] == kinds


def test_an_exercise_finished_first_counts(app, client, people, course, folder):
    with_exercise(app, folder)
    finish_exercise(people["tess"])
    take(client(people["tess"]), DONE)

    assert [event.kind for event in events()] == ["exercise", "course"]


def test_the_own_page_shows_a_card_for_the_course(client, people, course):
    signed_in = client(people["tess"])
    fresh = signed_in.get("/en/home").text
    take(signed_in, DONE[:1])
    begun = signed_in.get("/en/home").text

    assert f'href="{BASE}"' in fresh
    assert "Next: The second page" in begun
    assert f'href="{BASE}/02-second"' in begun


def test_a_material_version_that_nobody_answered_to_is_known_when_it_was_served(app, client, people, course, folder):
    signed_in = client(people["tess"])
    take(signed_in)
    change(folder, "course.yml", "minutes: 10", "minutes: 11")
    serve(app, course_of(folder))
    keep_versions()
    keep_versions()
    edited(app, folder, "editorial")

    assert "The course has changed since" in signed_in.get(BASE).text
    assert len(list(db.session.scalars(select(CourseVersion)))) == 2
