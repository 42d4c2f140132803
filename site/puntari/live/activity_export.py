"""The frozen result of another exercise as a report to send on, and as data for its two files.

Like ``export`` it is made of what the gate let out, the session's settings and words, and of nothing else.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from puntari.live import activities, export_pdf
from puntari.live.activities import Question
from puntari.live.activity_debrief import debriefs
from puntari.live.activity_models import ActivityPicture
from puntari.live.activity_pages import Given, shown_of, whole_parts
from puntari.live.activity_pictures import Picture
from puntari.live.activity_words import kind_title, story_of
from puntari.live.domain import Activity
from puntari.live.export import Told, checksum, frozen_on, kicker, not_to_compare
from puntari.live.export_xlsx import SHARE, Book, Cell, in_short, notes_head
from puntari.live.models import LiveSession
from puntari.live.words import percent


@dataclass(frozen=True)
class Row:
    """A share as a row of a table; None where it isn't shown. ``advice`` is a better wording, or why one may stay."""

    about: str
    answer: str
    share: float | None
    advice: str


@dataclass(frozen=True)
class Part:
    """The rows that belong together."""

    title: str
    rows: list[Row]
    note: str
    is_quoted: bool  # whether the rows are about words of a text


@dataclass(frozen=True)
class Report(Told):
    """All that is said of shares. ``limits`` are pairs: the gist, and the rest."""

    parts: list[Part]
    questions: list[str]
    limits: list[tuple[str, str]]


def report_of(live: LiveSession, frozen: ActivityPicture, picture: Picture, language: str) -> Report:
    """The report about a picture."""
    kind, shown = Activity(live.activity), shown_of(picture.released)
    found = [
        Part(
            title=f"{part.kicker}: {part.title}" if part.kicker else part.title,
            rows=[row for question in (*part.questions, *part.hidden) for row in _rows(question, shown)],
            note=part.note,
            is_quoted=any(question.is_quoted for question in part.questions),
        )
        for part in whole_parts(activities.of(live).parts(live, language), shown)
    ]
    headline, said = _headline(picture, found)
    return Report(
        language=language,
        title=live.title,
        kicker=kicker(),
        facts=_facts(live, frozen, picture, language),
        story=story_of(kind),
        headline=headline,
        said=[said],
        parts=found,
        questions=[question[language] for question in debriefs()[kind].questions],
        limits=_limits(kind),
    )


def _rows(question: Question, shown: Given) -> list[Row]:
    given = shown.get(question.id, {})
    answers = [(answer, words) for answer, words in question.answers.items() if words]
    about = str(_("“%(words)s”", words=question.words)) if question.is_quoted else question.words
    return [
        Row(about, str(Markup(words).striptags()), given.get(answer), _advice(question))  # noqa: S704 -- to take it out
        for answer, words in answers
    ]


def _advice(question: Question) -> str:
    if question.better:
        return f"{_('Better:')} {question.better}"
    return f"{_('Why it may stay:')} {question.why}" if question.why else ""


def _facts(live: LiveSession, frozen: ActivityPicture, picture: Picture, language: str) -> list[tuple[str, str]]:
    released = picture.released
    people = (
        ngettext("%(num)s person", "%(num)s people", released.raters)
        if released.raters
        else _("Fewer than %(minimum)s people, so no shares are shown.", minimum=released.minimum)
    )
    agreed = ngettext(
        "Shares in tenths, from %(num)s person on.", "Shares in tenths, from %(num)s people on.", released.minimum
    )
    return [
        (str(_("Exercise")), f"{kind_title(live.activity)}: {activities.of(live).title(live)[language]}"),
        (str(_("Took part")), str(people)),
        frozen_on(frozen.created_at),
        (str(_("Agreed beforehand")), str(agreed)),
        checksum(frozen.digest),
    ]


def _headline(picture: Picture, parts: list[Part]) -> tuple[str, str]:
    if picture.released.raters is None:
        return str(_("The group was too small for shares")), str(
            _("Below %(minimum)s people a share tells more about each than about the exercise.",
              minimum=picture.released.minimum)
        )  # fmt: skip
    if not parts:
        return str(_("No share can be shown")), str(
            _("Everywhere nearly all did the same, so a share would tell what each of them did.")
        )
    return str(_("What the group did")), str(
        _("A share is shown only where at least five people stand behind it and at least five behind its opposite.")
    )


def dash() -> str:
    """What a dash means."""
    return str(_("A dash: too few stand on one side, so no share may be shown."))


def _limits(kind: Activity) -> list[tuple[str, str]]:
    about_process = (
        str(_("About a made-up recruitment.")),
        str(_("It's a story to talk about; in their own work people may choose otherwise.")),
    )
    about_texts = (
        str(_("About these texts.")),
        str(_("In other texts other wordings are seen and missed.")),
    )
    return [
        (
            str(_("Nothing about any one person.")),
            str(_("Shares are of the whole group, and nobody passed or failed.")),
        ),
        about_process if kind is Activity.PROCESS else about_texts,
        not_to_compare(),
    ]


def document(report: Report) -> dict[str, Any]:
    """What the PDF says."""
    return {
        **export_pdf.beginning(report),
        "said": report.said,
        "heads": heads(),
        "parts": [
            {"title": part.title, "note": part.note, "is_quoted": part.is_quoted, "rows": _as_table(part.rows)}
            for part in report.parts
        ],
        "dash": dash(),
        "questions_title": _("Three questions"),
        "questions": report.questions,
        "limits_title": _("What this tells, and what it doesn't"),
        "limits": report.limits,
    }


def _as_table(rows: list[Row]) -> list[dict[str, str]]:
    """Rows for the PDF: what several are about is said at the first."""
    return [
        {
            "about": "" if number and rows[number - 1].about == row.about else row.about,
            "answer": row.answer,
            "share": "–" if row.share is None else percent(row.share),
            "advice": row.advice,
        }
        for number, row in enumerate(rows)
    ]


def heads() -> list[str]:
    """The columns of a table of shares."""
    return [str(_("About what")), str(_("What was done")), str(_("Share"))]


def workbook(report: Report, *, made: datetime) -> bytes:
    """Three sheets: in short, the shares, and what to know. A share that isn't shown is an empty cell."""
    book = Book(report, made=made)
    book.sheet(str(_("Summary")), [report.kicker, report.title], in_short(report))
    rows: list[list[Cell]] = [
        [part.title, row.about, row.answer, row.share, row.advice or None] for part in report.parts for row in part.rows
    ]
    head = [str(_("Part")), *heads(), str(_("Better, or why it may stay"))]
    book.sheet(str(_("Shares")), head, rows, [SHARE] * len(rows))
    notes: list[list[Cell]] = [[str(_("What was done")), report.story]]
    notes += [[part.title, part.note] for part in report.parts if part.note]
    notes += [[str(_("Three questions")), question] for question in report.questions]
    notes += [[str(_("What this tells, and what it doesn't")), f"{gist} {rest}"] for gist, rest in report.limits]
    if rows:
        notes.append([str(_("Shares")), str(_("An empty cell: too few stand on one side, so no share may be shown."))])
    book.sheet(str(_("Notes")), notes_head(), notes)
    return book.finished()
