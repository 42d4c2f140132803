"""What a form about a draft holds, as clean text; and the files that come of it."""

import unicodedata
from collections.abc import Mapping

from puntari.content.languages import LANGUAGES
from puntari.practice.authoring import definition, texts
from puntari.practice.authoring.definition import PARTS, Draft
from puntari.practice.content import DEFINITION

MARK_FIELDS = ("why", "better")


def clean(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields without what no text can hold; line ends as in a file, white space at the ends gone."""
    return {name: _clean(value) for name, value in fields.items()}


def _clean(value: str) -> str:
    composed = unicodedata.normalize("NFC", texts.paragraphs(value))
    kept = (sign for sign in composed if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})
    return "".join(kept).strip()


def changed_files(files: Mapping[str, str], draft: Draft, page: str, fields: Mapping[str, str]) -> dict[str, str]:
    """The files that a page's form changes, by name, as they are after it."""
    if page in PARTS:
        return {DEFINITION: definition.write(definition.changed(draft, fields, PARTS[page]))}
    place = [application["id"] for application in draft["applications"]].index(page)
    whole = definition.changed(draft, fields, (f"applications.{place}",))
    whole["applications"][place]["id"] = page
    after = {DEFINITION: definition.write(whole)}
    for language in LANGUAGES:
        body, reasons = texts.take_apart(files.get(f"{page}.{language}.md", ""))
        body = fields.get(f"text.{language}", body)
        in_text = texts.marks_in(body)
        for name, value in fields.items():
            match name.split("."):
                case ["marks", mark, part, code] if code == language and part in MARK_FIELDS:
                    reasons.setdefault(mark, {})[part] = value
        known = {mark: about for mark, about in reasons.items() if mark in in_text or any(about.values())}
        after[f"{page}.{language}.md"] = texts.put_together(body, known)
    return after


def marks_of(files: Mapping[str, str], page: str) -> dict[str, dict[str, dict[str, str]]]:
    """The marks of an application in any of its languages: mark → "why" or "better" → language → words."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for language in LANGUAGES:
        body, reasons = texts.take_apart(files.get(f"{page}.{language}.md", ""))
        for mark in (*texts.marks_in(body), *reasons):
            found.setdefault(mark, {part: dict.fromkeys(LANGUAGES, "") for part in MARK_FIELDS})
        for mark, about in reasons.items():
            for part in MARK_FIELDS:
                found[mark][part][language] = about.get(part, "")
    return found


def bodies_of(files: Mapping[str, str], page: str) -> dict[str, str]:
    """The text of an application in each language, as it is typed."""
    return {language: texts.take_apart(files.get(f"{page}.{language}.md", ""))[0] for language in LANGUAGES}
