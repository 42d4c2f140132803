"""Going through an exercise: cards, looking over a round, the pause."""

from flask import Response as JsonResponse
from flask import abort, flash, jsonify, redirect, render_template, url_for
from flask_babel import format_time
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from puntari.authz.guard import requires
from puntari.authz.policy import Permission
from puntari.extensions import begin_writing, db, reads_first
from puntari.practice import actions, groups, queries
from puntari.practice.actions import Chosen
from puntari.practice.choices import as_fields, read_choice
from puntari.practice.domain import AlreadyFinished, NotOpen, StillMissing
from puntari.practice.exercise import Exercise
from puntari.practice.forms import CardForm, card_form, sent_choice
from puntari.practice.owner import own_key
from puntari.practice.queries import Seen
from puntari.practice.routes import bp
from puntari.web.clock import now, today
from puntari.web.forms import Form, was_switched
from puntari.web.i18n import current_language


@bp.get("/practice/attempts/<int:attempt_id>")
@requires(Permission.PRACTICE_SCORE)
def attempt(attempt_id: int) -> Response:
    """Go on where one was, on whatever device."""
    attempt = queries.attempt_of(own_key(), attempt_id)
    if attempt.finished_at:
        return redirect(url_for(".result", attempt_id=attempt_id))
    cards = queries.cards_of(attempt)
    if not cards:  # the seat went to somebody else; starting again deals anew
        return redirect(url_for(".exercise", exercise_id=attempt.exercise_id))
    progress = queries.progress_of(attempt, cards)
    if progress.is_pausing(now()):
        return redirect(url_for(".pause", attempt_id=attempt_id))
    missing = progress.next_missing()
    if missing is None:
        return redirect(url_for(".review", attempt_id=attempt_id))
    return redirect(url_for(".card", attempt_id=attempt_id, number=missing))


@bp.route("/practice/attempts/<int:attempt_id>/cards/<int(max=999):number>", methods=["GET", "POST"])
@requires(Permission.PRACTICE_SCORE)
def card(attempt_id: int, number: int) -> str | Response | tuple[str, int]:
    """One application and its criteria. What was given is kept even when something is missing."""
    attempt = queries.attempt_of(own_key(), attempt_id)
    cards = queries.cards_of(attempt)
    card = next((card for card in cards if card.number == number), None) or abort(404)
    progress = queries.progress_of(attempt, cards)
    try:
        progress.check_open(number, now())
    except NotOpen:
        return redirect(url_for(".pause", attempt_id=attempt_id), 303)
    except AlreadyFinished:
        flash(_("That round is finished. A first judgement stays."), "info")
        return redirect(url_for(".attempt", attempt_id=attempt_id), 303)
    exercise, language = queries.exercise_of(attempt), current_language()
    form = card_form(exercise, language, as_fields(card.given.points, card.given.invited))
    if form.is_submitted():
        _keep_all(card, form, exercise, language)
        db.session.commit()
        if was_switched():
            return redirect(url_for(".card", attempt_id=attempt_id, number=number), 303)
        if form.was_sent():
            if progress.position(number) == progress.size:
                return redirect(url_for(".review", attempt_id=attempt_id), 303)
            return redirect(url_for(".card", attempt_id=attempt_id, number=number + 1), 303)
    return render_template(
        "practice/card.html",
        exercise=exercise,
        attempt_id=attempt_id,
        card=card,
        page=exercise.face(card.application, card.face, language, card.name),
        form=form,
        progress=progress,
    ), form.status


def _keep_all(card: Seen, form: CardForm, exercise: Exercise, language: str) -> None:
    """Keep every choice that differs from what is kept; what a sent form holds was chosen last."""
    moment = now()
    sequence = max(card.given.sequence + 1, int(moment.timestamp() * 1_000))
    kept = as_fields(card.given.points, card.given.invited)
    for name, value in form.choices().items():
        choice = read_choice(exercise.weights, name, value)
        if choice and kept.get(name) != value:
            actions.keep(card.card_id, Chosen(choice, sequence, language, moment))


@bp.post("/practice/attempts/<int:attempt_id>/cards/<int(max=999):number>/choices")
@requires(Permission.PRACTICE_SCORE)
@reads_first
def choose(attempt_id: int, number: int) -> tuple[JsonResponse, int]:
    """Save one choice as it is made. Repeating it, or sending it late, changes nothing."""
    key, moment = own_key(), now()
    found = queries.card_to_rate(key, attempt_id, number)
    found.progress.check_open(number, moment)
    sent = sent_choice(queries.version(found.exercise_id, found.exercise_digest))
    if sent is None:
        return jsonify(error=_("This choice can't be saved. Reload the page.")), 422
    choice, sequence = sent
    begin_writing()
    is_kept = actions.keep(found.card_id, Chosen(choice, sequence, current_language(), moment))
    if not is_kept:  # chosen earlier than what is kept, or too late
        queries.card_to_rate(key, attempt_id, number).progress.check_open(number, moment)
    db.session.commit()
    return jsonify(saved=format_time(moment, "short"), is_kept=is_kept), 200


@bp.route("/practice/attempts/<int:attempt_id>/review", methods=["GET", "POST"])
@requires(Permission.PRACTICE_SCORE)
def review(attempt_id: int) -> str | Response:
    """Look over the round, go back to any card, and finish."""
    attempt = queries.attempt_of(own_key(), attempt_id)
    cards = queries.cards_of(attempt)
    progress = queries.progress_of(attempt, cards)
    form = Form()
    if not cards or progress.is_finished or progress.is_pausing(now()):
        return redirect(url_for(".attempt", attempt_id=attempt_id), 303)
    if form.was_sent():
        try:
            actions.finish_round(
                attempt, progress, person_id=current_user.id, language=current_language(), today=today(), now=now()
            )
        except StillMissing as missing:
            flash(_("Something is still missing on this application."), "warning")
            return redirect(url_for(".card", attempt_id=attempt_id, number=missing.number), 303)
        db.session.commit()
        endpoint = ".result" if attempt.finished_at else ".pause"
        if attempt.finished_at:
            groups.somebody_finished(attempt.stream_id)
        return redirect(url_for(endpoint, attempt_id=attempt_id), 303)
    return render_template(
        "practice/review.html",
        exercise=queries.exercise_of(attempt),
        attempt=attempt,
        form=form,
        progress=progress,
        cards=[card for card in cards if card.number in progress.numbers()],
    )


@bp.route("/practice/attempts/<int:attempt_id>/pause", methods=["GET", "POST"])
@requires(Permission.PRACTICE_SCORE)
def pause(attempt_id: int) -> str | Response:
    """Between the rounds: when the second one opens, and what to do meanwhile."""
    attempt = queries.attempt_of(own_key(), attempt_id)
    if not attempt.paused_at or attempt.finished_at:
        return redirect(url_for(".attempt", attempt_id=attempt_id), 303)
    progress = queries.progress_of(attempt, queries.cards_of(attempt))
    form = Form()
    if form.was_sent():
        actions.end_pause(attempt)
        db.session.commit()
        return redirect(url_for(".attempt", attempt_id=attempt_id), 303)
    return render_template(
        "practice/pause.html",
        exercise=queries.exercise_of(attempt),
        attempt=attempt,
        form=form,
        progress=progress,
        is_pausing=progress.is_pausing(now()),
    )
