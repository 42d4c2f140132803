"""What a trainee may send."""

from functools import lru_cache
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectChoice, SelectField  # type: ignore[attr-defined]  # SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from puntari.practice.choices import CRITERION, INVITE, NO, POINTS, YES, Choice, read_choice, read_sequence
from puntari.practice.domain import Design
from puntari.practice.exercise import Exercise
from puntari.web.forms import Form

WAYS = {
    "two-rounds": (Design.TWO_ROUNDS, 8),
    "one-round": (Design.ONE_ROUND, 12),
    "short": (Design.ONE_ROUND, 6),
}
WAY_WORDS = [
    SelectChoice("two-rounds", _l("Two rounds, eight applications: the same ones again after a pause")),
    SelectChoice("one-round", _l("One round, twelve applications: each one once")),
    SelectChoice("short", _l("One round, six applications: when time is short")),
]
PAUSES = [
    SelectChoice("0", _l("Whenever I come back")),
    SelectChoice("24", _l("After a day")),
    SelectChoice("72", _l("After three days")),
    SelectChoice("168", _l("After a week")),
]


class StartForm(Form):
    """How to practise. Own weights are fields ``weight-<criterion>``, added by ``start_form``."""

    way = RadioField(_l("How do you want to practise?"), choices=WAY_WORDS, default="two-rounds")
    pause = SelectField(_l("When does the second round open?"), choices=PAUSES, default="0")

    def own_weights(self) -> dict[str, int] | None:
        """The trainee's weights by criterion; None when they gave none."""
        given = {name: field.data for name, field in self._fields.items() if name.startswith("weight-")}
        if all(weight is None for weight in given.values()):
            return None
        return {name.removeprefix("weight-"): int(weight or 0) for name, weight in given.items()}


def _all_or_none(form: Any, field: IntegerField) -> None:
    weights = [other.data for name, other in form._fields.items() if name.startswith("weight-")]
    if field.data is None and any(weight is not None for weight in weights):
        raise ValidationError(str(_l("Give every criterion a number, or leave all of them empty.")))
    if all(weight == 0 for weight in weights):
        raise ValidationError(str(_l("Give at least one criterion more than 0.")))


class _OptionalButChecked(Optional):
    """Leave an empty field to the check of all weights together."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.raw_data and str(field.raw_data[0]).strip():
            return
        _all_or_none(form, field)
        super().__call__(form, field)


def start_form(exercise: Exercise, language: str) -> StartForm:
    """The form with a field for the own weight of each criterion."""
    fields = {
        f"weight-{criterion.id}": IntegerField(
            criterion.title[language],
            validators=[
                _OptionalButChecked(),
                NumberRange(0, 100, message=_l("Give a whole number from 0 to 100.")),
                _all_or_none,
            ],
        )
        for criterion in exercise.criteria
    }
    form: StartForm = type("StartFormWithWeights", (StartForm,), fields)()
    return form


class CardForm(Form):
    """Points for each criterion and the invitation; its fields are added by ``card_form``."""

    def choices(self) -> dict[str, str]:
        """What was chosen so far, by field name; in order or not."""
        return {field.name: field.data for field in self if isinstance(field, RadioField) and field.data}


def card_form(exercise: Exercise, language: str, kept: dict[str, str]) -> CardForm:
    """The form of a card, filled with what is kept already (field name → value)."""
    return _card_form(tuple((criterion.id, criterion.title[language]) for criterion in exercise.criteria))(data=kept)


@lru_cache(maxsize=64)
def _card_form(criteria: tuple[tuple[str, str], ...]) -> type[CardForm]:
    """The form for criteria (id, title), made once for all who score by them."""
    fields: dict[str, Any] = {
        CRITERION + criterion_id: RadioField(
            title,
            choices=[SelectChoice(point) for point in POINTS],
            validators=[InputRequired(_l("Choose a number from 1 to 5."))],
        )
        for criterion_id, title in criteria
    }
    fields[INVITE] = RadioField(
        _l("Would you invite this applicant?"),
        choices=[SelectChoice(YES, _l("Yes")), SelectChoice(NO, _l("No"))],
        validators=[InputRequired(_l("Choose yes or no."))],
    )
    return type("CardFormWithCriteria", (CardForm,), fields)


def sent_choice(exercise: Exercise) -> tuple[Choice, int] | None:
    """One choice with its sequence, sent as it was made; None when the exercise has no such thing."""
    sent = request.form
    choice = read_choice(exercise.weights, sent.get("choice", ""), sent.get("value", ""))
    sequence = read_sequence(sent.get("sequence", ""))
    return (choice, sequence) if choice and sequence else None
