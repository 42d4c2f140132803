"""The addresses of certificates: one's own, and the page on which anybody can check one."""

from typing import Any

from flask import Response, abort, current_app, redirect, render_template, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response as Redirect
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from puntari.authz.guard import public, requires
from puntari.authz.policy import Permission
from puntari.certificates import queries, throttle
from puntari.certificates.domain import in_groups, read_code
from puntari.certificates.models import CompletionEvent, Kind
from puntari.certificates.pdf import Certificate, certificate_pdf
from puntari.certificates.titles import title_of
from puntari.extensions import db
from puntari.web import site
from puntari.web.blueprints import localised
from puntari.web.clock import now, today
from puntari.web.forms import Form
from puntari.web.i18n import current_language

bp = localised("certificates", __name__)


class CodeForm(Form):
    """A code typed from a certificate."""

    code = StringField(
        _l("Certificate code"),
        description=_l("16 letters and numbers, for example 7F3K-9QXW-2M4T-B8ND. Hyphens and spaces don't matter."),
        validators=[InputRequired(_l("Write the code from the certificate.")), Length(max=60)],
    )


@bp.get("/certificates")
@requires(Permission.CERTIFICATE_READ)
def index() -> str:
    """One's own completions, with a certificate for each course."""
    completions = queries.completions_of(current_user.id, today())
    return render_template(
        "certificates/index.html",
        courses=[one for one in completions if one.kind == Kind.COURSE],
        exercises=[one for one in completions if one.kind == Kind.EXERCISE],
        title_of=title_of,
        in_groups=in_groups,
    )


@bp.get("/certificates/<code>.pdf")
@requires(Permission.CERTIFICATE_READ)
def pdf(code: str) -> Response:
    """One's own certificate in the language of the address."""
    completion = queries.own_course_completion(current_user.id, read_code(code) or "", today()) or abort(404)
    name = current_user.display_name
    certificate = certificate_of(completion, name)
    db.session.rollback()  # the page is made outside any transaction
    response = Response(certificate_pdf(certificate, made=completion.at), mimetype="application/pdf")
    filename = f"{completion.content_id}-{current_language()}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response


def certificate_of(completion: CompletionEvent, name: str) -> Certificate:
    """The words of a certificate in the language of the request."""
    language = current_language()
    here = site.current()
    course = title_of(completion.kind, completion.content_id, language)
    code = in_groups(completion.code)
    base = current_app.config["SETTINGS"].base_url
    address = base + url_for("certificates.verify", code=code)
    return Certificate(
        language=language,
        title=_("Certificate: %(course)s, %(name)s", course=course, name=name),
        organisation=here.name(language),
        heading=_("Certificate"),
        name=name,
        sentence=_("has completed the course"),
        course=course,
        facts=(
            (_("Completed on"), format_date(completion.local_date, "long")),
            (_("What was required"), rule_in_words(completion.rule)),
            (_("Version"), completion.content_digest[:12]),
        ),
        check=_("Anybody can check this certificate at"),
        address=address,
        code=code,
        qr_words=_("QR code that leads to the page where this certificate can be checked"),
        note=_("The certificate says that the course was completed. How anything was answered, only the holder knows."),
        warning=_("Demo: the organisation and the people in it are made up.") if here.is_demo else "",
    )


def rule_in_words(rule: str) -> str:
    """What had to be done, from the rule in the ledger (``pages: all, questions: all``)."""
    words = []
    if "pages: all" in rule:
        words.append(_("every page opened"))
    if "questions: all" in rule:
        words.append(_("every question answered"))
    if "exercises: all" in rule:
        words.append(_("every exercise done"))
    text = ", ".join(words) or rule
    return text[:1].upper() + text[1:]


@bp.route("/verify", methods=["GET", "POST"])
@public
def ask() -> str | tuple[str, int] | Redirect:
    """Type the code of a certificate."""
    form = CodeForm()
    if form.was_sent():
        code = read_code(form.code.data or "")
        if code:
            return redirect(url_for(".verify", code=in_groups(code)), 303)
        form.code.errors = [_("A code has 16 letters and numbers. Check it against the certificate.")]
    return render_template("certificates/ask.html", form=form), form.status


@bp.get("/verify/<code>")
@public
def verify(code: str) -> Any:
    """Whether the certificate with this code is valid. Wrong codes are counted, and too many make one wait."""
    throttle.refuse_if_full(now=now())
    wanted = read_code(code)
    found = queries.verified(wanted, today()) if wanted else None
    if found is None:
        throttle.count_wrong(now=now())
        shown = "".join(sign for sign in code[:40] if sign.isprintable())
        return render_template("certificates/unknown.html", code=shown), 404
    return render_template(
        "certificates/verify.html",
        found=found,
        title=title_of(found.kind, found.content_id, current_language()),
        code=in_groups(wanted or ""),
    )
