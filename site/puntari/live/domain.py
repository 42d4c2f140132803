"""The rules of a live session: its phases, what is open in each, and where everybody is. Values in, values out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from puntari.practice.domain import ROUNDS, Design
from puntari.practice.domain import SIZES as SIZES_OF_ROUNDS

SIZES = (12, 6, 16)  # how many applications a participant scores; those of two rounds are the same eight twice
SMALLEST_MINIMUM = 5  # no setting goes below it: with fewer, a result could be traced to a person
DEFAULT_MINIMUM = 8
RETENTION_DAYS = 30
CONTACT = timedelta(seconds=30)  # after which somebody who wasn't heard of counts as lost
SEAT_KEPT = timedelta(minutes=10)  # how long a lost participant who rated nothing keeps the place
EXTENSION = timedelta(minutes=2)
DAYS_UNTIL_FORGOTTEN = 14  # without a move after which an open session is ended, so that its keys don't stay for ever


class Phase(StrEnum):
    """Where a session is. The trainer moves it; nobody else and no clock does."""

    LOBBY = "lobby"
    CRITERIA = "criteria"
    WORK = "work"  # all that an exercise other than scoring has between coming in and the result
    BLOCK_1 = "block-1"
    NEUTRAL = "neutral"
    BLOCK_2 = "block-2"
    PREDICT = "predict"
    REVEAL = "reveal"


ORDER = tuple(Phase)
# Minutes; scoring an application takes two.
MINUTES = {
    Phase.LOBBY: 4,
    Phase.CRITERIA: 4,
    Phase.WORK: 15,
    Phase.NEUTRAL: 3,
    Phase.PREDICT: 2,
    Phase.REVEAL: 20,
}


class Activity(StrEnum):
    """What a group does in a session."""

    SCORING = "scoring"
    LEAK_HUNT = "leak-hunt"
    ADVERTISEMENT = "advertisement"
    PROCESS = "process"


class Guess(StrEnum):
    """What a participant expects the group's result to be."""

    REFERENCE = "reference"  # the reference group got more points
    NONE = "none"
    COMPARISON = "comparison"


class Dial(StrEnum):
    """What a rehearsal's simulated participants do, chosen beforehand so that a trainer can practise each result."""

    SMALL = "small"  # a small difference, in the direction one expects
    NONE = "none"
    REVERSED = "reversed"
    DROPOUTS = "dropouts"  # a small difference, and two who stop half-way
    FEW = "few"  # most leave before they have done anything; in every exercise
    MOST = "most"  # of the places are found
    LITTLE = "little"  # of them is found
    MUCH = "much"  # is marked that could have stayed
    DIVIDED = "divided"  # about half choose one way at every choice
    ALIKE = "alike"  # nearly all choose the same


_MARKING = (Dial.MOST, Dial.LITTLE, Dial.MUCH, Dial.FEW)
# What a rehearsal of each exercise can be of, the first one being what is offered first.
DIALS: dict[Activity, tuple[Dial, ...]] = {
    Activity.SCORING: (Dial.SMALL, Dial.NONE, Dial.REVERSED, Dial.DROPOUTS, Dial.FEW),
    Activity.LEAK_HUNT: _MARKING,
    Activity.ADVERTISEMENT: _MARKING,
    Activity.PROCESS: (Dial.DIVIDED, Dial.ALIKE, Dial.FEW),
}


class NotNow(Exception):
    """What was asked for belongs to another phase of the session."""


class SettingsLocked(Exception):
    """Somebody has rated, so what the result will be about can't change any more."""


class TooEarlyToReveal(Exception):
    """Ratings are still being given."""


class SessionOver(Exception):
    """The session is closed."""


@dataclass(frozen=True)
class Plan:
    """Which of the phases that can be left out a session has."""

    has_criteria: bool = True
    has_neutral: bool = True
    has_prediction: bool = True
    activity: Activity = Activity.SCORING

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The session's phases in order."""
        if self.activity is not Activity.SCORING:
            return (Phase.LOBBY, Phase.WORK, Phase.REVEAL)
        left_out = {
            phase
            for phase, is_kept in (
                (Phase.WORK, False),
                (Phase.CRITERIA, self.has_criteria),
                (Phase.NEUTRAL, self.has_neutral),
                (Phase.PREDICT, self.has_prediction),
            )
            if not is_kept
        }
        return tuple(phase for phase in ORDER if phase not in left_out)

    def after(self, phase: Phase) -> Phase | None:
        """The phase that follows; None after the last."""
        return next((later for later in self.phases if ORDER.index(later) > ORDER.index(phase)), None)


def design_of(size: int) -> Design:
    """Which design a number of applications belongs to."""
    return next(design for design, sizes in SIZES_OF_ROUNDS.items() if size // ROUNDS[design] in sizes)


def minutes_of(phase: Phase, size: int) -> int:
    """How long a phase usually takes, in minutes, when so many applications are scored in two halves."""
    return size if is_rating(phase) else MINUTES[phase]


def minutes_in_all(plan: Plan, size: int) -> int:
    """How long a session usually takes, with the talk about the result."""
    return sum(minutes_of(phase, size) for phase in plan.phases)


def is_rating(phase: Phase) -> bool:
    """Whether applications are shown to be rated."""
    return phase in {Phase.BLOCK_1, Phase.BLOCK_2}


def takes_raters(phase: Phase) -> bool:
    """Whether who joins now still gets a place; later they watch."""
    return ORDER.index(phase) <= ORDER.index(Phase.BLOCK_2)


def can_reveal(phase: Phase) -> bool:
    """Whether no rating can be given or changed any more."""
    return ORDER.index(phase) > ORDER.index(Phase.BLOCK_2)


def last_open(phase: Phase, size: int) -> int:
    """The number of the last application that is open: half of them in the first block, all in the second."""
    return {Phase.BLOCK_1: size // 2, Phase.BLOCK_2: size}.get(phase, 0)


def may_save(phase: Phase, number: int, *, size: int, is_complete: bool) -> bool:
    """Whether a choice on an application (from 1) is still taken.

    In the second block the first block's judgements stand, but who was slow, came late or lost the line goes on with
    what is missing. What was chosen in the first block and arrives late is taken in the neutral task too.
    """
    is_first_half = number <= size // 2
    if phase is Phase.BLOCK_1:
        return is_first_half
    if phase is Phase.NEUTRAL:
        return is_first_half and not is_complete
    if phase is Phase.BLOCK_2:
        return not (is_first_half and is_complete)
    return False


def next_number(phase: Phase, size: int, complete: Collection[int]) -> int | None:
    """The application that comes next for somebody; None when nothing is left to do in this phase."""
    return next((n for n in range(1, last_open(phase, size) + 1) if n not in complete), None)


def is_lost(last_seen: datetime, now: datetime) -> bool:
    """Whether somebody hasn't been heard of for so long that the line may be broken."""
    return now - last_seen > CONTACT


def is_forgotten(last_moved: datetime, now: datetime) -> bool:
    """Whether an open session hasn't been moved for so long that its trainer must have forgotten to end it."""
    return now - last_moved >= timedelta(DAYS_UNTIL_FORGOTTEN)


def extended(ends: datetime, now: datetime) -> datetime:
    """Two more minutes, counted from now when the planned end has passed."""
    return max(ends, now) + EXTENSION
