"""The report about a result as a PDF."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from puntari.live import reveal, words
from puntari.live.disclosure import Released, Shown
from puntari.live.export import Report, Told
from puntari.web import site
from puntari.web.pdf import make_pdf

FRAME, SCORES, SHARES = "live/result_frame.typ", "live/result.typ", "live/activity/result.typ"


def beginning(report: Told) -> dict[str, Any]:
    """What every result's file begins with."""
    return {
        "language": report.language,
        "organisation": site.current().name(report.language),
        "warning": _demo() if site.current().is_demo else "",
        "title": report.title,
        "kicker": report.kicker,
        "facts": report.facts,
        "story_title": _("What was done"),
        "story": report.story,
        "headline": report.headline,
        "page": _("page"),
    }


def document(report: Report) -> dict[str, Any]:
    """The report with its pictures' places and headings."""
    released = report.released
    return {
        **beginning(report),
        "figure": report.figure,
        "said": report.said,
        "interval_title": _("How sure is that?"),
        "interval": report.interval,
        "band": _band(released.primary) if released.primary else None,
        "strip_title": _("Beside what chance alone gives"),
        "strip": _strip(released),
        "lines_title": _("All figures"),
        "lines_note": _(
            "The first line is what had been agreed. With several figures, one easily strays from zero by chance."
        ),
        "heads": [_("What is compared"), _("In what"), _("Difference"), _("Interval")],
        "lines": [[line.compared, line.measured, line.estimate, line.interval] for line in report.lines],
        "unfinished_title": _("Who didn't finish"),
        "unfinished": report.unfinished,
        "reference_title": _("What others have found"),
        "reference": report.reference,
        "limits_title": _("What this tells, and what it doesn't"),
        "limits": report.limits,
        "helps_title": _("What helps"),
        "helps": report.helps,
    }


def _demo() -> str:
    return f"{_('Demo')}: {_('The organisation, its people and its figures are invented.')}"


def _band(primary: Shown) -> dict[str, Any]:
    """The interval's places, and what the picture says."""
    axis = reveal.axis_of_figures([primary])
    return {
        **asdict(reveal.bounds_of(primary.figure, axis)),
        "ticks": [[axis.x(tick), words.signed(tick, primary.measure)] for tick in axis.ticks],
        "unit": words.unit(primary.measure),
        "alt": _(
            "The difference is %(estimate)s, the interval %(interval)s.",
            estimate=words.signed(primary.figure.estimate, primary.measure),
            interval=words.interval(primary.figure, primary.measure),
        ),
    }


def _strip(released: Released) -> dict[str, Any] | None:
    """The twenty worlds' places, and what the picture says."""
    if released.strip is None or released.primary is None:
        return None
    measure = released.primary.measure
    worlds, axis = reveal.worlds_of(released.strip, measure)
    mine = released.strip.place + 1
    values = "; ".join(words.signed(world.value, measure) for world in worlds)
    return {
        "worlds": [[world.number, world.x, world.y] for world in worlds],
        "mine": mine,
        "middle": reveal.height(0, axis),
        "ticks": [[reveal.height(tick, axis), words.signed(tick, measure)] for tick in axis.ticks],
        "said": _(
            "Number %(number)s is the group. For the other nineteen the versions were dealt anew by lot, as if they "
            "had meant nothing to anybody.",
            number=mine,
        ),
        "values": _("Their values in order: %(values)s.", values=values),
    }


def report_pdf(data: Mapping[str, Any], *, made: datetime, template: str = SCORES) -> bytes:
    """The PDF. ``template`` is SCORES or SHARES. Takes some tens of milliseconds: call it with no transaction open."""
    return make_pdf(FRAME, template, data=data, made=made)
