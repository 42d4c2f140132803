"""People: the list, a person's page, and what administrators change there."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from puntari.authz.guard import requires
from puntari.authz.policy import Permission, Role
from puntari.extensions import db
from puntari.people import actions, asked, links, queries, unit_routes, words
from puntari.people.domain import EndsBeforeItStarts, LinkPurpose
from puntari.people.forms import EndForm, PersonForm, PostingForm, RoleForm
from puntari.people.models import Person
from puntari.web import clock
from puntari.web.blueprints import localised
from puntari.web.i18n import current_language

bp = localised("directory", __name__, prefix="/people")
bp.register_blueprint(unit_routes.bp)
PERSON = "/<int:person_id>"


def to_person(person_id: int) -> Any:
    """Back to the person's page."""
    return redirect(url_for("directory.person", person_id=person_id), 303)


@bp.get("/")
@requires(Permission.PEOPLE_READ)
def index() -> str:
    """Find people by name, e-mail address or employee id, in a unit and those below it."""
    today = clock.today()
    units = queries.units_on(today, current_language())
    scope = queries.scope_of(current_user.grants, {Role.HR, Role.ADMIN}, day=today, tree=units.tree)
    unit, search = asked.unit(units), asked.words()
    listing = queries.search(
        search,
        units=units.tree.subtree(unit) if unit else None,
        scope=scope,
        with_closed=asked.closed_too(),
        page=asked.page(),
        day=today,
    )
    chosen = {"q": search or None, "unit": unit, "closed": asked.closed_too() or None}
    return render_template(
        "people/index.html", listing=listing, units=units, scope=scope, chosen=chosen, today=today, words=words
    )


@bp.route("/add", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def add() -> Any:
    """Add a person."""
    form = PersonForm()
    if form.was_sent() and is_free(form, besides=None):
        try:
            person = actions.add_person(form.data, by=current_user.id, now=clock.now())
            db.session.commit()
        except IntegrityError:  # somebody added the same person at the same moment
            db.session.rollback()
            is_free(form, besides=None)
        else:
            flash(_("%(name)s has been added. Next, say where they work.", name=person.display_name), "success")
            return to_person(person.id)
    return render_template("people/person_form.html", form=form, person=None), form.status


@bp.get(PERSON)
@requires(Permission.PEOPLE_READ)
def person(person_id: int) -> str:
    """Who somebody is, where they work and what they may do."""
    today = clock.today()
    units = queries.units_on(today, current_language())
    scope = queries.scope_of(current_user.grants, {Role.HR, Role.ADMIN}, day=today, tree=units.tree)
    found = queries.person_of(person_id, scope=scope)
    return render_template("people/person.html", person=found, today=today, words=words)


def managed(person_id: int) -> Person:
    """A person for an administrator, who sees everybody."""
    return queries.person_of(person_id, scope=None)


def is_free(form: PersonForm, *, besides: int | None) -> bool:
    """Whether nobody else has the employee id or the e-mail address; says so at the field if somebody has."""
    taken = queries.taken_by_others(form.employee_id.data or "", (form.email.data or "").lower(), besides=besides)
    if "employee_id" in taken:
        form.employee_id.errors = [_("Somebody else has this employee id. Check it, or search for the person.")]
    if "email" in taken:
        form.email.errors = [_("Somebody else has this address. Check it, or search for the person.")]
    return not taken


@bp.route(f"{PERSON}/edit", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def edit(person_id: int) -> Any:
    """Change who a person is."""
    found = managed(person_id)
    form = PersonForm(obj=found)
    if form.was_sent() and is_free(form, besides=person_id):
        try:
            actions.edit_person(found, form.data, by=current_user.id, now=clock.now())
            db.session.commit()
        except IntegrityError:  # somebody took the address or the id at the same moment
            db.session.rollback()
            is_free(form, besides=person_id)
        else:
            flash(_("The changes have been saved."), "success")
            return to_person(person_id)
    return render_template("people/person_form.html", form=form, person=found), form.status


@bp.route(f"{PERSON}/postings/add", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def add_posting(person_id: int) -> Any:
    """Say where a person works from a day on."""
    found, today = managed(person_id), clock.today()
    form = PostingForm(queries.units_on(today, current_language()).choices(), data={"starts": today})
    if form.was_sent():
        actions.add_posting(
            found,
            unit_id=int(form.unit.data),
            role_group=form.role_group.data,
            recruits=form.recruits.data,
            starts=form.starts.data,
            by=current_user.id,
            now=clock.now(),
        )
        db.session.commit()
        flash(_("The posting has been saved."), "success")
        return to_person(person_id)
    return render_template("people/posting_form.html", form=form, person=found), form.status


@bp.route(f"{PERSON}/postings/<int:posting_id>/end", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def end_posting(person_id: int, posting_id: int) -> Any:
    """Say when a posting ends."""
    found, posting, today = managed(person_id), queries.posting_of(person_id, posting_id), clock.today()
    form = EndForm(data={"last_day": today})
    if form.was_sent():
        try:
            actions.end_posting(posting, last_day=form.last_day.data, today=today, by=current_user.id, now=clock.now())
        except EndsBeforeItStarts as error:
            form.last_day.errors = [before_first_day(error)]
        else:
            db.session.commit()
            flash(_("The posting has been ended."), "success")
            return to_person(person_id)
    return render_template("people/end_posting.html", form=form, person=found, posting=posting), form.status


@bp.route(f"{PERSON}/roles/add", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def add_role(person_id: int) -> Any:
    """Give a person a role."""
    found, today = managed(person_id), clock.today()
    form = RoleForm(queries.units_on(today, current_language()).choices(), data={"starts": today})
    if form.was_sent():
        actions.grant_role(
            found,
            Role(form.role.data),
            unit_id=int(form.unit.data) if form.unit.data else None,
            starts=form.starts.data,
            by=current_user.id,
            now=clock.now(),
        )
        db.session.commit()
        flash(_("The role has been given."), "success")
        return to_person(person_id)
    return render_template("people/role_form.html", form=form, person=found, words=words), form.status


@bp.route(f"{PERSON}/roles/<int:grant_id>/end", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def end_role(person_id: int, grant_id: int) -> Any:
    """Say when a role ends."""
    found, grant, today = managed(person_id), queries.grant_of(person_id, grant_id), clock.today()
    form = EndForm(data={"last_day": today})
    if form.was_sent():
        try:
            actions.end_role(grant, last_day=form.last_day.data, today=today, by=current_user.id, now=clock.now())
        except EndsBeforeItStarts as error:
            form.last_day.errors = [before_first_day(error)]
        else:
            db.session.commit()
            flash(_("The role has been ended."), "success")
            return to_person(person_id)
    page = render_template("people/end_role.html", form=form, person=found, grant=grant, words=words, today=today)
    return page, form.status


def before_first_day(error: EndsBeforeItStarts) -> str:
    """Why the last day won't do."""
    return str(_("The last day can't be before the first, %(day)s.", day=format_date(error.starts, "medium")))


@bp.post(f"{PERSON}/invite")
@requires(Permission.PEOPLE_MANAGE)
def invite(person_id: int) -> Any:
    """Mail the person a link by which they take the account into use."""
    found = managed(person_id)
    if not found.is_active:
        flash(_("The account is closed. Open it first."), "error")
        return to_person(person_id)
    purpose = LinkPurpose.RESET if found.password_hash else LinkPurpose.INVITATION
    links.send(found, purpose, by=current_user.id, now=clock.now())
    db.session.commit()
    flash(_("A link is on its way to %(address)s.", address=found.email), "success")
    return to_person(person_id)


@bp.post(f"{PERSON}/close")
@requires(Permission.PEOPLE_MANAGE)
def close(person_id: int) -> Any:
    """Close the account: nobody signs in with it any more."""
    found = managed(person_id)
    actions.close_account(found, today=clock.today(), by=current_user.id, now=clock.now())
    db.session.commit()
    flash(_("The account has been closed. What the person has completed stays."), "success")
    return to_person(person_id)


@bp.post(f"{PERSON}/reopen")
@requires(Permission.PEOPLE_MANAGE)
def reopen(person_id: int) -> Any:
    """Open a closed account again."""
    found = managed(person_id)
    actions.reopen_account(found, by=current_user.id, now=clock.now())
    db.session.commit()
    flash(_("The account is open again."), "success")
    return to_person(person_id)
