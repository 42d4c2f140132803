"""What may be sent about packets on paper."""

from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional, ValidationError

from puntari.content.languages import LANGUAGES
from puntari.live import paper_words
from puntari.live.domain import Guess
from puntari.live.forms import HEX
from puntari.live.models import LiveSession
from puntari.live.packets import MOST_AT_ONCE, NO_SIGNS, YES_SIGNS, cell_name, fields_of, read_cell
from puntari.practice.choices import INVITE
from puntari.practice.exercise import Exercise
from puntari.web.forms import Form, choices

IN_LANGUAGE = {"fi": _l("Packets in Finnish"), "sv": _l("Packets in Swedish"), "en": _l("Packets in English")}


class PrintForm(Form):
    """How many packets; its fields are added by ``print_form``."""

    token = HiddenField(validators=[InputRequired(), HEX])
    most = 0

    def wanted(self) -> dict[str, int]:
        """How many in each language."""
        return {language: self[language].data or 0 for language in LANGUAGES if language in self}

    def validate(self, extra_validators: Any = None) -> bool:
        """Some, and no more than there is room for."""
        is_fine = bool(super().validate(extra_validators))
        number = sum(self.wanted().values())
        if is_fine and not 0 < number <= self.most:
            message = _l("You can print %(number)s packets at most now.", number=self.most)
            last = next(self[language] for language in reversed(LANGUAGES) if language in self)
            last.errors = [str(message if number else _l("Say how many packets you want."))]
            return False
        return is_fine


def print_form(languages: Collection[str], left: int) -> PrintForm:
    """The form with a number for each language of the session."""
    fields = {
        language: IntegerField(
            IN_LANGUAGE[language],
            validators=[Optional(), NumberRange(0, 1000, message=_l("Give a whole number from 0 to 1000."))],
        )
        for language in LANGUAGES
        if language in languages
    }
    form: PrintForm = type("PrintFormWithLanguages", (PrintForm,), {**fields, "most": min(left, MOST_AT_ONCE)})()
    return form


class ReturnForm(Form):
    """Packets that nobody uses, by code."""

    packet = SelectMultipleField(choices=[], validate_choice=False, validators=[Length(min=1, max=1000)])


class PacketForm(Form):
    """Which packet is typed in."""

    code = StringField(
        _l("Code of the packet"),
        description=_l("Four letters and numbers, at the foot of every page."),
        validators=[InputRequired(_l("Write the code of the packet.")), Length(max=40)],
    )


class GridForm(Form):
    """What a packet says; its cells are added by ``grid_form``."""

    sequence = IntegerField(validators=[InputRequired(), NumberRange(1, 2**53)])
    guess = SelectField(_l("What they expect"), validators=[Optional(), AnyOf([guess.value for guess in Guess])])

    def cells(self) -> dict[str, str]:
        """What was typed, by the cell's name."""
        return {field.name: field.data or "" for field in self if field.type == "StringField"}

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was typed."""
        return not any(self.cells().values()) and not self.guess.data


def grid_form(live: LiveSession, exercise: Exercise, language: str) -> GridForm:
    """The form with a cell for each criterion and the invitation of each application, and the guess."""
    criteria = {criterion.id: criterion.title[language] for criterion in exercise.criteria}
    titles = dict(zip(fields_of(criteria), [*criteria.values(), str(_l("Invite"))], strict=True))
    cells = {
        cell_name(number, field): StringField(
            paper_words.cell(live, number, title),
            validators=[Readable(list(criteria), field, language), Length(max=10)],
        )
        for number in range(1, live.size + 1)
        for field, title in titles.items()
    }
    form: GridForm = type("GridFormWithCells", (GridForm,), cells)()
    groups = exercise.definition.groups
    form.guess.choices = choices(
        [
            ("", _l("Not given")),
            (Guess.REFERENCE.value, _l("More points with: %(group)s", group=groups.reference.title[language])),
            (Guess.NONE.value, _l("No difference to speak of")),
            (Guess.COMPARISON.value, _l("More points with: %(group)s", group=groups.comparison.title[language])),
        ]
    )
    return form


class Readable:
    """A cell is empty or says something."""

    def __init__(self, criteria: Sequence[str], field: str, language: str) -> None:
        self._criteria, self._field, self._language = criteria, field, language

    def __call__(self, _form: Any, field: Any) -> None:
        """Refuse what can't be read."""
        if not field.data or read_cell(self._criteria, self._field, field.data):
            return
        if self._field == INVITE:
            yes, no = YES_SIGNS[self._language].upper(), NO_SIGNS[self._language].upper()
            raise ValidationError(
                str(_l("Write 1 or %(yes)s for yes, 0 or %(no)s for no, or leave it empty.", yes=yes, no=no))
            )
        raise ValidationError(str(_l("Write a number from 1 to 5, or leave it empty.")))
