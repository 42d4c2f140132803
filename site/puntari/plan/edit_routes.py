"""Writing down the plan: for HR of the whole organisation."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.content.languages import LANGUAGES
from puntari.extensions import db
from puntari.people import queries as people
from puntari.people import words as people_words
from puntari.people.domain import RoleGroup
from puntari.plan import actions, catalogue, queries, words
from puntari.plan.actions import Deed
from puntari.plan.blueprint import bp
from puntari.plan.forms import AreaForm, MeasureForm, NothingForm, PlanForm, TargetForm
from puntari.plan.models import FocusArea, Measure, Plan, TrainingTarget
from puntari.plan.routes import ID
from puntari.web import clock
from puntari.web.i18n import current_language

RULE = ("share", "due", "recruits_only", "newcomer_days", "validity_months")
KINDS: dict[str, Callable[[int], FocusArea | Measure | TrainingTarget]] = {
    "areas": queries.area_of,
    "measures": queries.measure_of,
    "targets": queries.target_of,
}


def deed() -> Deed:
    """Whoever is signed in, now."""
    return Deed(current_user.id, clock.now())


def back() -> Any:
    """To the plan as it is being written."""
    return redirect(url_for("plan.edit"), 303)


def page(form: Any, heading: str, **more: Any) -> Any:
    """The page with a form about one part of the plan."""
    return render_template("plan/part_form.html", form=form, heading=heading, **more), form.status


def saved(form: Any, act: Callable[[], Any], taken: tuple[Any, str]) -> bool:
    """Whether the form was sent and done; a place that is taken is said at its field."""
    if not form.was_sent():
        return False
    try:
        act()
    except actions.Taken:
        field, message = taken
        field.errors = [message]
        return False
    db.session.commit()
    flash(_("The changes have been saved."), "success")
    return True


def values_of(form: Any, *names: str) -> dict[str, Any]:
    """What the form says of a title, a text and further columns."""
    titled = [f"{part}_{language}" for part in ("title", "text") for language in LANGUAGES]
    return {name: form[name].data or "" for name in titled} | {name: form[name].data for name in names}


def shown_of(part: Measure, *names: str) -> dict[str, Any]:
    """What a form shows of a part; its unit is named by id there, so the part itself won't do."""
    titled = [f"{kind}_{language}" for kind in ("title", "text") for language in LANGUAGES]
    return {name: getattr(part, name) for name in [*titled, *names]}


@bp.get("/edit")
@requires(Permission.PLAN_EDIT)
def edit() -> str:
    """All plans with their parts, and the ways to change them."""
    return render_template("plan/edit.html", plans=queries.plans(), words=words, form=NothingForm())


@bp.route("/add", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def add_plan() -> Any:
    """A new plan."""
    form = PlanForm()
    values = values_of(form, "starts", "last_day")
    taken = form.title_fi, _("There is a plan with this title from the same day already.")
    if saved(form, lambda: actions.add(Plan, values, deed()), taken):
        return back()
    return page(form, _("A new plan"))


@bp.route(f"/<{ID}:plan_id>/edit", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def edit_plan(plan_id: int) -> Any:
    """The plan's title, text and period."""
    found = queries.plan_of(plan_id)
    form = PlanForm(obj=found)
    values = values_of(form, "starts", "last_day")
    taken = form.title_fi, _("There is a plan with this title from the same day already.")
    if saved(form, lambda: actions.change(found, values, deed()), taken):
        return back()
    return page(form, _("Edit the plan"))


@bp.route(f"/<{ID}:plan_id>/areas/add", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def add_area(plan_id: int) -> Any:
    """A new focus area."""
    plan = queries.plan_of(plan_id)
    form = AreaForm(data={"number": max((area.number for area in plan.areas), default=0) + 1})
    values = {**values_of(form, "number"), "plan_id": plan.id}
    if saved(form, lambda: actions.add(FocusArea, values, deed()), (form.number, number_taken())):
        return back()
    return page(form, _("A new focus area"), kicker=plan.title(current_language()))


def number_taken() -> str:
    """Why a number won't do."""
    return str(_("This number is in use. Choose another."))


@bp.route(f"/areas/<{ID}:area_id>/edit", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def edit_area(area_id: int) -> Any:
    """A focus area's number, title and text."""
    found = queries.area_of(area_id)
    form = AreaForm(obj=found)
    values = values_of(form, "number")
    if saved(form, lambda: actions.change(found, values, deed()), (form.number, number_taken())):
        return back()
    return page(form, _("Edit the focus area"), kicker=found.plan.title(current_language()), remove=("areas", found))


def unit_choices() -> list[tuple[str, str]]:
    """The units of today."""
    return people.units_on(clock.today(), current_language()).choices()


def unit_id_of(form: Any) -> int | None:
    """The chosen unit, or none."""
    return int(form.unit.data) if form.unit.data and form.unit.data.isdecimal() else None


@bp.route(f"/areas/<{ID}:area_id>/measures/add", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def add_measure(area_id: int) -> Any:
    """A new measure."""
    area = queries.area_of(area_id)
    form = MeasureForm(unit_choices(), data={"number": max((one.number for one in area.measures), default=0) + 1})
    values = {**values_of(form, "number", "is_voluntary"), "unit_id": unit_id_of(form), "area_id": area.id}
    if saved(form, lambda: actions.add(Measure, values, deed()), (form.number, number_taken())):
        return back()
    return page(form, _("A new measure"), kicker=f"{area.number}. {area.title(current_language())}")


@bp.route(f"/measures/<{ID}:measure_id>/edit", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def edit_measure(measure_id: int) -> Any:
    """A measure's number, words, responsible unit."""
    found = queries.measure_of(measure_id)
    units = with_former(unit_choices(), found.unit)
    form = MeasureForm(units, data={**shown_of(found, "number", "is_voluntary"), "unit": str(found.unit_id or "")})
    values = {**values_of(form, "number", "is_voluntary"), "unit_id": unit_id_of(form)}
    if saved(form, lambda: actions.change(found, values, deed()), (form.number, number_taken())):
        return back()
    kicker = f"{found.area.number}. {found.area.title(current_language())}"
    return page(form, _("Edit the measure"), kicker=kicker, remove=("measures", found))


def with_former(units: list[tuple[str, str]], unit: Any) -> list[tuple[str, str]]:
    """The choices, and a unit that is chosen but closed by now."""
    if unit is None or any(value == str(unit.id) for value, _label in units):
        return units
    return [*units, (str(unit.id), unit.name(current_language()))]


def target_form(target: TrainingTarget | None) -> TargetForm:
    """The form of a target, filled with it."""
    known = catalogue.contents(current_language())
    contents = [(f"{kind}/{content_id}", words.titled(kind, title)) for kind, content_id, title in known]
    data: dict[str, Any] = {}
    if target is not None:
        content = f"{target.kind}/{target.content_id}"
        data = {name: getattr(target, name) for name in (*RULE, "role_groups")}
        data |= {"what": content, "unit": str(target.unit_id or "")}
        if content not in {
            value for value, _title in contents
        }:  # it was taken out, and stays the target's all the same
            contents.append((content, target.content_id))
    groups = {group.value for group in RoleGroup} | set(queries.role_groups_in_use())
    labels = [(group, people_words.role_group(group)) for group in sorted(groups)]
    units = with_former(unit_choices(), target.unit if target else None)
    return TargetForm(contents, units, labels, data=data)


def target_values(form: TargetForm) -> dict[str, Any]:
    """What the form says, as columns."""
    kind, _slash, content_id = (form.what.data or "").partition("/")
    values = {name: form[name].data for name in RULE}
    groups = sorted(form.role_groups.data or [])
    return {**values, "kind": kind, "content_id": content_id, "unit_id": unit_id_of(form), "role_groups": groups}


def target_taken() -> str:
    """Why another target for the same content won't do."""
    return str(_("This measure has a target for it already. Edit that one."))


@bp.route(f"/measures/<{ID}:measure_id>/targets/add", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def add_target(measure_id: int) -> Any:
    """A new training target."""
    found = queries.measure_of(measure_id)
    form = target_form(None)
    values = {**target_values(form), "measure_id": found.id}
    if saved(form, lambda: actions.add(TrainingTarget, values, deed()), (form.what, target_taken())):
        return back()
    return page(form, _("A new training target"), kicker=f"{found.label} {found.title(current_language())}")


@bp.route(f"/targets/<{ID}:target_id>/edit", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def edit_target(target_id: int) -> Any:
    """A training target's rule. Figures of past days follow the rule, so they change with it."""
    found = queries.target_of(target_id)
    form = target_form(found)
    if saved(form, lambda: actions.change(found, target_values(form), deed()), (form.what, target_taken())):
        return back()
    kicker = f"{found.measure.label} {found.measure.title(current_language())}"
    note = _("The figures of past days are counted by this rule too, so they change with it.")
    return page(form, _("Edit the training target"), kicker=kicker, note=note, remove=("targets", found))


@bp.post(f"/<any(areas, measures, targets):kind>/<{ID}:part_id>/remove")
@requires(Permission.PLAN_EDIT)
def remove(kind: str, part_id: int) -> Any:
    """Take out a part of the plan that nothing hangs on."""
    part = KINDS[kind](part_id)
    if NothingForm().was_sent():
        actions.remove(part, deed())
        db.session.commit()
        flash(_("It has been removed."), "success")
    return back()
