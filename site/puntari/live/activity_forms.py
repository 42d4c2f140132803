"""A new session of another exercise than scoring."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from puntari.live.actions import Wanted
from puntari.live.domain import SIZES, Plan
from puntari.live.forms import HEX, GroupForm, expected_field
from puntari.live.minimum import minimum_raters


class ActivityForm(GroupForm):
    """What the group does, with how many, and in which languages."""

    token = HiddenField(validators=[InputRequired(), HEX])
    exercise = SelectField(_l("Exercise"))
    expected = expected_field(_l("A rough number will do."))
    minimum = IntegerField(
        _l("From how many participants on is a result shown?"),
        description=_l("With fewer, nobody sees any figures."),
        default=minimum_raters,
        validators=[
            InputRequired(_l("Give a whole number.")),
            NumberRange(1, 1000, message=_l("Give a whole number up to 1000.")),
        ],
    )

    def wanted(self) -> Wanted:
        """What was asked for. Only for a form that is in order."""
        return Wanted(
            title=self.title.data or "",
            size=min(SIZES),  # of no account here
            plan=Plan(has_criteria=False, has_neutral=False, has_prediction=False),
            languages=self.languages(),
            expected=self.expected.data or 0,
            minimum=self.minimum.data or 0,
        )
