"""A participant's own scores, on their own device, from the reveal until the session ends and the keys are gone."""

from collections.abc import Sequence
from typing import Any

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from puntari.authz.guard import public
from puntari.live import queries
from puntari.live.domain import Phase
from puntari.live.join_routes import bp
from puntari.live.models import LiveSession
from puntari.live.participant import find_here
from puntari.practice.exercise import Exercise
from puntari.practice.own import judgements_of, other_faces, outcome_of, page_of, pages_of, scales_of
from puntari.practice.queries import Seen
from puntari.practice.results import OneRound, TwoRounds


def own_result(live: LiveSession, cards: Sequence[Seen]) -> OneRound | TwoRounds | None:
    """What a participant gave the applications that they finished; None before the reveal, or without any."""
    if live.phase != Phase.REVEAL or not cards:
        return None
    exercise = queries.exercise_of(live)
    criteria = [criterion.id for criterion in exercise.criteria]
    judgements = judgements_of([card for card in cards if card.is_complete(criteria)])
    return outcome_of(live.design, judgements, scales_of(exercise, None)) if judgements else None


@bp.get("/<code>/own/<int(max=999):label>")
@public
def own(code: str, label: int) -> str | Response:
    """One application as the participant met it: in both rounds, or beside the versions that others read."""
    participant = find_here(code)
    if participant is None:
        return redirect(url_for(".place", code=code), 303)
    live = participant.live
    result = own_result(live, queries.cards_of(participant))
    if result is None:
        return redirect(url_for(".place", code=code), 303)
    exercise = queries.exercise_of(live)
    labels = result.labels
    if label not in labels:
        abort(404)
    at = labels.index(label)
    return render_template(
        "live/own.html",
        participant=participant,
        live=live,
        exercise=exercise,
        label=label,
        previous=labels[at - 1] if at else None,
        following=labels[at + 1] if at + 1 < len(labels) else None,
        **_shown(exercise, result, at),
    )


def _shown(exercise: Exercise, result: OneRound | TwoRounds, at: int) -> dict[str, Any]:
    """What the page of one application shows: the pair, or the reading, with its pages."""
    if isinstance(result, TwoRounds):
        pair = result.pairs[at]
        return {"pair": pair, "pages": pages_of(exercise, pair)}
    reading = result.readings[at]
    pages = [page_of(exercise, reading.judgement), *other_faces(exercise, reading.judgement)]
    return {"reading": reading, "pages": pages}
