"""The dashboard, a measure's page and the people to follow up. All of it for HR, within its scope."""

from typing import Any

from flask import abort, render_template
from flask_babel import gettext as _

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.people import asked as asked_of_people
from puntari.plan import asked, follow_up, queries, words
from puntari.plan.asked import Asked
from puntari.plan.blueprint import bp
from puntari.plan.domain import LATE, NEAR, TO_FOLLOW, State
from puntari.plan.figures import corrections
from puntari.plan.forms import ChooseForm, FollowUpForm
from puntari.plan.models import Plan, TrainingTarget
from puntari.plan.report import report_of, target_report
from puntari.web import clock
from puntari.web.forms import choices

ID = "int(max=2147483647)"
SHOWN = {"unfinished": TO_FOLLOW, "late": LATE, "near": NEAR, "exempt": frozenset({State.EXEMPT})}


def link_to(found: Asked, **more: Any) -> dict[str, Any]:
    """The arguments of an address that shows the same day and unit."""
    args: dict[str, Any] = {"day": found.town.day.isoformat()} if found.town.day != clock.today() else {}
    if found.view is not None and len(found.view.roots) == 1 and found.path:
        args["unit"] = found.view.roots[0]
    return {**args, **more}


@bp.get("")
@requires(Permission.PLAN_READ)
def index() -> Any:
    """The dashboard: each training target as of a day, as a whole and by unit."""
    form = ChooseForm(today=clock.today())
    found = asked.read(form)
    plan = queries.plan_on(found.town.day)
    report = report_of(plan, found.town, found.view) if plan and found.view else None
    page = {"form": form, "plan": plan, "report": report, "asked": found, "words": words}
    return render_template("plan/index.html", **page, link_to=link_to), form.status


@bp.get(f"/measures/<{ID}:measure_id>")
@requires(Permission.PLAN_READ)
def measure(measure_id: int) -> Any:
    """A measure: its text, its rules in words, and where everybody stands."""
    found_measure = queries.measure_of(measure_id)
    form = ChooseForm(today=clock.today())
    found = asked.read(form)
    reports = []
    if found.view:
        corrected = corrections() if found_measure.targets else {}
        reports = [target_report(target, found.town, found.view, corrected) for target in found_measure.targets]
    page = {"form": form, "measure": found_measure, "reports": reports, "asked": found, "words": words}
    return render_template("plan/measure.html", **page, link_to=link_to), form.status


@bp.get("/follow-up")
@requires(Permission.PLAN_READ)
def people() -> Any:
    """Who isn't done: by name, unit and last day, the most urgent first."""
    form = FollowUpForm(today=clock.today())
    form.state.choices = choices(
        [
            ("unfinished", _("All who aren't done")),
            ("late", _("Late")),
            ("near", _("Due within 60 days")),
            ("exempt", _("Exempt people")),
        ]
    )
    if form.state.data in {None, "", "None"}:
        form.state.data = "unfinished"
    found = asked.read(form)
    plan = queries.plan_on(found.town.day)
    target = target_asked(plan, form)
    listing = None
    if target is not None and found.view is not None:
        states = SHOWN[form.state.data]
        listing = follow_up.listing(
            target, found.town, found.view, states=states, words=form.q.data or "", page=asked_of_people.page()
        )
    return (
        render_template(
            "plan/follow_up.html",
            form=form,
            plan=plan,
            target=target,
            listing=listing,
            asked=found,
            words=words,
            link_to=link_to,
            is_today=found.town.day == clock.today(),
        ),
        form.status,
    )


def target_asked(plan: Plan | None, form: FollowUpForm) -> TrainingTarget | None:
    """The training target that was chosen, or the plan's first; one that isn't in the plan is not found."""
    targets = [target for area in plan.areas for one in area.measures for target in one.targets] if plan else []
    form.target.choices = choices(
        (str(target.id), f"{target.measure.label} {words.content_of(target)}") for target in targets
    )
    if not form.target.data or form.target.data == "None":
        form.target.data = str(targets[0].id) if targets else ""
    chosen = next((target for target in targets if str(target.id) == form.target.data), None)
    if targets and chosen is None:
        abort(404)
    return chosen
