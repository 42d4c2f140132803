"""Which name stands on which application: of the same sex and decade, and none twice for a trainee."""

from collections.abc import Collection, Sequence

from puntari.practice.chance import Chance
from puntari.practice.domain import Face, Material, Text, kinds_of


def can_be_named(texts: Sequence[Text], group: Face, material: Material) -> bool:
    """Whether the group has a name of its own for each of the texts."""
    names = material.names[group]
    return all(names.count(kind) >= count for kind, count in kinds_of(texts).items())


def draw_names(texts: Sequence[Text], group: Face, material: Material, chance: Chance) -> dict[str, int]:
    """A name for each text, by the text's id: the place of the name in the group's list. None comes twice.

    Raises LookupError when the group has too few names of a kind.
    """
    names = material.names[group]
    free = chance.shuffled(range(len(names)))
    drawn: dict[str, int] = {}
    for text in texts:
        name = next((name for name in free if names[name] == text.kind), None)
        if name is None:
            raise LookupError(f"{group} has too few names for {text.kind.sex} {text.kind.decade}")
        free.remove(name)
        drawn[text.id] = name
    return drawn


def people_behind(
    texts: Sequence[Text], material: Material, used: Collection[tuple[Face, int]], seed: str
) -> dict[str, tuple[Face, int]]:
    """Somebody for each text that was met only without a person, for the moment when anonymity is lifted.

    The same for the same seed. Groups alternate; names that are ``used`` already come only when no other fits.
    """
    chance, taken = Chance(seed, "behind"), set(used)
    groups = chance.shuffled(list(material.names))
    behind = {}
    for number, text in enumerate(sorted(texts, key=lambda text: text.id)):
        in_turn = groups[number % len(groups) :] + groups[: number % len(groups)]
        fitting = [(g, place) for g in in_turn for place, kind in enumerate(material.names[g]) if kind == text.kind]
        free = [person for person in fitting if person not in taken] or fitting
        behind[text.id] = chance.one_of([person for person in free if person[0] is free[0][0]])
        taken.add(behind[text.id])
    return behind
