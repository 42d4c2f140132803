"""The people of the demo organisation and two years of their postings: joining, moving, being promoted, leaving."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from puntari.authz.policy import Role
from puntari.people.demo_accounts import DEMO_ACCOUNTS
from puntari.people.domain import RoleGroup
from puntari.people.models import Person, Posting, RoleGrant, Unit
from puntari.plan.demo_names import address, names
from puntari.plan.demo_town import LEFT, TOWN, UnitOf, reorganised_on

LANGUAGES = ("fi", "sv", "en")
JOINED, JOINED_LATELY, MOVED, PROMOTED = 16, 6, 12, 5

# Those whose accounts the sign-in page shows: first name, last name, language, unit, role group, recruits.
CAST = {
    Role.TRAINEE: ("Elina", "Ranta", "fi", "ece", RoleGroup.SUPERVISOR, True),
    Role.TRAINER: ("Jonas", "Granholm", "sv", "central", RoleGroup.HR_PARTNER, True),
    Role.HR: ("Heidi", "Salmela", "fi", "central", RoleGroup.HR_PARTNER, True),
    Role.ADMIN: ("Marko", "Vuori", "fi", "central", RoleGroup.OTHER, False),
}


@dataclass
class Employee:
    """A person, the unit they work in today (or worked in last), and what they have with the plan."""

    person: Person
    unit: UnitOf
    recruits: bool
    role: Role | None = None
    has_left: bool = False

    @property
    def first_day(self) -> date:
        """When the person came to the town."""
        return min(posting.starts for posting in self.person.postings)

    @property
    def last_day(self) -> date | None:
        """The person's last day in the town; None for those who are still there."""
        ends = [posting.ends for posting in self.person.postings]
        return None if None in ends else max(end for end in ends if end) - timedelta(days=1)


class People:
    """Makes everybody, the same each time for the same day."""

    def __init__(self, units: dict[str, Unit], *, today: date, password_hash: str, rng: random.Random) -> None:
        self.units, self.today, self.password_hash, self.rng = units, today, password_hash, rng
        self.names = {language: names(language, rng) for language in LANGUAGES}
        self.number = 1000
        self.taken: set[str] = set()

    def everybody(self) -> list[Employee]:
        """All employees, those with accounts to try first."""
        employees = [self._account(role) for role in CAST]
        for unit in TOWN:
            there = [one for one in employees if one.unit is unit]
            recruiting = unit.recruiting - sum(one.recruits for one in there)
            for number in range(unit.people - len(there)):
                employees.append(self._employee(unit, number, recruiting))
        self._change(employees)
        return employees + [self._leaver() for _ in range(LEFT)]

    def _person(self, first: str, last: str, language: str, email: str) -> Person:
        self.number += self.rng.randint(1, 9)
        return Person(
            employee_id=f"V{self.number:05}", first_name=first, last_name=last, language=language, email=email
        )

    def _account(self, role: Role) -> Employee:
        first, last, language, code, group, recruits = CAST[role]
        account = next(one for one in DEMO_ACCOUNTS if one.role == role)
        person = self._person(first, last, language, account.email)
        person.password_hash = self.password_hash
        starts = self.today - timedelta(days=1500)
        person.postings.append(self._posting(code, group, recruits=recruits, starts=starts))
        if role is not Role.TRAINEE:
            person.grants.append(RoleGrant(role=role, unit_id=None, starts=starts))
        return Employee(person, next(unit for unit in TOWN if unit.code == code), recruits, role)

    def _employee(self, unit: UnitOf, number: int, recruiting: int) -> Employee:
        person = self._anybody(unit)
        recruits = number < recruiting
        starts = self.today - timedelta(days=self.rng.randint(760, 4000))
        person.postings.append(self._posting(unit.code, role_group(unit, number, recruits), recruits, starts))
        return Employee(person, unit, recruits)

    def _anybody(self, unit: UnitOf) -> Person:
        language = self.rng.choices(LANGUAGES, unit.languages)[0]
        first, last, email = self._name(language)
        own = self.rng.choice(("fi", "fi", "sv", "en")) if language == "en" else language
        return self._person(first, last, own, email)

    def _name(self, language: str) -> tuple[str, str, str]:
        found: Iterator[tuple[str, str]] = self.names[language]
        for first, last in found:
            email = address(first, last)
            if email not in self.taken:
                self.taken.add(email)
                return first, last, email
        return self._name("fi")  # the list of other names is short

    def _posting(self, code: str, group: RoleGroup, recruits: bool, starts: date, ends: date | None = None) -> Posting:
        unit = self.units[code]
        return Posting(unit_id=unit.id, role_group=group, recruits=recruits, starts=starts, ends=ends)

    def _change(self, employees: list[Employee]) -> None:
        """Some have come lately, some from another unit, some have been promoted."""
        for employee in employees:
            if employee.unit.is_new:
                self._move(employee, "education", reorganised_on(self.today))
        others = [one for one in employees if one.role is None and not one.unit.is_new]
        chosen = self.rng.sample(others, JOINED + MOVED + PROMOTED)
        for number, employee in enumerate(chosen[:JOINED]):
            ago = self.rng.randint(5, 55) if number < JOINED_LATELY else self.rng.randint(70, 400)
            employee.person.postings[0].starts = self.today - timedelta(days=ago)
        for number, employee in enumerate(chosen[JOINED:]):
            day = self.today - timedelta(days=self.rng.randint(40, 500))
            if number < MOVED:
                old = self.rng.choice([unit for unit in TOWN if unit is not employee.unit and not unit.is_new])
                self._move(employee, old.code, day)
            else:
                self._move(employee, employee.unit.code, day, was_recruiting=False)

    def _move(self, employee: Employee, code: str, day: date, *, was_recruiting: bool | None = None) -> None:
        """Until the day the person worked somewhere else, or did something else."""
        posting = employee.person.postings[0]
        recruited = posting.recruits if was_recruiting is None else was_recruiting
        group = RoleGroup(posting.role_group) if recruited == posting.recruits else RoleGroup.OTHER
        employee.person.postings.insert(0, self._posting(code, group, recruited, posting.starts, day))
        posting.starts = day

    def _leaver(self) -> Employee:
        unit = self.rng.choice([unit for unit in TOWN if not unit.is_new and unit.people > 8])
        person = self._anybody(unit)
        recruits = self.rng.random() < 0.6
        starts = self.today - timedelta(days=self.rng.randint(900, 3500))
        ends = self.today - timedelta(days=self.rng.randint(20, 560))
        group = RoleGroup.PANEL if recruits else RoleGroup.OTHER
        person.postings.append(self._posting(unit.code, group, recruits, starts, ends))
        person.is_active = False
        return Employee(person, unit, recruits, has_left=True)


def role_group(unit: UnitOf, number: int, recruits: bool) -> RoleGroup:
    """The first ones lead, HR partners sit in the central administration, the rest of the recruiting in panels."""
    if not recruits:
        return RoleGroup.OTHER
    if unit.code == "central" and number % 4 == 1:
        return RoleGroup.HR_PARTNER
    return RoleGroup.SUPERVISOR if number < max(unit.people // 9, 1) else RoleGroup.PANEL
