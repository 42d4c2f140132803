"""The same figures as on the pages, as CSV and PDF."""

from datetime import date

from flask import Response, abort
from flask_babel import gettext as _
from flask_login import current_user

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.plan import asked, follow_up, pdf, queries, words
from puntari.plan.asked import Asked
from puntari.plan.blueprint import bp
from puntari.plan.files import Cell, csv_file
from puntari.plan.forms import ChooseForm, FollowUpForm
from puntari.plan.report import Report, Row, TargetReport, report_of
from puntari.plan.routes import SHOWN, target_asked
from puntari.web import clock
from puntari.web.forms import choices
from puntari.web.i18n import current_language


def file_of(body: bytes, mimetype: str, name: str) -> Response:
    """A file to keep; the name is plain ASCII."""
    response = Response(body, content_type=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def report_asked() -> tuple[Asked, Report]:
    """The report that the address asks for; 422 when the day or unit can't be used, 404 without a plan."""
    form = ChooseForm(today=clock.today())
    found = asked.read(form)
    if found.view is None or form.errors:
        abort(422)
    plan = queries.plan_on(found.town.day) or abort(404)
    return found, report_of(plan, found.town, found.view)


@bp.get("/shares.csv")
@requires(Permission.PLAN_READ)
def shares_csv() -> Response:
    """The shares of each target, as a whole and by unit."""
    found, report = report_asked()
    head = [
        _("As of"),
        _("Measure"),
        _("Measure in words"),
        _("What must be completed"),
        _("Target group"),
        _("Unit"),
        _("Own staff only"),
        _("Completed"),
        _("Target group, people"),
        _("Exempt, not counted"),
        _("Share, per cent"),
        _("Target share, per cent"),
        _("Last day"),
        _("Pace"),
        _("Late"),
        _("Due within 60 days"),
    ]
    rows = [line for one in report.targets for line in lines_of(one, found, report.day)]
    return file_of(csv_file(head, rows), "text/csv; charset=utf-8", f"puntari-shares-{report.day.isoformat()}.csv")


def lines_of(one: TargetReport, found: Asked, day: date) -> list[list[Cell]]:
    """A line for the whole and one for each unit."""

    def line(row: Row, unit: str) -> list[Cell]:
        measure, target = one.measure, one.target
        name = measure.title(current_language())
        rule: list[Cell] = [day, measure.label, name, words.content_of(target), words.group(target)]
        own = str(_("yes")) if row.is_own else str(_("no"))
        counts: list[Cell] = [row.now.done, row.now.assigned, row.exempt, row.now.per_cent, target.share, target.due]
        return [*rule, unit, own, *counts, words.pace(row.outlook), row.late, row.near]

    units = found.town.units
    return [line(one.whole, found.unit_name), *(line(row, units.name(row.unit_id)) for row in one.rows)]


@bp.get("/follow-up.csv")
@requires(Permission.PLAN_READ)
def people_csv() -> Response:
    """The people to follow up, in the states that the page shows."""
    form = FollowUpForm(today=clock.today())
    form.state.choices = choices((state, state) for state in SHOWN)
    if form.state.data in {None, "", "None"}:
        form.state.data = "unfinished"
    found = asked.read(form)
    if found.view is None or form.errors:
        abort(422)
    target = target_asked(queries.plan_on(found.town.day), form) or abort(404)
    states = SHOWN[form.state.data]
    listing = follow_up.listing(
        target, found.town, found.view, states=states, words=form.q.data or "", size=follow_up.MOST
    )
    head = [
        _("As of"),
        _("What must be completed"),
        _("Employee id"),
        _("Last name"),
        _("First name"),
        _("E-mail address"),
        _("Unit"),
        _("State"),
        _("Last day"),
        _("Explanation"),
    ]
    title = words.content_of(target)
    rows = [
        [
            found.town.day,
            title,
            person.employee_id,
            person.last_name,
            person.first_name,
            person.email,
            ", ".join(found.town.units.name(unit_id) for unit_id in person.unit_ids),
            str(words.STATES[person.state]),
            person.last_day,
            words.last_day(person).replace(words.NBSP, " "),
        ]
        for person in listing.people
    ]
    name = f"puntari-follow-up-{found.town.day.isoformat()}.csv"
    return file_of(csv_file(head, rows), "text/csv; charset=utf-8", name)


@bp.get("/report.pdf")
@requires(Permission.PLAN_READ)
def report_pdf() -> Response:
    """The report as a tagged PDF in the language of the address."""
    found, report = report_asked()
    document = pdf.document(report, found, by=current_user.display_name, now=clock.now())
    db.session.rollback()  # nothing more is read; the transaction doesn't wait for the typesetting
    body = pdf.report_pdf(document, made=clock.now())
    return file_of(body, "application/pdf", f"puntari-report-{report.day.isoformat()}.pdf")
