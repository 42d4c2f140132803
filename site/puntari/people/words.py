"""What the pages call roles, role groups and the troubles with a password."""

from datetime import datetime

from flask_babel import format_date, format_time
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puntari.authz.policy import Role
from puntari.people.domain import SHORTEST_PASSWORD, PasswordProblem, RoleGroup

ROLES = {
    Role.TRAINEE: _l("Trainee"),
    Role.TRAINER: _l("Trainer"),
    Role.HR: _l("HR"),
    Role.ADMIN: _l("Administrator"),
}
ROLE_DUTIES = {
    Role.TRAINEE: _l("Takes courses and scores applications."),
    Role.TRAINER: _l("Leads the exercise with a group."),
    Role.HR: _l("Follows who has learned what, and reports to the plan."),
    Role.ADMIN: _l("Looks after people, units and mail."),
}
ROLE_GROUPS = {
    RoleGroup.SUPERVISOR: _l("Supervisor"),
    RoleGroup.HR_PARTNER: _l("HR partner"),
    RoleGroup.PANEL: _l("Interview panel"),
    RoleGroup.OTHER: _l("Other staff"),
}
PASSWORD_PROBLEMS = {
    PasswordProblem.TOO_SHORT: _l("Choose at least %(n)s characters. A short sentence is good.", n=SHORTEST_PASSWORD),
    PasswordProblem.TOO_LONG: _l("Choose a shorter password, at most 200 characters."),
    PasswordProblem.PATTERN: _l("Choose something less regular than a repeated pattern or a row of keys."),
    PasswordProblem.OWN_DATA: _l("Your name or e-mail address is easy to guess. Choose other words."),
}


def role_group(value: str) -> str:
    """A role group in words; one from elsewhere, as an import may bring, stands as it is."""
    return str(ROLE_GROUPS[RoleGroup(value)]) if value in set(RoleGroup) else value


def moment(at: datetime) -> str:
    """A moment as people say it, in the organisation's time zone, without seconds."""
    return str(_("%(day)s at %(time)s", day=format_date(at, "medium"), time=format_time(at, "short")))
