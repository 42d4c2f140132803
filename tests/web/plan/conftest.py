"""A plan with one training target for the cast, on a day that stands still."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import html5lib
import pytest
import time_machine

from puntari.certificates.actions import append_completion
from puntari.certificates.models import Kind
from puntari.extensions import db
from puntari.people.models import Person, Posting, Unit
from puntari.plan.models import FocusArea, Measure, Plan, TrainingTarget
from tests.pages import text_of

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def titles(word: str) -> dict[str, str]:
    return {f"title_{language}": f"{word} {language}" for language in ("fi", "sv", "en")}


@pytest.fixture
def today() -> Iterator[date]:
    with time_machine.travel(NOW, tick=False):
        yield TODAY


@pytest.fixture
def plan(people, units, today) -> Plan:
    """Everyone who recruits takes the course by the end of March; Tess did so in June and Sven in October."""
    target = TrainingTarget(kind="course", content_id="anonymous-recruitment", share=90, due=date(2027, 3, 31))
    measure = Measure(number=3, unit_id=units["centre"].id, targets=[target], **titles("Measure"))
    other = Measure(number=1, is_voluntary=True, **titles("Other"))
    area = FocusArea(number=1, measures=[measure, other], **titles("Area"))
    plan = Plan(starts=date(2026, 1, 1), last_day=date(2029, 12, 31), areas=[area], **titles("Plan"))
    db.session.add(plan)
    complete(people["tess"], date(2026, 6, 10))
    complete(people["sven"], date(2026, 10, 1))
    db.session.commit()
    return plan


@pytest.fixture
def target(plan) -> TrainingTarget:
    return plan.areas[0].measures[1].targets[0]


def complete(person, day: date, kind: Kind = Kind.COURSE, content_id: str = "anonymous-recruitment") -> None:
    rest = {"content_digest": "a" * 64, "language": "fi", "rule": "pages: all"}
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    append_completion(person_id=person.id, kind=kind, content_id=content_id, today=day, now=at, **rest)


def hire(unit: Unit, count: int) -> None:
    """So many more people who recruit."""
    for number in range(count):
        person = Person(employee_id=f"X{number}", first_name="Ai", last_name=f"Bo{number:02}", email=f"x{number}@e.org")
        posting = Posting(unit_id=unit.id, role_group="panel", recruits=True, starts=date(2021, 1, 1))
        person.postings.append(posting)
        db.session.add(person)
    db.session.commit()


def table_rows(html: str, number: int = 0) -> list[list[str]]:
    """The cells of the n-th table of a page, row by row."""
    page = html5lib.parse(html, namespaceHTMLElements=False)
    table = list(page.iter("table"))[number]
    return [[text_of(cell) for cell in row if cell.tag in {"th", "td"}] for row in table.iter("tr")]


def texts(html: str, tag: str, **attributes: str) -> list[str]:
    """The texts of the elements with a tag and attributes."""
    page = html5lib.parse(html, namespaceHTMLElements=False)
    wanted = {name.rstrip("_"): value for name, value in attributes.items()}
    return [
        text_of(element)
        for element in page.iter(tag)
        if all(value in (element.get(name) or "").split() for name, value in wanted.items())
    ]


def values(html: str) -> dict[str, str]:
    """What stands in the fields of a page's forms."""
    page = html5lib.parse(html, namespaceHTMLElements=False)
    found = {field.get("name"): field.get("value", "") for field in page.iter("input") if field.get("name")}
    for field in page.iter("textarea"):
        found[field.get("name")] = text_of(field)
    for field in page.iter("select"):
        chosen = [option.get("value") for option in field.iter("option") if option.get("selected") is not None]
        found[field.get("name")] = chosen[0] if chosen else ""
    return found
