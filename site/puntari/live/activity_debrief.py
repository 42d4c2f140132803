"""What a trainer says after another exercise than scoring: one script for each, beside those of ``debrief``."""

from functools import cache
from pathlib import Path

from puntari.content.problems import Problems
from puntari.content.yamlfile import YamlFile
from puntari.live.debrief import FOLDER, Script, check_script, sources
from puntari.live.domain import Activity

ACTIVITIES = FOLDER / "activities"
KINDS = tuple(kind for kind in Activity if kind is not Activity.SCORING)


def load(folder: Path, problems: Problems) -> dict[Activity, Script]:
    """The scripts; every problem is noted with its line."""
    found: dict[Activity, Script] = {}
    for kind in KINDS:
        file = folder / f"{kind}.yml"
        if not file.exists():
            problems.add(file, 1, "is missing")
            continue
        yaml = YamlFile(file, file.read_text(encoding="utf-8"), problems)
        script = yaml.as_model(Script)
        if script is not None:
            check_script(script, yaml, set(sources()))
            found[kind] = script
    return found


@cache
def debriefs() -> dict[Activity, Script]:
    """The script for each activity. Raises BadContent."""
    problems = Problems(ACTIVITIES)
    found = load(ACTIVITIES, problems)
    problems.raise_if_any()
    return found
