"""Getting into a session without an account: a code, then two words that are the way back."""

from datetime import datetime

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from puntari.authz.guard import public
from puntari.extensions import begin_writing, db, reads_first
from puntari.live import guarding, joining, queries
from puntari.live.codes import in_groups, new_token, read_code, read_tag
from puntari.live.forms import BackForm, CodeForm, JoinForm
from puntari.live.models import LiveSession
from puntari.live.participant import find_here, remember, token_for
from puntari.web.blueprints import localised
from puntari.web.clock import now
from puntari.web.forms import was_switched
from puntari.web.i18n import current_language

bp = localised("join", __name__, prefix="/join")


def to_place(code: str) -> Response:
    """To where the participant is now."""
    return redirect(url_for("join.place", code=code), 303)


def unknown(typed: str, moment: datetime) -> tuple[str, int]:
    """The page for a code that no open session has. The try is counted, unless the device took part there."""
    if token_for(typed):
        return render_template("live/over.html"), 410
    guarding.count_wrong(guarding.codes(), now=moment)
    shown = "".join(sign for sign in typed[:20] if sign.isprintable())
    return render_template("live/unknown.html", code=shown), 404


def open_session(typed: str, moment: datetime) -> LiveSession | None:
    """The open session with a code as it was typed. Raises TooManyTries after many wrong ones."""
    if not token_for(typed):
        guarding.refuse_if_full(guarding.codes(), now=moment)
    return queries.by_code(read_code(typed))


@bp.route("", methods=["GET", "POST"])
@public
def ask() -> str | Response | tuple[str, int]:
    """Type the code from the wall."""
    form = CodeForm()
    if form.was_sent():
        code = read_code(form.code.data or "")
        if code:
            return redirect(url_for(".enter", code=code), 303)
        form.code.errors = [_("A code has six letters and numbers. Look at the screen once more.")]
    return render_template("live/ask.html", form=form), form.status


@bp.route("/<code>", methods=["GET", "POST"])
@public
@reads_first
def enter(code: str) -> str | Response | tuple[str, int]:
    """Take part."""
    moment = now()
    live = open_session(code, moment)
    if live is None or live.code is None:
        return unknown(code, moment)
    if find_here(code):
        return to_place(live.code)
    form = JoinForm()
    may_join = current_language() in live.languages.split()
    if form.was_sent() and may_join:
        token = form.token.data or ""
        person_id = current_user.id if form.attend.data and current_user.is_authenticated else None
        session_id, address_code = live.id, live.code
        begin_writing()
        joining.join(session_id, token=token, language=current_language(), person_id=person_id, now=moment)
        db.session.commit()
        return remember(to_place(address_code), address_code, token)
    if not form.is_submitted():
        form.token.data = new_token()
    return render_template("live/join.html", form=form, live=live, code=in_groups(live.code)), form.status


@bp.route("/<code>/back", methods=["GET", "POST"])
@public
def back(code: str) -> str | Response | tuple[str, int]:
    """Go on with one's two words, after a lost phone or on another device."""
    moment = now()
    live = open_session(code, moment)
    if live is None or live.code is None:
        return unknown(code, moment)
    address_code = live.code
    form = BackForm()
    if form.was_sent():
        guarding.refuse_if_full(guarding.tags(), now=moment)
        token = form.token.data or ""
        found = joining.come_back(live, read_tag(form.tag.data or ""), token=token, now=moment)
        if found is not None:
            db.session.commit()
            return remember(to_place(address_code), address_code, token)
        guarding.count_wrong(guarding.tags(), now=moment)
        form.tag.errors = [_("Nobody here has these words. Check them, or join anew.")]
    if not form.is_submitted() or was_switched():
        form.token.data = form.token.data or new_token()
    return render_template("live/back.html", form=form, code=in_groups(address_code), address=address_code), form.status
