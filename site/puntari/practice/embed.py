"""What other pages show of practice: an exercise inside a course page, and cards on the trainee's own page."""

from flask import url_for
from flask_babel import gettext as _

from puntari.practice import catalogue, others, overview
from puntari.practice.overview import Standing
from puntari.practice.owner import key_of
from puntari.web.embeds import Card, Embed
from puntari.web.i18n import current_language


def embed(person_id: int, exercise_id: str, options: dict[str, str]) -> Embed | None:
    """An exercise, or one round of it (option ``round``), as it stands for a person."""
    exercise = catalogue.find(exercise_id)
    if exercise is None:
        return None
    standing = overview.standing(key_of(person_id), exercise)
    wanted = options.get("round")
    is_done = standing.is_finished or (wanted == "1" and standing.is_paused)
    return Embed(
        title=exercise.definition.title[current_language()],
        state=_state(standing, wanted),
        action=_action(standing, is_done=is_done),
        url=_address(standing, is_done=is_done),
        is_done=is_done,
        is_under_way=standing.is_started and not is_done,
        minutes=exercise.definition.minutes,
    )


def title_of(exercise_id: str, language: str) -> str | None:
    """The title of an exercise that is served, or that trainers made and withdrew."""
    return catalogue.title_of(exercise_id, language) or others.title_of(exercise_id, language)


def _state(standing: Standing, wanted: str | None) -> str:
    if standing.is_finished:
        return str(_("You have done this exercise."))
    if standing.is_paused:
        if wanted == "1":
            return str(_("Round 1 is done"))
        if not standing.done:
            return str(_("Round 1 is done, round 2 is waiting"))
    elif wanted == "2":
        return str(_("Do round 1 first"))
    if not standing.is_started:
        return str(_("Not started"))
    return _progress(standing)


def _progress(standing: Standing) -> str:
    size = standing.attempt.stream.size if standing.attempt else 0
    return str(_("%(done)s of %(of)s applications scored", done=standing.done, of=size))


def _action(standing: Standing, *, is_done: bool) -> str:
    if standing.is_finished:
        return str(_("See your result"))
    if is_done:
        return str(_("How it goes on"))
    if standing.is_paused and not standing.done:
        return str(_("Begin round 2"))
    return str(_("Continue") if standing.is_started else _("Begin"))


def _address(standing: Standing, *, is_done: bool) -> str:
    if standing.attempt is None:
        return url_for("practice.exercise", exercise_id=standing.exercise.id)
    if is_done and not standing.is_finished:
        return url_for("practice.pause", attempt_id=standing.attempt.id)
    return url_for("practice.attempt", attempt_id=standing.attempt.id)


def cards(person_id: int) -> list[Card]:
    """A card for each exercise on the person's own page."""
    made = []
    for standing in overview.standings(key_of(person_id)):
        definition = standing.exercise.definition
        size = standing.attempt.stream.size if standing.attempt else 0
        made.append(
            Card(
                order=20 if standing.is_started else 40,
                kind="exercise",
                title=definition.title[current_language()],
                text=_state(standing, None),
                action=_action(standing, is_done=standing.is_finished),
                url=_address(standing, is_done=standing.is_finished),
                done=standing.done,
                of=size if standing.is_started and not standing.is_finished else 0,
                is_done=standing.is_finished,
            )
        )
    return made
