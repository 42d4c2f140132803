"""Made-up sessions of one round, with everything that chance decides given by a generator."""

import numpy as np

from puntari.live.redraws import OneRound, one_round
from puntari.practice.one_round import SEATS, sequence_of


def dealt(people: int, *, texts: int = 12, stream: str = "s") -> OneRound:
    """So many people in the first seats, sets of texts rotating with the block."""
    places = [divmod(person, SEATS) for person in range(people)]
    sets = [[(text + block) % 3 for text in range(texts)] for block, _ in places]
    sequences = [sequence_of(stream, block, seat) for block, seat in places]
    return one_round([b for b, _ in places], [s for _, s in places], sequences, sets)


def shown_in(mechanism: OneRound, forms: list[int] | None = None) -> np.ndarray:
    """(N, T): the faces shown in these forms, or in those really dealt."""
    states = mechanism.observed if forms is None else np.asarray(forms)
    return np.take_along_axis(mechanism.faces, states[:, None, None], axis=1)[:, 0, :]


def scores_of(mechanism: OneRound, *, gap: float, hiding: float, chance: np.random.Generator) -> np.ndarray:
    """Scores with a gap between comparison and reference, an effect of hiding, and noise of SD 1."""
    faces = shown_in(mechanism)
    people, texts = faces.shape
    noise = chance.normal(size=(people, texts))
    severity, quality = chance.normal(0, 0.5, (people, 1)), chance.normal(0, 1, (1, texts))
    effect = np.select([faces == 2, faces == 1], [gap / 2, -gap / 2], hiding)
    return noise + severity + quality + effect
