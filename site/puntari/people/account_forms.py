"""What a person may send about their own account."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, RadioField
from wtforms.validators import Email, InputRequired, Length

from puntari.content.languages import LANGUAGES
from puntari.people.domain import LONGEST_PASSWORD
from puntari.web.forms import Form, choices
from puntari.web.i18n import NAMES

EMAIL_HELP = _l("Write the address in the form name@example.fi.")
HOW_TO_CHOOSE = _l("At least 12 characters. Three or four words that don't belong together are good and easy to type.")


class SignInForm(Form):
    """E-mail address and password."""

    email = EmailField(
        _l("E-mail address"),
        validators=[
            InputRequired(_l("Write your e-mail address.")),
            Length(max=254, message=_l("The address is too long. Check it.")),
        ],
        render_kw={"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"},
    )
    password = PasswordField(
        _l("Password"),
        validators=[InputRequired(_l("Write your password."))],
        render_kw={"autocomplete": "current-password"},
    )


class RequestLinkForm(Form):
    """The address to which a link for a new password is mailed."""

    email = EmailField(
        _l("E-mail address"),
        validators=[
            InputRequired(_l("Write your e-mail address.")),
            Length(max=254, message=_l("The address is too long. Check it.")),
            Email(EMAIL_HELP),
        ],
        render_kw={"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"},
    )


class NewPasswordForm(Form):
    """A password chosen after opening a one-time link."""

    new = PasswordField(
        _l("New password"),
        description=HOW_TO_CHOOSE,
        validators=[InputRequired(_l("Choose a password."))],
        render_kw={"autocomplete": "new-password", "maxlength": LONGEST_PASSWORD},
    )


class ChangePasswordForm(Form):
    """The old password and the new one."""

    old = PasswordField(
        _l("Present password"),
        validators=[InputRequired(_l("Write your present password."))],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        _l("New password"),
        description=HOW_TO_CHOOSE,
        validators=[InputRequired(_l("Choose a password."))],
        render_kw={"autocomplete": "new-password", "maxlength": LONGEST_PASSWORD},
    )


class LanguageForm(Form):
    """The language of mails, and of pages whose address says none."""

    language = RadioField(
        _l("Pages and messages in this language"),
        choices=choices((language, NAMES[language]) for language in LANGUAGES),
        validators=[InputRequired(_l("Choose a language."))],
    )
