"""exercise.yml while it is being written: always whole in shape, whatever is missing or wrong in it.

A form field is named by the way to its value, such as ``criteria.0.title.fi``. So a form needs no list of its own,
and a finding's place leads to its field.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import yaml

from puntari.content.languages import LANGUAGES
from puntari.content.yamlfile import LOADER

Draft = dict[str, Any]

POINTS = (1, 3, 5)
FIELDS = ("first_name", "family_name", "born", "sex", "mother_tongue", "municipality", "email")
GROUPS = ("reference", "comparison")
LISTS = {"duties", "requirements", "criteria", "names", "applications"}
MOST = 30  # rows in a list, whatever a form says
PATH = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
# What each page is about: the values at the top of the file that it shows and changes.
PARTS = {
    "job": ("title", "minutes", "change", "job"),
    "criteria": ("criteria",),
    "names": ("fields", "facet", "groups"),
}


def read(text: str) -> Draft:
    """The definition in a file's text, whole in shape. What can't be read is left out."""
    try:
        return tidy(yaml.load(text, Loader=LOADER))  # noqa: S506 -- the safe loader, in C where there is one
    except (yaml.YAMLError, ValueError, RecursionError):
        return tidy({})


def renamed(text: str, exercise_id: str) -> str:
    """The text of exercise.yml under another id.

    When a form would show all that it holds, nothing else is touched, so that the author's comments stay and the
    digest is that of the same exercise under that id; otherwise it is laid out anew.
    """
    draft = {**read(text), "id": exercise_id}
    changed = re.sub(r"^id:.*$", f"id: {exercise_id}", text, count=1, flags=re.MULTILINE)
    try:
        is_whole = yaml.load(changed, Loader=LOADER) == draft  # noqa: S506 -- the safe loader, as above
    except (yaml.YAMLError, ValueError, RecursionError):
        is_whole = False
    return changed if is_whole else write(draft)


def write(draft: Draft) -> str:
    """The text of exercise.yml, the way an author would lay it out."""
    said = yaml.dump(draft, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return str(said)


class _Dumper(yaml.SafeDumper):
    """Long texts in blocks, one line for a name."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)


def tidy(values: Any) -> Draft:
    """The same values with every key that the form of an exercise has, and no others."""
    from_file = _mapping(values)
    job, groups = _mapping(from_file.get("job")), _mapping(from_file.get("groups"))
    return {
        "id": _word(from_file.get("id")),
        "source_language": _word(from_file.get("source_language")) or "fi",
        "facet": _word(from_file.get("facet")),
        "title": _texts(from_file.get("title")),
        "minutes": _number(from_file.get("minutes")),
        "change": _word(from_file.get("change")) or "material",
        "job": {
            "employer": _texts(job.get("employer")),
            "advertisement": _texts(job.get("advertisement")),
            "duties": [_texts(each) for each in _list(job.get("duties"))],
            "requirements": [_texts(each) for each in _list(job.get("requirements"))],
        },
        "criteria": [_criterion(each) for each in _list(from_file.get("criteria"))],
        "fields": [field for field in FIELDS if field in _list(from_file.get("fields"))],
        "groups": {group: _group(groups.get(group)) for group in GROUPS},
        "applications": _with_ids([_application(each) for each in _list(from_file.get("applications"))]),
    }


def _with_ids(applications: list[Draft]) -> list[Draft]:
    """Applications that have an id of their own keep it; the others get a free number, or no page could be theirs."""
    named: dict[str, Draft] = {}
    for each in applications:
        if ID.fullmatch(each["id"]) and each["id"] not in PARTS:
            named.setdefault(each["id"], each)
    for each in applications:
        if named.get(each["id"]) is not each:
            each["id"] = next(id_ for number in range(1, MOST + 1) if (id_ := f"{number:02}") not in named)
            named[each["id"]] = each
    return applications


def _mapping(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return list(value)[:MOST] if isinstance(value, list) else []


def _word(value: Any) -> str:
    """The value as text, without what no text can hold (YAML can name any sign by its number)."""
    if value is None or isinstance(value, (Mapping, list)):
        return ""
    return "".join(sign for sign in str(value) if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})


def _number(value: Any) -> Any:
    """A whole number where it is one; otherwise what was written, which the checker then tells."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return value
    word = _word(value).strip()
    return int(word) if re.fullmatch(r"\d{1,6}", word) else word or None


def _texts(value: Any) -> dict[str, str]:
    return {language: _word(_mapping(value).get(language)) for language in LANGUAGES}


def _criterion(value: Any) -> Draft:
    given = _mapping(value)
    anchors = _mapping(given.get("anchors"))
    return {
        "id": _word(given.get("id")),
        "weight": _number(given.get("weight")),
        "title": _texts(given.get("title")),
        "description": _texts(given.get("description")),
        "anchors": {point: _texts(anchors.get(point, anchors.get(str(point)))) for point in POINTS},
    }


def _group(value: Any) -> Draft:
    given = _mapping(value)
    return {
        "title": _texts(given.get("title")),
        "values": {_word(slot): _texts(texts) for slot, texts in list(_mapping(given.get("values")).items())[:MOST]},
        "names": [_name(each) for each in _list(given.get("names"))],
    }


def _name(value: Any) -> Draft:
    given = _mapping(value)
    name = {key: _word(given.get(key)) for key in ("first", "family", "sex")}
    known = {"frequency": _word(given.get("frequency"))} if given.get("frequency") else {}
    return {**name, "decade": _number(given.get("decade")), **known}


def _application(value: Any) -> Draft:
    given = _mapping(value)
    key = _mapping(given.get("key"))
    return {
        "id": _word(given.get("id")),
        "quality": _word(given.get("quality")) or None,
        "key": {_word(criterion): _number(points) for criterion, points in list(key.items())[:MOST]},
        "sex": _word(given.get("sex")),
        "born": _day(given.get("born")),
        "municipality": _texts(given.get("municipality")),
    }


def _day(value: Any) -> Any:
    """A day where it is one; otherwise what was written."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(_word(value))
    except ValueError:
        return _word(value)


def changed(draft: Draft, fields: Mapping[str, str], roots: Collection[str]) -> Draft:
    """The draft with the values of a form's fields that lie below the roots; rows left empty are dropped."""
    whole = tidy(draft)
    if "fields" in roots:
        whole["fields"] = [field for field in FIELDS if fields.get(f"fields.{field}")]
    for path, value in fields.items():
        if any(path == root or path.startswith(f"{root}.") for root in roots) and PATH.fullmatch(path):
            _put(whole, path.split("."), value)
    whole["job"]["duties"] = [each for each in whole["job"]["duties"] if any(_texts(each).values())]
    whole["job"]["requirements"] = [each for each in whole["job"]["requirements"] if any(_texts(each).values())]
    whole["criteria"] = [each for each in whole["criteria"] if _is_filled(each)]
    for group in GROUPS:
        kept = whole["groups"][group]
        kept["names"] = [each for each in kept["names"] if any(each.values())]
    _name_criteria(whole["criteria"])
    if "groups" in roots:
        _change_values(whole["groups"], fields)
    return tidy(whole)


def _change_values(groups: dict[str, Draft], fields: Mapping[str, str]) -> None:
    """Add the value that a form names anew, and drop those that neither group has any more."""
    name = re.sub(r"[^a-z]+", "_", fields.get("slot", "").casefold().translate(_PLAIN)).strip("_")[:40]
    for group in GROUPS:
        new = {language: fields.get(f"slot.{group}.{language}", "") for language in LANGUAGES}
        if name and any(fields.get(f"slot.{each}.{language}") for each in GROUPS for language in LANGUAGES):
            groups[group]["values"].setdefault(name, new)
    for slot in {slot for group in GROUPS for slot in groups[group]["values"]}:
        if not any(any(_texts(groups[group]["values"].get(slot)).values()) for group in GROUPS):
            for group in GROUPS:
                groups[group]["values"].pop(slot, None)


def _is_filled(criterion: Mapping[str, Any]) -> bool:
    anchors = _mapping(criterion.get("anchors")).values()
    texts = (criterion.get("title"), criterion.get("description"), *anchors)
    return bool(criterion.get("weight")) or any(any(_texts(each).values()) for each in texts)


def _put(values: Any, way: list[str], value: str) -> None:
    """Set the value at the end of a way, making rows on it; a way that leads into something else is left."""
    last = way[-1]
    for step, after in pairwise(way):
        values = _step(values, step, after)
        if values is None:
            return
    if isinstance(values, dict) and not isinstance(values.get(last), (dict, list)):
        values[last] = value


def _step(values: Any, step: str, after: str) -> Any:
    if isinstance(values, list):
        if not step.isdecimal() or int(step) > min(len(values), MOST - 1):
            return None
        if int(step) == len(values):
            values.append({})
        return values[int(step)]
    if isinstance(values, dict):
        key: Any = int(step) if step.isdecimal() and (int(step) in values or after in LANGUAGES) else step
        if isinstance(values.get(key), (str, int, date)):
            return None
        return values.setdefault(key, [] if step in LISTS else {})
    return None


def _name_criteria(criteria: list[Draft]) -> None:
    """Give new criteria ids made from their titles; those that have one keep it."""
    taken = {_word(criterion.get("id")) for criterion in criteria}
    for criterion in criteria:
        if not criterion.get("id"):
            titles = _texts(criterion.get("title"))
            criterion["id"] = unused(slug(titles["en"] or titles["fi"] or titles["sv"]) or "criterion", taken)
            taken.add(criterion["id"])


_PLAIN = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "a", "ø": "o", "é": "e", "ü": "u", "š": "s", "ž": "z"})


def slug(title: str) -> str:
    """Small letters, digits and hyphens made from a title; empty when nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold().translate(_PLAIN)).strip("-")[:30].strip("-")


def unused(wanted: str, taken: Collection[str]) -> str:
    """The wanted id, or the first with a number behind it that nobody has."""
    number, made = 1, wanted
    while made in taken:
        number += 1
        made = f"{wanted}-{number}"
    return made
