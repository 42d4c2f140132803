"""Findings, fields and deeds in the words of whoever writes an exercise."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puntari.content.problems import Problem
from puntari.web.i18n import current_language

LANGUAGES = {"fi": _l("Finnish"), "sv": _l("Swedish"), "en": _l("English")}
VALUES = {
    "strong": _l("strong"),
    "middle": _l("middle"),
    "weak": _l("weak"),
    "common": _l("common"),
    "uncommon": _l("uncommon"),
    "reference": _l("the first group"),
    "comparison": _l("the second group"),
}
SPOKEN = {"language", "source", "longer", "shorter", "harder", "easier"}
LABELS = {
    "title": _l("Title"),
    "minutes": _l("Minutes"),
    "change": _l("What the changes are like"),
    "employer": _l("Employer"),
    "advertisement": _l("Advertisement"),
    "duties": _l("Duties"),
    "requirements": _l("Requirements"),
    "criteria": _l("Criteria"),
    "weight": _l("Weight"),
    "description": _l("Description"),
    "anchors": _l("What the points mean"),
    "facet": _l("What the groups differ in"),
    "fields": _l("Fields of the form"),
    "names": _l("Names"),
    "first": _l("First name"),
    "family": _l("Family name"),
    "sex": _l("Sex"),
    "decade": _l("Decade of birth"),
    "frequency": _l("How common the name is"),
    "mother_tongue": _l("Mother tongue"),
    "applications": _l("Application"),
    "quality": _l("Quality"),
    "key": _l("Key"),
    "born": _l("Date of birth"),
    "municipality": _l("Municipality"),
    "marks": _l("Marks"),
    "why": _l("Why it gives the person away"),
    "better": _l("A better wording"),
    "reference": _l("the first group"),
    "comparison": _l("the second group"),
}
FACETS = {
    "name-background": _l("Name background"),
    "age": _l("Age"),
    "sex": _l("Sex"),
    "care-leave": _l("Care leave"),
    "disability": _l("Disability"),
    "part-work-ability": _l("Partial work ability"),
}
UNSAID = {"job", "groups", "values"}  # steps on the way that say nothing
PAGES = {"job": _l("Title and job"), "criteria": _l("Criteria"), "names": _l("Groups and names")}


def say(problem: Problem) -> str:
    """A finding in the language of the page."""
    if not problem.template:
        return problem.text
    if problem.rule == "shape":
        return str(_(problem.template) % {"name": label_of(str(problem.values["name"]))})
    return str(_(problem.template) % {key: _value(key, value) for key, value in problem.values.items()})


def _value(key: str, value: object) -> str:
    text = str(value)
    if key in SPOKEN and text in LANGUAGES:
        name = str(LANGUAGES[text])
        return name if current_language() == "en" else name.lower()
    if kind := re.fullmatch(r"([fm]), (\d{4})s", text):
        sex = _("women") if kind[1] == "f" else _("men")
        return str(_("%(sex)s born in the %(decade)ss", sex=sex, decade=kind[2]))
    return str(VALUES.get(text, text))


def label_of(path: str) -> str:
    """The way to a value in words: "Duties 2 (English)"."""
    said: list[str] = []
    for step in path.split("."):
        if step in LANGUAGES and said:
            said.append(f"({LANGUAGES[step]})")
        elif step.isdecimal():
            said.append(str(int(step) + 1) if "anchors" not in path else step)
        elif step not in UNSAID:
            said.append(str(LABELS.get(step, step)))
    return " ".join(said) or path


def page_title(page: str, ids: list[str]) -> str:
    """What the page about a part of a draft is called."""
    if page in PAGES:
        return str(PAGES[page])
    return str(_("Application %(number)s", number=ids.index(page) + 1)) if page in ids else str(_("The whole"))


def _published(details: Mapping[str, Any]) -> str:
    return str(_("Published an exercise, version %(number)s", number=details["number"]))


DEEDS = {
    "exercise.copied": _l("Copied an exercise to a new draft"),
    "exercise.imported": _l("Imported an exercise as a draft"),
    "exercise.published": _published,
    "exercise.withdrawn": _l("Withdrew an exercise"),
    "exercise.offered_again": _l("Put a withdrawn exercise on offer again"),
    "exercise.removed": _l("Removed the draft of an exercise"),
}
