"""Principle 1: the employer learns that a person completed something, never how they rated or answered.

Ratings and answers are planted for Tess. Then HR, the trainer and the administrator open every address there is, in
two worlds that differ in nothing but what Tess rated and answered. What they get must be the same to the last byte."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pypdf
import pytest
import time_machine
from sqlalchemy import select, text
from werkzeug.routing import AnyConverter, IntegerConverter

from puntari.authz.guard import PUBLIC, access_of
from puntari.authz.policy import Permission, can
from puntari.authz.pseudonym import owner_key
from puntari.certificates.actions import append_completion
from puntari.certificates.models import Kind
from puntari.courses.models import CourseMark, CourseVersion
from puntari.extensions import Model, db
from puntari.plan.models import Exemption, FocusArea, Measure, Plan, TrainingTarget
from puntari.practice.models import Attempt, Card, ExerciseVersion, Invitation, Rating, Stream
from puntari.practice.spotting.models import Item, Run
from tests.web.personal_tables import PERSONAL

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
LANGUAGES = ("fi", "sv", "en")
WORLDS = {
    "low": {"points": 1, "invited": False, "answer": "sentinelkivitaskuyksi"},
    "high": {"points": 5, "invited": True, "answer": "sentinelkivitaskukaksi"},
}
SENTINELS = ("sentinel", "kivitasku")
LISTS = {"/en/plan/follow-up", "/en/plan/follow-up.csv", "/en/people"}


@pytest.fixture
def frozen() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def places(app, people, units, frozen) -> dict[str, int]:
    """A plan, a completion and an exemption, so that every address of HR leads somewhere; gives their ids."""
    titles = {f"title_{language}": f"Words {language}" for language in LANGUAGES}
    target = TrainingTarget(kind="exercise", content_id="ece-teacher", share=90, due=date(2026, 12, 31))
    measures = [Measure(number=1, targets=[target], **titles)]
    plan = Plan(starts=date(2026, 1, 1), last_day=date(2029, 12, 31), **titles)
    plan.areas = [FocusArea(number=1, measures=measures, **titles)]
    db.session.add(plan)
    db.session.flush()
    exemption = {
        "person_id": people["otto"].id,
        "reason": "leave",
        "starts": date(2026, 11, 1),
        "by": people["hilla"].id,
    }
    db.session.add(Exemption(target_id=target.id, at=NOW, **exemption))
    for kind, content_id in ((Kind.EXERCISE, "ece-teacher"), (Kind.COURSE, "anonymous-recruitment")):
        rest = {"content_digest": "d" * 64, "language": "fi", "rule": "all", "today": date(2026, 11, 2), "now": NOW}
        append_completion(person_id=people["tess"].id, kind=kind, content_id=content_id, **rest)
    db.session.flush()
    db.session.execute(text("SELECT 1"))
    found = {
        "person_id": people["tess"].id,
        "unit_id": units["kitchen"].id,
        "plan_id": plan.id,
        "area_id": plan.areas[0].id,
        "measure_id": measures[0].id,
        "target_id": target.id,
        "exemption_id": db.session.scalars(select(Exemption.id)).one(),
        "posting_id": people["tess"].postings[0].id,
        "grant_id": people["hilla"].grants[0].id,
    }
    db.session.commit()
    return found


def plant(app, people, world: dict) -> int:
    """Ratings and answers of Tess under her keys; gives the id of the attempt."""
    secret = app.config["SETTINGS"].pseudonym_key
    for table in ("spotting_item", "spotting_run"):
        db.session.execute(text(f"DELETE FROM {table}"))
    for table in ("practice_invitation", "practice_rating", "practice_card", "practice_place", "practice_attempt"):
        db.session.execute(text(f"DELETE FROM {table}"))
    for table in ("practice_stream", "course_mark", "course_version"):
        db.session.execute(text(f"DELETE FROM {table}"))
    version = {"digest": "e" * 64, "exercise_id": "ece-teacher", "files": {"exercise.yml": "sentinel"}, "kept_at": NOW}
    if db.session.get(ExerciseVersion, version["digest"]) is None:
        db.session.add(ExerciseVersion(**version))
    stream = Stream(
        scope="self", exercise_digest="e" * 64, design="two-rounds", design_version=1, size=8, seed="sentinelseed"
    )
    stream.arrivals = 1
    db.session.add(stream)
    db.session.flush()
    attempt = Attempt(
        id=4711,
        owner_key=owner_key(people["tess"].id, "practice", secret=secret),
        exercise_id="ece-teacher",
        exercise_digest="e" * 64,
        stream_id=stream.id,
        arrival=0,
        seed="sentinelseed",
        language="fi",
        weights={"sentinelcriterion": world["points"]},
        started_at=NOW,
        paused_at=NOW,
        finished_at=NOW,
    )
    db.session.add(attempt)
    db.session.flush()
    for number in range(1, 17):
        card = Card(
            attempt_id=attempt.id,
            round=1 + (number > 8),
            position=number,
            application=f"sentinelapplication{number}",
            face="anonymous",
        )
        db.session.add(card)
        db.session.flush()
        common = {"card_id": card.id, "language": "fi", "sequence": 1, "saved_at": NOW}
        db.session.add(Rating(criterion="sentinelcriterion", points=world["points"], **common))
        db.session.add(Invitation(invited=world["invited"], **common))
    hunt = {"kind": "leak-hunt", "content_id": "ece-teacher", "content_digest": "e" * 64, "seed": "sentinelseed"}
    marked = [f"sentinelpiece{number}" for number in range(world["points"])]
    item = Item(position=1, text="sentinelapplication", face="reference", name=0, marked=marked, done_at=NOW)
    run = Run(
        id=4712, owner_key=attempt.owner_key, language="fi", started_at=NOW, finished_at=NOW, items=[item], **hunt
    )
    db.session.add(run)
    files = {"course.yml": "sentinel"}
    db.session.add(
        CourseVersion(digest="c" * 64, course_id="anonymous-recruitment", edition="c" * 64, first_at=NOW, files=files)
    )
    db.session.flush()
    key = owner_key(people["tess"].id, "courses", secret=secret)
    mark = {"course_id": "anonymous-recruitment", "kind": "question", "item_id": "sentinelquestion", "is_done": True}
    mark |= {"digest": "c" * 64, "language": "fi", "first_at": NOW, "at": NOW}
    db.session.add(CourseMark(owner_key=key, answer=world["answer"], **mark))
    db.session.commit()
    return attempt.id


def addresses(app, person, places: dict[str, int]) -> list[str]:
    """Every address that a GET of this person may open, with ids of what exists.

    All of them in English; the plan and the people in each language, since much there is made of sentences.
    """
    found = set()
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        access = access_of(app, rule.endpoint)
        if "GET" not in (rule.methods or ()) or rule.endpoint.startswith("assets."):
            continue
        if access != PUBLIC and not can(person, Permission(access)):
            continue
        is_told_in_all = rule.endpoint.split(".")[0] in {"plan", "directory"}
        languages = LANGUAGES if is_told_in_all else ("en",)
        for language in languages:
            values = {
                name: language if name == "lang" else value_of(name, converter, places)
                for name, converter in rule._converters.items()
            }
            found.add(adapter.build(rule.endpoint, values, method="GET"))
    return sorted(found)


def value_of(name: str, converter, places: dict[str, int]):
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    if isinstance(converter, IntegerConverter):
        return places.get(name, 4711 if name == "attempt_id" else 1)
    return {"course_id": "anonymous-recruitment", "exercise_id": "ece-teacher"}.get(name, places.get(name, "none-such"))


def said(response) -> str:
    """All that a response says: status, way on, and text; of a PDF its text, of a page without its one-time tokens."""
    if response.mimetype == "application/pdf":
        pages = pypdf.PdfReader(io.BytesIO(response.data)).pages
        body = "\n".join(page.extract_text() for page in pages) + response.data.hex()[:200]
    else:
        body = response.get_data(as_text=True)
        body = re.sub(r'(name="(?:(?:csrf_)?token|once)"[^>]*value=)"[^"]*"', r"\1", body)
    return f"{response.status_code} {response.location or ''} {body}"


def walk(app, client, people, places: dict[str, int]) -> dict[tuple[str, str], str]:
    """What HR of everything, HR of a unit, the trainer and the administrator are told, address by address."""
    found = {}
    more = ["?state=late", "?state=exempt", "?q=tess", "?day=2026-11-03"]
    for who in ("hilla", "sven", "tuula", "arto"):
        visitor = client(people[who])
        asked = addresses(app, people[who], places)
        asked += [address + query for address in asked if address in {"/en/plan", *LISTS} for query in more]
        for address in asked:
            found[who, address] = said(visitor.get(address))
    return found


_told: dict[str, dict[tuple[str, str], str]] = {}


@pytest.fixture
def told(app, client, people, places) -> dict[str, dict[tuple[str, str], str]]:
    """What is told in each of the two worlds; walked once for all tests here."""
    if not _told:
        for name, world in WORLDS.items():
            places["attempt_id"] = plant(app, people, world)
            _told[name] = walk(app, client, people, places)
    return _told


def test_no_answer_depends_on_what_a_person_rated_or_answered(told):
    different = [place for place in told["low"] if told["low"][place] != told["high"].get(place)]

    assert different == []
    assert told["low"].keys() == told["high"].keys()


def test_nothing_planted_is_told_anywhere(app, people, told):
    secret = app.config["SETTINGS"].pseudonym_key
    keys = {owner_key(people["tess"].id, purpose, secret=secret) for purpose in ("practice", "courses")}
    leaks = [
        (place, word)
        for answers in told.values()
        for place, body in answers.items()
        for word in (*SENTINELS, *keys)
        if word in body
    ]

    assert leaks == []


def test_the_walk_goes_where_it_must(told):
    """A walk that only met refusals would prove nothing."""
    opened = {place for place, body in told["low"].items() if body.startswith("200")}
    for address in (
        "/en/plan",
        "/fi/plan/shares.csv",
        "/sv/plan/report.pdf",
        "/en/plan/follow-up",
        "/en/plan/measures/1",
    ):
        assert ("hilla", address) in opened
    assert ("hilla", "/en/plan/follow-up?q=tess") in opened
    assert ("sven", "/en/plan/report.pdf") in opened
    assert any(who == "tuula" and "preview" in address for who, address in opened)
    assert any(who == "arto" and "audit" in address for who, address in opened)
    assert any(who == "arto" and address.endswith("/people/1") for who, address in opened)


def test_hr_is_told_that_it_was_done(told):
    assert "Trainee" not in told["low"]["hilla", "/en/plan/follow-up"]
    assert ";1;5;1;20;90;" in told["low"]["hilla", "/en/plan/shares.csv"]


def test_no_other_table_keeps_what_was_planted(app, people, places):
    """Audit trail, mails and the ledger say that something happened, not how."""
    plant(app, people, WORLDS["high"])
    secret = app.config["SETTINGS"].pseudonym_key
    words = [*SENTINELS, *(owner_key(people["tess"].id, purpose, secret=secret) for purpose in ("practice", "courses"))]
    own = PERSONAL | {"exercise_version", "practice_stream", "course_version"}
    for table in Model.metadata.sorted_tables:
        if table.name in own:
            continue
        rows = " ".join(str(tuple(row)) for row in db.session.execute(select(table)))
        assert [word for word in words if word in rows] == [], table.name
