"""Outgoing mail, for administrators: what could not be sent, and in the demo every mail."""

from typing import Any

from flask import Flask, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from puntari.audit import words as audit_words
from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.config import Settings
from puntari.extensions import db, post
from puntari.mail import actions, queries, worker
from puntari.mail.smtp import MailServer
from puntari.people import asked
from puntari.web import clock, errors
from puntari.web.blueprints import localised

bp = localised("mail", __name__, prefix="/mail")
MAIL = "/<int:mail_id>"


@bp.get("")
@requires(Permission.MAIL_READ)
def index() -> str:
    """The latest mails and how far each is."""
    page = asked.page()
    mails, total = queries.latest(page)
    if page > 1 and not mails:
        abort(404)
    return render_template(
        "mail/index.html",
        mails=mails,
        page=page,
        pages=max(-(-total // queries.PAGE), 1),
        total=total,
        failed=queries.count_failed(),
        state_of=queries.state_of,
    )


@bp.get(MAIL)
@requires(Permission.MAIL_READ)
def show(mail_id: int) -> str:
    """One mail; its text only where no mail is sent, since it may hold a link that is for one person."""
    mail = queries.mail_of(mail_id)
    return render_template("mail/mail.html", mail=mail, state=queries.state_of(mail))


@bp.post(f"{MAIL}/again")
@requires(Permission.MAIL_READ)
def again(mail_id: int) -> Any:
    """Try a mail that was given up once more."""
    actions.try_again(queries.mail_of(mail_id), by=current_user.id, now=clock.now())
    db.session.commit()
    flash(_("The mail will be tried again."), "success")
    return redirect(url_for(".show", mail_id=mail_id), 303)


def init_app(app: Flask, settings: Settings) -> None:
    """Take in what features post, show it, and send it where a mail server is set. Raises BadSettings."""
    post.deliver_with(actions.put)
    app.register_blueprint(bp)
    errors.show_as(actions.NotFailed, 409, _l("This mail hasn't been given up, so there's nothing to try again."))
    audit_words.register({"mail.tried_again": _l("Tried a mail again")})
    if settings.smtp_url:
        server = MailServer.parse(settings.smtp_url)
        if settings.mode != "testing":
            worker.init_app(app, server)
