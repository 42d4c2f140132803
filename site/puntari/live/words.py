"""A result in words, chosen from the interval as it is shown and never from a star; numbers in the reader's way.

"Your group showed a difference" is said only when the interval lies on one side of zero. Otherwise the words say how
large a difference would still fit, so that a wide interval isn't taken for a proof of none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, format_decimal, format_percent, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puntari.live.disclosure import STRIP, Comparison, Expected, Figure, Measure, Released, Shown, limit
from puntari.live.domain import Guess, design_of
from puntari.live.outcomes import Outcome
from puntari.live.pooled import Pool
from puntari.practice.domain import ROUNDS, Face
from puntari.practice.exercise import Exercise

WIDE = {Measure.SCORE: 0.5, Measure.INVITATION: 0.2}  # a difference that would matter and could still hide


def extent(size: int) -> str:
    """What each participant scores in a session of this size: "12 applications", "8 applications in two rounds"."""
    rounds = ROUNDS[design_of(size)]
    if rounds > 1:
        return str(_("%(num)s applications in two rounds", num=size // rounds))
    return str(ngettext("%(num)s application", "%(num)s applications", size))


def group_names(exercise: Exercise, language: str) -> dict[Face, str]:
    """The two groups as they stand in the middle of a sentence: Finnish and Swedish write such words small."""
    titles = {face: exercise.definition.groups[face].title[language] for face in (Face.REFERENCE, Face.COMPARISON)}
    if language == "en":
        return titles
    return {face: title[:1].lower() + title[1:] for face, title in titles.items()}


def number(value: float, measure: Measure) -> str:
    """A value with its sign: points with one decimal or two, shares in percentage points."""
    pattern, value = ("0", value * 100) if measure is Measure.INVITATION else ("0.0#" if value else "0", value)
    return str(format_decimal(value, pattern)).replace("-", "−")


def signed(value: float, measure: Measure) -> str:
    """The same with a plus where it is one, for axes and tables."""
    return f"+{number(value, measure)}" if value > 0 else number(value, measure)


def amount(value: float, measure: Measure, *, is_beyond: bool = False) -> str:
    """How much, without a sign: "0.3 points", "at least 50 percentage points"."""
    size = number(abs(value), measure)
    return with_unit(str(_("at least %(number)s", number=size)) if is_beyond else size, measure)


def headline_of_all(outcome: Outcome) -> str:
    """The same about everybody who did the exercise on their own."""
    words = {
        Outcome.EXPECTED: _("On the whole there is a difference"),
        Outcome.REVERSED: _("On the whole there is a difference, the other way round"),
    }
    return str(words[outcome]) if outcome in words else headline(outcome)


def headline(outcome: Outcome) -> str:
    """The result in one line."""
    words = {
        Outcome.EXPECTED: _("Your group showed a difference"),
        Outcome.REVERSED: _("Your group showed a difference, the other way round"),
        Outcome.NONE: _("The difference can't be told from chance"),
        Outcome.TOO_FEW: _("Too few scores for figures"),
    }
    return str(words[outcome])


# By what is compared (the two groups, or hidden with one group), what it is measured in, and the sign.
SENTENCES = {
    ("gap", Measure.SCORE, -1): _l(
        "The same applications were given %(amount)s less on average with “%(one)s” than with “%(other)s”."
    ),
    ("gap", Measure.SCORE, 0): _l(
        "The same applications were given as many points on average with “%(one)s” as with “%(other)s”."
    ),
    ("gap", Measure.SCORE, 1): _l(
        "The same applications were given %(amount)s more on average with “%(one)s” than with “%(other)s”."
    ),
    ("gap", Measure.INVITATION, -1): _l(
        "The same applications were invited %(amount)s less often with “%(one)s” than with “%(other)s”."
    ),
    ("gap", Measure.INVITATION, 0): _l(
        "The same applications were invited as often with “%(one)s” as with “%(other)s”."
    ),
    ("gap", Measure.INVITATION, 1): _l(
        "The same applications were invited %(amount)s more often with “%(one)s” than with “%(other)s”."
    ),
    ("hiding", Measure.SCORE, -1): _l(
        "The same applications were given %(amount)s less on average with the identifiers hidden than with “%(one)s”."
    ),
    ("hiding", Measure.SCORE, 0): _l(
        "The same applications were given as many points on average with the identifiers hidden as with “%(one)s”."
    ),
    ("hiding", Measure.SCORE, 1): _l(
        "The same applications were given %(amount)s more on average with the identifiers hidden than with “%(one)s”."
    ),
    ("hiding", Measure.INVITATION, -1): _l(
        "The same applications were invited %(amount)s less often with the identifiers hidden than with “%(one)s”."
    ),
    ("hiding", Measure.INVITATION, 0): _l(
        "The same applications were invited as often with the identifiers hidden as with “%(one)s”."
    ),
    ("hiding", Measure.INVITATION, 1): _l(
        "The same applications were invited %(amount)s more often with the identifiers hidden than with “%(one)s”."
    ),
}


def sentence(shown: Shown, groups: Mapping[Face, str]) -> str:
    """What was found, as one sentence with its amount."""
    figure = shown.figure
    kind = "gap" if shown.comparison is Comparison.IDENTITY_GAP else "hiding"
    one = Face.REFERENCE if shown.comparison is Comparison.HIDING_REFERENCE else Face.COMPARISON
    sign = (figure.estimate > 0) - (figure.estimate < 0)
    size = amount(figure.estimate, shown.measure, is_beyond=figure.is_beyond)
    values = {"amount": size, "one": groups[one], "other": groups[one.other_group]}
    return str(SENTENCES[kind, shown.measure, sign]) % values


def with_unit(text: str, measure: Measure) -> str:
    """A number, or several, followed by what they count."""
    if measure is Measure.INVITATION:
        return str(_("%(number)s percentage points", number=text))
    return str(_("%(number)s points", number=text))


def unit(measure: Measure) -> str:
    """What numbers count, as it follows them."""
    return with_unit("", measure).strip()


def interval(figure: Figure, measure: Measure) -> str:
    """The interval as numbers with their unit: "from −0.7 to +0.1 points"."""
    end = limit(measure)
    low = signed(-end if figure.low is None else figure.low, measure)
    high = signed(end if figure.high is None else figure.high, measure)
    if figure.low is None and figure.high is None:
        text = _("from below %(low)s to above %(high)s", low=low, high=high)
    elif figure.low is None:
        text = _("from below %(low)s to %(high)s", low=low, high=high)
    elif figure.high is None:
        text = _("from %(low)s to above %(high)s", low=low, high=high)
    else:
        text = _("from %(low)s to %(high)s", low=low, high=high)
    return with_unit(text, measure)


@dataclass(frozen=True)
class Reading:
    """What the interval means: whether chance alone can explain the result, and what it doesn't rule out."""

    chance: str
    caution: str


def reading(shown: Shown) -> Reading:
    """How to read the interval of the primary figure."""
    figure, measure = shown.figure, shown.measure
    if figure.excludes_zero:
        ends = [end for end in (figure.low, figure.high) if end is not None]
        smallest = amount(min(ends, key=abs), measure)
        return Reading(
            _("Zero isn't among these. Chance alone would seldom give a difference like this."),
            _("How large it is stays uncertain: a difference of only %(amount)s would fit as well.", amount=smallest),
        )
    largest = max(limit(measure) if end is None else abs(end) for end in (figure.low, figure.high))
    size = amount(largest, measure, is_beyond=figure.low is None or figure.high is None)
    if largest >= WIDE[measure]:
        caution = _("The interval is wide: a difference of %(amount)s would fit too. This doesn't show that there is "
                    "none.", amount=size)  # fmt: skip
    else:
        caution = _("A difference larger than %(amount)s would not fit with the points that were given.", amount=size)
    return Reading(_("Zero is among these. Chance alone can explain the difference."), str(caution))


def without_strip(released: Released) -> str:
    """Why no worlds of chance stand beside the result of few people, or of little that they gave.

    Nothing where there's another reason, or where there are some.
    """
    if released.raters is None or released.strip:
        return ""
    little = _(
        "The picture with what chance alone gives is left out since so few applications were scored that it could tell "
        "what a single person gave."
    )
    if released.raters >= STRIP:  # at the end of the scale, the other reason, there aren't any further figures either
        return str(little) if released.others else ""
    return str(
        _(
            "The picture with what chance alone gives is left out in groups of fewer than %(people)s, since it could "
            "tell what a single person gave.",
            people=STRIP,
        )
    )


def expected(answer: Expected | None, groups: Mapping[Face, str]) -> str:
    """What more than half of the group had expected; nothing when nobody may know."""
    if answer is None or answer.most is None:
        return ""
    words = {
        Guess.REFERENCE: _("More than half of you had expected more points with “%(group)s”.",
                           group=groups[Face.REFERENCE]),
        Guess.COMPARISON: _("More than half of you had expected more points with “%(group)s”.",
                            group=groups[Face.COMPARISON]),
        Guess.NONE: _("More than half of you had expected no difference."),
    }  # fmt: skip
    return str(words[answer.most])


def sides(comparison: Comparison, groups: Mapping[Face, str]) -> tuple[str, str]:
    """What the difference is taken of, and what is taken from it: the first has more when it's above zero."""
    hidden = str(_("identifiers hidden"))
    return {
        Comparison.IDENTITY_GAP: (groups[Face.COMPARISON], groups[Face.REFERENCE]),
        Comparison.HIDING_REFERENCE: (hidden, groups[Face.REFERENCE]),
        Comparison.HIDING_COMPARISON: (hidden, groups[Face.COMPARISON]),
    }[comparison]


def months(first: date, last: date) -> str:
    """A stretch of time by its months: "in March 2026", "from May 2025 to March 2026"."""
    one, other = (format_date(day, "LLLL y") for day in (first, last))
    return str(one) if one == other else f"{one} – {other}"


def ways(pool: Pool, groups: Mapping[Face, str]) -> list[tuple[str, int]]:
    """Which way the earlier groups pointed, as labels with how many did."""
    one, other = sides(pool.mean.comparison, groups)
    return [
        (str(_("more for: %(group)s", group=other)), pool.below),
        (str(_("more for: %(group)s", group=one)), pool.above),
        (str(_("no difference")), pool.even),
    ]


def compared(comparison: Comparison, groups: Mapping[Face, str]) -> str:
    """What is compared, as a label."""
    one, other = sides(comparison, groups)
    return str(_("%(one)s, compared with %(other)s", one=one, other=other))


def measured(measure: Measure) -> str:
    """What it is measured in, as a label."""
    return str(_("invitations") if measure is Measure.INVITATION else _("points"))


def unfinished(name: str) -> str:
    """Those who were dealt a kind of sequence, as a label."""
    order = _("identifiers hidden first") if name.endswith("1") else _("identifiers shown first")
    return str(order if len(name) == 1 else _("form %(form)s, %(order)s", form=name[0], order=order))


def percent(share: float) -> str:
    """A share in whole per cent."""
    return str(format_percent(share))
