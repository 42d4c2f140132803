"""What WTForms says of its own accord, said as we would say it and in our three languages."""

from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l

WORDS: dict[str, Any] = {
    "This field is required.": _l("Fill this in."),
    "Invalid input.": _l("This can't be used. Write it again."),
    "Invalid email address.": _l("Write a whole e-mail address, such as name@example.org."),
    "Invalid URL.": _l("Write a whole address that begins with https://."),
    "Invalid Choice: could not coerce.": _l("Choose one of those on the list."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _l("Choose only from the list."),
    "Not a valid choice.": _l("Choose one of those on the list."),
    "Not a valid date value.": _l("Write a date, day, month and year."),
    "Not a valid datetime value.": _l("Write a date and a time."),
    "Not a valid time value.": _l("Write a time, such as 9:30."),
    "Not a valid integer value.": _l("Write a whole number."),
    "Not a valid decimal value.": _l("Write a number."),
    "Not a valid float value.": _l("Write a number."),
    "Number must be at least %(min)s.": _l("The number must be at least %(min)s."),
    "Number must be at most %(max)s.": _l("The number must be at most %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l("The number must be between %(min)s and %(max)s."),
    "Field must be between %(min)d and %(max)d characters long.": _l("Write between %(min)d and %(max)d characters."),
    "Date must be at least %(min)s.": _l("The date can't be earlier than %(min)s."),
    "Date must be at most %(max)s.": _l("The date can't be later than %(max)s."),
    "Date must be between %(min)s and %(max)s.": _l("The date must be between %(min)s and %(max)s."),
    "Field must be equal to %(other_name)s.": _l("This must be the same as in the other field."),
}


class OurWords:
    """What WTForms asks for its messages."""

    def gettext(self, message: str) -> str:
        """Our words for a message of WTForms; placeholders stay for WTForms to fill."""
        return str(WORDS[message] if message in WORDS else gettext(message))

    def ngettext(self, singular: str, plural: str, number: int) -> str:  # noqa: ARG002 -- as WTForms calls it
        """Our words for a message of WTForms that counts."""
        if singular.startswith("Field must be at least"):
            return str(ngettext("Write at least %(num)d character.", "Write at least %(num)d characters.", number))
        if singular.startswith("Field cannot be longer"):
            return str(ngettext("Write at most %(num)d character.", "Write at most %(num)d characters.", number))
        if singular.startswith("Field must be exactly"):
            return str(ngettext("Write exactly %(num)d character.", "Write exactly %(num)d characters.", number))
        return str(gettext("Choose only from the list."))


OUR_WORDS = OurWords()
