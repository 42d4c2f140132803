"""Small exercises made by code, valid in every way, so that tests don't depend on the real ones."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from puntari.content.languages import LANGUAGES
from puntari.content.problems import Problems
from puntari.practice.content import compile_exercise
from puntari.practice.exercise import Exercise

SENTENCE = {
    "fi": "Olen tehnyt tätä työtä vuosien ajan ja kerron tässä siitä, mitä olen oppinut.",
    "sv": "Jag har gjort det här arbetet i flera år och berättar här vad jag har lärt mig.",
    "en": "I have done this work for several years and tell here what I have learned.",
}
HEADINGS = {
    "fi": ("Hakemus", "Kielitaito"),
    "sv": ("Ansökan", "Språkkunskaper"),
    "en": ("Application", "Language skills"),
}
MARKED = {
    "fi": (
        "[[leave: Perhevapaan jälkeen]] palasin työhön.",
        "Suomi: hyvä. [[language: Kotona puhun kieltä {mother_tongue}.]]",
    ),
    "sv": (
        "[[leave: Efter familjeledigheten]] kom jag tillbaka.",
        "Finska: god. [[language: Hemma talar jag {mother_tongue}.]]",
    ),
    "en": (
        "[[leave: After family leave]] I returned.",
        "Finnish: good. [[language: At home I speak {mother_tongue}.]]",
    ),
}
SIGNED = {"fi": "Terveisin", "sv": "Hälsningar", "en": "Regards,"}
TONGUES = {
    "reference": {"fi": "suomi", "sv": "finska", "en": "Finnish"},
    "comparison": {"fi": "viro", "sv": "estniska", "en": "Estonian"},
}
NAMES = {
    "reference": [
        *(("Aune", "Aalto"), ("Berta", "Bister"), ("Cecilia", "Ceder")),
        *(("Dagny", "Dunder"), ("Elvi", "Eskola"), ("Fanni", "Falck")),
    ],
    "comparison": [
        *(("Ülle", "Tamm"), ("Virve", "Saar"), ("Riina", "Sepp")),
        *(("Maarja", "Kask"), ("Kersti", "Kukk"), ("Anneli", "Rebane")),
    ],
}
POINTS = {"strong": 5, "middle": 3, "weak": 1}
CRITERIA = {"skill": 40, "experience": 30, "people": 30}


def texts(words: str) -> dict[str, str]:
    return {language: f"{words} ({language})" for language in LANGUAGES}


def definition() -> dict[str, Any]:
    """What stands in exercise.yml, to be changed by a test before it's written."""
    return {
        "id": "cook",
        "source_language": "fi",
        "facet": "name-background",
        "title": {"fi": "Kokki", "sv": "Kock", "en": "Cook"},
        "minutes": 20,
        "change": "material",
        "job": {
            "employer": texts("Town"),
            "advertisement": {
                "fi": "Suomen kielen taito.\n\nTule.",
                "sv": "Finska behövs.\n\nKom.",
                "en": "Finnish.\n\nCome.",
            },
            "duties": [texts("Cook"), texts("Wash")],
            "requirements": [texts("Hygiene passport")],
        },
        "criteria": [
            {
                "id": id_,
                "weight": weight,
                "title": texts(id_.title()),
                "description": texts(f"About {id_}"),
                "anchors": {point: texts(f"{id_} at {point}") for point in (1, 3, 5)},
            }
            for id_, weight in CRITERIA.items()
        ],
        "fields": ["first_name", "family_name", "born", "sex", "mother_tongue", "municipality", "email"],
        "groups": {
            group: {
                "title": texts(f"{group.title()} group"),
                "values": {"mother_tongue": dict(TONGUES[group])},
                "names": [
                    {
                        "first": first,
                        "family": family,
                        "sex": "f",
                        "decade": 1980 if number < 3 else 1990,
                        "frequency": "common",
                    }
                    for number, (first, family) in enumerate(NAMES[group])
                ],
            }
            for group in ("reference", "comparison")
        },
        "applications": [
            {
                "id": f"{number:02}",
                "quality": quality,
                "key": dict.fromkeys(CRITERIA, POINTS[quality]),
                "sex": "f",
                "born": date(1980 if number % 2 else 1990, 2, number),
                "municipality": {"fi": f"Kunta{number}", "sv": f"Kommun{number}", "en": f"Place{number}"},
            }
            for number, quality in enumerate(["strong", "middle", "weak"] * 4, start=1)
        ],
    }


def application_text(number: str, language: str, sentences: int = 11) -> str:
    """A text with three marks; its words name the application, so that a test can tell them apart."""
    first, second = HEADINGS[language]
    leave, tongue = MARKED[language]
    reasons = {
        id_: {"why": f"Because of {id_}.", "better": f"Without {id_}."} for id_ in ("leave", "language", "signature")
    }
    front = yaml.safe_dump({"marks": reasons}, allow_unicode=True, sort_keys=False)
    return "\n".join(
        [
            "---",
            f"{front}---",
            "",
            f"## {first}",
            "",
            f"Text{number}{language}. " + " ".join([SENTENCE[language]] * sentences),
            "",
            leave,
            "",
            f"## {second}",
            "",
            tongue,
            "",
            f"[[signature: {SIGNED[language]} {{first_name}} {{family_name}}]]",
            "",
        ]
    )


def taster_definition() -> dict[str, Any]:
    """The same as a taster: three applications, one criterion, no key."""
    whole = definition()
    whole |= {"id": "taster", "taster": True, "twice": "02", "minutes": 3}
    whole["criteria"] = [{k: v for k, v in whole["criteria"][0].items() if k != "weight"}]
    for application in whole["applications"]:
        del application["quality"], application["key"]
    whole["applications"] = whole["applications"][:3]
    return whole


def files(of: dict[str, Any] | None = None, **changed: str) -> dict[str, str]:
    """All files of an exercise by name; ``of`` is the definition, ``changed`` replaces files."""
    of = of or definition()
    sentences = 4 if of.get("taster") else 11
    made = {
        f"{application['id']}.{language}.md": application_text(application["id"], language, sentences)
        for application in of["applications"]
        for language in LANGUAGES
    }
    made["exercise.yml"] = yaml.safe_dump(of, allow_unicode=True, sort_keys=False)
    return made | changed


def write(root: Path, *definitions: dict[str, Any]) -> Path:
    """Write exercises below a folder."""
    for of in definitions:
        folder = root / of["id"]
        folder.mkdir(parents=True)
        for name, text in files(of).items():
            (folder / name).write_text(text, encoding="utf-8")
    return root


def compiled(of: dict[str, Any] | None = None) -> Exercise:
    """A checked exercise without touching the disk."""
    of = of or definition()
    problems = Problems(Path("exercises"))
    exercise = compile_exercise(problems.root / of["id"], files(of), problems)
    problems.raise_if_any()
    assert exercise is not None
    return exercise
