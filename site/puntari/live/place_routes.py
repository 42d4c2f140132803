"""Where a participant is: the server knows, and one address shows it."""

from flask import Response as JsonResponse
from flask import abort, flash, jsonify, redirect, render_template, url_for
from flask_babel import format_time
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puntari.authz.guard import public
from puntari.extensions import begin_writing, db, reads_first
from puntari.live import joining, queries
from puntari.live.activity_place_routes import place_page
from puntari.live.domain import Guess, NotNow, Phase, is_rating, last_open, next_number, takes_raters
from puntari.live.forms import GuessForm
from puntari.live.join_routes import bp, open_session, to_place, unknown
from puntari.live.models import LiveSession, Participant
from puntari.live.own_routes import own_result
from puntari.live.participant import card_here, find_here, here_or_404
from puntari.practice import queries as practice
from puntari.practice.actions import Chosen
from puntari.practice.choices import as_fields, read_choice
from puntari.practice.forms import CardForm, card_form, sent_choice
from puntari.practice.queries import Seen
from puntari.web.clock import now
from puntari.web.forms import Form, was_switched
from puntari.web.i18n import current_language

PAGES = {
    Phase.CRITERIA: "live/criteria.html",
    Phase.BLOCK_1: "live/wait.html",
    Phase.NEUTRAL: "live/neutral.html",
    Phase.BLOCK_2: "live/wait.html",
    Phase.PREDICT: "live/predict.html",
    Phase.REVEAL: "live/watch.html",
}


@bp.get("/<code>/place")
@public
def place(code: str) -> str | Response | tuple[str, int]:
    """What a participant has before them now."""
    participant = find_here(code)
    if participant is None:
        moment = now()
        live = open_session(code, moment)
        if live is None or live.code is None:
            return unknown(code, moment)
        return redirect(url_for(".enter", code=live.code), 303)
    return _scoring(participant) if participant.live.is_scoring else place_page(participant)


def _scoring(participant: Participant) -> str | Response:
    """The page of somebody who scores: the first application that isn't complete, or what all of them see now.

    Who comes late to two rounds begins with the first too, since what is in it was dealt by the same chance as
    everybody's, and goes on to the second without the pause.
    """
    live, phase = participant.live, Phase(participant.live.phase)
    if phase is Phase.LOBBY:  # which a whole room asks for at the same moment
        return _page("live/lobby.html" if queries.has_cards(participant) else "live/no_place.html", participant)
    cards = queries.cards_of(participant)
    if not cards and takes_raters(phase):
        return _page("live/no_place.html", participant)
    complete = queries.complete_numbers(live, cards)
    following = next_number(phase, live.size, complete)
    if cards and following is not None:
        return redirect(url_for(".card", code=live.code, number=following), 303)
    open_now = range(1, last_open(phase, live.size) + 1)
    return _page(
        PAGES[phase] if cards or phase is Phase.REVEAL else "live/watch.html",
        participant,
        complete=complete,
        own=own_result(live, cards),
        open_cards=[card for card in cards if card.number in open_now and _is_open(participant, card, complete)],
    )


def _is_open(participant: Participant, card: Seen, complete: frozenset[int]) -> bool:
    live = participant.live
    return not (Phase(live.phase) is Phase.BLOCK_2 and card.number <= live.size // 2 and card.number in complete)


def _page(template: str, participant: Participant, form: Form | None = None, **more: object) -> str:
    live = participant.live
    kept = GuessForm(data={"guess": participant.guess}) if live.phase == Phase.PREDICT else Form()
    return render_template(
        template,
        participant=participant,
        live=live,
        exercise=queries.exercise_of(live),
        form=form or kept,
        Guess=Guess,
        **{"complete": frozenset(), "open_cards": [], "own": None, **more},
    )


@bp.post("/<code>/seat")
@public
def seat(code: str) -> Response:
    """Take a place again, after it was given back."""
    participant = here_or_404(code)
    if not Form().was_sent():
        abort(422)
    joining.take_place(participant, now=now())
    db.session.commit()
    return to_place(code)


@bp.route("/<code>/cards/<int(max=999):number>", methods=["GET", "POST"])
@public
def card(code: str, number: int) -> str | Response | tuple[str, int]:
    """One application and its criteria. What was given is kept even when something is missing."""
    form_sent = CardForm().is_submitted()
    participant = find_here(code, is_saving=form_sent)
    if participant is None:
        return redirect(url_for(".place", code=code), 303)
    live, cards = participant.live, queries.cards_of(participant)
    card = next((card for card in cards if card.number == number), None)
    complete = queries.complete_numbers(live, cards)
    phase, language = Phase(live.phase), current_language()
    is_shown = is_rating(phase) and number <= last_open(phase, live.size)
    if card is None or not is_shown or not _is_open(participant, card, complete):
        if form_sent and not was_switched():
            flash(_("That part is over. What you had chosen before is kept."), "info")
        return to_place(code)
    exercise = queries.exercise_of(live)
    form = card_form(exercise, language, as_fields(card.given.points, card.given.invited))
    if form_sent:
        _keep_all(participant, card, form, live, language)
        db.session.commit()
        if was_switched():
            return redirect(url_for(".card", code=code, number=number), 303)
        if form.was_sent():
            return to_place(code)
    return render_template(
        "live/card.html",
        participant=participant,
        live=live,
        exercise=exercise,
        card=card,
        page=exercise.face(card.application, card.face, language, card.name),
        form=form,
        done={one.position for one in cards if one.round == card.round and one.number in complete},
        last=last_open(phase, live.size),
    ), form.status


def _keep_all(participant: Participant, card: Seen, form: CardForm, live: LiveSession, language: str) -> None:
    """Keep every choice that differs from what is kept; what a sent form holds was chosen last."""
    moment, exercise = now(), queries.exercise_of(live)
    sequence = max(card.given.sequence + 1, int(moment.timestamp() * 1_000))
    kept = as_fields(card.given.points, card.given.invited)
    for name, value in form.choices().items():
        choice = read_choice(exercise.weights, name, value)
        if choice and kept.get(name) != value:
            chosen = Chosen(choice, sequence, language, moment)
            seen = participant.last_seen_at
            joining.save(participant.id, card.card_id, chosen, phase=Phase(live.phase), last_seen_at=seen)


@bp.post("/<code>/cards/<int(max=999):number>/choices")
@public
@reads_first
def choose(code: str, number: int) -> tuple[JsonResponse, int]:
    """Save one choice as it is made. Repeating it, or sending it late, changes nothing."""
    moment = now()
    card = card_here(code, number)
    joining.check_open(card, number)
    sent = sent_choice(practice.version(card.exercise_id, card.exercise_digest))
    if sent is None:
        return jsonify(error=_("This choice can't be saved. Reload the page.")), 422
    card_id = card.card_id or abort(404)
    choice, sequence = sent
    chosen = Chosen(choice, sequence, current_language(), moment)
    begin_writing()
    is_kept = joining.save(card.participant_id, card_id, chosen, phase=card.phase, last_seen_at=card.last_seen_at)
    if not is_kept:  # chosen earlier than what is kept, or too late
        present = card_here(code, number)
        if (present.phase, present.card_id) != (card.phase, card_id):
            raise NotNow
    db.session.commit()
    return jsonify(saved=format_time(moment, "short"), is_kept=is_kept), 200


@bp.post("/<code>/guess")
@public
def guess(code: str) -> str | Response | tuple[str, int]:
    """Keep what the participant expects of the group."""
    participant = here_or_404(code, is_saving=True)
    form = GuessForm()
    if participant.live.phase != Phase.PREDICT:
        raise NotNow
    if not form.was_sent():
        return _page("live/predict.html", participant, form), form.status
    joining.guess(participant, Guess(form.guess.data))
    db.session.commit()
    return to_place(code)


@bp.post("/<code>/pulse")
@public
@reads_first
def pulse(code: str) -> tuple[JsonResponse, int]:
    """A sign of life, answered with the phase; 404 when the session is over."""
    participant = find_here(code)
    if participant is None:
        return jsonify(at="over"), 404
    phase, moment = participant.live.phase, now()
    number, last_seen_at = participant.id, participant.last_seen_at
    if joining.is_due(last_seen_at, moment):
        begin_writing()
        joining.seen(number, last_seen_at, moment)
        db.session.commit()
    return jsonify(at=phase), 200
