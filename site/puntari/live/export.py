"""A frozen result as a report that a trainer can send on: words and numbers, in the language in force.

It is made of what the gate let out and of nothing else: a snapshot's ``Released``, the session's settings, and words.
Like the pages on the wall, but in the third person, since it's read by people who weren't there.
"""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_date, format_time, ngettext, to_user_timezone
from flask_babel import gettext as _

from puntari.live import debrief, words
from puntari.live.disclosure import Comparison, Expected, Measure, Released, Shown
from puntari.live.domain import Guess
from puntari.live.models import LiveSession
from puntari.live.outcomes import Outcome
from puntari.live.snapshot_models import Snapshot
from puntari.live.snapshots import Result
from puntari.practice.domain import Face
from puntari.practice.exercise import Exercise


@dataclass(frozen=True)
class Told:
    """What every report says first. ``facts`` are pairs: a label, and what it is."""

    language: str
    title: str
    kicker: str
    facts: list[tuple[str, str]]
    story: str
    headline: str
    said: list[str]


@dataclass(frozen=True)
class Line:
    """A figure as a row of a table."""

    compared: str
    measured: str
    shown: Shown
    estimate: str
    interval: str


@dataclass(frozen=True)
class Report(Told):
    """All that is said of scores. ``limits`` and ``helps`` are pairs: the gist, and the rest."""

    released: Released
    figure: str
    interval: list[str]
    lines: list[Line]
    unfinished: list[tuple[str, str]]
    reference: list[tuple[str, str]]
    limits: list[tuple[str, str]]
    helps: list[tuple[str, str]]


def report_of(live: LiveSession, exercise: Exercise, snapshot: Snapshot, result: Result, language: str) -> Report:
    """The report about a snapshot. Groups of people are named as the exercise names them."""
    released, groups = result.released, words.group_names(exercise, language)
    primary = released.primary
    shown = [*([primary] if primary else []), *released.others]
    return Report(
        language=language,
        title=live.title,
        kicker=kicker(),
        released=released,
        facts=_facts(live, exercise, snapshot, result, language),
        story=_story(result.rounds),
        headline=_headline(result.outcome),
        said=[*([words.sentence(primary, groups)] if primary else [_too_few(released)]), *_expected(released, groups)],
        figure=_figure(primary) if primary else "",
        interval=_interval(primary, words.without_strip(released)) if primary else [],
        lines=[_line(one, groups) for one in shown],
        unfinished=[(words.unfinished(one.name), words.percent(one.share)) for one in released.unfinished],
        reference=[] if primary else _reference(language),
        limits=_limits(result.rounds),
        helps=_helps(),
    )


def _story(rounds: int) -> str:
    if rounds > 1:
        return str(
            _(
                "Everybody read each application twice, with a pause in between. Most of them they read once with the "
                "identifiers hidden and once with a person of one group or the other. Who met which version in which "
                "round was drawn by lot. So what one read with one person, others read with another, or with nobody."
            )
        )
    return str(
        _(
            "Everybody read each application once. Which version it was, was drawn by lot for each of them: with "
            "the identifiers hidden, with a person of one group, or with a person of the other. So what one read "
            "with one person, others read with another, or with nobody."
        )
    )


def kicker() -> str:
    """What every report is."""
    return str(_("Result of a live session"))


def frozen_on(moment: datetime) -> tuple[str, str]:
    """When the result was frozen, as a fact."""
    day = to_user_timezone(moment).date()
    return str(_("Frozen")), f"{format_date(day, 'long')}, {format_time(moment, 'short')}"


def checksum(digest: str) -> tuple[str, str]:
    """The digest of the frozen result, as a fact."""
    return str(_("Checksum of the frozen result")), digest


def _facts(
    live: LiveSession, exercise: Exercise, snapshot: Snapshot, result: Result, language: str
) -> list[tuple[str, str]]:
    groups, released = words.group_names(exercise, language), result.released
    comparison, measure = (released.primary.comparison, released.primary.measure) if released.primary else _agreed(live)
    raters = ngettext("%(num)s person", "%(num)s people", released.raters) if released.raters else _too_few(released)
    return [
        (str(_("Exercise")), exercise.definition.title[language]),
        (str(_("Scored by")), str(raters)),
        (str(_("Each scored")), words.extent(result.size)),
        frozen_on(snapshot.created_at),
        (
            str(_("Agreed before the first score")),
            str(
                _(
                    "%(compared)s, in %(measured)s; a result from %(minimum)s people on.",
                    compared=words.compared(comparison, groups),
                    measured=words.measured(measure),
                    minimum=released.minimum,
                )
            ),
        ),
        checksum(snapshot.digest),
    ]


def _agreed(live: LiveSession) -> tuple[Comparison, Measure]:
    return Comparison(live.contrast), Measure(live.outcome)


def _headline(outcome: Outcome) -> str:
    said = {
        Outcome.EXPECTED: _("The group showed a difference"),
        Outcome.REVERSED: _("The group showed a difference, the other way round"),
        Outcome.NONE: _("The difference can't be told from chance"),
        Outcome.TOO_FEW: _("The group was too small for figures"),
    }
    return str(said[outcome])


def _too_few(released: Released) -> str:
    return str(_("Fewer than %(minimum)s people, so no figures are shown.", minimum=released.minimum))


def _figure(shown: Shown) -> str:
    """The estimate as it stands alone, large."""
    sign = ("≥ " if shown.figure.estimate > 0 else "≤ ") if shown.figure.is_beyond else ""
    return f"{sign}{words.signed(shown.figure.estimate, shown.measure)} {words.unit(shown.measure)}"


def _expected(released: Released, groups: dict[Face, str]) -> list[str]:
    answer: Expected | None = released.expected
    if answer is None or answer.most is None:
        return []
    if answer.most is Guess.NONE:
        return [str(_("More than half of them had expected no difference."))]
    face = Face.REFERENCE if answer.most is Guess.REFERENCE else Face.COMPARISON
    return [str(_("More than half of them had expected more points with “%(group)s”.", group=groups[face]))]


def _interval(shown: Shown, besides: str) -> list[str]:
    reading = words.reading(shown)
    said = [
        str(
            _(
                "What they gave fits with a difference %(interval)s.",
                interval=words.interval(shown.figure, shown.measure),
            )
        ),
        reading.chance,
        reading.caution,
        str(_("An interval made like this holds the true difference for about 95 groups of 100.")),
    ]
    return [*said, besides] if besides else said


def _line(shown: Shown, groups: dict[Face, str]) -> Line:
    return Line(
        compared=words.compared(shown.comparison, groups),
        measured=words.measured(shown.measure),
        shown=shown,
        estimate=words.signed(shown.figure.estimate, shown.measure),
        interval=words.interval(shown.figure, shown.measure),
    )


def _reference(language: str) -> list[tuple[str, str]]:
    """What others have found, with the source."""
    sources = debrief.sources()
    return [
        (f"{study.where[language]}.", f"{study.text[language]} ({sources[study.source].short})")
        for study in debrief.reference()
    ]


def _limits(rounds: int) -> list[tuple[str, str]]:
    twice = (
        str(_("About reading twice.")),
        str(_("The second time they remembered something of the first.")),
    )
    return [
        (str(_("Nothing about any one person.")),
         str(_("It's a mean of the whole group; one person's difference would be mostly chance."))),
        (str(_("About this job and these texts.")), str(_("With other applications it could be otherwise."))),
        (str(_("About an exercise.")), str(_("They knew what it was about, and nobody got or lost a job."))),
        *([twice] if rounds > 1 else []),
        (str(_("About reading and scoring.")),
         str(_("Interviews and decisions come later, with everything in sight."))),
        not_to_compare(),
    ]  # fmt: skip


def not_to_compare() -> tuple[str, str]:
    """A limit of every group's result."""
    return (
        str(_("Not to be compared with other groups.")),
        str(_("Groups differ by chance, and no unit should be judged by it.")),
    )


def _helps() -> list[tuple[str, str]]:
    return [
        (str(_("Criteria first.")),
         str(_("Agree on them and on their weights before anybody opens an application."))),
        (str(_("One criterion at a time.")),
         str(_("Score all applications on it before you go on to the next."))),
        (str(_("Two who score alone.")),
         str(_("Compare only afterwards, and talk about where you differ."))),
        (str(_("Anonymous mode, and its leaks.")),
         str(_("The system hides fields. The free text still tells, so ask for structured answers."))),
    ]  # fmt: skip
