"""Exempting a person from a target, and ending that. HR does it for the people within its scope."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.plan import actions, follow_up, queries, words
from puntari.plan.actions import Deed
from puntari.plan.blueprint import bp
from puntari.plan.domain import COUNTED, State
from puntari.plan.follow_up import Standing
from puntari.plan.forms import ExemptForm, NothingForm
from puntari.plan.models import Exemption, TrainingTarget
from puntari.plan.routes import ID
from puntari.web import clock
from puntari.web.i18n import current_language


def person_in(target: TrainingTarget, person_id: int) -> Standing:
    """Somebody who belongs to the target group today and to what HR may see; anybody else is not found."""
    today = clock.today()
    town = queries.town_on(today, seen_by=current_user, today=today, language=current_language())
    view = town.view(None) or abort(404)
    states = COUNTED | {State.EXEMPT}
    found = follow_up.listing(target, town, view, states=states, person_id=person_id)
    return found.people[0] if found.people else abort(404)


@bp.route(f"/targets/<{ID}:target_id>/exempt/<{ID}:person_id>", methods=["GET", "POST"])
@requires(Permission.PLAN_READ)
def exempt(target_id: int, person_id: int) -> Any:
    """Exempt a person, with a reason."""
    target = queries.target_of(target_id)
    person = person_in(target, person_id)
    form = ExemptForm(today=clock.today())
    if form.was_sent():
        values = {name: form[name].data for name in ("reason", "note", "starts", "last_day")}
        values |= {"target_id": target.id, "person_id": person_id, "note": values["note"] or ""}
        try:
            actions.add(Exemption, values, Deed(current_user.id, clock.now()))
        except actions.Taken:
            form.starts.errors = [_("There is an exemption from this day already. End that one first.")]
        else:
            db.session.commit()
            flash(_("%(name)s is exempt from this target.", name=person.name), "success")
            return redirect(url_for("plan.people", target=target.id), 303)
    return render_template("plan/exempt.html", form=form, person=person, target=target, words=words), form.status


@bp.route(f"/exemptions/<{ID}:exemption_id>/end", methods=["GET", "POST"])
@requires(Permission.PLAN_READ)
def end_exemption(exemption_id: int) -> Any:
    """End an exemption: from today on the person counts again."""
    found = queries.exemption_of(exemption_id)
    person = person_in(found.target, found.person_id)
    form = NothingForm()
    if form.was_sent():
        target_id = found.target_id
        actions.end_exemption(found, today=clock.today(), deed=Deed(current_user.id, clock.now()))
        db.session.commit()
        flash(_("%(name)s counts again from today on.", name=person.name), "success")
        return redirect(url_for("plan.people", target=target_id), 303)
    return render_template("plan/end_exemption.html", form=form, person=person, exemption=found, words=words)
