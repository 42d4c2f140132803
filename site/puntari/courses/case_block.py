"""From the lines of a branching case to its value."""

import re
from collections.abc import Iterator

from puntari.content.branching import Case, Scene, Way
from puntari.courses.notation import SLUG, Line, Piece, Raw
from puntari.courses.reader import Reader

WAY = re.compile(r"->\s*(.*?)\s+:\s+(\S+)\s*\Z")


def read_case(reader: Reader, raw: Raw) -> Case | None:
    """Scenes and the ways between them, checked for ways that lead nowhere."""
    starts = [index for index, line in enumerate(raw.body) if line.text.startswith("==")]
    intro = reader.prose(raw.body[: starts[0] if starts else len(raw.body)])
    ends = [*starts[1:], len(raw.body)]
    scenes = [_scene(reader, list(raw.body[start:end])) for start, end in zip(starts, ends, strict=False)]
    reader.needs(raw, bool(intro), "a text that sets the scene, before the first ==")
    reader.needs(raw, bool(scenes), "scenes, each beginning with == and its id")
    if not scenes:
        return None
    case = Case(raw.id, raw.line, intro, tuple(scenes))
    _check_scenes(reader, raw, case)
    return case


def _scene(reader: Reader, lines: list[Line]) -> Scene:
    first = lines[0]
    id_ = first.text[2:].strip()
    if not SLUG.match(id_):
        reader.report(first.number, "after == comes the scene's id, in small letters, numbers and hyphens")
    reader.pieces.append(Piece(first.number, f"scene {id_}"))
    start = next((index for index, line in enumerate(lines) if line.text.startswith("->")), len(lines))
    text = reader.prose(lines[1:start])
    if not text:
        reader.report(first.number, f"scene {id_} has no text")
    return Scene(id_, first.number, text, tuple(_ways(reader, lines[start:])))


def _ways(reader: Reader, lines: list[Line]) -> Iterator[Way]:
    for line in lines:
        found = WAY.match(line.text)
        if found and found[1]:
            reader.pieces.append(Piece(line.number, f"way to {found[2]}", found[1]))
            yield Way(found[1], found[2], line.number)
        elif not line.is_empty:
            reader.report(line.number, "a way on is written -> words : scene, and stands at the end of its scene")


def _check_scenes(reader: Reader, raw: Raw, case: Case) -> None:
    known: set[str] = set()
    for scene in case.scenes:
        if scene.id in known:
            reader.report(scene.line, f"scene {scene.id} is there twice")
        known.add(scene.id)
    for scene in case.scenes:
        targets = [way.to for way in scene.ways]
        for way in scene.ways:
            if way.to not in known:
                reader.report(way.line, f"there is no scene {way.to}")
            if targets.count(way.to) > 1:
                reader.report(
                    way.line, f"two ways lead from {scene.id} to {way.to}; give each choice a scene of its own"
                )
    reached, stuck = case.reached(), case.without_end()
    for scene in case.scenes:
        if scene.id not in reached:
            reader.report(scene.line, f"no way leads to scene {scene.id}")
        elif scene.id in stuck and all(way.to in known for way in scene.ways):
            reader.report(scene.line, f"from scene {scene.id} no end can be reached")
    reader.needs(raw, sum(scene.is_end for scene in case.scenes) >= 2, "at least two ends (scenes without ->)")
