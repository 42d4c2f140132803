"""What somebody on a walk may send."""

from wtforms import HiddenField
from wtforms.validators import InputRequired, Regexp

from puntari.web.forms import Form


class ChooseForm(Form):
    """A way: the step of the path (from 0) and the scene it leads to."""

    to = HiddenField(validators=[InputRequired(), Regexp(r"^\d{1,3}:[a-z0-9-]{1,40}$")])

    @property
    def way(self) -> tuple[int, str]:
        """Step and scene. Only for a form that is in order."""
        step, _, scene_id = (self.to.data or "").partition(":")
        return int(step), scene_id
