"""The three faces of an application that isn't finished: what is missing shows as three dots."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from puntari.content.problems import Problems
from puntari.practice.application import parse_application
from puntari.practice.authoring.definition import FIELDS, Draft
from puntari.practice.domain import Face
from puntari.practice.faces import FacePage, anonymous_face, identified_face, person_values

GAP = "…"


class _Gaps(dict[str, str]):
    """Values of a person; what the text asks for and nobody has is shown as it was typed."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def faces(draft: Draft, application: Mapping[str, Any], source: str, language: str) -> list[FacePage]:
    """The anonymous face, and the first fitting person of each group."""
    text = parse_application(source, Path("preview"), Problems(Path()))
    fields = tuple(draft["fields"]) or FIELDS
    shown = [anonymous_face(text, fields)]
    for face in (Face.REFERENCE, Face.COMPARISON):
        values = _Gaps(_person(draft["groups"][face.value], application, language))
        shown.append(identified_face(text, fields, face, values))
    return shown


def _person(group: Mapping[str, Any], application: Mapping[str, Any], language: str) -> dict[str, str]:
    born = application.get("born")
    decade = born.year // 10 * 10 if isinstance(born, date) else None
    names = group["names"]
    fitting = [name for name in names if name["sex"] == application.get("sex") and name["decade"] == decade]
    name = next(iter(fitting or names), {"first": "", "family": ""})
    values = person_values(
        first=name["first"] or GAP,
        family=name["family"] or GAP,
        sex="m" if application.get("sex") == "m" else "f",
        born=born if isinstance(born, date) else date(2000, 1, 1),
        municipality=application["municipality"][language] or GAP,
        shared={slot: texts[language] or GAP for slot, texts in group["values"].items()},
        language=language,
    )
    unknown = {} if isinstance(born, date) else {"born": GAP}
    unknown |= {} if application.get("sex") in {"f", "m"} else {"sex": GAP}
    return {"mother_tongue": GAP, **values, **unknown}
