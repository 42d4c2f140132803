"""The demo organisation: a fictional bilingual town, made from a fixed seed as seen from a given day."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import yaml
from flask import current_app
from flask_babel import force_locale, format_date
from sqlalchemy import insert, select

from puntari.audit import actions as audit
from puntari.authz.policy import Role
from puntari.certificates.models import CompletionEvent, Kind
from puntari.extensions import db, post
from puntari.people import demo_extras
from puntari.people.demo_accounts import DEMO_ACCOUNTS, PASSWORD
from puntari.people.domain import RoleGroup
from puntari.people.models import Organisation, Person, RoleGrant, Unit, UnitPlacement
from puntari.people.passwords import hash_of
from puntari.plan.demo_completions import COURSE, EXERCISE, LASTED, completions
from puntari.plan.demo_people import Employee, People
from puntari.plan.demo_town import TOWN, reorganised_on
from puntari.plan.domain import ONE_DAY, add_months
from puntari.plan.models import Exemption, FocusArea, Measure, Plan, TrainingTarget
from puntari.web import clock
from puntari.web.i18n import LOCALES

SEED = 20260101
TEXTS = Path(__file__).with_name("demo_plan.yml")
EXEMPT = (("leave", ""), ("learned_elsewhere", ""), ("leaving", ""))


class NotEmpty(Exception):
    """The database holds people; the demo must never mix with them."""


def load(*, today: date, now: datetime) -> None:
    """Make the demo organisation as of today, and commit. Raises NotEmpty."""
    refuse_if_not_empty()
    db.session.rollback()  # no transaction stays open while the password is hashed
    password_hash = hash_of(PASSWORD)
    refuse_if_not_empty()
    rng = random.Random(SEED)  # noqa: S311 -- made-up people, the same each time
    texts = yaml.safe_load(TEXTS.read_text())
    names = {"name_fi": "Valkonummi", "name_sv": "Vitmo", "name_en": "Valkonummi"}
    db.session.add(Organisation(id=1, is_demo=True, **names, **in_columns("rule", texts["rule"])))
    units = make_units(today)
    people = People(units, today=today, password_hash=password_hash, rng=rng).everybody()
    db.session.add_all(employee.person for employee in people)
    db.session.flush()
    scoped_hr(people, units, today)
    rows = sorted(completions(people, today=today, rng=rng), key=lambda row: row["at"])
    db.session.execute(insert(CompletionEvent), rows)
    course = make_plan(texts, units, today)
    done = {row["person_id"] for row in rows if row["kind"] == Kind.COURSE}
    waiting = [one for one in people if one.recruits and not one.has_left and one.person.id not in done]
    make_exemptions(course, waiting, people, today, now)
    put_mails(texts, course, waiting)
    demo_extras.load_all(now)
    audit.record("demo.loaded", target="organisation:1", by=None, now=now)
    db.session.commit()


def refuse_if_not_empty() -> None:
    """Raises NotEmpty when anybody is there, or an organisation has been set up."""
    if db.session.scalar(select(Person.id).limit(1)) or db.session.get(Organisation, 1):
        raise NotEmpty


def in_columns(name: str, texts: dict[str, str], **values: str) -> dict[str, str]:
    """A text in three languages as the tables keep it."""
    return {f"{name}_{language}": text.format(**values) for language, text in texts.items()}


def make_units(today: date) -> dict[str, Unit]:
    """The units; eight months ago support services were founded and two units came to stand under them."""
    founded = date(today.year - 12, 1, 1)
    change = reorganised_on(today)
    units = {one.code: Unit(code=one.code, name_fi=one.fi, name_sv=one.sv, name_en=one.en) for one in TOWN}
    db.session.add_all(units.values())
    db.session.flush()
    for one in TOWN:
        spells: list[tuple[str | None, date, date | None]] = [(one.above, change if one.is_new else founded, None)]
        if one.before:
            spells = [(one.before, founded, change), (one.above, change, None)]
        for above, starts, ends in spells:
            parent_id = units[above].id if above else None
            db.session.add(UnitPlacement(unit_id=units[one.code].id, parent_id=parent_id, starts=starts, ends=ends))
    return units


def scoped_hr(people: list[Employee], units: dict[str, Unit], today: date) -> None:
    """Education has an HR partner of its own, who sees that sector only."""
    partner = next(one for one in people if one.unit.code == "education" and one.role is None)
    partner.person.postings[-1].role_group = RoleGroup.HR_PARTNER
    starts = today - timedelta(days=400)
    partner.person.grants.append(RoleGrant(role=Role.HR, unit_id=units["education"].id, starts=starts))


def make_plan(texts: Any, units: dict[str, Unit], today: date) -> TrainingTarget:
    """The plan with its measures and two targets; gives the one about the course."""
    first_year = (today - LASTED - timedelta(days=3)).year  # the first completion may lie on the Friday before
    years = f"{first_year}–{first_year + 3}"
    month = today.replace(day=1)
    titles = in_columns("title", texts["plan"]["title"], years=years) | in_columns("text", texts["plan"]["text"])
    plan = Plan(starts=date(first_year, 1, 1), last_day=date(first_year + 3, 12, 31), **titles)
    course = TrainingTarget(kind=Kind.COURSE, content_id=COURSE, share=90, due=add_months(month, 5) - ONE_DAY)
    exercise = TrainingTarget(
        kind=Kind.EXERCISE,
        content_id=EXERCISE,
        unit_id=units["education"].id,
        role_groups=[RoleGroup.PANEL, RoleGroup.SUPERVISOR],
        share=95,
        due=month - ONE_DAY,
    )
    targets = {"course": [course], "exercise": [exercise]}
    for number, area in enumerate(texts["areas"], start=1):
        made = FocusArea(number=number, **in_columns("title", area["title"]))
        for place, measure in enumerate(area["measures"], start=1):
            words = in_columns("title", measure["title"]) | in_columns("text", measure["text"])
            made.measures.append(
                Measure(
                    number=place,
                    unit_id=units[measure["unit"]].id,
                    is_voluntary=measure.get("voluntary", False),
                    targets=targets.get(measure.get("target"), []),
                    **words,
                )
            )
        plan.areas.append(made)
    db.session.add(plan)
    db.session.flush()
    return course


def make_exemptions(
    target: TrainingTarget, waiting: list[Employee], people: list[Employee], today: date, now: datetime
) -> None:
    """A few are exempt, each for a reason."""
    by = next(one.person.id for one in people if one.role is Role.HR)
    others = [one for one in waiting if one.role is None]
    for (reason, note), employee in zip(EXEMPT, others[3::7], strict=False):
        starts = max(today - timedelta(days=60), employee.first_day)
        values = {"reason": reason, "note": note, "starts": starts, "last_day": None, "by": by, "at": now}
        db.session.add(Exemption(target_id=target.id, person_id=employee.person.id, **values))


def put_mails(texts: Any, target: TrainingTarget, waiting: list[Employee]) -> None:
    """A reminder in each language waits in the outbox, which the demo shows and never sends."""
    for language in LOCALES:
        person = next((one.person for one in waiting if one.person.language == language), None)
        if person is None:
            continue
        with force_locale(LOCALES[language]):
            due = format_date(target.due, "long")
        words = {"course": texts["course"][language], "name": person.first_name, "due": due}
        words["address"] = f"{current_app.config['SETTINGS'].base_url}/{language}/home"
        subject, body = (texts["mail"][part][language].format(**words) for part in ("subject", "body"))
        post.put(to=person.email, subject=subject, body=body, language=language)


@click.command()
@click.option("--if-empty", is_flag=True, help="Do nothing when the database holds people.")
def demo(if_empty: bool) -> None:
    """Load the demo organisation, a fictional town, into an empty database."""
    try:
        load(today=clock.today(), now=clock.now())
    except NotEmpty as error:
        if if_empty:
            return
        raise click.ClickException(
            "The database holds people or an organisation; the demo needs an empty one."
        ) from error
    click.echo("Loaded the demo organisation, the fictional town of Valkonummi (Vitmo). Accounts to try:")
    for account in DEMO_ACCOUNTS:
        click.echo(f"  {account.role.value:8} {account.email:24} {account.password}")
