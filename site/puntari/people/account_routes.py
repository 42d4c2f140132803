"""Signing in and out, one's own account, and one-time links."""

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response as Redirect

from puntari.authz.guard import public, requires
from puntari.authz.policy import Permission
from puntari.extensions import db
from puntari.people import access, links, queries, words
from puntari.people.account_forms import (
    ChangePasswordForm,
    LanguageForm,
    NewPasswordForm,
    RequestLinkForm,
    SignInForm,
)
from puntari.people.addresses import in_language
from puntari.people.demo_accounts import demo_accounts
from puntari.people.models import Person
from puntari.web import clock, redirects
from puntari.web.blueprints import localised
from puntari.web.i18n import current_language

bp = localised("people", __name__)


def start_session(person: Person) -> None:
    """A new session, so that nobody who knew the old one comes along."""
    session.clear()
    login_user(person)


def way_on() -> str:
    """Where somebody wanted to go before signing in, if that is on this site; else their own page."""
    wanted = redirects.safe_next(request.args.get("next"))
    return in_language(wanted, current_language()) if wanted else url_for("pages.home")


@bp.route("/login", methods=["GET", "POST"])
@public
def login() -> Any:
    """Sign in with e-mail address and password."""
    form = SignInForm()
    if form.was_sent():
        try:
            person = access.sign_in(form.email.data or "", form.password.data or "", now=clock.now())
        except access.WrongPassword:
            wrong = _("The address and the password don't belong together. Check both, or ask for a new password.")
            form.form_errors.append(wrong)
        else:
            start_session(person)
            return redirect(way_on(), 303)
    elif current_user.is_authenticated and request.method == "GET":
        return redirect(way_on(), 303)
    return render_template("people/login.html", form=form, accounts=demo_accounts(), words=words), form.status


@bp.post("/logout")
@public
def logout() -> Redirect:
    """Sign out here. Safe to repeat."""
    logout_user()
    session.clear()
    flash(_("You have signed out."), "success")
    return redirect(url_for("pages.front"), 303)


@bp.post("/logout/everywhere")
@requires(Permission.ACCOUNT_USE)
def logout_everywhere() -> Redirect:
    """Sign out on every device."""
    access.end_sessions(current_user, by=current_user.id, now=clock.now())
    db.session.commit()
    logout_user()
    session.clear()
    flash(_("You have signed out on all your devices."), "success")
    return redirect(url_for("pages.front"), 303)


@bp.route("/account", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_USE)
def account() -> Any:
    """What is kept about oneself, and one's language."""
    form = LanguageForm(data={"language": current_user.language})
    if form.was_sent():
        current_user.language = form.language.data
        db.session.commit()
        flash(_("Your language has been saved."), "success")
        return redirect(url_for(".account", lang=current_user.language), 303)
    page = render_template("people/account.html", form=form, postings=queries.postings_of(current_user), words=words)
    return page, form.status


@bp.route("/account/password", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_USE)
def password() -> Any:
    """Change one's own password."""
    form = ChangePasswordForm()
    if form.was_sent():
        try:
            person = access.change_password(
                current_user, old=form.old.data or "", new=form.new.data or "", now=clock.now()
            )
        except access.WrongPassword:
            form.old.errors = [_("This isn't your present password. Write it again.")]
        except access.PasswordRefused as refused:
            form.new.errors = [words.PASSWORD_PROBLEMS[refused.problem]]
        else:
            start_session(person)
            flash(_("Your password has been changed. Other devices have been signed out."), "success")
            return redirect(url_for(".account"), 303)
    return render_template("people/password.html", form=form), form.status


@bp.route("/reset", methods=["GET", "POST"])
@public
def request_link() -> Any:
    """Ask for a link by which to choose a password. The answer is the same whether or not there's an account."""
    form = RequestLinkForm(data={"email": request.args.get("email", "")[:254]})
    if form.was_sent():
        access.request_link(form.email.data or "", now=clock.now())
        return redirect(url_for(".link_requested"), 303)
    return render_template("people/request_link.html", form=form), form.status


@bp.get("/reset/sent")
@public
def link_requested() -> str:
    """What to do next."""
    return render_template("people/link_requested.html")


@bp.route("/link/<token>", methods=["GET", "POST"])
@public
def use_link(token: str) -> Any:
    """Choose a password by a mailed link. Looking at the page uses nothing up; mail scanners look."""
    now = clock.now()
    form = NewPasswordForm()
    try:
        link = links.find(token, now=now)
        if form.was_sent():
            person = access.use_link(token, password=form.new.data or "", now=now)
            start_session(person)
            flash(_("Your password is in use. Welcome."), "success")
            return redirect(url_for("pages.home"), 303)
    except access.PasswordRefused as refused:
        form.new.errors = [words.PASSWORD_PROBLEMS[refused.problem]]
        link = links.find(token, now=now)
    except links.LinkIsGone:
        return render_template("people/link_gone.html"), 410
    return render_template("people/use_link.html", form=form, link=link), form.status
