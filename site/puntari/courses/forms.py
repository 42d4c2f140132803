"""What a person may send from a course page: answers, under names that the questions fix."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l

from puntari.courses.questions import Question, Sent

MESSAGES: dict[str, Any] = {
    "empty": _l("Answer first, then check."),
    "unknown": _l("Choose from the options on the page."),
    "places": _l("Give every line a place of its own."),
    "pairs": _l("Choose a pair for every line."),
    "number": _l("Write a number, for example 12 or 4.5."),
    "long": _l("The text is too long. Shorten it to 5,000 characters."),
    "control": _l("The text has a character that can't be used here. Write it again."),
}


def field_name(item_id: str, suffix: str = "") -> str:
    """The name of a question's field; the dot keeps ``steps.0`` apart from a question called steps-0."""
    return f"q-{item_id}{suffix}"


def sent_for(question: Question, language: str) -> Sent:
    """What the request's form sent for a question."""
    return Sent(lambda suffix: request.form.getlist(field_name(question.id, suffix)), language)
