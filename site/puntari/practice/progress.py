"""How far an attempt is: which round is open, which card comes next. Values in, values out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from puntari.practice.domain import AlreadyFinished, NotOpen


@dataclass(frozen=True)
class Progress:
    """Where an attempt stands. ``complete`` has the numbers (from 1, through all rounds) of the cards fully rated."""

    size: int
    rounds: int
    pause_hours: int
    paused_at: datetime | None
    finished_at: datetime | None
    complete: frozenset[int] = frozenset()

    @property
    def is_finished(self) -> bool:
        """Whether every round is finished."""
        return self.finished_at is not None

    @property
    def round(self) -> int:
        """The round that is being rated, or will be after the pause; the last one when all is finished."""
        return self.rounds if self.paused_at or self.is_finished else 1

    def opens_at(self) -> datetime | None:
        """When the second round opens; None while the first is being rated."""
        return self.paused_at + timedelta(hours=self.pause_hours) if self.paused_at else None

    def is_pausing(self, now: datetime) -> bool:
        """Whether the chosen pause is still running."""
        opens_at = self.opens_at()
        return not self.is_finished and opens_at is not None and now < opens_at

    def is_round_finished(self, number: int) -> bool:
        """Whether a round's first judgements stand."""
        return self.is_finished or number < self.round

    def round_of(self, number: int) -> int:
        """The round in which a card's number falls."""
        return (number - 1) // self.size + 1

    def numbers(self) -> range:
        """The numbers of the cards in the present round."""
        first = (self.round - 1) * self.size + 1
        return range(first, first + self.size)

    def position(self, number: int) -> int:
        """A card's position in its round, from 1."""
        return (number - 1) % self.size + 1

    def next_missing(self) -> int | None:
        """The first card of the present round that isn't fully rated; None when all are."""
        return next((number for number in self.numbers() if number not in self.complete), None)

    def done(self) -> int:
        """How many cards of the present round are fully rated."""
        return sum(number in self.complete for number in self.numbers())

    def done_positions(self) -> frozenset[int]:
        """The positions (from 1) in the present round of the cards fully rated."""
        return frozenset(self.position(number) for number in self.numbers() if number in self.complete)

    def check_open(self, number: int, now: datetime) -> None:
        """Refuse to touch a card outside the open round. Raises AlreadyFinished or NotOpen."""
        if self.is_round_finished(self.round_of(number)):
            raise AlreadyFinished
        if self.round_of(number) != self.round or self.is_pausing(now):
            raise NotOpen
