"""What the organisation is called, and which recruitments are anonymous there."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from puntari.audit import actions as audit
from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.people import queries
from puntari.people.forms import OrganisationForm
from puntari.web import clock
from puntari.web.blueprints import localised

bp = localised("organisation", __name__, prefix="/organisation")
FIELDS = ("name_fi", "name_sv", "name_en", "rule_fi", "rule_sv", "rule_en")


@bp.route("", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_EDIT)
def edit() -> Any:
    """Change the names and the rule."""
    organisation = queries.organisation() or abort(404)
    form = OrganisationForm(obj=organisation)
    if form.was_sent():
        values = {name: (form.data[name] or "").replace("\r\n", "\n") for name in FIELDS}
        changed = [name for name in FIELDS if getattr(organisation, name) != values[name]]
        for name in changed:
            setattr(organisation, name, values[name])
        if changed:
            audit.record(
                "organisation.edited", target="organisation:1", by=current_user.id, now=clock.now(), fields=changed
            )
        db.session.commit()
        flash(_("The changes have been saved."), "success")
        return redirect(url_for(".edit"), 303)
    return render_template("people/organisation.html", form=form), form.status
