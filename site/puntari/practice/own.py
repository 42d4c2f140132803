"""From stored cards to what their owner's result pages show; for self-study and for a place in a live session."""

from collections.abc import Mapping, Sequence

from puntari.practice import results
from puntari.practice.domain import Design, Face
from puntari.practice.exercise import Exercise
from puntari.practice.faces import FacePage
from puntari.practice.queries import Seen
from puntari.practice.results import Judgement, OneRound, Pair, Scales, TwoRounds
from puntari.web.i18n import current_language


def judgements_of(cards: Sequence[Seen]) -> list[Judgement]:
    """What was given, card by card."""
    return [
        Judgement(c.application, c.round, c.position, c.face, c.name, c.given.points, bool(c.given.invited))
        for c in cards
    ]


def scales_of(exercise: Exercise, own_weights: Mapping[str, int] | None) -> Scales:
    """How points become scores in this exercise."""
    key = {application.id: application.key or {} for application in exercise.definition.applications}
    return Scales(exercise.weights, own_weights, key)


def outcome_of(design: Design, judgements: Sequence[Judgement], scales: Scales) -> OneRound | TwoRounds:
    """What the judgements say, as the design allows."""
    if design is Design.TWO_ROUNDS:
        return results.two_rounds(judgements, scales)
    return results.one_round(judgements, scales)


def pages_of(exercise: Exercise, pair: Pair) -> list[FacePage]:
    """The application as it was met in either round."""
    return [page_of(exercise, reading.judgement) for reading in (pair.first, pair.second)]


def page_of(exercise: Exercise, judgement: Judgement) -> FacePage:
    """The application as it was met."""
    return exercise.face(judgement.application, judgement.face, current_language(), judgement.name)


def other_faces(exercise: Exercise, judgement: Judgement) -> list[FacePage]:
    """The faces in which its owner didn't meet the application."""
    application, language = judgement.application, current_language()
    return [
        exercise.face(
            application, face, language, exercise.fitting_name(application, face) if face.is_identified else None
        )
        for face in Face
        if face is not judgement.face
    ]
