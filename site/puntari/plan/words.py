"""What pages and files say about states, pace and target groups."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date as in_locale
from flask_babel import format_date, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puntari.certificates.models import Kind
from puntari.certificates.titles import title_of
from puntari.people import words as people_words
from puntari.plan.domain import DONE, State
from puntari.plan.follow_up import Standing
from puntari.plan.models import Exemption, TrainingTarget
from puntari.plan.pace import Outlook, Pace, Point
from puntari.plan.report import Row
from puntari.web.i18n import current_language

NBSP = "\u00a0"

STATES = {
    State.NOT_ASSIGNED: _l("not in the target group"),
    State.EXEMPT: _l("exempt"),
    State.VALID: _l("completed"),
    State.RENEW: _l("to be renewed within 60 days"),
    State.EXPIRED: _l("expired"),
    State.OVERDUE: _l("overdue"),
    State.SOON: _l("due within 60 days"),
    State.OPEN: _l("not completed yet"),
}
STATE_TAGS = {
    State.EXEMPT: "quiet",
    State.VALID: "ok",
    State.RENEW: "warn",
    State.EXPIRED: "late",
    State.OVERDUE: "late",
    State.SOON: "warn",
    State.OPEN: "quiet",
}
PACES = {
    Pace.NOBODY: _l("nobody here"),
    Pace.REACHED: _l("target reached"),
    Pace.ON_PACE: _l("on pace"),
    Pace.BEHIND: _l("behind"),
    Pace.LATE: _l("late"),
    Pace.TOO_EARLY: _l("too early to say"),
}
PACE_TAGS = {
    Pace.NOBODY: "quiet",
    Pace.REACHED: "ok",
    Pace.ON_PACE: "ok",
    Pace.BEHIND: "warn",
    Pace.LATE: "late",
    Pace.TOO_EARLY: "quiet",
    Pace.FEW: "quiet",
}
SENTENCES = {
    Pace.NOBODY: _l("Nobody belonged to the target group on this day."),
    Pace.REACHED: _l("The target has been reached."),
    Pace.TOO_EARLY: _l("It is too early to say when the target will be reached; there is too little history yet."),
}
REASONS = {
    "leave": _l("On long leave"),
    "leaving": _l("Leaves soon"),
    "learned_elsewhere": _l("Has learned the same elsewhere"),
    "other": _l("Another reason"),
}


def per_cent(value: int | None) -> str:
    """68 % with a space that doesn't break in Finnish and Swedish, 68% in English; a dash for no value."""
    if value is None:
        return "–"
    return f"{value}%" if current_language() == "en" else f"{value}{NBSP}%"


def long_day(day: date) -> str:
    """21 November 2026, in the reader's way."""
    return str(format_date(day, "long")).replace(" ", NBSP)


def short_day(day: date) -> str:
    """21 Nov 2026 or 21.11.2026, in the reader's way."""
    return str(format_date(day, "medium")).replace(" ", NBSP)


def month_of(day: date) -> dict[str, str]:
    """The month's name as it stands alone, and the year, for a sentence."""
    return {"month": in_locale(day, "LLLL", locale=get_locale()), "year": str(day.year)}


def short_month(day: date) -> str:
    """Nov 2026, in the reader's way; Finnish and Swedish abbreviate with a point or cut the word."""
    return str(format_date(day, "LLL yyyy")).replace(" ", NBSP)


def done_of(point: Point) -> str:
    """How many of how many people."""
    return str(ngettext("%(done)s of %(num)s person", "%(done)s of %(num)s people", point.assigned, done=point.done))


def titled(kind: str, title: str) -> str:
    """A title with what it is the title of."""
    return f"{_('Course') if kind == Kind.COURSE else _('Exercise')}: {title}"


def content_of(target: TrainingTarget) -> str:
    """The title of what is to be completed."""
    return title_of(target.kind, target.content_id, current_language())


def goal(target: TrainingTarget) -> str:
    """What the target asks, in a sentence."""
    said = {"share": per_cent(target.share), "title": content_of(target), "day": long_day(target.due)}
    if target.kind == Kind.COURSE:
        return str(
            _("The target is that %(share)s of the target group have taken the course “%(title)s” by %(day)s.", **said)
        )
    return str(
        _("The target is that %(share)s of the target group have done the exercise “%(title)s” by %(day)s.", **said)
    )


def group(target: TrainingTarget) -> str:
    """Who belongs to the target group, in a few words."""
    roles = ", ".join(people_words.role_group(one).lower() for one in target.role_groups)
    if target.recruits_only:
        who = _("those who recruit (%(roles)s)", roles=roles) if roles else _("everyone who recruits")
    else:
        who = _("all staff (%(roles)s)", roles=roles) if roles else _("all staff")
    where = target.unit.name(current_language()) if target.unit else _("the whole organisation")
    return f"{who}, {where}"


def timing(target: TrainingTarget) -> list[str]:
    """What else the rule says about time."""
    found = []
    if target.newcomer_days:
        found.append(
            ngettext(
                "Whoever starts later has %(num)s day from the first day of the posting.",
                "Whoever starts later has %(num)s days from the first day of the posting.",
                target.newcomer_days,
            )
        )
    if target.validity_months:
        found.append(
            ngettext(
                "A completion is valid for %(num)s month.",
                "A completion is valid for %(num)s months.",
                target.validity_months,
            )
        )
    return found


def pace(found: Outlook) -> str:
    """Whether the target will be reached in time, in a word or two."""
    if found.pace is Pace.FEW:
        return str(ngettext("%(num)s more needed", "%(num)s more needed", found.missing))
    return str(PACES[found.pace])


def outlook(found: Outlook) -> str:
    """Where the pace leads, in a sentence."""
    if found.pace is Pace.FEW:
        return str(
            ngettext(
                "%(num)s more person is needed to reach the target.",
                "%(num)s more people are needed to reach the target.",
                found.missing,
            )
        )
    if found.pace in SENTENCES:
        return str(SENTENCES[found.pace])
    if found.pace is Pace.ON_PACE and found.reached_on:
        return str(
            _("At this pace the target is reached in %(month)s %(year)s, in time.", **month_of(found.reached_on))
        )
    if found.reached_on:
        return str(
            ngettext(
                "At this pace the target is reached in %(month)s %(year)s, a month late.",
                "At this pace the target is reached in %(month)s %(year)s, %(num)s months late.",
                found.months_late,
                **month_of(found.reached_on),
            )
        )
    return _missed(found)


def _missed(found: Outlook) -> str:
    if found.is_standing_still:
        return str(_("The share hasn't grown in three months, so at this pace the target isn't reached."))
    if found.has_passed:
        return str(
            ngettext(
                "The day has passed, and %(num)s more person would be needed.",
                "The day has passed, and %(num)s more people would be needed.",
                found.missing,
            )
        )
    return str(_("At this pace it takes more than five years to reach the target."))


def denominator(row: Row) -> str:
    """Who is counted, in a sentence."""
    people = row.now.assigned + row.exempt
    everybody: str = ngettext(
        "The target group had %(num)s person on this day.", "The target group had %(num)s people on this day.", people
    )
    if not row.exempt:
        return everybody
    exempt: str = ngettext(
        "%(num)s of them is exempt and isn't counted.", "%(num)s of them are exempt and aren't counted.", row.exempt
    )
    return f"{everybody} {exempt}"


def trend_title(points: Sequence[Point], target: int) -> str:
    """What the line of a trend does, in a sentence."""
    known = [point for point in points if point.per_cent is not None]
    if not known:
        return str(_("No trend: nobody belonged to the target group."))
    first, last = known[0], known[-1]
    return str(
        _(
            "The share went from %(first)s on %(first_day)s to %(last)s on %(last_day)s; the target is %(target)s.",
            first=per_cent(first.per_cent),
            first_day=long_day(first.day),
            last=per_cent(last.per_cent),
            last_day=long_day(last.day),
            target=per_cent(target),
        )
    )


def states_shown(row: Row) -> list[State]:
    """The states worth a column: the common ones, and those that somebody is in."""
    always = {State.VALID, State.OPEN, State.SOON, State.OVERDUE, State.EXEMPT}
    order = (State.VALID, State.RENEW, State.OPEN, State.SOON, State.OVERDUE, State.EXPIRED, State.EXEMPT)
    return [state for state in order if state in always or row.states[state]]


def since(exemption: Exemption) -> str:
    """From when until when an exemption holds."""
    starts = short_day(exemption.starts)
    if exemption.last_day is None:
        return str(_("from %(day)s on", day=starts))
    return str(_("from %(first)s to %(last)s", first=starts, last=short_day(exemption.last_day)))


def last_day(person: Standing) -> str:
    """What the last day of a person means in their state."""
    if person.exemption is not None:
        why = str(REASONS[person.exemption.reason])
        last = person.exemption.last_day
        return str(_("%(why)s, until %(day)s", why=why, day=short_day(last))) if last else why
    if person.last_day is None:
        return ""
    day = short_day(person.last_day)
    if person.state is State.OVERDUE:
        return str(_("was due by %(day)s", day=day))
    if person.state is State.EXPIRED:
        return str(_("expired after %(day)s", day=day))
    if person.state in DONE:
        return str(_("valid until %(day)s", day=day))
    return str(_("due by %(day)s", day=day))
