"""What trainers and participants may send."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Regexp, ValidationError

from puntari.content.languages import LANGUAGES
from puntari.live.actions import Wanted
from puntari.live.domain import DEFAULT_MINIMUM, DIALS, SIZES, Activity, Dial, Guess, Phase, Plan, design_of
from puntari.live.minimum import minimum_raters
from puntari.live.rehearsal import SIMULATED
from puntari.practice.domain import Design
from puntari.web.forms import Form, choices

_MARKING = {
    Dial.MOST: _l("They find most places, and mark little that could have stayed"),
    Dial.LITTLE: _l("They find little: most places slip through"),
    Dial.MUCH: _l("They find most places, but also mark much that could have stayed"),
    Dial.FEW: _l("Most people leave before they begin, so there are too few for a result"),
}
_WORDS = {
    Activity.SCORING: {
        Dial.SMALL: _l("A small difference, the way one would expect"),
        Dial.NONE: _l("No difference that could be told from chance"),
        Dial.REVERSED: _l("A difference the other way round"),
        Dial.DROPOUTS: _l("A small difference, but two people stop half-way"),
        Dial.FEW: _l("Most people leave before they score, so there are too few for a result"),
    },
    Activity.LEAK_HUNT: _MARKING,
    Activity.ADVERTISEMENT: _MARKING,
    Activity.PROCESS: {
        Dial.DIVIDED: _l("They divide: at most choices about half go each way"),
        Dial.ALIKE: _l("Nearly all choose the same, so hardly any share can be shown"),
        Dial.FEW: _MARKING[Dial.FEW],
    },
}
DIAL_WORDS = {(kind, dial): words for kind, dials in _WORDS.items() for dial, words in dials.items()}
SIZE_WORDS = [
    ("12", _l("12 applications, each once")),
    ("6", _l("6 applications, each once")),
    ("16", _l("8 applications in two rounds")),
]
HEX = Regexp(r"^[0-9a-f]{24}$")
TOKEN = Regexp(r"^[A-Za-z0-9_-]{43}$")


class GroupForm(Form):
    """What a session of any kind has: a name, languages, and a ``minimum`` from which on a result is shown."""

    title = StringField(
        _l("Name of the session"),
        description=_l("Participants see it, for example: Supervisors of early childhood education, spring."),
        validators=[InputRequired(_l("Give the session a name.")), Length(max=120)],
    )
    fi = BooleanField(_l("Finnish"), default=True)
    sv = BooleanField(_l("Swedish"), default=True)
    en = BooleanField(_l("English"), default=True)

    @property
    def least(self) -> int:
        """The smallest minimum that this installation allows."""
        return minimum_raters()

    def validate_minimum(self, field: IntegerField) -> None:
        """The installation's own minimum is the lower bound."""
        if field.data is not None and field.data < self.least:
            raise ValidationError(_("Give a whole number from %(least)s to 1000.", least=self.least))

    def validate_en(self, _field: BooleanField) -> None:
        """Somebody must be able to read it."""
        if not self.languages():
            raise ValidationError(str(_l("Choose at least one language.")))

    def languages(self) -> str:
        """The ticked languages as the table keeps them."""
        return " ".join(language for language in LANGUAGES if self[language].data)


def expected_field(description: Any) -> IntegerField:
    """How many people are coming, with what that means for the form it stands in."""
    return IntegerField(
        _l("How many people do you expect?"),
        description=description,
        validators=[
            InputRequired(_l("Give a whole number.")),
            NumberRange(1, 1000, message=_l("Give a whole number from 1 to 1000.")),
        ],
    )


class SettingsForm(GroupForm):
    """How a session will be, as far as it can be changed until scoring begins. ``kept_size`` can't be."""

    kept_size = min(SIZES)
    has_criteria = BooleanField(_l("Go through the criteria together first (4 minutes)"), default=True)
    has_neutral = BooleanField(_l("Something else for a moment in the middle (3 minutes)"), default=True)
    has_prediction = BooleanField(_l("Everybody guesses the result before it is shown (2 minutes)"), default=True)
    expected = expected_field(_l("A rough number will do. The more there are, the smaller the difference that shows."))
    minimum = IntegerField(
        _l("From how many people on is a result shown?"),
        description=_l("With fewer, nobody sees any figures. It can't be changed once scoring has begun."),
        default=minimum_raters,
        validators=[
            InputRequired(_l("Give a whole number.")),
            NumberRange(1, 1000, message=_l("Give a whole number up to 1000.")),
        ],
    )

    @property
    def wanted_size(self) -> int:
        """How many applications each participant scores."""
        return self.kept_size

    def validate_has_neutral(self, field: BooleanField) -> None:
        """Who meets the same texts again needs to have thought of something else in between."""
        if not field.data and design_of(self.wanted_size) is Design.TWO_ROUNDS:
            raise ValidationError(str(_l("Two rounds need something else in between: tick this too.")))

    def wanted(self) -> Wanted:
        """What was asked for. Only for a form that is in order."""
        return Wanted(
            title=self.title.data or "",
            size=self.wanted_size,
            plan=Plan(self.has_criteria.data, self.has_neutral.data, self.has_prediction.data),
            languages=self.languages(),
            expected=self.expected.data or 0,
            minimum=self.minimum.data or 0,
        )


class SessionForm(SettingsForm):
    """A new session: its exercise and size are chosen once."""

    token = HiddenField(validators=[InputRequired(), HEX])
    exercise = SelectField(_l("Exercise"))
    size = RadioField(
        _l("What does each participant score?"),
        description=_l("If in doubt, take 12. It can't be changed later."),
        choices=choices(SIZE_WORDS),
        default="12",
    )

    @property
    def wanted_size(self) -> int:
        """What was chosen; the smallest while that is nothing that there is."""
        return int(self.size.data) if self.size.data in {str(size) for size in SIZES} else min(SIZES)


class AnyRehearsalForm(Form):
    """A rehearsal of any kind: what is practised, and what the simulated participants do."""

    token = HiddenField(validators=[InputRequired(), HEX])
    exercise = SelectField(_l("Exercise"))
    dial = RadioField(
        _l("What result do you want to practise?"),
        description=_l("With 12 simulated participants, who behave as you choose here."),
    )

    def wanted(self, title: str) -> Wanted:
        """What was asked for. Only for a form that is in order."""
        return Wanted(
            title=title,
            size=min(SIZES),
            plan=Plan(),
            languages=" ".join(LANGUAGES),
            expected=SIMULATED,
            minimum=DEFAULT_MINIMUM,
            dial=Dial(self.dial.data),
        )


class RehearsalForm(AnyRehearsalForm):
    """A rehearsal of scoring."""

    size = RadioField(_l("What does each participant score?"), choices=choices(SIZE_WORDS), default="12")

    def wanted(self, title: str) -> Wanted:
        """What was asked for. Only for a form that is in order."""
        return replace(super().wanted(title), size=int(self.size.data))


def offer_dials(form: AnyRehearsalForm, activity: Activity) -> None:
    """Offer what a rehearsal of this exercise can be of, the first unless another is chosen."""
    dials = DIALS[activity]
    form.dial.choices = choices((dial.value, DIAL_WORDS[activity, dial]) for dial in dials)
    if not form.is_submitted():
        form.dial.data = dials[0].value


class ExpectedForm(Form):
    """How many people are coming after all."""

    expected = expected_field(_l("About twice as many get in. Nobody who is in has to leave."))


class PhaseForm(Form):
    """Moving on, from the phase that was on the screen."""

    seen = HiddenField(validators=[InputRequired(), AnyOf([phase.value for phase in Phase])])


class ExtendForm(Form):
    """Two more minutes, from the planned end that was on the screen (whole microseconds since 1970)."""

    seen = IntegerField(validators=[InputRequired(), NumberRange(0, 2**53)])


class HelperForm(Form):
    """A second trainer."""

    helper = RadioField(_l("Second trainer"))


class RosterForm(Form):
    """Names that were on the page, and which of them are ticked; after the end with a reason."""

    reason = StringField(
        _l("Why is this corrected?"),
        description=_l("It's kept with the correction, for example: came in late and wasn't on the list."),
        validators=[Length(max=200)],
    )


class PasteForm(Form):
    """A list of employee ids."""

    ids = TextAreaField(
        _l("Employee ids"),
        description=_l("One on each line, or with commas between. Names and e-mail addresses aren't looked up."),
        validators=[InputRequired(_l("Paste at least one employee id.")), Length(max=20_000)],
    )
    why = StringField(
        _l("Why is this corrected?"),
        description=_l("It's kept with the correction, for example: came in late and wasn't on the list."),
        validators=[Length(max=200)],
    )


class AttendanceForm(Form):
    """Somebody was there, or wasn't."""

    person = IntegerField(validators=[InputRequired(), NumberRange(1, 2**31 - 1)])
    is_there = HiddenField(validators=[InputRequired(), AnyOf(["yes", "no"])])


class CodeForm(Form):
    """A session's code."""

    code = StringField(
        _l("Session code"),
        description=_l("Six letters and numbers from the screen in front of you."),
        validators=[InputRequired(_l("Write the code that you see on the screen.")), Length(max=40)],
    )


class JoinForm(Form):
    """Taking part."""

    token = HiddenField(validators=[InputRequired(), TOKEN])
    attend = BooleanField(_l("Register that I was here"))


class BackForm(Form):
    """Two words, on another device."""

    token = HiddenField(validators=[InputRequired(), TOKEN])
    tag = StringField(
        _l("Your two words"),
        validators=[InputRequired(_l("Write the two words that you were shown.")), Length(max=60)],
    )


class GuessForm(Form):
    """What a participant expects of the group."""

    guess = RadioField(
        _l("What do you expect of this group?"),
        choices=choices([(guess.value, "") for guess in Guess]),
        validators=[InputRequired(_l("Choose one."))],
    )


def select_exercise(form: SessionForm | AnyRehearsalForm, titles: dict[str, str]) -> None:
    """Offer exercises by id and title."""
    form.exercise.choices = choices(sorted(titles.items(), key=lambda pair: pair[1]))


def select_helper(form: HelperForm, people: Any, nobody: str) -> None:
    """Offer trainers, and nobody."""
    form.helper.choices = choices([("0", nobody), *((str(person.id), person.display_name) for person in people)])
