"""What HR may send: a day and a unit to look at, the parts of a plan, an exemption."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from puntari.people.forms import day, sensible_day, text
from puntari.plan.models import LONGEST_TEXT, LONGEST_TITLE
from puntari.plan.words import REASONS
from puntari.web.forms import Form, choices

NO_UNIT = ""


class ChooseForm(Form):
    """The day and the unit of a report; comes in the address, so that a report can be passed on."""

    day = DateField(_l("As of"), validators=[InputRequired(_l("Choose a day.")), sensible_day])
    unit = SelectField(_l("Unit"), validate_choice=False)

    class Meta(Form.Meta):
        """A form that changes nothing needs no token."""

        csrf = False

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        asked: MultiDict[str, str] = MultiDict(request.args)
        asked.setdefault("day", today.isoformat())
        self.today = today
        super().__init__(formdata=asked, **kwargs)

    def validate_day(self, field: DateField) -> None:
        """Nobody knows yet who will have completed what."""
        if field.data and field.data > self.today:
            raise ValidationError(_l("Choose today or an earlier day."))


class FollowUpForm(ChooseForm):
    """Which people to follow up."""

    target = SelectField(_l("Training target"), validate_choice=False)
    state = SelectField(_l("Show"))
    q = StringField(
        _l("Name, e-mail address or employee id"),
        validators=[Length(max=100, message=_l("Search with at most 100 characters."))],
    )


def title(label: Any) -> StringField:
    """A title in one language."""
    return text(label, _l("Write the title in this language too."), LONGEST_TITLE)


def longer_text(label: Any) -> TextAreaField:
    """A longer text in one language."""
    too_long = _l("Shorten this to at most %(n)s characters.", n=LONGEST_TEXT)
    return TextAreaField(
        label, validators=[Length(max=LONGEST_TEXT, message=too_long)], render_kw={"rows": 3, "maxlength": LONGEST_TEXT}
    )


class TitledForm(Form):
    """A title and a text in the three languages."""

    title_fi = title(_l("Title in Finnish"))
    title_sv = title(_l("Title in Swedish"))
    title_en = title(_l("Title in English"))
    text_fi = longer_text(_l("Text in Finnish"))
    text_sv = longer_text(_l("Text in Swedish"))
    text_en = longer_text(_l("Text in English"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A text that some read must be there for all."""
        is_valid = bool(super().validate(extra_validators))
        fields = [self.text_fi, self.text_sv, self.text_en]
        missing = [field for field in fields if not field.data]
        if len(missing) in {0, len(fields)}:
            return is_valid
        for field in missing:
            field.errors = [_l("Write the text in this language too, or leave it out of all three.")]
        return False


class PlanForm(TitledForm):
    """A plan and its period."""

    starts = day(_l("First day of the period"))
    last_day = day(_l("Last day of the period"))

    def validate_last_day(self, field: DateField) -> None:
        """The period has a beginning and an end."""
        if field.data and self.starts.data and field.data < self.starts.data:
            raise ValidationError(_l("The last day can't be before the first."))


def number(label: Any, low: int, high: int, *, is_optional: bool = False, **kwargs: Any) -> IntegerField:
    """A whole number within limits."""

    def within_limits(_form: Any, field: IntegerField) -> None:
        if field.data is None or not low <= field.data <= high:
            field.errors = []  # one message says it all
            raise StopValidation(str(_l("Write a number from %(low)s to %(high)s.", low=low, high=high)))

    attributes = {"min": low, "max": high, "inputmode": "numeric"}
    validators = [*([Optional()] if is_optional else []), within_limits]
    return IntegerField(label, validators=validators, render_kw=attributes, **kwargs)


class AreaForm(TitledForm):
    """A focus area."""

    number = number(_l("Number of the focus area"), 1, 99)


class MeasureForm(TitledForm):
    """A measure, as the plan says it."""

    number = number(
        _l("Number of the measure"), 1, 99, description=_l("The number within the focus area: 3 makes it measure 1.3.")
    )
    unit = SelectField(_l("Responsible unit"))
    is_voluntary = BooleanField(_l("Taking part is voluntary"))

    def __init__(self, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unit.choices = choices([(NO_UNIT, _l("None in particular")), *units])


class MultiCheckField(SelectMultipleField):
    """Several of a few, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class TargetForm(Form):
    """What share of whom must have completed what by when."""

    what = SelectField(_l("What must be completed"))
    share = number(_l("Target share, per cent of the target group"), 1, 100)
    due = day(_l("Last day to reach the target"))
    unit = SelectField(_l("Target group: people in"), description=_l("The unit and all below it."))
    recruits_only = BooleanField(_l("Only those who recruit"), default=True)
    role_groups = MultiCheckField(_l("Only these role groups"), description=_l("Tick none to count all of them."))
    newcomer_days = number(
        _l("Days for those who start later"),
        0,
        730,
        default=90,
        description=_l("Counted from the first day of the posting, if that makes a later day."),
    )
    validity_months = number(
        _l("Valid for how many months"),
        1,
        120,
        is_optional=True,
        description=_l("Leave this empty when a completion is valid for good."),
    )

    def __init__(
        self,
        contents: Sequence[tuple[str, str]],
        units: Sequence[tuple[str, str]],
        groups: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.what.choices = choices(contents)
        self.unit.choices = choices([(NO_UNIT, _l("The whole organisation")), *units])
        self.role_groups.choices = choices(groups)


class ExemptForm(Form):
    """Why and for how long a person is exempt from a target."""

    reason = RadioField(_l("Reason"), validators=[InputRequired(_l("Choose a reason."))])
    note = StringField(
        _l("In a few words"),
        validators=[Length(max=200, message=_l("Shorten this to at most %(n)s characters.", n=200))],
        description=_l("Only needed for another reason. Write nothing about health; HR and auditors can read this."),
        render_kw={"maxlength": 200},
    )
    starts = day(_l("Exempt from"), description=_l("Today at the earliest: figures of past days stay as they are."))
    last_day = DateField(
        _l("Last day"),
        validators=[Optional(), sensible_day],
        description=_l("Leave this empty when the end isn't known."),
    )

    def __init__(self, *, today: date, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data={"starts": today, **(data or {})})
        self.today = today
        self.reason.choices = choices(REASONS.items())

    def validate_note(self, field: StringField) -> None:
        """Another reason is said in words."""
        if self.reason.data == "other" and not field.data:
            raise ValidationError(_l("Write the reason in a few words."))

    def validate_starts(self, field: DateField) -> None:
        """The past stays."""
        if field.data and field.data < self.today:
            raise ValidationError(_l("Choose today or a later day."))

    def validate_last_day(self, field: DateField) -> None:
        """An end comes after the beginning."""
        if field.data and self.starts.data and field.data < self.starts.data:
            raise ValidationError(_l("The last day can't be before the first."))


class NothingForm(Form):
    """A form that is one button."""
