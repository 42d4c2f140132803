"""The planner: what a session with so many people could show, before it is made."""

from flask import render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.live import planner
from puntari.live.forms import SIZE_WORDS
from puntari.live.minimum import minimum_raters
from puntari.live.planner_words import advice, points, sentence, tenths
from puntari.live.routes import bp
from puntari.web.forms import Form, choices

PEOPLE, SIZE = 18, 12  # what stands there when one comes


class PlannerForm(Form):
    """How large a session would be. It changes nothing, so it's sent with the address."""

    class Meta(Form.Meta):
        """No token: there is nothing to protect."""

        csrf = False

    people = IntegerField(
        _l("How many people will take part?"),
        validators=[
            InputRequired(_l("Give a whole number.")),
            NumberRange(2, planner.MOST_PEOPLE, message=_l("Give a whole number from 2 to 1000.")),
        ],
    )
    size = RadioField(
        _l("What does each of them score?"),
        choices=choices(SIZE_WORDS),
        validators=[InputRequired(_l("Choose one."))],
    )

    @property
    def outlook(self) -> planner.Outlook:
        """What such a session could show; only for a form that is in order."""
        return planner.outlook(self.people.data or 0, int(self.size.data))


def _form() -> PlannerForm:
    usual = MultiDict({"people": str(PEOPLE), "size": str(SIZE)})
    return PlannerForm(request.args if request.args.keys() & usual.keys() else usual)


@bp.get("/live/planner")
@requires(Permission.LIVE_LEAD)
def plan_size() -> tuple[str, int]:
    """Enter people and a size, read what would come of it."""
    form = _form()
    is_right = form.validate()
    size = int(form.size.data) if is_right else SIZE
    return render_template(
        "live/planner.html",
        form=form,
        outlook=form.outlook if is_right else None,
        rows=[planner.outlook(people, size) for people in planner.PEOPLE],
        size=size,
        has_two_rounds=planner.has_two_rounds(size),
        minimum=minimum_raters(),
        sentence=sentence,
        advice=advice,
        tenths=tenths,
        points=points,
    ), 200 if is_right else 422


@bp.get("/live/planner/sentence")
@requires(Permission.LIVE_LEAD)
def plan_sentence() -> tuple[str, int]:
    """The sentence alone, for the form that makes a session; empty while the number is being typed."""
    form = _form()
    if not form.validate():
        return "", 422
    outlook = form.outlook
    address = url_for(".plan_size", people=outlook.people, size=outlook.size)
    text = sentence(outlook, minimum=minimum_raters())
    return render_template("live/planner_sentence.html", text=text, address=address), 200
