"""A participant's own scores, on their own device, from the reveal until the session ends and the keys are gone."""

from collections.abc import Sequence

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from puntari.authz.guard import public
from puntari.live import queries
from puntari.live.domain import Phase
from puntari.live.join_routes import bp
from puntari.live.models import LiveSession
from puntari.live.participant import find_here
from puntari.practice import results
from puntari.practice.own import judgements_of, other_faces, page_of, scales_of
from puntari.practice.queries import Seen
from puntari.practice.results import OneRound


def own_result(live: LiveSession, cards: Sequence[Seen]) -> OneRound | None:
    """What a participant gave the applications that they finished; None before the reveal, or without any."""
    if live.phase != Phase.REVEAL or not cards:
        return None
    exercise = queries.exercise_of(live)
    criteria = [criterion.id for criterion in exercise.criteria]
    judgements = judgements_of([card for card in cards if card.is_complete(criteria)])
    return results.one_round(judgements, scales_of(exercise, None)) if judgements else None


@bp.get("/<code>/own/<int(max=999):label>")
@public
def own(code: str, label: int) -> str | Response:
    """One application as the participant met it, beside the versions that others read."""
    participant = find_here(code)
    if participant is None:
        return redirect(url_for(".place", code=code), 303)
    live = participant.live
    result = own_result(live, queries.cards_of(participant))
    if result is None:
        return redirect(url_for(".place", code=code), 303)
    exercise = queries.exercise_of(live)
    reading = next((one for one in result.readings if one.judgement.position == label), None) or abort(404)
    labels = [one.judgement.position for one in result.readings]
    at = labels.index(label)
    return render_template(
        "live/own.html",
        participant=participant,
        live=live,
        exercise=exercise,
        reading=reading,
        label=label,
        pages=[page_of(exercise, reading.judgement), *other_faces(exercise, reading.judgement)],
        previous=labels[at - 1] if at else None,
        following=labels[at + 1] if at + 1 < len(labels) else None,
    )
