"""The demo organisation's self-study: invented people, whom nobody can sign in as, have done the exercise, so that
whoever tries it sees what everybody gave.

Their cards are dealt and rated by the ordinary actions. What they give is the author's key with chance on top: people
differ in strictness, texts in how they are read, and the comparison group is given a little less. The ledger doesn't
know them; the demo's completions are written by the plan's builder.
"""

import random
from datetime import datetime, timedelta

from puntari.extensions import db
from puntari.live import group_pictures
from puntari.live.minimum import minimum_raters
from puntari.practice import actions, catalogue, queries
from puntari.practice.actions import Chosen
from puntari.practice.choices import Choice
from puntari.practice.domain import Design, Face
from puntari.practice.exercise import Exercise
from puntari.practice.queries import Seen

SEED = 20260202
EXERCISE = "ece-teacher"
PEOPLE = {(Design.TWO_ROUNDS, 8): 30, (Design.ONE_ROUND, 12): 18}
GAP = 0.3  # points less for the comparison group, on average
SINCE = timedelta(days=120)


def load(now: datetime) -> None:
    """Let the invented people do the exercise, and take its pictures. The caller commits."""
    exercise = catalogue.find(EXERCISE)
    if exercise is None:
        return
    chance = random.Random(SEED)  # noqa: S311 -- made-up people
    for (design, size), people in PEOPLE.items():
        for number in range(people):
            _attempt(exercise, design, size, chance, now=now - SINCE + number * SINCE / people)
        stream = actions.stream_of(exercise, design, size, scope=actions.SELF_STUDY)
        prepared = group_pictures.prepare(stream, minimum=minimum_raters())
        if prepared is not None:
            group_pictures.freeze(stream, prepared, now=now)


def _attempt(exercise: Exercise, design: Design, size: int, chance: random.Random, *, now: datetime) -> None:
    attempt = actions.start(
        exercise,
        owner_key=f"{chance.getrandbits(256):064x}",
        design=design,
        size=size,
        language=chance.choice(("fi", "fi", "sv")),
        weights=None,
        pause_hours=0,
        now=now,
    )
    strictness = chance.gauss(0, 0.4)
    for card in queries.cards_of(attempt):
        for choice in _choices(exercise, card, strictness, chance):
            actions.keep(card.card_id, Chosen(choice, 1, attempt.language, now))
    attempt.finished_at = now + timedelta(minutes=40)
    if design is Design.TWO_ROUNDS:
        attempt.paused_at = now + timedelta(minutes=20)
    db.session.flush()


def _choices(exercise: Exercise, card: Seen, strictness: float, chance: random.Random) -> list[Choice]:
    """What an invented person gives one application: points for each criterion, and whether they would invite."""
    key = next(one.key or {} for one in exercise.definition.applications if one.id == card.application)
    level = chance.gauss(0, 0.7) - strictness - GAP * (card.face is Face.COMPARISON)
    points = {criterion: round(key.get(criterion, 3) + level + chance.gauss(0, 0.5)) for criterion in exercise.weights}
    given = [Choice(criterion, points=max(1, min(5, value))) for criterion, value in points.items()]
    mean = sum(choice.points for choice in given) / len(given)
    return [*given, Choice(None, invited=mean >= 3.3)]
