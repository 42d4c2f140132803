"""Both designs behind one door: what is stored with an attempt is all it takes to deal its cards again."""

from dataclasses import dataclass

from puntari.practice import one_round, two_rounds
from puntari.practice.domain import Dealt, Design, Material

# Raise it whenever the same seeds would give another table; keep the code that deals the older versions.
DESIGN_VERSION = 1


@dataclass(frozen=True)
class Recipe:
    """Everything a deal depends on apart from the texts and names. ``place`` is (block, seat), for one round only."""

    design: Design
    design_version: int
    size: int
    stream_seed: str
    seed: str
    arrival: int
    place: tuple[int, int] | None = None

    @property
    def form(self) -> str:
        """What is counterbalanced between trainees, as a short code for tables."""
        if self.design is Design.ONE_ROUND and self.place:
            return one_round.sequence_of(self.stream_seed, *self.place).code
        turn = two_rounds.turn_of(self.stream_seed, self.arrival)
        order = "anonymous first" if turn.anonymous_first else "identified first"
        return f"{order}, two {turn.short}, keeps {turn.kept_group}"


def deal(material: Material, recipe: Recipe) -> tuple[Dealt, ...]:
    """The cards of an attempt.

    Raises CannotDeal when names don't suffice, ValueError for a version or place that no code deals.
    """
    if recipe.design_version != DESIGN_VERSION:
        raise ValueError(f"no code deals version {recipe.design_version} of the designs")
    if recipe.design is Design.TWO_ROUNDS:
        return two_rounds.deal(material, stream=recipe.stream_seed, arrival=recipe.arrival, seed=recipe.seed)
    if recipe.place is None:
        raise ValueError("one round needs a place")
    block, seat = recipe.place
    return one_round.deal(
        material, stream=recipe.stream_seed, block=block, seat=seat, seed=recipe.seed, size=recipe.size
    )
