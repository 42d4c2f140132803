"""What the trainee sees afterwards: all applications, one at a time, and the shortlist with its people."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.practice import groups, queries, results
from puntari.practice.domain import Design
from puntari.practice.exercise import Exercise
from puntari.practice.models import Attempt
from puntari.practice.names import people_behind
from puntari.practice.own import judgements_of, other_faces, outcome_of, page_of, pages_of, scales_of
from puntari.practice.owner import own_key
from puntari.practice.results import Judgement, OneRound, TwoRounds
from puntari.practice.routes import bp
from puntari.web.i18n import current_language


def _finished(attempt_id: int) -> tuple[Attempt, Exercise, list[Judgement]] | None:
    """The owner's attempt with its exercise and judgements; None while it is under way."""
    attempt = queries.attempt_of(own_key(), attempt_id)
    if not attempt.finished_at:
        return None
    return attempt, queries.exercise_of(attempt), judgements_of(queries.cards_of(attempt))


def _outcome(attempt: Attempt, exercise: Exercise, judgements: list[Judgement]) -> TwoRounds | OneRound:
    return outcome_of(Design(attempt.stream.design), judgements, scales_of(exercise, attempt.weights))


@bp.get("/practice/attempts/<int:attempt_id>/result")
@requires(Permission.PRACTICE_READ_RESULT)
def result(attempt_id: int) -> str | Response:
    """All applications with what they were given."""
    found = _finished(attempt_id)
    if found is None:
        return redirect(url_for(".attempt", attempt_id=attempt_id))
    attempt, exercise, judgements = found
    outcome = _outcome(attempt, exercise, judgements)
    common = {"exercise": exercise, "attempt": attempt, "result": outcome, "everybody": groups.picture(attempt.stream)}
    if isinstance(outcome, OneRound):
        return render_template("practice/result_one_round.html", **common)
    return render_template("practice/result_two_rounds.html", **common)


@bp.get("/practice/attempts/<int:attempt_id>/result/<int(max=999):label>")
@requires(Permission.PRACTICE_READ_RESULT)
def result_application(attempt_id: int, label: int) -> str | Response:
    """One application as it was met, its faces side by side with the identifiers marked."""
    found = _finished(attempt_id)
    if found is None:
        return redirect(url_for(".attempt", attempt_id=attempt_id))
    attempt, exercise, judgements = found
    outcome = _outcome(attempt, exercise, judgements)
    common = {"exercise": exercise, "attempt": attempt, "label": label, "of": attempt.stream.size}
    if isinstance(outcome, TwoRounds):
        pair = next((pair for pair in outcome.pairs if pair.label == label), None) or abort(404)
        return render_template("practice/result_pair.html", pair=pair, pages=pages_of(exercise, pair), **common)
    reading = next((r for r in outcome.readings if r.judgement.position == label), None) or abort(404)
    pages = [page_of(exercise, reading.judgement), *other_faces(exercise, reading.judgement)]
    return render_template("practice/result_reading.html", reading=reading, pages=pages, **common)


@bp.get("/practice/attempts/<int:attempt_id>/result/people")
@requires(Permission.PRACTICE_READ_RESULT)
def lift(attempt_id: int) -> str | Response:
    """Lift anonymity: the shortlist made on anonymous texts, with its people."""
    found = _finished(attempt_id)
    if found is None:
        return redirect(url_for(".attempt", attempt_id=attempt_id))
    attempt, exercise, judgements = found
    identified = [judgement for judgement in judgements if judgement.face.is_identified]
    met = {judgement.application for judgement in identified}
    used = {(judgement.face, judgement.name) for judgement in identified if judgement.name is not None}
    never_met = {judgement.application for judgement in judgements} - met
    material = exercise.material
    texts = [text for text in material.texts if text.id in never_met]
    people = results.shortlist(judgements, people_behind(texts, material, used, attempt.seed))
    pages = {one.application: exercise.face(one.application, one.face, current_language(), one.name) for one in people}
    anonymous = len({judgement.application for judgement in judgements if not judgement.face.is_identified})
    return render_template(
        "practice/lift.html", exercise=exercise, attempt=attempt, people=people, pages=pages, anonymous=anonymous
    )
