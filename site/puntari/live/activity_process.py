"""The process in a session: everybody walks, and the group sees how many chose each way."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete

from puntari.content.languages import Texts
from puntari.extensions import db
from puntari.live.activities import Content, Part, Progress, Question
from puntari.live.activity_rehearsal import Simulated, path_of
from puntari.live.disclosure_shares import Tally
from puntari.live.domain import Activity
from puntari.live.models import LiveSession
from puntari.practice.process import actions, catalogue, queries
from puntari.practice.process.content import Process
from puntari.practice.process.models import ProcessWalk
from puntari.practice.process.show import decisions_on
from puntari.practice.process.story import STAGES
from puntari.practice.process.story import Part as Scene
from puntari.practice.process.words import stage_title


class ProcessActivity:
    """A walk through a recruitment."""

    kind = Activity.PROCESS
    knows_length = False

    def contents(self) -> list[Content]:
        """The processes."""
        return [
            Content(one.id, one.digest, one.files, one.story.title, one.story.minutes) for one in catalogue.processes()
        ]

    def title(self, live: LiveSession) -> Texts:
        """The title of the walk."""
        return process_of(live).story.title

    def begin(self, live: LiveSession, owner_key: str, *, language: str, now: datetime) -> None:
        """Stand at the first decision."""
        actions.begin(process_of(live), owner_key=owner_key, language=language, now=now)

    def progress(self, live: LiveSession, owner_keys: Collection[str]) -> dict[str, Progress]:
        """How many decisions each has made; nobody knows how many there will be."""
        process = process_of(live)
        return {
            walk.owner_key: Progress(_made(process, walk.path), 0, walk.ended_at is not None)
            for walk in queries.walks_of_all(owner_keys, process.id)
        }

    def given(self, live: LiveSession, owner_keys: Collection[str]) -> tuple[list[str], list[Tally]]:
        """For each decision, how many of those who came to it chose each way."""
        process, people = process_of(live), []
        counts = {scene.id: Counter(dict.fromkeys(_answers(scene).values(), 0)) for scene in _asking(process)}
        for walk in queries.walks_of_all(owner_keys, process.id):
            made = [one for one in decisions_on(process, walk.path, "en") if one.taken]
            if made:
                people.append(walk.owner_key)
            for decision in made:
                scene = process.part(walk.path[decision.step])
                counts[scene.id][_answers(scene)[walk.path[decision.step + 1]]] += 1
        return people, [Tally(scene_id, dict(count)) for scene_id, count in counts.items()]

    def parts(self, live: LiveSession, language: str) -> list[Part]:
        """The decisions, stage by stage."""
        process = process_of(live)
        found: list[Part] = []
        for stage in STAGES:
            questions = [
                Question(scene.id, scene.title[language], _words(process, scene, language))
                for scene in _asking(process)
                if scene.stage == stage
            ]
            found.append(Part(stage_title(stage), tuple(questions), most=2))
        return found

    def clear(self, owner_keys: Collection[str]) -> None:
        """Delete the walks."""
        db.session.execute(delete(ProcessWalk).where(ProcessWalk.owner_key.in_(owner_keys)))

    def length(self, live: LiveSession, one: Simulated) -> int:
        """The decisions on the way."""
        process = process_of(live)
        return _made(process, _path(process, one))

    def act(self, live: LiveSession, owner_key: str, one: Simulated, *, now: datetime) -> None:
        """Walk to an end."""
        process = process_of(live)
        walk = queries.walk_of(owner_key, process.id, is_changing=True)
        if walk is not None:
            walk.path = _path(process, one)
            walk.changed_at = walk.ended_at = max(now, walk.started_at)


def process_of(live: LiveSession) -> Process:
    """The process in the version the session is about."""
    return queries.version(live.exercise_id, live.exercise_digest)


def _path(process: Process, one: Simulated) -> list[str]:
    return path_of(process.case, [scene.id for scene in _asking(process)], one)


def _asking(process: Process) -> list[Scene]:
    """The scenes in which something is decided."""
    return [scene for scene in process.story.scenes if any(way.words for way in scene.ways)]


def _answers(scene: Scene) -> dict[str, str]:
    """By the scene a way leads to: the answer it counts as. The same words are one answer, wherever they lead."""
    first: dict[Texts, str] = {}
    return {way.to: first.setdefault(way.words, way.to) for way in scene.ways if way.words}


def _words(process: Process, scene: Scene, language: str) -> dict[str, str]:
    answers = _answers(scene)
    return {way.to: process.html[way.words, language] for way in scene.ways if way.words and answers[way.to] == way.to}


def _made(process: Process, path: list[str]) -> int:
    return sum(decision.taken is not None for decision in decisions_on(process, path, "en"))
