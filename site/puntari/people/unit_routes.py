"""Units: the tree on a day, a unit's page, and what administrators change there."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.people import asked, queries, tree, unit_actions
from puntari.people.forms import EndForm, MoveForm, UnitForm, UnitNameForm
from puntari.people.unit_actions import NotThereYet
from puntari.web import clock
from puntari.web.i18n import current_language

bp = Blueprint("units", __name__, url_prefix="/units")  # inside the directory's
UNIT = "/<int:unit_id>"


def to_unit(unit_id: int) -> Any:
    """Back to the unit's page."""
    return redirect(url_for("directory.units.show", unit_id=unit_id), 303)


def not_there_yet() -> str:
    """Why the unit above won't do."""
    return str(_("This unit isn't in the tree on that day. Choose another unit or day."))


@bp.get("")
@requires(Permission.PEOPLE_READ)
def index() -> str:
    """The units as a tree, on any day."""
    today = clock.today()
    day = asked.day(today)
    found = queries.units_on(day, current_language())
    return render_template("people/units.html", units=found, day=day, today=today, headcounts=queries.headcounts(day))


@bp.route("/add", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def add() -> Any:
    """Add a unit."""
    today = clock.today()
    form = UnitForm(queries.units_on(today, current_language()).choices(), data={"starts": today})
    if form.was_sent() and is_free(form, besides=None):
        try:
            parent_id = int(form.parent.data) if form.parent.data else None
            unit = unit_actions.add_unit(
                form.data, parent_id=parent_id, starts=form.starts.data, by=current_user.id, now=clock.now()
            )
            db.session.commit()
        except NotThereYet:
            form.parent.errors = [not_there_yet()]
        except IntegrityError:  # somebody added the same unit at the same moment
            db.session.rollback()
            is_free(form, besides=None)
        else:
            flash(_("%(name)s has been added.", name=unit.name(current_language())), "success")
            return to_unit(unit.id)
    return render_template("people/unit_form.html", form=form, unit=None), form.status


def is_free(form: UnitNameForm, *, besides: int | None) -> bool:
    """Whether no other unit has the code; says so at the field if one has."""
    is_taken = queries.is_code_taken(form.code.data or "", besides=besides)
    if is_taken:
        form.code.errors = [_("Another unit has this code.")]
    return not is_taken


@bp.get(UNIT)
@requires(Permission.PEOPLE_READ)
def show(unit_id: int) -> str:
    """A unit: where it stands, where it stood, what is below it."""
    today = clock.today()
    units = queries.units_on(today, current_language())
    found = units.by_id.get(unit_id) or abort(404)
    return render_template(
        "people/unit.html",
        unit=found,
        units=units,
        today=today,
        headcounts=queries.headcounts(today),
        placements=queries.placements_of(unit_id),
    )


@bp.route(f"{UNIT}/edit", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def edit(unit_id: int) -> Any:
    """Change what a unit is called."""
    found = queries.unit_of(unit_id)
    form = UnitNameForm(obj=found)
    if form.was_sent() and is_free(form, besides=unit_id):
        try:
            unit_actions.rename_unit(found, form.data, by=current_user.id, now=clock.now())
            db.session.commit()
        except IntegrityError:  # somebody took the code at the same moment
            db.session.rollback()
            is_free(form, besides=unit_id)
        else:
            flash(_("The changes have been saved."), "success")
            return to_unit(unit_id)
    return render_template("people/unit_form.html", form=form, unit=found), form.status


@bp.route(f"{UNIT}/move", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def move(unit_id: int) -> Any:
    """Put a unit under another from a day on."""
    found, today = queries.unit_of(unit_id), clock.today()
    units = queries.units_on(today, current_language())
    below = units.tree.subtree(unit_id)
    choices = [choice for choice in units.choices() if int(choice[0]) not in below]
    form = MoveForm(choices, data={"parent": str(units.tree.parents.get(unit_id) or ""), "on": today})
    if form.was_sent():
        parent_id = int(form.parent.data) if form.parent.data else None
        try:
            unit_actions.move_unit(found, parent_id=parent_id, on=form.on.data, by=current_user.id, now=clock.now())
        except NotThereYet:
            form.parent.errors = [not_there_yet()]
        except tree.NotInPlace:
            form.on.errors = [_("The unit itself isn't in the tree on that day. Choose another day.")]
        except tree.WouldGoInCircles:
            form.parent.errors = [_("This unit stands below the one you are moving, on that day or later.")]
        else:
            db.session.commit()
            flash(_("The move has been saved."), "success")
            return to_unit(unit_id)
    return render_template("people/move_unit.html", form=form, unit=found), form.status


@bp.route(f"{UNIT}/close", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def close(unit_id: int) -> Any:
    """Take a unit out of the tree after its last day."""
    found, today = queries.unit_of(unit_id), clock.today()
    form = EndForm(data={"last_day": today})
    if form.was_sent():
        try:
            unit_actions.close_unit(found, last_day=form.last_day.data, by=current_user.id, now=clock.now())
        except tree.StillInUse:
            form.last_day.errors = [_("People or units are still there after that day. Move them first.")]
        except tree.NotInPlace:
            form.last_day.errors = [_("The unit isn't in the tree on that day. Choose another day.")]
        else:
            db.session.commit()
            flash(_("The unit has been closed."), "success")
            return to_unit(unit_id)
    return render_template("people/close_unit.html", form=form, unit=found), form.status
