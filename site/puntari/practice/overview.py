"""How far a trainee is with each exercise: for the list, for course pages and for the trainee's own page."""

from collections.abc import Sequence
from dataclasses import dataclass

from puntari.practice import catalogue, queries
from puntari.practice.exercise import Exercise
from puntari.practice.models import Attempt


@dataclass(frozen=True)
class Standing:
    """An exercise and the trainee's attempt at it, if any; ``done`` counts the cards rated in the present round."""

    exercise: Exercise
    attempt: Attempt | None
    done: int = 0

    @property
    def is_started(self) -> bool:
        """Whether there is an attempt, finished or not."""
        return self.attempt is not None

    @property
    def is_finished(self) -> bool:
        """Whether the newest attempt is finished."""
        return self.attempt is not None and self.attempt.finished_at is not None

    @property
    def is_paused(self) -> bool:
        """Whether the first of two rounds is finished and the second not."""
        return self.attempt is not None and self.attempt.paused_at is not None and not self.is_finished

    @property
    def round(self) -> int:
        """The round under way."""
        return 2 if self.is_paused else 1

    @property
    def is_renewed(self) -> bool:
        """Whether the exercise has changed so much since it was finished that it is offered again."""
        changed = self.attempt is not None and self.attempt.exercise_digest != self.exercise.digest
        return changed and self.is_finished and self.exercise.definition.change == "material"


def standings(owner_key: str, exercises: Sequence[Exercise] | None = None) -> list[Standing]:
    """How far the owner is with each exercise (all of them by default): two statements."""
    newest: dict[str, Attempt] = {}
    for attempt in queries.attempts_of(owner_key):
        newest.setdefault(attempt.exercise_id, attempt)
    under_way = [attempt for attempt in newest.values() if attempt.finished_at is None]
    done = _done(under_way)
    chosen = catalogue.exercises() if exercises is None else exercises
    return [Standing(exercise, newest.get(exercise.id), done.get(exercise.id, 0)) for exercise in chosen]


def _done(under_way: Sequence[Attempt]) -> dict[str, int]:
    """Cards fully rated in the present round, by exercise id."""
    attempts = {attempt.id: attempt for attempt in under_way}
    done: dict[str, int] = {}
    for attempt_id, round_, points, cards in queries.rated_counts(list(attempts)) if attempts else []:
        attempt = attempts[attempt_id]
        criteria = len(queries.exercise_of(attempt).criteria)
        if round_ == (2 if attempt.paused_at else 1) and points >= criteria:
            done[attempt.exercise_id] = done.get(attempt.exercise_id, 0) + cards
    return done


def standing(owner_key: str, exercise: Exercise) -> Standing:
    """How far the owner is with one exercise."""
    return standings(owner_key, [exercise])[0]
