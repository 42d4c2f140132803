"""What a target can ask for: the courses and exercises of this installation, by id, with their titles."""

from pathlib import Path

import yaml
from flask import current_app

from puntari.certificates.models import Kind
from puntari.certificates.titles import title_of

FILES = {Kind.COURSE: ("courses", "course.yml"), Kind.EXERCISE: ("exercises", "exercise.yml")}


def contents(language: str) -> list[tuple[str, str, str]]:
    """(kind, id, title) of all that people can complete here. Reads the content folders; few people edit targets."""
    settings = current_app.config["SETTINGS"]
    found = []
    for kind, (folder, name) in FILES.items():
        for file in sorted(Path(getattr(settings, folder)).glob(f"*/{name}")):
            if not (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).get("taster"):
                found.append((kind.value, file.parent.name, title_of(kind, file.parent.name, language)))
    return found
