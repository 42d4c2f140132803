"""A small process for tests: three decisions, one of which shows later, and three ends."""

from pathlib import Path
from typing import Any

import yaml

from puntari.content.problems import Problems
from puntari.practice.process.content import FILE, Process, compile_process


def texts(words: str) -> dict[str, str]:
    """The same words, told apart by language."""
    return {language: f"{words} ({language})" for language in ("fi", "sv", "en")}


def way(to: str, words: str = "", **conditions: list[str]) -> dict[str, Any]:
    """A way on, chosen when it has words."""
    said = {"words": texts(words), "leads": texts(f"Leads to {to}.")} if words else {}
    return {"to": to, **said, **conditions}


def scene(id_: str, *ways: dict[str, Any], stage: str = "read", **more: Any) -> dict[str, Any]:
    """A scene with its ways."""
    return {
        "id": id_,
        "stage": stage,
        "title": texts(f"Title {id_}"),
        "text": texts(f"Text {id_}."),
        "ways": [*ways],
        **more,
    }


def definition() -> dict[str, Any]:
    """What its process.yml says: quick or careful; hurried or calm; and an end that depends on the first."""
    return {
        "id": "small",
        "title": texts("Small walk"),
        "employer": texts("Town"),
        "minutes": 5,
        "change": "material",
        "summary": texts("A summary."),
        "intro": texts("An intro."),
        "scenes": [
            scene("start", way("careful", "Be careful"), way("quick", "Be quick"), stage="prepare"),
            scene("careful", way("middle")),
            scene("quick", way("middle")),
            scene(
                "middle",
                way("calm", "Stay calm"),
                way("hurried", "Hurry"),
                echoes=[{"after": ["quick"], "text": {k: f"{v} [@law]" for k, v in texts("The haste shows.").items()}}],
            ),
            scene("calm", way("good", without=["quick"]), way("doubtful", after=["quick"]), stage="decide"),
            scene("hurried", way("bad"), stage="decide"),
            scene("good", stage="decide"),
            scene("doubtful", stage="decide"),
            scene("bad", stage="decide"),
        ],
        "sources": {"law": {"reference": "A law.", "country": "FI", "kind": "law", "review_by": "2030-01-01"}},
    }


def text_of(values: dict[str, Any]) -> str:
    """As process.yml, with dates that YAML knows as dates."""
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False).replace("'2030-01-01'", "2030-01-01")


def problems_of(values: dict[str, Any]) -> list[str]:
    """What the check says about a process, without its file."""
    problems = Problems(Path("exercises"))
    compile_process(Path("exercises") / "small", {FILE: text_of(values)}, problems)
    return [str(problem).removeprefix(f"small/{FILE}:") for problem in problems]


def compiled() -> Process:
    """The small process, checked."""
    problems = Problems(Path("exercises"))
    process = compile_process(Path("exercises") / "small", {FILE: text_of(definition())}, problems)
    assert process is not None, list(problems)
    return process
