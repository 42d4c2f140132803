"""Who may do what: one table. Knows neither Flask nor the database."""

from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """What a person is here for. Everybody with an account is a trainee."""

    TRAINEE = "trainee"
    TRAINER = "trainer"
    HR = "hr"
    ADMIN = "admin"


class Actor(Protocol):
    """Whoever asks: a person, or nobody in particular."""

    @property
    def id(self) -> int | None:
        """The person's id; None for somebody who isn't signed in."""

    @property
    def roles(self) -> Collection[Role]:
        """The roles the person holds today, in whatever scope."""

    @property
    def roles_everywhere(self) -> Collection[Role]:
        """The roles the person holds today for the whole organisation."""


class Permission(StrEnum):
    """What a route may ask for."""

    ACCOUNT_USE = "account.use"
    COURSE_TAKE = "course.take"
    PRACTICE_SCORE = "practice.score"
    PRACTICE_READ_RESULT = "practice.read_result"
    CERTIFICATE_READ = "certificate.read"
    EXERCISE_PREVIEW = "exercise.preview"
    EXERCISE_AUTHOR = "exercise.author"
    LIVE_LEAD = "live.lead"
    PLAN_READ = "plan.read"
    PLAN_EDIT = "plan.edit"
    PEOPLE_READ = "people.read"
    PEOPLE_MANAGE = "people.manage"
    ORGANISATION_EDIT = "organisation.edit"
    MAIL_READ = "mail.read"
    AUDIT_READ = "audit.read"


Rule = Callable[[Actor], bool]


def signed_in(actor: Actor) -> bool:
    """Anybody with an account."""
    return actor.id is not None


def has(role: Role) -> Rule:
    """Somebody who holds the role; the queries of HR narrow it to the scope."""

    def holds(actor: Actor) -> bool:
        return role in actor.roles

    return holds


def has_everywhere(role: Role) -> Rule:
    """Somebody who holds the role for the whole organisation, for what concerns all of it."""

    def holds(actor: Actor) -> bool:
        return role in actor.roles_everywhere

    return holds


# Any one rule that holds grants the permission.
# Own material (attempts, certificates) is found by owner: whoever asks for somebody else's gets "not found".
GRANTS: dict[Permission, list[Rule]] = {
    Permission.ACCOUNT_USE: [signed_in],
    Permission.COURSE_TAKE: [has(Role.TRAINEE)],
    Permission.PRACTICE_SCORE: [has(Role.TRAINEE)],
    Permission.PRACTICE_READ_RESULT: [has(Role.TRAINEE)],
    Permission.CERTIFICATE_READ: [has(Role.TRAINEE)],
    Permission.EXERCISE_PREVIEW: [has(Role.TRAINER)],
    Permission.EXERCISE_AUTHOR: [has(Role.TRAINER)],
    Permission.LIVE_LEAD: [has(Role.TRAINER)],
    Permission.PLAN_READ: [has(Role.HR)],
    Permission.PLAN_EDIT: [has_everywhere(Role.HR)],
    Permission.PEOPLE_READ: [has(Role.HR), has(Role.ADMIN)],
    Permission.PEOPLE_MANAGE: [has(Role.ADMIN)],
    Permission.ORGANISATION_EDIT: [has_everywhere(Role.HR), has(Role.ADMIN)],
    Permission.MAIL_READ: [has(Role.ADMIN)],
    Permission.AUDIT_READ: [has(Role.ADMIN)],
}


def can(actor: Actor, permission: Permission) -> bool:
    """Whether the actor may do this."""
    return any(rule(actor) for rule in GRANTS[permission])
