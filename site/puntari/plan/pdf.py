"""The report as a PDF."""

from datetime import datetime
from typing import Any

from flask_babel import format_time, to_user_timezone
from flask_babel import gettext as _

from puntari.plan import words
from puntari.plan.asked import Asked
from puntari.plan.report import Report, Row, TargetReport
from puntari.web import site
from puntari.web.i18n import current_language
from puntari.web.pdf import make_pdf

TEMPLATE = "plan/report.typ"


def document(report: Report, found: Asked, *, by: str, now: datetime) -> dict[str, Any]:
    """All words and numbers of the report, in the language of the request."""
    language = current_language()
    plan, day = report.plan, words.long_day(report.day)
    return {
        "language": language,
        "organisation": site.current().name(language),
        "warning": _demo() if site.current().is_demo else "",
        "title": _("Training targets on %(day)s", day=day),
        "kicker": plan.title(language),
        "about": plan.text(language),
        "facts": [
            [_("Period of the plan"), f"{words.long_day(plan.starts)} – {words.long_day(plan.last_day)}"],
            [_("As of"), day],
            [_("Unit"), found.unit_name],
            [_("Made"), f"{words.short_day(to_user_timezone(now).date())} {format_time(now, 'short')}, {by}"],
        ],
        "targets": [_target(one, found) for one in report.targets],
        "others_title": _("Measures followed in other ways"),
        "others": [
            {
                "title": f"{area.number}. {area.title(language)}",
                "measures": [[one.label, one.title(language), one.text(language)] for one in measures],
            }
            for area, measures in report.others
        ],
        "notes_title": _("How the figures are counted"),
        "notes": [
            _("Every figure follows from the rule of the target and the day. What happened later doesn't change it."),
            _("Somebody who works in two units is counted in both, and once in the whole. Shares are rounded down."),
            _("A completion says that somebody has done something, not how, and it doesn't prove fairer recruitment."),
        ],
        "page": _("Page"),
    }


def _demo() -> str:
    return f"{_('Demo')}: {_('The organisation, its people and its figures are invented.')}"


def _target(one: TargetReport, found: Asked) -> dict[str, Any]:
    language, measure = current_language(), one.measure
    return {
        "kicker": f"{_('Measure %(number)s', number=measure.label)} · {measure.area.title(language)}",
        "title": measure.title(language),
        "text": measure.text(language),
        "share": words.per_cent(one.whole.now.per_cent),
        "counted": words.done_of(one.whole.now),
        "pace": words.pace(one.whole.outlook),
        "sentences": [words.goal(one.target), words.outlook(one.whole.outlook), words.denominator(one.whole)],
        "facts": [
            [_("Target group"), words.group(one.target)],
            [_("Responsible unit"), measure.unit.name(language) if measure.unit else _("None in particular")],
            *([_("Time"), line] for line in words.timing(one.target)),
        ],
        "heads": [
            _("Unit"),
            _("Completed"),
            _("Target group"),
            _("Share"),
            _("Pace"),
            _("Late"),
            _("Due within 60 days"),
        ],
        "rows": [_row(row, found.town.units.name(row.unit_id)) for row in one.rows],
        "whole": _row(one.whole, found.unit_name),
        "target": one.target.share,
        "trend": [[words.short_day(point.day), point.done, point.assigned, point.per_cent] for point in one.trend],
        "trend_heads": [_("Day"), _("Completed"), _("Target group"), _("Share")],
        "trend_words": words.trend_title(one.trend, one.target.share),
        "trend_title": _("The last twelve months"),
    }


def _row(row: Row, unit: str) -> list[Any]:
    name = str(_("%(unit)s, own staff", unit=unit)) if row.is_own else unit
    share = words.per_cent(row.now.per_cent)
    return [name, row.now.done, row.now.assigned, share, words.pace(row.outlook), row.late, row.near]


def report_pdf(data: dict[str, Any], *, made: datetime) -> bytes:
    """The PDF. Takes some tens of milliseconds: call it with no transaction open."""
    return make_pdf(TEMPLATE, data=data, made=made)
