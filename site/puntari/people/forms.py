"""What administrators may send about people and units."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, EmailField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional, Regexp, ValidationError

from puntari.authz.policy import Role
from puntari.content.languages import LANGUAGES
from puntari.people import words
from puntari.people.account_forms import EMAIL_HELP
from puntari.web.forms import Form, choices
from puntari.web.i18n import NAMES

FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2150, 12, 31)
LONGEST_RULE = 4000
EVERYWHERE = ""


def sensible_day(_form: Any, field: Any) -> None:
    """A day in a working life: a year typed wrong is caught."""
    if field.data is not None and not FIRST_DAY <= field.data <= LAST_DAY:
        raise ValidationError(_l("Check the year."))


def text(label: Any, missing: Any, longest: int, **kwargs: Any) -> StringField:
    """A line of text that must be filled in."""
    too_long = _l("Shorten this to at most %(n)s characters.", n=longest)
    validators = [InputRequired(missing), Length(max=longest, message=too_long), *kwargs.pop("validators", [])]
    return StringField(label, validators=validators, render_kw={"maxlength": longest}, **kwargs)


def day(label: Any, **kwargs: Any) -> Any:
    """A date that must be given."""
    return DateField(label, validators=[InputRequired(_l("Choose a day.")), sensible_day], **kwargs)


class PersonForm(Form):
    """Who a person is."""

    employee_id = text(
        _l("Employee id"),
        _l("Write the employee id from the personnel system."),
        60,
        description=_l("The same for as long as the person works here. People are never told apart by e-mail address."),
    )
    first_name = text(_l("First name"), _l("Write the first name."), 80)
    last_name = text(_l("Last name"), _l("Write the last name."), 80)
    email = EmailField(
        _l("E-mail address"),
        validators=[
            InputRequired(_l("Write the e-mail address.")),
            Length(max=254, message=_l("The address is too long. Check it.")),
            Email(EMAIL_HELP),
        ],
        render_kw={"maxlength": 254, "spellcheck": "false"},
    )
    language = RadioField(
        _l("Language of messages"),
        choices=choices((language, NAMES[language]) for language in LANGUAGES),
        validators=[InputRequired(_l("Choose a language."))],
        default="fi",
    )


class PostingForm(Form):
    """Where a person works, and as what."""

    unit = SelectField(_l("Unit"))
    role_group = SelectField(
        _l("Role group"), description=_l("What the person does in recruitments. Training targets are set by it.")
    )
    recruits = BooleanField(_l("Recruits in this unit"))
    starts = day(_l("First day"))

    def __init__(self, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unit.choices = choices(units)
        self.role_group.choices = choices((group.value, name) for group, name in words.ROLE_GROUPS.items())


class EndForm(Form):
    """The last day of something."""

    last_day = day(_l("Last day"))


class RoleForm(Form):
    """What a person may do, and where."""

    role = RadioField(
        _l("Role"),
        choices=choices((role.value, words.ROLES[role]) for role in Role if role is not Role.TRAINEE),
        validators=[InputRequired(_l("Choose a role."))],
    )
    unit = SelectField(
        _l("Where"), description=_l("A unit and all below it. An administrator always has the whole organisation.")
    )
    starts = day(_l("First day"))

    def __init__(self, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unit.choices = choices([(EVERYWHERE, _l("The whole organisation")), *units])

    def validate_unit(self, field: SelectField) -> None:
        """An administrator could widen a part to the whole anyway."""
        if self.role.data == Role.ADMIN and field.data != EVERYWHERE:
            raise ValidationError(_l("An administrator always has the whole organisation. Choose that."))


class UnitNameForm(Form):
    """What a unit is called."""

    code = text(
        _l("Code"),
        _l("Write a code."),
        40,
        description=_l("As in the personnel system, such as 4100."),
        validators=[Regexp(r"[^\s;]+\Z", message=_l("Leave out spaces and semicolons."))],
    )
    name_fi = text(_l("Name in Finnish"), _l("Write the name in Finnish."), 120)
    name_sv = text(_l("Name in Swedish"), _l("Write the name in Swedish."), 120)
    name_en = text(_l("Name in English"), _l("Write the name in English."), 120)


class UnitForm(UnitNameForm):
    """A new unit."""

    parent = SelectField(_l("Under"))
    starts = day(_l("First day"))

    def __init__(self, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parent.choices = choices([("", _l("At the top")), *units])


class MoveForm(Form):
    """Where a unit stands from a day on."""

    parent = SelectField(_l("Under"))
    on = day(_l("From this day on"))

    def __init__(self, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parent.choices = choices([("", _l("At the top")), *units])


def rule(label: Any) -> TextAreaField:
    """The organisation's own rule in one language."""
    too_long = _l("Shorten this to at most %(n)s characters.", n=LONGEST_RULE)
    validators = [Optional(), Length(max=LONGEST_RULE, message=too_long)]
    return TextAreaField(label, validators=validators, render_kw={"maxlength": LONGEST_RULE, "rows": 6})


class OrganisationForm(Form):
    """What the organisation is called, and which recruitments are anonymous there."""

    name_fi = text(_l("Name in Finnish"), _l("Write the name in Finnish."), 120)
    name_sv = text(_l("Name in Swedish"), _l("Write the name in Swedish."), 120)
    name_en = text(_l("Name in English"), _l("Write the name in English."), 120)
    rule_fi = rule(_l("In Finnish"))
    rule_sv = rule(_l("In Swedish"))
    rule_en = rule(_l("In English"))

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """A rule that some read must be there for all."""
        if not super().validate_on_submit(extra_validators):
            return False
        rules = [self.rule_fi, self.rule_sv, self.rule_en]
        missing = [field for field in rules if not field.data]
        if len(missing) in {0, len(rules)}:
            return True
        for field in missing:
            field.errors = [_l("Write the rule in this language too, or leave it out of all three.")]
        return False
