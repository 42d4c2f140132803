"""What every form shares: trimmed text, no control characters, and a language switch that loses nothing."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FileField, PasswordField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import InputRequired, NumberRange, StopValidation

from puntari.web.words import OUR_WORDS, WORDS

SWITCH = "_switch"
ENDLESS = 10**18


def trimmed(value: Any) -> Any:
    """Text without white space around it, in composed Unicode."""
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value


def printable(value: str, *, allowed: str = "") -> str:
    """The text without signs that no page can hold."""
    return "".join(sign for sign in value if sign in allowed or unicodedata.category(sign) not in {"Cc", "Cs"})


def shows_cleanly(_form: Any, field: Any) -> None:
    """A day or number that can't be read is shown again as it was typed, but without what no page can hold."""
    if field.raw_data:
        field.raw_data = [printable(value) if isinstance(value, str) else value for value in field.raw_data]


def no_endless_number(_form: Any, field: Any) -> None:
    """Refuse a number beyond any use, which WTForms' check of limits can't reckon with."""
    limits = next((validator for validator in field.validators if isinstance(validator, NumberRange)), None)
    if limits and isinstance(field.data, int) and abs(field.data) >= ENDLESS:
        raise StopValidation(str(limits.message or WORDS["Not a valid integer value."]))


def no_control_characters(_form: Any, field: Any) -> None:
    """Refuse what a person can't have typed; line breaks are fine in long text."""
    if not isinstance(field.data, str):
        return
    kept = printable(field.data, allowed="\n\r\t" if isinstance(field, TextAreaField) else "")
    if kept != field.data:
        field.data = kept  # the page that shows the form again can't hold such a character either
        raise StopValidation(str(_l("The text has a character that can't be used here. Write it again.")))


def is_seen(text: str) -> bool:
    """Whether there is a sign in it that a person can see, rather than white space and signs that only steer others."""
    return any(unicodedata.category(sign)[0] not in "ZC" for sign in text)


def not_only_spaces(_form: Any, field: Any) -> None:
    """What must be filled in isn't filled in with what nobody sees; WTForms looks at the text before it is trimmed."""
    for validator in field.validators:
        if isinstance(validator, InputRequired) and not is_seen(field.data or ""):
            raise StopValidation(str(validator.message or WORDS["This field is required."]))


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The base of all forms."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF has no types
        """Every text field is trimmed and checked; messages are in our words."""

        def get_translations(self, form: Any) -> Any:  # noqa: ARG002 -- the name is WTForms'
            """WTForms' own messages, said our way."""
            return OUR_WORDS

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Add the common filter and check to text fields; a password is kept as typed."""
            field = super().bind_field(form, unbound_field, options)
            if isinstance(field, StringField):
                field.validators = (no_control_characters, *field.validators)
                if not isinstance(field, PasswordField):
                    field.filters = (trimmed, *field.filters)
                    field.validators = (not_only_spaces, *field.validators)
            elif not isinstance(field, FileField):
                field.validators = (shows_cleanly, no_endless_number, *field.validators)
            return field

    def was_sent(self) -> bool:
        """Whether the form was sent to be acted on and is in order; false when only the language was switched."""
        return not was_switched() and bool(self.validate_on_submit())

    @property
    def status(self) -> int:
        """The status of the page that shows the form: 422 when something in it needs correcting."""
        return 422 if self.errors else 200


def choices(pairs: Iterable[tuple[Any, Any]]) -> list[Any]:
    """(value, label) pairs as the options of a radio or select field."""
    return [SelectChoice(value, label) for value, label in pairs]


def was_switched() -> bool:
    """Whether the form came here only to be shown in another language, with all that was typed."""
    return SWITCH in request.form
