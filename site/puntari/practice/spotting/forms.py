"""What a trainee may send."""

from collections.abc import Collection

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField

from puntari.practice.spotting.domain import Reading
from puntari.web.forms import Form, choices


class MarkForm(Form):
    """The marked pieces of a text, all of them at once."""

    pieces = SelectMultipleField(_l("The text"), validate_choice=False)

    def refuse_empty(self) -> None:
        """Say that nothing is marked."""
        self.pieces.errors = [_("Mark at least one place. Every text here has some.")]


def mark_form(reading: Reading, marked: Collection[str]) -> MarkForm:
    """The form of a text, filled with what is marked already."""
    form = MarkForm(data={"pieces": sorted(marked)})
    form.pieces.choices = choices((piece.key, piece.text) for piece in reading.pieces())
    return form
